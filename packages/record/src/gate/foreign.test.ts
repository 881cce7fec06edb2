import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import { close, EXPECTED, IMAGE, NOW, POLICY, RUN, sign, HONEST, statements, TOOL, VERIFY } from "@waybill/testing/honest-release";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import {
  createStatement,
  evaluate,
  findProvenRelease,
  foreignBuilders,
  generateKeyPair,
  judgeForeignBuilds,
  keylessSigner,
  parseSigningConfig,
  parseTrustRoots,
  trustKey,
  verifyAlone,
} from "../index.ts";
import type { EvidencePolicy, ForeignBuild, ReleaseRecord, TrustedSigner, TrustRoot } from "../index.ts";
import { parseRecord } from "../record-file.ts";
import { readForeignBuild } from "./foreign.ts";

/** What GitHub's own action writes, shortened. */
const PROVENANCE = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: IMAGE.name, digest: { sha256: IMAGE.digest.slice("sha256:".length) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: { buildDefinition: { buildType: "https://actions.github.io/buildtypes/workflow/v1" } },
};
const BUILDER: TrustedSigner = {
  issuer: "https://token.actions.githubusercontent.com",
  workflow: "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
  stages: ["build"],
};

let sigstore: LoopbackSigstore;
let roots: TrustRoot[];
beforeAll(async () => {
  sigstore = await startLoopbackSigstore({ kind: "github" });
  roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
});
afterAll(() => sigstore[Symbol.asyncDispose]());

async function signed(statement: unknown, claims: Record<string, string | undefined> = {}): Promise<unknown> {
  const payload = Buffer.from(JSON.stringify(statement));
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const { signature, material } = await keylessSigner({ services, identityToken: async () => sigstore.token(claims) }).sign(payload);
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: material,
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: Buffer.from(signature).toString("base64") }],
    },
  };
}

const read = async (bundle: unknown, builders: readonly TrustedSigner[] = [BUILDER]): Promise<ForeignBuild> =>
  readForeignBuild(bundle, builders, roots);

test("provenance that a workflow of the policy signed says what was built, and its certificate from which commit", async () => {
  expect(await read(await signed(PROVENANCE))).toEqual({
    digests: [IMAGE.digest],
    repository: "https://github.com/acme/shop",
    commit: RUN.commit,
    signer: "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
    bundle: expect.objectContaining({ mediaType: expect.any(String) as string }) as unknown,
  });
});

describe("does not count", () => {
  test.each<[string, unknown, Record<string, string | undefined>, string]>([
    [
      "another kind of statement",
      { ...PROVENANCE, predicateType: "https://example.com/x" },
      {},
      "a statement of type 'https://example.com/x'",
    ],
    [
      "another workflow's provenance",
      PROVENANCE,
      {
        sub: "https://github.com/a/b/.github/workflows/c.yml@refs/heads/main",
        job_workflow_ref: "a/b/.github/workflows/c.yml@refs/heads/main",
      },
      "does not name for the stage 'build'",
    ],
    ["a certificate that names no commit", PROVENANCE, { sha: undefined }, "names no repository or no commit"],
  ])("%s", async (_, statement, claims, why) => {
    const bundle = await signed(statement, claims);
    await expect(read(bundle)).rejects.toThrow(why);
  });

  test("what no trust root verifies", async () => {
    const bundle = await signed(PROVENANCE);
    expect(() => readForeignBuild(bundle, [BUILDER], [])).toThrow("no trust root");
  });

  test("our own statement of a build that failed, in a spelling that only others read", async () => {
    const failed = createStatement({ ...HONEST.build, verdict: "fail" }, RUN, TOOL);
    const bundle = await signed(failed);
    await expect(read({ ...(bundle as object), extra: true })).rejects.toThrow("Waybill's own");
  });
});

test("only a workflow that the policy names for the stage 'build' itself builds for us", () => {
  const { stages: _all, ...every } = BUILDER;
  const key = trustKey(generateKeyPair().publicKeyPem);
  expect(foreignBuilders([BUILDER, every, { ...BUILDER, stages: ["test"] }, { key, stages: ["build"] }])).toEqual([BUILDER]);
});

describe("before an effect, the provenance of an image by another program", () => {
  const build: ForeignBuild = {
    digests: [IMAGE.digest],
    repository: "https://github.com/acme/shop",
    commit: RUN.commit,
    signer: "their.yml",
    bundle: {},
  };
  const ask = async (builds: readonly ForeignBuild[], own?: Awaited<ReturnType<typeof sign>>, run = EXPECTED.run) =>
    evaluate(await statements({ build: own }), VERIFY, POLICY, { ...EXPECTED, run, builds });

  test("stands for the missing build, and is named", async () => {
    const { verdict, findings, proofs } = await ask([build]);
    expect(findings).toEqual([]);
    expect(verdict).toBe("pass");
    expect(proofs.find(({ stage }) => stage === "build")).toMatchObject({ verdict: "pass", provenBy: "their.yml" });
  });

  test.each<[string, Partial<ForeignBuild>]>([
    ["another image", { digests: [digestOf("other")] }],
    ["another commit", { commit: "b".repeat(40) }],
    ["another repository", { repository: "https://github.com/evil/shop" }],
    ["a repository whose name only ends like ours", { repository: "https://github.com/evil/acme/shop" }],
  ])("does not when it is of %s", async (_, change) => {
    const { verdict, findings } = await ask([{ ...build, ...change }]);
    expect(verdict).toBe("fail");
    expect(findings.map(({ what }) => what).join()).toContain("No build evidence counts for image api");
  });

  test("hides no build of ours that failed, proves no test, and does for no rehearsal", async () => {
    const failed = await sign({ ...HONEST.build, verdict: "fail" });
    expect((await ask([build], failed)).findings.map(({ what }) => what).join()).toContain("The build of image api");
    const untested = evaluate(await statements({ build: undefined, test: undefined }), VERIFY, POLICY, { ...EXPECTED, builds: [build] });
    expect(untested.findings.map(({ what }) => what).join()).toContain("No test evidence counts");
    expect((await ask([build], undefined, { ...EXPECTED.run, rehearsal: true })).verdict).toBe("fail");
  });
});

describe("a record that rests on the provenance of another program", () => {
  let theirs: unknown;
  let record: ReleaseRecord;
  beforeAll(async () => {
    theirs = await signed(PROVENANCE);
    const evaluation = evaluate(await statements({ build: undefined }), VERIFY, POLICY, { ...EXPECTED, builds: [await read(theirs)] });
    expect(evaluation.verdict).toBe("pass");
    record = await close(
      evaluation.chosen.map(({ bundle }) => bundle),
      { builds: evaluation.builds },
    );
  });
  const policyFor = (): EvidencePolicy => POLICY;
  /** What is said of a record by somebody who has the file, a policy, its trust root, and neither registry nor network. */
  const verify = async (of: ReleaseRecord, builders: readonly TrustedSigner[] = [BUILDER]): Promise<string> => {
    const read = parseRecord(JSON.stringify(of));
    const builds = judgeForeignBuilds(read.builds ?? [], builders, roots);
    const { verdict, findings } = await verifyAlone(read, { verify: VERIFY, known: {}, builds, policyFor, now: NOW });
    return verdict === "pass" ? "pass" : findings.map(({ what }) => what).join("\n");
  };

  test("verifies alone, with what counted inside it, and is read back as the same bytes", async () => {
    expect(record.builds).toEqual([theirs]);
    expect(await verify(record)).toBe("pass");
    const text = JSON.stringify(record, undefined, 1);
    expect(JSON.stringify(parseRecord(text), undefined, 1)).toBe(text);
  });

  test("is refused where its signer is not trusted for builds", async () => {
    expect(await verify(record, [])).toContain("which the policy does not name for the stage 'build'");
    const { verdict, findings } = await verifyAlone(record, { verify: VERIFY, known: {}, now: NOW });
    expect(verdict).toBe("fail");
    expect(findings.map(({ what }) => what).join()).toContain("nobody is trusted for it");
  });

  test("is refused when that was taken out, replaced, doubled or added", async () => {
    const { builds: _taken, ...without } = record;
    expect(await verify(without)).toContain("(number 1) is missing from the record");
    const again = await signed(PROVENANCE);
    expect(await verify({ ...record, builds: [again] })).toContain("missing from the record or was replaced");
    expect(await verify({ ...record, builds: [theirs, theirs] })).toContain("(number 2) is not part of this release");
    const own = await close(await statements());
    expect(await verify({ ...own, builds: [theirs] })).toContain("(number 1) is not part of this release");
  });

  test("is refused with any byte of it changed, in what nobody reads too", async () => {
    const text = JSON.stringify(record, undefined, 1);
    expect(() => parseRecord(text.replace('"builds": [', '"builds":  ['))).toThrow("in the provenance of another program");
    expect(() => parseRecord(text.replace('"builds"', '"built"'))).toThrow("nothing else");
    const idle = parseRecord(JSON.stringify({ ...record, builds: [{ ...(theirs as object), note: "x" }] }));
    expect(await verify(idle)).toContain("missing from the record or was replaced");
  });

  test("can be gone back to, and not when the provenance was exchanged", async () => {
    const content = HONEST.deploy.facts.content ?? digestOf("none");
    const target = { run: RUN, application: "shop", environment: "production", revision: 3, commit: RUN.commit, content, isBound: true };
    expect(findProvenRelease([record], VERIFY, target).proven).toBeDefined();
    expect(findProvenRelease([{ ...record, builds: [{}] }], VERIFY, target).proven).toBeUndefined();
  });
});
