import { ActionError, inputError, listAt, parseJson, textAt } from "@waybill/kit";
import { identityOf } from "./identity.ts";
import { keepBytes, keepVerdicts, writeAtOnce } from "./lasting-certificate.ts";
import type { Certified } from "./identity.ts";
import { familiarWith } from "./familiar/familiar.ts";
import type { Material } from "./familiar/authorities.ts";

type Verify = typeof import("@sigstore/verify");
type Entity = ReturnType<Verify["toSignedEntity"]>;

/** The authorities whose certificates are believed. */
export interface TrustRoot {
  /** Where it comes from, for messages. */
  readonly name: string;
  /** Verifies a Sigstore bundle, as parsed JSON, that holds a certificate; throws a `verdict` error that says what does not hold. */
  verify(bundle: unknown): Certified;
}

/** A signature that this trust root is too old or too new to know: nothing is known against it, and nothing for it. */
export class OutdatedRoot extends ActionError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("verdict", message, options);
  }
}

/** Said wherever a trust root is too old: GitHub's command writes both, GitHub's own and the public good one. */
const REFRESH = "Refresh it with 'gh attestation trusted-root > trusted_root.jsonl'";

/**
 * Reads trust roots from the text of a file: one `trusted_root.json` (sigstore_trustroot.proto, TrustedRoot), or several with one on each
 * line, as `gh attestation trusted-root` writes them. Needs no network. Throws an `input` error for anything else.
 */
export async function parseTrustRoots(text: string, name: string): Promise<TrustRoot[]> {
  const values = readValues(text, name);
  const [{ TrustedRoot }, verify, { bundleFromJSON }] = await Promise.all([
    import("@sigstore/protobuf-specs"),
    import("@sigstore/verify"),
    import("@sigstore/bundle"),
  ]);
  return values.map((value) => {
    let material: Material;
    try {
      material = verify.toTrustMaterial(TrustedRoot.fromJSON(value));
    } catch (error) {
      throw inputError("trust-root", `is '${name}', whose keys or certificates cannot be read. ${REFRESH}`, { cause: error });
    }
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities]) certChain.forEach(keepVerdicts);
    // A private instance has no logs; what has them must show an entry in each.
    const thresholds = { tlogThreshold: Math.min(1, material.tlogs.length), ctlogThreshold: Math.min(1, material.ctlogs.length) };
    const read = (json: unknown): Entity => {
      const bundle = bundleFromJSON(json);
      // A bundle that also holds a plain signature would be verified by that one, and its statement by nobody.
      if (bundle.content.$case !== "dsseEnvelope") throw new TypeError("it is not one statement in an envelope");
      const entity = verify.toSignedEntity(bundle);
      if (entity.key.$case === "certificate") keepBytes(entity.key.certificate);
      for (const stamp of entity.timestamps) if (stamp.$case === "timestamp-authority") writeAtOnce(stamp.timestamp.root);
      return entity;
    };
    const verifier = new verify.Verifier(material, { ...thresholds, timestampThreshold: 1 });
    return { name, verify: familiarWith(material, thresholds, (json) => certify(() => read(json), verifier, { material, name })) };
  });
}

function readValues(text: string, name: string): unknown[] {
  const whole = tryJson(text);
  const values =
    whole === undefined
      ? text
          .split("\n")
          .filter((line) => line.trim() !== "")
          .map(tryJson)
      : [whole];
  for (const value of values) {
    const type = textAt(value, "mediaType") ?? "";
    if (!/^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.1|\.v0\.[12]\+json)$/.test(type))
      throw inputError(
        "trust-root",
        `is '${name}', which is no trust root of Sigstore's: ${type === "" ? "it has no 'mediaType'" : `its 'mediaType' is '${type}'`}. Write one with 'gh attestation trusted-root'`,
      );
    if (listAt(value, "certificateAuthorities").length === 0)
      throw inputError("trust-root", `is '${name}', which names no certificate authority. ${REFRESH}`);
  }
  if (values.length === 0) throw inputError("trust-root", `is '${name}', which is empty. ${REFRESH}`);
  return values;
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // Several documents in one file, or none; the caller says which.
    return undefined;
  }
}

function certify(read: () => Entity, verifier: InstanceType<Verify["Verifier"]>, root: { material: Material; name: string }): Certified {
  let entity: Entity | undefined;
  try {
    const signed = withoutStacks(read);
    entity = signed;
    const { identity } = withoutStacks(() => verifier.verify(signed));
    const signedAt = new Date(Math.min(...timesOf(signed).map(Number)));
    const extensions = identity?.oids?.map(({ oid, value }) => ({ oid: oid?.id.join(".") ?? "", value })) ?? [];
    return { identity: identityOf(extensions), signedAt };
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const outdated = entity && outdatedBy(entity, root);
    if (outdated !== undefined) throw new OutdatedRoot(outdated, { cause: error });
    throw new ActionError("verdict", `${root.name} does not verify the certificate: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * The library tries to read a structure in every string of octets, and where there is none it throws and catches an error, whose stack costs
 * more than the reading.
 */
function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The times that the verifier demands proof of: those of timestamp authorities, and a log's where the log signed them. */
function timesOf({ timestamps }: Entity): Date[] {
  return timestamps.flatMap((timestamp) => {
    if (timestamp.$case === "timestamp-authority") return [timestamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
  });
}

/**
 * Why no authority of the root can be asked about the times that the bundle claims, if that is so. The claims are not proven here, so this
 * explains a refusal and never makes one.
 */
function outdatedBy(entity: Entity, { material, name }: { material: Material; name: string }): string | undefined {
  const { certificateAuthorities, timestampAuthorities, tlogs } = material;
  for (const time of timesOf(entity)) {
    for (const windows of [certificateAuthorities, timestampAuthorities, tlogs].map((list) => list.map(({ validFor }) => validFor))) {
      if (windows.length === 0 || windows.some(({ start, end }) => start <= time && time <= end)) continue;
      const end = new Date(Math.max(...windows.map((window) => Number(window.end))));
      const start = new Date(Math.min(...windows.map((window) => Number(window.start))));
      if (end < time)
        return `The trust root ${name} expired on ${end.toISOString()}, and this was signed on ${time.toISOString()}. ${REFRESH}.`;
      if (time < start)
        return `The trust root ${name} is valid from ${start.toISOString()} only, and this was signed on ${time.toISOString()}. Use the trust root of that time.`;
    }
  }
  return undefined;
}

/** The library's reason, with the one beneath it where its own is general. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
