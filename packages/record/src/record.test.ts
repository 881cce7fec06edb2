import { createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleFromJSON } from "@sigstore/bundle";
import { digestOf, digestOfJson } from "@waybill/kit";
import type { Digest, Evidence, RunContext, Subject } from "@waybill/kit";
import {
  createRecord,
  createStatement,
  generateKeyPair,
  inspectBundle,
  loadSigner,
  parseRecord,
  payloadDigest,
  signStatement,
  trustKey,
  verifyRecord,
} from "./index.ts";
import type { Bundle, ReleaseRecord, Signer, TrustedKey, VerifyOptions } from "./index.ts";

const RUN: RunContext = {
  repository: "acme/shop",
  commit: "a".repeat(40),
  ref: "refs/heads/main",
  actor: "dev",
  workflow: "release.yml@main",
  run: "https://github.com/acme/shop/actions/runs/1",
  rehearsal: false,
};
const TOOL = { name: "waybill", version: "0.1.0" };
const IMAGE = "ghcr.io/acme/shop/api";
const IMAGE_DIGEST = digestOf("image");
const PARTS = {
  environment: "production",
  commit: RUN.commit,
  images: { api: `${IMAGE}@${IMAGE_DIGEST}` },
  databases: { main: digestOf("migrations plan") },
  deploy: digestOf("deploy plan"),
};
const PLAN: Subject = { name: "plan/production", digest: digestOfJson(PARTS) };
const DIGESTS: Record<string, Digest> = {
  "data/orders.csv": digestOf("data"),
  "models/churn": digestOf("model"),
  [IMAGE]: IMAGE_DIGEST,
  "plan/production": PLAN.digest,
  "db/migrations": digestOf("migrations"),
  "deploy/": digestOf("manifests"),
  "environment/production": digestOf("objects"),
};

const subject = (name: string): Subject => ({ name, digest: DIGESTS[name] ?? digestOf(name) });
const evidence = (stage: Evidence["stage"], names: string[], facts: Record<string, unknown> = {}): Evidence => ({
  stage,
  subjects: names.map(subject),
  verdict: "pass",
  facts,
  startedAt: "2026-11-21T08:00:00.000Z",
  finishedAt: "2026-11-21T08:00:01.000Z",
});
const STAGES: Evidence[] = [
  evidence("validate-data", ["data/orders.csv"]),
  evidence("validate-model", ["models/churn"]),
  evidence("test", [IMAGE]),
  evidence("build", [IMAGE], { name: "api" }),
  evidence("plan", ["plan/production"], { parts: PARTS }),
  evidence("approve", ["plan/production"], { approver: "ann", planDigest: PLAN.digest }),
  evidence("migrate", ["db/migrations"], { environment: "production", plan: PARTS.databases.main, database: { name: "main" } }),
  evidence("deploy", [IMAGE, "deploy/", "environment/production"], { environment: "production", plan: PARTS.deploy }),
];

let signer: Signer;
let trusted: TrustedKey[];
let record: ReleaseRecord;

const sign = (item: Evidence, by = signer, run = RUN): Promise<Bundle> =>
  signStatement(createStatement(item, run, { name: "waybill", version: "0.1.0" }), by);
const close = (bundles: readonly Bundle[], by = signer): Promise<ReleaseRecord> =>
  createRecord(bundles, { application: "shop", environment: "production", run: RUN, images: PARTS.images, tool: TOOL }, by);
const options = (more: Partial<VerifyOptions> = {}): VerifyOptions => ({
  trusted,
  environment: "production",
  policy: (["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy"] as const).map((stage) => ({
    stage,
    allow: ["pass", "warn"],
  })),
  readSubject: async ({ name }) => DIGESTS[name],
  ...more,
});
const what = async (changed: ReleaseRecord, more: Partial<VerifyOptions> = {}): Promise<string> =>
  (await verifyRecord(changed, options(more))).findings.map((finding) => finding.what).join("\n");

beforeAll(async () => {
  const keys = generateKeyPair();
  signer = loadSigner(keys.privateKeyPem);
  trusted = [trustKey(keys.publicKeyPem)];
  record = await close(await Promise.all(STAGES.map((item) => sign(item))));
});

test("a complete record holds", async () => {
  const { verdict, findings } = await verifyRecord(record, options());
  expect(findings).toEqual([]);
  expect(verdict).toBe("pass");
});

describe("names what was changed", () => {
  test.each(Object.keys(DIGESTS).filter((name) => !name.startsWith("plan/")))(
    "when %s is another one than it was in its stage",
    async (name) => {
      const findings = await what(record, { readSubject: async (item) => (item.name === name ? digestOf("changed") : DIGESTS[item.name]) });
      expect(findings).toContain(`'${name}'`);
      expect(findings).toContain("changed after that stage");
    },
  );

  test("when a subject cannot be read", async () => {
    expect(await what(record, { readSubject: async (item) => (item.name === "deploy/" ? undefined : DIGESTS[item.name]) })).toContain(
      "'deploy/' of the deploy statement cannot be read",
    );
  });

  test("when two statements are swapped, whichever they are", async () => {
    for (let first = 0; first < record.statements.length - 1; first++) {
      for (let second = first + 1; second < record.statements.length - 1; second++) {
        const statements = [...record.statements];
        [statements[first], statements[second]] = [statements[second] as Bundle, statements[first] as Bundle];
        expect(await what({ ...record, statements })).toContain("statements were swapped");
      }
    }
  });

  test("when the release statement does not stand last", async () => {
    expect(await what({ ...record, statements: record.statements.toReversed() })).toContain("does not end with a release statement");
  });

  test("when a statement is dropped, replaced, doubled or added", async () => {
    const { statements } = record;
    expect(await what({ ...record, statements: statements.toSpliced(2, 1) })).toContain("The test statement (number 3) is missing");
    const other = await sign({ ...evidence("test", [IMAGE]), finishedAt: "2026-11-21T09:00:00.000Z" });
    expect(await what({ ...record, statements: statements.with(2, other) })).toContain(
      "The test statement (number 3) is missing from the record or was replaced",
    );
    expect(await what({ ...record, statements: statements.toSpliced(2, 0, statements[2] as Bundle) })).toContain(
      "stands in the record twice",
    );
    expect(await what({ ...record, statements: statements.toSpliced(1, 0, other) })).toContain("is not part of this release");
  });

  test("when another key signed, even with the same content", async () => {
    const stranger = loadSigner(generateKeyPair().privateKeyPem);
    expect(await what({ ...record, statements: record.statements.with(3, await sign(STAGES[3] as Evidence, stranger)) })).toMatch(
      /Statement 4 .* build statement was signed by key .* not trusted/,
    );
    expect(await what(await close(record.statements.slice(0, -1), stranger))).toContain("release statement was signed by key");
  });

  test("when a statement is about another commit, repository or environment", async () => {
    const closeWith = async (index: number, bundle: Bundle): Promise<ReleaseRecord> =>
      close(record.statements.slice(0, -1).with(index, bundle));
    expect(await what(await closeWith(2, await sign(STAGES[2] as Evidence, signer, { ...RUN, commit: "b".repeat(40) })))).toContain(
      "The test statement is about commit bbbb",
    );
    expect(await what(await closeWith(2, await sign(STAGES[2] as Evidence, signer, { ...RUN, repository: "evil/shop" })))).toContain(
      "from repository evil/shop",
    );
    expect(
      await what(await closeWith(6, await sign({ ...(STAGES[6] as Evidence), facts: { ...STAGES[6]?.facts, environment: "staging" } }))),
    ).toContain("is for environment 'staging'");
    expect(await what(record, { environment: "staging" })).toContain("not for 'staging'");
    expect(await what(record, { commit: "c".repeat(40) })).toContain("the release about cccc");
  });

  test("when image, approval, migration or deployment belong to another plan", async () => {
    const replace = async (index: number, change: Partial<Evidence>): Promise<string> =>
      what(await close(record.statements.slice(0, -1).with(index, await sign({ ...(STAGES[index] as Evidence), ...change }))));
    const other = { name: IMAGE, digest: digestOf("another image") };
    expect(await replace(2, { subjects: [other] })).toContain("No test statement is about image api");
    expect(await replace(5, { subjects: [{ ...PLAN, digest: digestOf("x") }] })).toContain("The approval is for another plan");
    expect(await replace(6, { facts: { ...STAGES[6]?.facts, plan: digestOf("x") } })).toContain(
      "The migration of database 'main' applied another plan",
    );
    expect(await replace(7, { facts: { ...STAGES[7]?.facts, plan: digestOf("x") } })).toContain("The deployment applied another plan");
  });
});

describe("the policy", () => {
  test("refuses a release without the evidence that it demands", async () => {
    const without = await close(record.statements.slice(0, -1).toSpliced(5, 1));
    expect(await what(without)).toContain("demands evidence of the stage 'approve'");
  });

  test("refuses a verdict that it does not allow, and inconclusive unless it is named", async () => {
    const bundle = await sign({ ...(STAGES[0] as Evidence), verdict: "inconclusive" });
    const doubtful = await close(record.statements.slice(0, -1).with(0, bundle));
    expect(await what(doubtful)).toContain("does not have a verdict that the policy allows");
    expect((await verifyRecord(doubtful, options({ policy: [{ stage: "validate-data", allow: ["pass", "inconclusive"] }] }))).verdict).toBe(
      "pass",
    );
  });
});

test("a stage that the policy does not name must still not have failed", async () => {
  const bundle = await sign({ ...(STAGES[0] as Evidence), verdict: "fail" });
  const failed = await close(record.statements.slice(0, -1).with(0, bundle));
  expect(await what(failed, { policy: [] })).toContain("does not have a verdict that the policy allows");
});

test("evidence of a rehearsal is no evidence for a real release", async () => {
  const bundle = await sign(STAGES[2] as Evidence, signer, { ...RUN, rehearsal: true });
  expect(await what(await close(record.statements.slice(0, -1).with(2, bundle)))).toContain("The test statement is from a rehearsal");
});

test("a subject that cannot be read is named, and everything else is still looked at", async () => {
  const readSubject: VerifyOptions["readSubject"] = async ({ name }) => {
    if (name === "environment/production") throw new Error("no cluster");
    return name === "deploy/" ? digestOf("changed") : DIGESTS[name];
  };
  const found = await what(record, { readSubject });
  expect(found).toContain("no cluster");
  expect(found).toContain("'deploy/'");
});

test("any changed byte of the record file is found", async () => {
  const text = JSON.stringify(record);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 127 }), async (at, flip) => {
      const code = text.charCodeAt(at) ^ flip;
      const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      let parsed: ReleaseRecord;
      try {
        parsed = parseRecord(changed);
      } catch (error) {
        expect((error as Error).name).toBe("ActionError");
        return;
      }
      // White space between tokens, or an escape of the same character, is the same record.
      if (JSON.stringify(parsed) === text) return;
      expect((await verifyRecord(parsed, options())).verdict).toBe("fail");
    }),
    { numRuns: 300 },
  );
});

describe("is readable by others", () => {
  test("Sigstore's own library takes every bundle as one of version 0.3", () => {
    for (const bundle of record.statements) expect(bundleFromJSON(bundle).mediaType).toContain("v0.3");
  });

  test("the signature is plain Ed25519 over DSSE's pre-authentication encoding", () => {
    const { dsseEnvelope } = record.statements[0] as Bundle;
    const payload = Buffer.from(dsseEnvelope.payload, "base64");
    const signed = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]);
    expect(
      verify(null, signed, createPublicKey(signer.key?.publicKeyPem ?? ""), Buffer.from(dsseEnvelope.signatures[0]?.sig ?? "", "base64")),
    ).toBe(true);
  });

  test("build is SLSA provenance v1 and test is in-toto test-result v0.1", () => {
    const build = createStatement(STAGES[3] as Evidence, RUN, { name: "waybill", version: "1" });
    expect(build.predicateType).toBe("https://slsa.dev/provenance/v1");
    expect(build.predicate).toMatchObject({
      buildDefinition: { resolvedDependencies: [{ digest: { gitCommit: RUN.commit } }] },
      runDetails: { metadata: { invocationId: RUN.run } },
    });
    const result = createStatement(STAGES[2] as Evidence, RUN, { name: "waybill", version: "1" });
    expect(result).toMatchObject({ predicateType: "https://in-toto.io/attestation/test-result/v0.1", predicate: { result: "PASSED" } });
  });
});

test("a signing key of the wrong kind is refused without quoting it", () => {
  expect(() => loadSigner("-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----")).toThrow(
    "is not a private key in PEM form",
  );
  try {
    loadSigner("c2VjcmV0c2VjcmV0");
  } catch (error) {
    expect(String(error)).not.toContain("c2VjcmV0");
  }
  expect(() => trustKey(generateKeyPair().privateKeyPem)).toThrow("not a public key");
});

test("payload digests tell statements apart", () => {
  expect(new Set(record.statements.map(payloadDigest)).size).toBe(record.statements.length);
  expect(inspectBundle(record.statements[0] as Bundle)).toMatchObject({ stage: "validate-data", commit: RUN.commit });
});
