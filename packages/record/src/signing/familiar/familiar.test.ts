import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { beforeAll, describe, expect, test } from "vitest";
import { listAt, parseJson, textAt, valueAt, withValue } from "@waybill/kit";
import type { JsonKey } from "@waybill/kit";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { createStatement, keylessSigner, parseSigningConfig, signStatement } from "../../index.ts";
import { elementsOf } from "../der.ts";
import type { DerElement } from "../der.ts";
import { identityOf } from "../identity.ts";
import type { Certified } from "../identity.ts";
import { familiarWith } from "./familiar.ts";
import type { Judge } from "./familiar.ts";

const CERTIFICATE = ["verificationMaterial", "certificate", "rawBytes"];
const STAMP = ["verificationMaterial", "timestampVerificationData", "rfc3161Timestamps", 0, "signedTimestamp"];
const ENTRY = ["verificationMaterial", "tlogEntries", 0];
const P256_HEAD = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");

/** A bundle, the root that verifies it, and the keys of the authorities, which are ours so that we can sign what no authority would. */
interface World {
  readonly bundle: unknown;
  readonly root: unknown;
  readonly keys: {
    readonly authority: KeyObject;
    readonly stamper: KeyObject;
    readonly log: KeyObject;
    readonly certificateLog: KeyObject;
  };
}

const ASKED = "asked";
const ask = (): never => {
  throw new Error(ASKED);
};

describe.each(["public-good", "github"] as const)("with certificates like those of %s", (kind) => {
  let world: World;
  let familiar: Judge;

  beforeAll(async () => {
    world = await worldOf(kind);
    familiar = familiarTo(world, ask);
  });

  test("the library is asked once for an authority, and then no more", () => {
    let asked = 0;
    const library = byLibrary(world.root);
    const judge = familiarWith(materialOf(world.root), thresholdsOf(world.root), (bundle) => {
      asked++;
      return library(bundle);
    });
    expect([judge(world.bundle), judge(world.bundle), judge(world.bundle)]).toEqual(Array.from({ length: 3 }, () => library(world.bundle)));
    expect(asked).toBe(1);
  });

  test("an authority whose certificate another one issued, as Sigstore's own is, is known after the library was asked once", () => {
    const root = withIntermediate(world.root);
    const library = byLibrary(root);
    let asked = 0;
    const judge = familiarWith(materialOf(root), thresholdsOf(root), (bundle) => {
      asked++;
      return library(bundle);
    });
    expect([judge(world.bundle), judge(world.bundle), judge(world.bundle)]).toEqual(Array.from({ length: 3 }, () => library(world.bundle)));
    expect(asked).toBe(1);
  });

  test("what the library refuses makes no authority known, and what it says otherwise neither", () => {
    const judge = familiarWith(materialOf(world.root), thresholdsOf(world.root), ask);
    const { identity, signedAt } = byLibrary(world.root)(world.bundle);
    for (const said of [
      { identity, signedAt: new Date(0) },
      { identity: { kind: "certificate" as const }, signedAt },
    ]) {
      const doubtful = familiarWith(materialOf(world.root), thresholdsOf(world.root), () => said);
      for (let time = 0; time < 2; time++) expect(doubtful(world.bundle)).toBe(said);
    }
    for (let time = 0; time < 2; time++) expect(() => judge(world.bundle)).toThrow(ASKED);
  });

  test("no changed byte of a bundle is accepted that the library refuses, and none says anything else", () => {
    const fields = [
      CERTIFICATE,
      ...(kind === "github"
        ? [STAMP]
        : ["canonicalizedBody", "logId.keyId", "inclusionPromise.signedEntryTimestamp"].map((path) => [...ENTRY, ...path.split(".")])),
      ["dsseEnvelope", "payload"],
      ["dsseEnvelope", "signatures", 0, "sig"],
    ];
    for (const path of fields) {
      const bytes = Buffer.from(textAt(world.bundle, ...path) ?? "", "base64");
      expectNothingNew(world, familiar, variantsOf(bytes, 7), (changed) => withValue(world.bundle, path, changed.toString("base64")));
    }
  }, 60_000);

  test("no certificate that the authority signed with any changed byte is accepted that the library refuses", () => {
    const der = Buffer.from(textAt(world.bundle, ...CERTIFICATE) ?? "", "base64");
    const accepted = expectNothingNew(world, familiar, variantsOf(der, 7), (changed) => {
      signAgain(changed, world.keys.authority, signedPartOf(der));
      return withValue(world.bundle, CERTIFICATE, changed.toString("base64"));
    });
    // Such as the signature itself, which is made again.
    expect(accepted).toBeGreaterThan(5);
  }, 60_000);

  test.each([
    ["a member more in the bundle", ["more"], {}],
    ["a chain beside the certificate", ["verificationMaterial", "x509CertificateChain"], { certificates: [] }],
    ["a key beside the certificate", ["verificationMaterial", "publicKey"], { hint: "x" }],
    ["a message beside the envelope", ["messageSignature"], { signature: "" }],
    ["another type", ["mediaType"], "application/vnd.dev.sigstore.bundle+json;version=0.2"],
    ["another type of payload", ["dsseEnvelope", "payloadType"], "text/plain"],
    ["no payload", ["dsseEnvelope", "payload"], ""],
    ["no signature", ["dsseEnvelope", "signatures"], []],
    ["no certificate", ["verificationMaterial", "certificate"], {}],
    ["no entry of a log", ["verificationMaterial", "tlogEntries"], []],
    ["no time stamp", ["verificationMaterial", "timestampVerificationData"], {}],
  ])("a bundle with %s is for the library to judge", (_, path, value) => {
    const isAbsent = valueAt(world.bundle, "verificationMaterial", "tlogEntries") === undefined && path[1] === "tlogEntries";
    if (isAbsent || (kind === "public-good" && path[1] === "timestampVerificationData")) return;
    expect(() => familiar(withValue(world.bundle, path, value))).toThrow(ASKED);
  });

  test("two signatures are for the library to judge", () => {
    const [one] = listAt(world.bundle, "dsseEnvelope", "signatures");
    expect(() => familiar(withValue(world.bundle, ["dsseEnvelope", "signatures"], [one, one]))).toThrow(ASKED);
  });

  test("an authority that another one could be taken for is for the library to judge, every time", () => {
    const [authority] = listAt(world.root, "certificateAuthorities");
    let asked = 0;
    const root = withValue(world.root, ["certificateAuthorities"], [authority, authority]);
    const judge = familiarWith(materialOf(root), thresholdsOf(root), (bundle) => {
      asked++;
      return byLibrary(root)(bundle);
    });
    for (let time = 0; time < 3; time++) judge(world.bundle);
    expect(asked).toBe(3);
  });

  test("what was signed when an authority was not believed any more is for the library to judge", () => {
    const validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
    const lists = kind === "github" ? ["certificateAuthorities", "timestampAuthorities"] : ["certificateAuthorities"];
    for (const list of lists) {
      const root = withValue(world.root, [list, 0, "validFor"], validFor);
      // A library that says yes to everything would make it known.
      let asked = 0;
      const judge = familiarWith(materialOf(root), thresholdsOf(root), (bundle) => {
        asked++;
        return byLibrary(world.root)(bundle);
      });
      for (let time = 0; time < 2; time++) judge(world.bundle);
      expect([list, asked]).toEqual([list, 2]);
    }
  });
});

test.each<[what: string, change: (leaf: Buffer, world: World) => void]>([
  ["says whether it may issue others", (leaf) => void Buffer.from("551d13", "hex").copy(leaf, placeOf(leaf, KEY_USAGE).begin)],
  ["has the identifier of its issuer's key", (leaf, { root }) => void identifierIn(authorityIn(root)).copy(leaf, placeOfIdentifier(leaf))],
  [
    "has the identifier of the key of its issuer's issuer",
    (leaf, { root }) => void identifierIn(authorityIn(withIntermediate(root), 1)).copy(leaf, placeOfIdentifier(leaf)),
  ],
])("a certificate that %s is for the library to judge, as it could be taken for an authority's", async (_, change) => {
  const world = await worldOf("github");
  const judge = familiarTo({ ...world, root: withIntermediate(world.root) }, ask);
  const bundleWith = (changeLeaf: (leaf: Buffer) => void): unknown => {
    const leaf = Buffer.from(textAt(world.bundle, ...CERTIFICATE) ?? "", "base64");
    changeLeaf(leaf);
    signAgain(leaf, world.keys.authority, signedPartOf(leaf));
    return withValue(world.bundle, CERTIFICATE, leaf.toString("base64"));
  };
  expect(judge(bundleWith(() => undefined)).identity.kind).toBe("certificate");
  expect(() => judge(bundleWith((leaf) => change(leaf, world)))).toThrow(ASKED);
});

describe("with a log", () => {
  let world: World;
  let familiar: Judge;
  let entry: unknown;

  beforeAll(async () => {
    world = await worldOf("public-good");
    familiar = familiarTo(world, ask);
    entry = valueAt(world.bundle, ...ENTRY);
  });

  test("no promise of a certificate log with a changed byte, in a certificate that the authority signed, is accepted that the library refuses", () => {
    const der = Buffer.from(textAt(world.bundle, ...CERTIFICATE) ?? "", "base64");
    const begin = der.indexOf(Buffer.from("2b06010401d679020402", "hex"));
    expect(begin).toBeGreaterThan(0);
    const variants = variantsOf(der, 1, { begin, end: begin + 140 });
    expectNothingNew(world, familiar, [...variants, ...variantsOf(der, 1, { begin, end: begin + 30 })], (changed) => {
      signAgain(changed, world.keys.authority, signedPartOf(der));
      return withValue(world.bundle, CERTIFICATE, changed.toString("base64"));
    });
  });

  test.each<[what: string, changes: [path: JsonKey[], value: unknown][]]>([
    ["nothing changed", []],
    ["another index", [[["logIndex"], "12"]]],
    ["an index with a zero before it", [[["logIndex"], "012"]]],
    ["an index that is too large to count with", [[["logIndex"], "12345678901234567"]]],
    ["an index below zero", [[["logIndex"], "-1"]]],
    ["no time", [[["integratedTime"], "0"]]],
    ["a time long ago", [[["integratedTime"], "1000000000"]]],
    ["a time to come", [[["integratedTime"], "4000000000"]]],
    ["another kind", [[["kindVersion", "kind"], "intoto"]]],
    ["another version", [[["kindVersion", "version"], "0.0.2"]]],
    ["a hash too many", [[["inclusionProof", "hashes"], [Buffer.alloc(32).toString("base64")]]]],
    ["another place in the tree", [[["inclusionProof", "logIndex"], "1"]]],
  ])("an entry with %s, which the log promised, is not accepted when the library refuses it", (_, changes) => {
    let changed: unknown = entry;
    for (const [path, value] of changes) changed = withValue(changed, path, value);
    expectNothingNew(world, familiar, [Buffer.alloc(0)], () => withValue(world.bundle, ENTRY, promised(changed, world)));
  });

  test.each<[what: string, change: (body: unknown) => unknown]>([
    ["the same in it", (body) => body],
    ["another kind", (body) => withValue(body, ["kind"], "intoto")],
    ["another version", (body) => withValue(body, ["apiVersion"], "0.0.2")],
    ["another payload", (body) => withValue(body, ["spec", "payloadHash", "value"], "0".repeat(64))],
    [
      "its digest in other letters",
      (body) => withValue(body, ["spec", "payloadHash", "value"], String(textAt(body, "spec", "payloadHash", "value")).toUpperCase()),
    ],
    ["no digest", (body) => withValue(body, ["spec", "payloadHash"], {})],
    ["another signature", (body) => withValue(body, ["spec", "signatures", 0, "signature"], "AAAA")],
    [
      "two signatures",
      (body) => withValue(body, ["spec", "signatures"], [valueAt(body, "spec", "signatures", 0), valueAt(body, "spec", "signatures", 0)]),
    ],
    ["no signature", (body) => withValue(body, ["spec", "signatures"], [])],
    ["nothing in it", () => ({})],
    ["a list", () => []],
    ["nothing", () => null],
  ])("an entry with %s, which the log promised and has in its tree, is not accepted when the library refuses it", (_, change) => {
    const body = parseJson(Buffer.from(textAt(entry, "canonicalizedBody") ?? "", "base64").toString());
    const changed = withValue(entry, ["canonicalizedBody"], Buffer.from(JSON.stringify(change(body))).toString("base64"));
    expectNothingNew(world, familiar, [Buffer.alloc(0)], () => withValue(world.bundle, ENTRY, promised(inTree(changed, world), world)));
  });

  test.each([
    ["an index", "logIndex"],
    ["a root", "rootHash"],
  ])("an entry whose proof has %s that is no text is not accepted when the library refuses it", (_, name) => {
    expectNothingNew(world, familiar, [Buffer.alloc(0)], () => withValue(world.bundle, [...ENTRY, "inclusionProof", name], 7));
  });

  test.each<[what: string, change: (note: string) => string]>([
    ["itself", (note) => note],
    ["another size", (note) => note.replace("\n1\n", "\n2\n")],
    ["a size with a zero before it", (note) => note.replace("\n1\n", "\n01\n")],
    ["another root", (note) => note.replace(/\n1\n.{4}/, "\n1\nAAAA")],
    ["a line more", (note) => `${note}more\n`],
    ["a line less", (note) => note.split("\n").slice(0, 2).join("\n")],
    ["no lines", () => ""],
    ["an empty line", (note) => note.replace("\n", "\n\n")],
  ])("a checkpoint with %s, which the log signed, is not accepted when the library refuses it", (_, change) => {
    const [note = ""] = (textAt(entry, "inclusionProof", "checkpoint", "envelope") ?? "").split("\n\n");
    const changed = withValue(entry, ["inclusionProof", "checkpoint", "envelope"], checkpoint(change(`${note}\n`), world));
    expectNothingNew(world, familiar, [Buffer.alloc(0)], () => withValue(world.bundle, ENTRY, changed));
  });

  test.each<[what: string, change: (line: string) => string]>([
    ["of another name", (line) => line.replace(/\u2014 \S+/, "\u2014 elsewhere")],
    ["of no name", (line) => line.replace(/\u2014 \S+/, "\u2014 ")],
    ["of a part of its name", (line) => line.replace(/\u2014 \S+/, "\u2014 1")],
    ["with another hint", (line) => line.replace(/ (\S)\S{5}(\S+\n)$/, " $1AAAAA$2")],
    ["twice", (line) => `${line}${line}`],
    ["behind another's", (line) => `${line.replace(/ \S+\n$/, " AAAAAAAA\n")}${line}`],
    ["without an end", (line) => line.trimEnd()],
    ["that is too short", (line) => line.replace(/ \S+\n$/, " AAAA\n")],
  ])("a checkpoint with a signature %s is not accepted when the library refuses it", (_, change) => {
    const envelope = textAt(entry, "inclusionProof", "checkpoint", "envelope") ?? "";
    const [note = "", line = ""] = envelope.split("\n\n");
    const changed = withValue(entry, ["inclusionProof", "checkpoint", "envelope"], `${note}\n\n${change(line)}`);
    expectNothingNew(world, familiar, [Buffer.alloc(0)], () => withValue(world.bundle, ENTRY, changed));
  });
});

test("no time stamp that the authority signed with any changed byte is accepted that the library refuses", async () => {
  const world = await worldOf("github");
  const der = Buffer.from(textAt(world.bundle, ...STAMP) ?? "", "base64");
  const { attributes, digest, info } = partsOfStamp(der);
  const accepted = expectNothingNew(world, familiarTo(world, ask), variantsOf(der, 3), (changed) => {
    createHash("sha256").update(changed.subarray(info.begin, info.end)).digest().copy(changed, digest.begin);
    signAgain(changed, world.keys.stamper, attributes);
    return withValue(world.bundle, STAMP, changed.toString("base64"));
  });
  // Such as its number, or a second later.
  expect(accepted).toBeGreaterThan(10);
}, 60_000);

/** Every so many-th byte with one bit changed, beginning elsewhere in every run. */
function variantsOf(bytes: Buffer, step: number, { begin = 0, end = bytes.length } = {}): Buffer[] {
  const variants: Buffer[] = [];
  for (let at = begin + Math.floor(Math.random() * step); at < Math.min(end, bytes.length); at += step) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
    variants.push(changed);
  }
  return variants;
}

/** That each is judged as the library judges it, or left to the library; how many of them hold. */
function expectNothingNew({ root }: World, familiar: Judge, variants: readonly Buffer[], bundleOf: (variant: Buffer) => unknown): number {
  const library = byLibrary(root);
  let accepted = 0;
  for (const variant of variants) {
    const bundle = bundleOf(variant);
    const found = attempt(familiar, bundle);
    if (!found) continue;
    expect(found, variant.toString("base64")).toEqual(attempt(library, bundle));
    accepted++;
  }
  return accepted;
}

function attempt(judge: Judge, bundle: unknown): Certified | undefined {
  try {
    return judge(bundle);
  } catch {
    return undefined;
  }
}

/** Knows the authorities already. */
function familiarTo({ root, bundle }: World, then: Judge): Judge {
  let judge = byLibrary(root);
  const familiar = familiarWith(materialOf(root), thresholdsOf(root), (json) => judge(json));
  familiar(bundle);
  judge = then;
  expect(familiar(bundle)).toEqual(byLibrary(root)(bundle));
  return familiar;
}

/** The library alone, which shares nothing with ours. */
function byLibrary(root: unknown): Judge {
  const verifier = new Verifier(materialOf(root), { ...thresholdsOf(root), timestampThreshold: 1 });
  return (json) => {
    const entity = toSignedEntity(bundleFromJSON(json));
    const { identity } = verifier.verify(entity);
    const extensions = identity?.oids?.map(({ oid, value }) => ({ oid: oid?.id.join(".") ?? "", value })) ?? [];
    const times = entity.timestamps.map((time) =>
      time.$case === "timestamp-authority" ? Number(time.timestamp.signingTime) : Number(time.tlogEntry.integratedTime) * 1000,
    );
    return { identity: identityOf(extensions), signedAt: new Date(Math.min(...times)) };
  };
}

function materialOf(root: unknown): ReturnType<typeof toTrustMaterial> {
  return toTrustMaterial(TrustedRoot.fromJSON(root));
}

function thresholdsOf(root: unknown): { tlogThreshold: number; ctlogThreshold: number } {
  return { tlogThreshold: Math.min(1, listAt(root, "tlogs").length), ctlogThreshold: Math.min(1, listAt(root, "ctlogs").length) };
}

/** A bundle of a loopback Sigstore, whose authorities' keys are exchanged for ours everywhere. */
async function worldOf(kind: "public-good" | "github"): Promise<World> {
  await using sigstore = await startLoopbackSigstore({ kind });
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const signer = keylessSigner({ services, identityToken: async () => sigstore.token() });
  let bundle: unknown;
  do bundle = await signStatement(createStatement(HONEST.plan, RUN, TOOL), signer);
  while (!hasUsualLengths(bundle));
  let root = parseJson(sigstore.trustedRoot());
  const [authority, stamper, log, certificateLog] = [newKeys(), newKeys(), newKeys(), newKeys()];
  for (const [list, keys] of [
    ["certificateAuthorities", authority],
    ["timestampAuthorities", stamper],
  ] as const)
    for (const [at, certificate] of listAt(root, list, 0, "certChain", "certificates").entries())
      root = withValue(root, [list, 0, "certChain", "certificates", at, "rawBytes"], ownedBy(keys, textAt(certificate, "rawBytes") ?? ""));
  for (const [list, keys] of [
    ["tlogs", log],
    ["ctlogs", certificateLog],
  ] as const) {
    if (listAt(root, list).length === 0) continue;
    root = withValue(root, [list, 0, "publicKey", "rawBytes"], keys.spki.toString("base64"));
    root = withValue(root, [list, 0, "logId", "keyId"], keys.id.toString("base64"));
  }
  const keys = {
    authority: authority.privateKey,
    stamper: stamper.privateKey,
    log: log.privateKey,
    certificateLog: certificateLog.privateKey,
  };
  bundle = withValue(bundle, CERTIFICATE, reissued(bundle, authority, certificateLog));
  const stamp = textAt(bundle, ...STAMP);
  if (stamp !== undefined) bundle = withValue(bundle, STAMP, restamped(stamp, stamper.privateKey));
  const world = { bundle, root, keys };
  const entry = valueAt(bundle, ...ENTRY);
  if (entry === undefined) return world;
  const logged = withValue(entry, ["logId", "keyId"], log.id.toString("base64"));
  return { ...world, bundle: withValue(bundle, ENTRY, promised(inTree(logged, world), world)) };
}

interface Keys {
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
  readonly id: Buffer;
}

function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  return { privateKey, spki, id: createHash("sha256").update(spki).digest() };
}

/** An authority's certificate with another key, which signs it, too. */
function ownedBy({ privateKey, spki }: Keys, rawBytes: string): string {
  const der = Buffer.from(rawBytes, "base64");
  spki.copy(der, der.indexOf(P256_HEAD));
  signAgain(der, privateKey, signedPartOf(der));
  return der.toString("base64");
}

/** The root with an authority whose certificate is issued by one above it; the key that signs is the same. */
function withIntermediate(root: unknown): unknown {
  const keys = newKeys();
  const [intermediate, above] = [authorityIn(root), authorityIn(root)];
  const [id, name] = [identifierIn(above), Buffer.from("sigstore")];
  const [idAbove, nameAbove] = [Buffer.alloc(id.length, 7), Buffer.from("rootcert")];
  // The names of issuer and owner are the first ones in a certificate, in this order, and the identifiers of their keys in the other.
  nameAbove.copy(intermediate, intermediate.indexOf(name));
  idAbove.copy(intermediate, intermediate.lastIndexOf(id));
  for (let time = 0; time < 2; time++) {
    nameAbove.copy(above, above.indexOf(Buffer.concat([Buffer.from([name.length]), name])) + 1);
    idAbove.copy(above, above.indexOf(id));
  }
  signAgain(intermediate, keys.privateKey, signedPartOf(intermediate));
  const certificates = [intermediate.toString("base64"), ownedBy(keys, above.toString("base64"))];
  return withValue(
    root,
    ["certificateAuthorities", 0, "certChain", "certificates"],
    certificates.map((rawBytes) => ({ rawBytes })),
  );
}

function authorityIn(root: unknown, at = 0): Buffer {
  return Buffer.from(textAt(root, "certificateAuthorities", 0, "certChain", "certificates", at, "rawBytes") ?? "", "base64");
}

const KEY_USAGE = Buffer.from("551d0f", "hex");
const KEY_ID_LENGTH = 20;

/** Where the identifier of a certificate's own key is: in two strings. */
function placeOfIdentifier(der: Buffer): number {
  return placeOf(der, Buffer.from("0603551d0e04160414", "hex")).end;
}

function identifierIn(der: Buffer): Buffer {
  const begin = placeOfIdentifier(der);
  return Buffer.from(der.subarray(begin, begin + KEY_ID_LENGTH));
}

/** A certificate for one signature with the promise of another log and the signature of another authority. */
function reissued(bundle: unknown, authority: Keys, log: Keys): string {
  const der = Buffer.from(textAt(bundle, ...CERTIFICATE) ?? "", "base64");
  const { key } = toSignedEntity(bundleFromJSON(bundle));
  const at =
    key.$case === "certificate" ? key.certificate.extensions.findIndex(({ subs }) => subs[0]?.toOID() === "1.3.6.1.4.1.11129.2.4.2") : -1;
  if (key.$case === "certificate" && at >= 0) {
    const promise = der.subarray(placeOf(der, PROMISES).end).subarray(2 + 2 + 2 + 2);
    const [issuer, list] = [createHash("sha256").update(authority.spki).digest(), key.certificate.clone()];
    list.extensions.splice(at, 1);
    const about = list.tbsCertificate.toDER();
    log.id.copy(promise, 1);
    const length = promise.readUInt16BE(45);
    const said = [
      Buffer.from([0, 0]),
      promise.subarray(33, 41),
      Buffer.from([0, 1]),
      issuer,
      Buffer.from([0, about.length >> 8, about.length & 255]),
      about,
      Buffer.alloc(2),
    ];
    signatureOf(log.privateKey, "sha256", Buffer.concat(said), length).copy(promise, 47);
  }
  signAgain(der, authority.privateKey, signedPartOf(der));
  return der.toString("base64");
}

/** Where the object identifier of a certificate log's promises is; their list is wrapped in two strings behind it. */
const PROMISES = Buffer.from("2b06010401d679020402", "hex");

interface Place {
  readonly begin: number;
  readonly end: number;
}

function placeOf(whole: Buffer, part: Buffer | DerElement): Place {
  const begin = Buffer.isBuffer(part) ? whole.indexOf(part) : part.bytes.byteOffset - whole.byteOffset;
  if (begin < 0) throw new TypeError("a part that is none");
  return { begin, end: begin + (Buffer.isBuffer(part) ? part.length : part.size) };
}

/** What of a certificate its authority signs, where the signature is, and its hash. */
function signedPartOf(der: Buffer): SignedPart {
  const [signed, algorithm, signature] = elementsOf(der)?.[0]?.elements() ?? [];
  if (!signed || !algorithm || !signature) throw new TypeError("no certificate");
  const { begin, end } = placeOf(der, signature);
  const isLong = algorithm.value.includes(Buffer.from("2a8648ce3d040303", "hex"));
  return { ...placeOf(der, signed), signature: { begin: begin + 3, end }, hash: isLong ? "sha384" : "sha256" };
}

interface SignedPart extends Place {
  readonly signature: Place;
  readonly hash: string;
  /** What is signed in place of the first byte. */
  readonly tag?: number;
}

/** Signs a part of some bytes again, in place. */
function signAgain(bytes: Buffer, key: KeyObject, { begin, end, signature, hash, tag }: SignedPart): void {
  const said = Buffer.from(bytes.subarray(begin, end));
  said[0] = tag ?? said[0] ?? 0;
  signatureOf(key, hash, said, signature.end - signature.begin).copy(bytes, signature.begin);
}

/** A signature of so many bytes; most are of one of three lengths. */
function signatureOf(key: KeyObject, hash: string, bytes: Buffer, length: number): Buffer {
  for (let times = 0; times < 100_000; times++) {
    const signature = sign(hash, bytes, key);
    if (signature.length === length) return signature;
  }
  throw new TypeError(`no signature has ${length} bytes`);
}

/** Whether it does not take many attempts to make a signature as long as each of its own. */
function hasUsualLengths(bundle: unknown): boolean {
  const [certificate, stamp] = [CERTIFICATE, STAMP].map((path) => Buffer.from(textAt(bundle, ...path) ?? "", "base64"));
  const parts = [...(certificate ? [signedPartOf(certificate)] : []), ...(stamp?.length ? [partsOfStamp(stamp).attributes] : [])];
  return parts.every(({ signature: { begin, end } }) => end - begin >= 70);
}

/** The parts of a time stamp that a signature of it rests on. */
function partsOfStamp(der: Buffer): { attributes: SignedPart; digest: Place; info: Place } {
  const [, token] = elementsOf(der)?.[0]?.elements() ?? [];
  const data = token?.elements()?.[1]?.elements()?.[0]?.elements() ?? [];
  const info = data[2]?.elements()?.[1]?.elements()?.[0]?.elements()?.[0];
  const [, , , attributes, , signature] = data.at(-1)?.elements()?.[0]?.elements() ?? [];
  const values = attributes
    ?.elements()
    ?.find(({ value }) => value.includes(Buffer.from("2a864886f70d010904", "hex")))
    ?.elements()?.[1];
  const digest = values?.elements()?.[0];
  if (!info || !attributes || !signature || !digest) throw new TypeError("no time stamp");
  const inside = (element: DerElement): Place => ({
    begin: placeOf(der, element).begin + element.size - element.value.length,
    end: placeOf(der, element).end,
  });
  return {
    attributes: { ...placeOf(der, attributes), signature: inside(signature), hash: "sha256", tag: 0x31 },
    digest: inside(digest),
    info: placeOf(der, info),
  };
}

function restamped(signedTimestamp: string, key: KeyObject): string {
  const der = Buffer.from(signedTimestamp, "base64");
  signAgain(der, key, partsOfStamp(der).attributes);
  return der.toString("base64");
}

/** The entry as the only one of the log's tree. */
function inTree(entry: unknown, world: World): unknown {
  const body = Buffer.from(textAt(entry, "canonicalizedBody") ?? "", "base64");
  const root = createHash("sha256")
    .update(Buffer.from([0]))
    .update(body)
    .digest("base64");
  const [origin] = (textAt(entry, "inclusionProof", "checkpoint", "envelope") ?? "").split("\n");
  return withValue(entry, ["inclusionProof", "checkpoint", "envelope"], checkpoint(`${origin}\n1\n${root}\n`, world));
}

/** What a log says of its tree, and its signature. */
function checkpoint(note: string, { root, keys }: World): string {
  const id = Buffer.from(textAt(root, "tlogs", 0, "logId", "keyId") ?? "", "base64");
  const name = new URL(textAt(root, "tlogs", 0, "baseUrl") ?? "").host;
  const signature = Buffer.concat([id.subarray(0, 4), sign("sha256", Buffer.from(note), keys.log)]);
  return `${note}\n\u2014 ${name} ${signature.toString("base64")}\n`;
}

/** The entry with the log's promise of it. */
function promised(entry: unknown, { keys }: World): unknown {
  const body = textAt(entry, "canonicalizedBody") ?? "";
  const logID = Buffer.from(textAt(entry, "logId", "keyId") ?? "", "base64").toString("hex");
  const [integratedTime, logIndex] = [Number(textAt(entry, "integratedTime")), Number(textAt(entry, "logIndex"))];
  const signature = sign("sha256", Buffer.from(JSON.stringify({ body, integratedTime, logID, logIndex })), keys.log);
  return withValue(entry, ["inclusionPromise", "signedEntryTimestamp"], signature.toString("base64"));
}
