import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceEnvironment } from "@waybill/testing/source-process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collectingReporter, digestOf, headline } from "@waybill/kit";
import { evidenceStore, generateKeyPair, keylessSigner, loadSigner, parseSigningConfig, writeRecord } from "@waybill/record";
import type { ReleaseRecord } from "@waybill/record";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor } from "@waybill/registry";
import { close, HONEST, IMAGE, KEYS, RUN, sign, STAGES_BEFORE_RELEASE, statements } from "@waybill/testing/honest-release";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { inTermsOfOptions, parseArguments } from "./arguments.ts";
import { runCommand } from "./commands.ts";
import { exitCodeOf, exitCodeOfError } from "./exit-code.ts";

const MAIN = new URL("./main.ts", import.meta.url).pathname;
const KEY = ["--trusted-keys", "keys.pem"];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-anywhere-"));
  // A file of keys may hold several, one after another.
  await writeFile(join(folder, "keys.pem"), generateKeyPair().publicKeyPem + KEYS.publicKeyPem);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly json: () => Document;
}

/** Runs the command as a process in a folder without any project. */
function verifyAsProcess(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["--conditions=@waybill/source", "--no-warnings", MAIN, "verify", ...args],
      { cwd: folder, env: sourceEnvironment({ HOME: folder }) },
      (_, stdout, stderr) => done({ code: child.exitCode, out: stdout + stderr, json: () => JSON.parse(stdout) as Document }),
    );
  });
}

/** The same in this process, which is sooner done; what looks like a file is one of the folder's. */
async function verify(...args: string[]): Promise<Ended> {
  const reporter = collectingReporter();
  const signal = new AbortController().signal;
  let printed = "";
  const ended = (code: number, said = ""): Ended => ({
    code,
    out: [...reporter.lines, printed, said].join("\n"),
    json: () => JSON.parse(printed) as Document,
  });
  try {
    const call = parseArguments(["verify", ...args.map((arg) => (/^\w+\.(json|pem|yml)$/.test(arg) ? join(folder, arg) : arg))]);
    const print = (text: string): void => void (printed += text);
    return ended(exitCodeOf(await runCommand(call, { env: { HOME: folder }, reporter, signal, print }), "verify"));
  } catch (thrown) {
    const error = inTermsOfOptions(thrown);
    return ended(exitCodeOfError(error, "verify"), headline(error));
  }
}

interface Document {
  readonly verdict: string;
  readonly record: string;
  readonly release?: Record<string, unknown>;
  readonly takenFromRecord: readonly string[];
  readonly statements: readonly { readonly stage: string; readonly signer: string; readonly finishedAt: string }[];
  readonly findings: readonly { readonly rule: string; readonly what: string; readonly observed?: string }[];
  readonly notChecked: readonly string[];
  readonly otherRecords: readonly string[];
}

const write = (record: ReleaseRecord): Promise<void> => writeRecord(join(folder, "record.json"), record);

describe("a record file", () => {
  beforeEach(async () => write(await close(await statements())));

  test("passes with the key that signed it: what it says, what was taken from it, and what was not checked", async () => {
    const { code, out } = await verifyAsProcess("record.json", ...KEY);
    expect(out).toMatch(/^Release +shop to production, acme\/shop at a{40}$/m);
    expect(out).toMatch(/^ +validate-data +pass +data\/orders\.csv sha256:\w{12}… +key \S+… +2026-11-21T08:00:30\.000Z$/m);
    expect(out.match(/^ +(validate-data|validate-model|build|test|plan|approve|migrate|deploy|release) +pass /gm)).toHaveLength(9);
    expect(out).toContain("Taken from the record itself, because nothing else was given: repository, commit, environment, images.");
    expect(out).toContain("What runs in the cluster now.");
    expect(out).toContain("The demands of waybill.yml and of any policy: that they were met is the word of whoever signed");
    expect(out).toContain("Verdict: pass");
    expect(code).toBe(0);
  });

  test("as JSON is one document and nothing else", async () => {
    const { code, json } = await verifyAsProcess("record.json", ...KEY, "--json", "--repository", "acme/shop");
    expect(json()).toMatchObject({
      verdict: "pass",
      record: "record.json",
      release: {
        application: "shop",
        environment: "production",
        repository: "acme/shop",
        commit: RUN.commit,
        verdict: "pass",
        revision: 3,
      },
      takenFromRecord: ["commit", "environment", "images"],
      statements: { length: 9 },
      findings: [],
    });
    expect(code).toBe(0);
  });

  test.each([
    [["--repository", "acme/other"], "it is from repository acme/shop, and this is acme/other"],
    [["--commit", "b".repeat(40)], "it is about commit"],
    [["-e", "staging"], "it is for environment 'production', and this is 'staging'"],
  ])("of another release than %j is refused", async (args, reason) => {
    const { code, out } = await verify("record.json", ...KEY, ...args);
    expect(out).toContain(reason);
    expect(out).toContain("Verdict: fail");
    expect(code).toBe(1);
  });

  test("that a stranger signed, that was changed, or that is no record is refused", async () => {
    await writeFile(join(folder, "stranger.pem"), generateKeyPair().publicKeyPem);
    const stranger = await verify("record.json", "--trusted-keys", "stranger.pem", "--json");
    expect(stranger.json()).toMatchObject({ verdict: "fail", statements: [] });
    expect(stranger.json().findings[0]?.what).toContain("which is not trusted here");
    expect(stranger.code).toBe(1);
    await writeFile(join(folder, "record.json"), "{}");
    expect((await verify("record.json", ...KEY)).code).toBe(1);
  });

  test("must keep the demands and the signers of a policy that is given", async () => {
    const policy = (demand: string, key: string): Promise<void> =>
      writeFile(
        join(folder, "policy.yml"),
        `environments: { production: { require: [${demand}] } }\nsigners:\n  - key: |\n${key.replaceAll(/^/gm, "      ").trimEnd()}\n`,
      );
    await policy("test", KEYS.publicKeyPem);
    expect(await verify("record.json", "--policy", "policy.yml")).toMatchObject({ code: 0 });
    await write(await close(await statements({ test: undefined })));
    const untested = await verify("record.json", "--policy", "policy.yml");
    expect(untested.out).toContain("No test evidence counts for image api");
    expect(untested.code).toBe(1);
    await policy("test", generateKeyPair().publicKeyPem);
    expect(await verify("record.json", "--policy", "policy.yml")).toMatchObject({ code: 1 });
    const both = await verify("record.json", "--policy", "policy.yml", ...KEY);
    expect(both.out).toContain("which the policy's signers do not name");
    expect(both.code).toBe(2);
  });
});

describe("a record that workflows signed", () => {
  test("passes with a trust root and the repository, and is left open by a trust root that had expired", async () => {
    await using sigstore = await startLoopbackSigstore({ kind: "github" });
    const signer = keylessSigner({
      services: parseSigningConfig(sigstore.signingConfig, "signing_config.json"),
      identityToken: async () => sigstore.token(),
    });
    await write(await close(await Promise.all(STAGES_BEFORE_RELEASE.map((stage) => sign(HONEST[stage], signer))), {}, signer));
    await writeFile(join(folder, "root.json"), sigstore.trustedRoot());
    await writeFile(join(folder, "old.json"), sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z")));
    const passed = await verify("record.json", "--trust-root", "root.json", "--repository", "acme/shop");
    expect(passed.out).toContain("waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1");
    expect(passed.code).toBe(0);
    expect(await verify("record.json", "--trust-root", "root.json", "--repository", "acme/other")).toMatchObject({ code: 1 });
    const old = await verify("record.json", "--trust-root", "old.json", "--repository", "acme/shop");
    expect(old.out).toContain("expired on 2026-02-01");
    expect(old.code).toBe(3);
    // Everybody on GitHub has such a certificate.
    const anybody = await verify("record.json", "--trust-root", "root.json");
    expect(anybody.out).toContain("--repository is needed");
    expect(anybody.code).toBe(2);
  });
});

describe("an image", () => {
  let registry: LoopbackRegistry;
  let repository: string;
  let manifest: Descriptor;
  beforeEach(async () => {
    registry = await startLoopbackRegistry();
    repository = `${registry.address}/acme/shop/api`;
    const config = Buffer.from("{}");
    const descriptor = { mediaType: MEDIA_TYPES.empty, digest: digestOf(config), size: config.length };
    const client = connectRegistry({ registry: registry.address });
    await client.pushBlob("acme/shop/api", {
      descriptor,
      open: async function* () {
        yield config;
      },
    });
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers: [] }));
    manifest = await client.putManifest("acme/shop/api", "1.2.0", bytes, MEDIA_TYPES.manifest);
  });
  afterEach(() => registry[Symbol.asyncDispose]());

  const image = () => ({ ...IMAGE, name: repository, digest: manifest.digest });
  const reference = (): string => `${repository}@${manifest.digest}`;

  /** A release of this image, closed at an hour of the day. */
  async function release(hour: number, more: Parameters<typeof close>[1] = {}, by?: Parameters<typeof sign>[1]): Promise<ReleaseRecord> {
    const images = { api: reference() };
    const build = await sign({ ...HONEST.build, subjects: [image()] }, by);
    return close([build], { images, plan: undefined, revision: undefined, now: new Date(`2026-11-21T${hour}:00:00Z`), ...more }, by);
  }
  const publish = (record: ReleaseRecord): Promise<unknown> =>
    evidenceStore({ registryFor: (host) => connectRegistry({ registry: host }), recordRepository: repository }).publishRecord(record, {
      subject: manifest,
    });

  test("passes by its digest and by its tag, which is resolved and said", async () => {
    await publish(await release(10));
    const byDigest = await verify(reference(), ...KEY, "--json");
    expect(byDigest.json()).toMatchObject({ verdict: "pass", record: reference(), otherRecords: [] });
    expect(byDigest.json().takenFromRecord).toEqual(["repository", "commit", "environment"]);
    expect(byDigest.code).toBe(0);
    const byTag = await verify(`${repository}:1.2.0`, ...KEY);
    expect(byTag.out).toContain(`${repository}:1.2.0 is ${manifest.digest} now`);
    expect(byTag.code).toBe(0);
  });

  test("is judged by the newest record that a trusted signer closed about it, and the others are named", async () => {
    await publish(await release(10));
    await publish(await release(11, { verdict: "fail", findings: ["It broke."] }));
    expect(await verify(reference(), ...KEY)).toMatchObject({ code: 1 });
    await publish(await release(12));
    await publish(await release(13, {}, loadSigner(generateKeyPair().privateKeyPem)));
    const { code, json } = await verify(reference(), ...KEY, "--json");
    expect(json()).toMatchObject({ verdict: "pass", release: { closedAt: "2026-11-21T12:00:00.000Z" }, otherRecords: { length: 3 } });
    expect(json().otherRecords.join("\n")).toContain("which is not trusted here");
    expect(code).toBe(0);
  });

  test("is judged by the record of the environment that is named", async () => {
    await publish(await release(10, { environment: "staging" }));
    await publish(await release(11));
    expect((await verify(reference(), ...KEY, "-e", "staging", "--json")).json()).toMatchObject({
      verdict: "pass",
      release: { environment: "staging" },
    });
    expect(await verify(reference(), ...KEY, "-e", "qa")).toMatchObject({ code: 1 });
  });

  test("is not refused because somebody put a damaged copy of its record beside the honest one", async () => {
    const honest = await release(10);
    await publish({ ...honest, statements: honest.statements.slice(-1) });
    await publish(honest);
    expect(await verify(reference(), ...KEY)).toMatchObject({ code: 0 });
  });

  test("with no record, or with the record of another image beside it, is refused", async () => {
    expect((await verify(reference(), ...KEY, "--json")).json().findings[0]?.what).toBe(`No release record of ${reference()} counts.`);
    await publish(await close(await statements()));
    const { code, json } = await verify(reference(), ...KEY, "--json");
    expect(json().findings[0]?.observed).toContain("the record of another release");
    expect(code).toBe(1);
  });

  test("that is not there, or whose registry does not answer, could not be checked", async () => {
    const missing = await verify(`${repository}:9.9.9`, ...KEY);
    expect(missing.out).toContain("There is no image");
    expect(missing.code).toBe(3);
    registry.faults.push({ when: () => true, answer: { status: 403 }, times: 99 });
    const silent = await verify(reference(), ...KEY);
    expect(silent.out).toContain("permission is missing");
    expect(silent.code).toBe(3);
  });
});

describe("how a verification ends that is none", () => {
  test.each<[string, string[], string, number]>([
    ["without anybody to believe", ["record.json"], "--trusted-keys is needed, because nothing says whose signatures to believe", 2],
    ["of a word", ["production", ...KEY], "An environment is given as '-e production'", 2],
    ["of an image without tag and digest", ["ghcr.io/acme/churn", ...KEY], "nor an image with its tag or digest", 2],
    ["of no reference", ["ghcr.io/Acme/churn:1", ...KEY], "upper-case letters", 2],
    ["of two things", ["a.json", "b.json", ...KEY], "one argument too many", 2],
    ["with what only a project has", ["record.json", ...KEY, "--dry-run"], "--dry-run means nothing to 'verify ", 2],
    ["with what only a record without a project has", ["--repository", "acme/shop"], "--repository goes with a record", 2],
    ["with keys that are none", ["record.json", "--trusted-keys", "record.json"], "holds no public key", 2],
    ["of a file that is not there", ["gone.json", ...KEY], "gone.json", 3],
    ["with keys that are not there", ["record.json", "--trusted-keys", "gone.pem"], "gone.pem", 3],
  ])("%s", async (_, args, message, code) => {
    await writeFile(join(folder, "record.json"), "{}");
    const ended = await verify(...args);
    expect(ended.out).toContain(message);
    expect(ended.code, ended.out).toBe(code);
  });

  test("ends the process with the same codes", async () => {
    expect((await verifyAsProcess("gone.json", ...KEY)).code).toBe(3);
    const { code, out } = await verifyAsProcess();
    expect(out).toContain("there is no waybill.yml in");
    expect(code).toBe(2);
  });
});
