import { describe, expect, test } from "vitest";
import { signStatement, verifyRecord } from "../index.ts";
import type { Bundle } from "../index.ts";
import { findProvenRelease } from "./rollback.ts";
import {
  ask,
  close,
  EXPECTED,
  forge,
  HONEST,
  POLICY,
  PRODUCT,
  RUN,
  said,
  sign,
  SIGNER,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";
import type { StageBeforeRelease } from "@waybill/testing/honest-release";

/* A repository may have several products, each with a waybill.yml and with an image, a data set or a database of the same name. */

/** What a stage proves of a product; null for a step whose inputs described the work. */
function provenOf(product: string | null, stage: StageBeforeRelease): Promise<Bundle> {
  const honest = HONEST[stage];
  // A product is deployed under its own name.
  const facts = honest.stage === "deploy" ? { ...honest.facts, application: product ?? honest.facts.application } : honest.facts;
  return sign({ ...honest, product, facts } as typeof honest);
}

describe.each(STAGES_BEFORE_RELEASE)("%s", (stage) => {
  test("of another product is no evidence, however much it is about the same thing", async () => {
    const found = await said({ bundles: await statements({ [stage]: await provenOf("admin", stage) }) });
    expect(found).toContain(`No ${stage} evidence counts for`);
    expect(found).toContain("it is of the product 'admin', and this is 'shop'");
  });

  test("of another product does not stand in the way of its own, even when it is newer and failed", async () => {
    const later = { startedAt: "2026-11-21T08:08:00.000Z", finishedAt: "2026-11-21T08:09:00.000Z" };
    const own = await statements();
    const others = await forge(stage, ({ own: said_ }) => void Object.assign(said_, later, { product: "admin", verdict: "fail" }));
    expect(await ask({ bundles: [...own, others] })).toMatchObject({ verdict: "pass", findings: [] });
  });

  test("that a step's inputs described is of no product, and counts for each", async () => {
    const bundles = await statements({ [stage]: await provenOf(null, stage) });
    expect(await ask({ bundles })).toMatchObject({ verdict: "pass", findings: [] });
    // Nor does a step that is described by inputs ask which product proved what it rests on.
    expect(await ask({ expected: { product: null } })).toMatchObject({ verdict: "pass", findings: [] });
  });

  test("of an earlier version, which named no product, is said to be old and counts for none", async () => {
    const old = await forge(stage, ({ own }) => void delete own["product"]);
    const found = await said({ bundles: await statements({ [stage]: old }) });
    expect(found).toContain(`A ${stage} statement was made by another version of Waybill, most likely an earlier one`);
    expect(found).toContain("product");
  });
});

test("a release of another product does not open what comes after it", async () => {
  const staging = { ...EXPECTED, environment: "staging", images: {}, data: {}, models: {}, databases: {} };
  const closed = await close([], {
    environment: "staging",
    product: "admin",
    application: "admin",
    builds: [],
    verdict: "fail",
    findings: ["x"],
  });
  const found = await said({
    bundles: [...(await statements()), ...closed.statements],
    expected: { after: { environment: staging.environment, images: ["api"] }, before: "deploy" },
  });
  expect(found).toContain("was not released to staging");
});

test("a record that holds another product's statement neither passes nor can be gone back to", async () => {
  const mixed = await close(await statements({ test: await provenOf("admin", "test") }));
  const verified = await verifyRecord(mixed, { verify: VERIFY, policy: POLICY, expected: EXPECTED });
  expect(verified.verdict).toBe("fail");
  expect(verified.findings.map(({ what }) => what).join()).toContain("it is of the product 'admin', and this is 'shop'");
  const target = { run: RUN, application: "shop", environment: "production", revision: 3, commit: RUN.commit, isBound: true };
  const { content = "sha256:" } = HONEST.deploy.facts;
  expect(findProvenRelease([mixed], VERIFY, { ...target, content }).finding?.observed).toContain(
    "its test statement is of the product 'admin'",
  );
  expect(findProvenRelease([await close(await statements())], VERIFY, { ...target, content }).proven?.commit).toBe(RUN.commit);
});

test("a deployment or a release under another name than its product's is not signed, and not believed", async () => {
  expect(() => sign({ ...HONEST.deploy, product: "admin" })).toThrow(`it is of the product 'admin', and its facts are about '${PRODUCT}'`);
  await expect(close(await statements(), { product: "admin" })).rejects.toThrow("it is of the product 'admin'");
  const record = await close(await statements());
  const closing = JSON.parse(Buffer.from(record.statements.at(-1)?.dsseEnvelope.payload ?? "", "base64").toString());
  closing.predicate.waybill_run.product = "admin";
  const forged = { ...record, statements: [...record.statements.slice(0, -1), await signStatement(closing, SIGNER)] };
  const verified = await verifyRecord(forged, { verify: VERIFY, policy: POLICY, expected: EXPECTED });
  expect(verified.findings.map(({ what }) => what).join()).toContain("it is of the product 'admin', and its facts are about 'shop'");
});
