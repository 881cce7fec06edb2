import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, Verifier } from "@sigstore/verify";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { STAGES } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { generateKeyPair, loadSigner } from "./index.ts";
import type { Bundle, Signer } from "./index.ts";
import { close, evidenceIn, HONEST, RUN, sign, STAGES_BEFORE_RELEASE } from "@waybill/testing/honest-release";

async function bundles(signer: Signer, run = RUN): Promise<Map<Stage, Bundle>> {
  const result = new Map<Stage, Bundle>();
  for (const stage of STAGES_BEFORE_RELEASE) result.set(stage, await sign(evidenceIn(run, stage), signer, run));
  const record = await close([...result.values()], { run }, signer);
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
  for (const run of [RUN, { ...RUN, commit: "uncommitted", repository: "local/churn", run: "local-1-2", rehearsal: true }]) {
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

test("the schema of test takes an image that was not run, and nothing that does not say whether it was", async () => {
  const ajv = await schemas();
  const bundle = (await bundles(loadSigner(generateKeyPair().privateKeyPem))).get("test") as Bundle;
  const withFacts = (facts: object): object => {
    const { predicate } = payloadOf(bundle);
    return { ...predicate, waybill_run: { ...(predicate["waybill_run"] as object), facts } };
  };
  const { status: _status, ...facts } = HONEST.test.facts;
  expect(ajv.validate("test", withFacts({ ...facts, probed: false }))).toBe(true);
  expect(ajv.validate("test", withFacts({ status: 200 }))).toBe(false);
});
