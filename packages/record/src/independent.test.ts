import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, Verifier } from "@sigstore/verify";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { digestOf, digestOfJson, STAGES } from "@waybill/kit";
import type { Evidence, RunContext, Stage } from "@waybill/kit";
import { createRecord, createStatement, generateKeyPair, loadSigner, signStatement } from "./index.ts";
import type { Bundle, Signer } from "./index.ts";

const RUN: RunContext = {
  repository: "acme/churn",
  commit: "3f".repeat(20),
  ref: "refs/heads/main",
  actor: "ann",
  workflow: "release.yml@refs/heads/main",
  run: "https://github.com/acme/churn/actions/runs/1",
  attempt: 1,
  dirty: false,
  rehearsal: false,
};
const IMAGE = { name: "ghcr.io/acme/churn", digest: digestOf("image") };
const PARTS = {
  environment: "production",
  commit: RUN.commit,
  images: { churn: `${IMAGE.name}@${IMAGE.digest}` },
  databases: { main: digestOf("migration plan") },
  deploy: digestOf("deploy plan"),
};
const PLAN = { name: "plan/production", digest: digestOfJson(PARTS) };

/** What each stage proves in a real release. */
const FACTS: Record<Exclude<Stage, "release">, Pick<Evidence, "subjects" | "facts">> = {
  "validate-data": {
    subjects: [{ name: "data/customers.csv", digest: digestOf("data") }],
    facts: {
      name: "customers",
      rows: 3200,
      bytes: 190_000,
      checks: [
        { check: "missing", column: "tenure", level: "fail", verdict: "pass", observed: "0.4 %", expected: "less than 2 %", failing: 12 },
      ],
    },
  },
  "validate-model": {
    subjects: [{ name: "models/churn", digest: digestOf("model") }],
    facts: {
      name: "churn",
      format: "safetensors",
      size: 1024,
      gates: [{ metric: "auc", observed: 0.861, baseline: 0.858, expected: "at least 0.82", verdict: "pass" }],
      files: [{ path: "model.safetensors", format: "safetensors", size: 1024, digest: digestOf("weights") }],
      inspection: { tensors: 2 },
    },
  },
  build: {
    subjects: [IMAGE],
    facts: {
      name: "churn",
      builder: "assemble",
      inputsDigest: digestOf("inputs"),
      context: "service",
      dockerfile: "service/Dockerfile",
      platforms: ["linux/amd64"],
      size: 41_000_000,
      tags: ["1.2.0"],
    },
  },
  test: {
    subjects: [IMAGE],
    facts: { reference: `${IMAGE.name}@${IMAGE.digest}`, status: 200, durationMs: 412, attempts: 2, user: "65532" },
  },
  plan: { subjects: [PLAN], facts: { parts: PARTS } },
  approve: {
    subjects: [PLAN],
    facts: {
      plan: PLAN.digest,
      environment: "production",
      source: "github-review",
      approvers: ["ann"],
      run: RUN.run,
      attempt: 1,
      authors: ["bob"],
      boundToPlan: true,
      selfApproved: true,
    },
  },
  migrate: {
    subjects: [{ name: "db/migrations", digest: digestOf("migrations") }],
    facts: {
      environment: "production",
      database: { name: "main", kind: "postgres", version: "18.4" },
      layout: "golang-migrate",
      plan: PARTS.databases.main,
      applied: [{ version: "4", name: "add_index" }],
      inPlace: ["1", "2", "3"],
    },
  },
  deploy: {
    subjects: [IMAGE, { name: "environment/production", digest: digestOf("objects") }],
    facts: {
      environment: "production",
      namespace: "churn",
      plan: PARTS.deploy,
      revision: 3,
      rolledBack: false,
      objects: [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "churn", name: "churn", action: "update" }],
      pods: [{ name: "churn-1", imageID: `${IMAGE.name}@${IMAGE.digest}`, digest: IMAGE.digest }],
      probe: { status: 200, durationMs: 21 },
    },
  },
};

async function bundles(signer: Signer, run = RUN): Promise<Map<Stage, Bundle>> {
  const result = new Map<Stage, Bundle>();
  for (const stage of STAGES) {
    if (stage === "release") continue;
    const evidence: Evidence = {
      stage,
      verdict: "pass",
      startedAt: "2026-11-21T08:00:00.000Z",
      finishedAt: "2026-11-21T08:00:01.000Z",
      ...FACTS[stage],
    };
    result.set(stage, await signStatement(createStatement(evidence, run, { name: "waybill", version: "0.1.0" }), signer));
  }
  const record = await createRecord(
    [...result.values()],
    { application: "churn", environment: "production", run, images: PARTS.images, tool: { name: "waybill", version: "0.1.0" } },
    signer,
  );
  result.set("release", record.statements.at(-1) as Bundle);
  return result;
}

const payloadOf = (bundle: Bundle): { predicate: Record<string, unknown> } =>
  JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString()) as { predicate: Record<string, unknown> };

async function schemas(): Promise<Ajv> {
  const ajv = new Ajv({ strict: true, allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } });
  for (const name of ["run", ...STAGES]) {
    ajv.addSchema(JSON.parse(await readFile(new URL(`../predicates/${name}.schema.json`, import.meta.url), "utf8")) as object, name);
  }
  return ajv;
}

test.each(STAGES)("the predicate of a %s statement is as its published schema says, committed or not", async (stage) => {
  const ajv = await schemas();
  const { privateKeyPem } = generateKeyPair();
  for (const run of [RUN, { ...RUN, commit: "uncommitted", repository: "local/churn", run: "local-1", rehearsal: true }]) {
    const bundle = (await bundles(loadSigner(privateKeyPem), run)).get(stage) as Bundle;
    const valid = ajv.validate(stage, payloadOf(bundle).predicate);
    expect(ajv.errors ?? [], stage).toEqual([]);
    expect(valid).toBe(true);
  }
});

test.each(STAGES)("the schema of %s refuses a predicate without its verdict, its facts or its run", async (stage) => {
  const ajv = await schemas();
  const bundle = (await bundles(loadSigner(generateKeyPair().privateKeyPem))).get(stage) as Bundle;
  for (const member of ["verdict", "facts", "run", "tool", "startedAt"]) {
    const { predicate } = payloadOf(bundle);
    const holder = (predicate["waybill_run"] ?? predicate) as Record<string, unknown>;
    delete holder[member];
    expect(ajv.validate(stage, predicate), member).toBe(false);
  }
});

test("Sigstore's own verifier accepts every statement, and none that was changed or signed by another key", async () => {
  const keys = generateKeyPair();
  const signed = await bundles(loadSigner(keys.privateKeyPem));
  const verifierFor = (publicKeyPem: string): Verifier =>
    new Verifier(
      {
        certificateAuthorities: [],
        timestampAuthorities: [],
        tlogs: [],
        ctlogs: [],
        publicKey: () => ({ publicKey: createPublicKey(publicKeyPem), validFor: () => true }),
      },
      // A key of one's own has no transparency log and no time stamp.
      { tlogThreshold: 0, timestampThreshold: 0, ctlogThreshold: 0 },
    );
  const verifier = verifierFor(keys.publicKeyPem);
  for (const [stage, bundle] of signed) {
    expect(() => verifier.verify(toSignedEntity(bundleFromJSON(bundle))), stage).not.toThrow();
    expect(() => verifierFor(generateKeyPair().publicKeyPem).verify(toSignedEntity(bundleFromJSON(bundle))), stage).toThrow(
      "signature verification failed",
    );
    const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64");
    payload[40] = (payload[40] ?? 0) ^ 1;
    const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: payload.toString("base64") } };
    expect(() => verifier.verify(toSignedEntity(bundleFromJSON(changed))), stage).toThrow("signature verification failed");
  }
});

test("a bundle has exactly the members of version 0.3, and no key id that makes DSSE verifiers skip its signature", async () => {
  const bundle = (await bundles(loadSigner(generateKeyPair().privateKeyPem))).get("deploy");
  expect(bundle).toEqual({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string } },
    dsseEnvelope: {
      payload: expect.stringMatching(/^[A-Za-z0-9+/]+={0,2}$/) as string,
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/) as string }],
    },
  });
});

test("the schema of test also takes an image that was not run, and nothing that says neither", async () => {
  const ajv = await schemas();
  const bundle = (await bundles(loadSigner(generateKeyPair().privateKeyPem))).get("test") as Bundle;
  const withFacts = (facts: object): object => {
    const { predicate } = payloadOf(bundle);
    return { ...predicate, waybill_run: { ...(predicate["waybill_run"] as object), facts } };
  };
  expect(ajv.validate("test", withFacts({ probed: false }))).toBe(true);
  expect(ajv.validate("test", withFacts({}))).toBe(false);
});
