import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { listAt, textAt } from "@waybill/kit";
import { PREDICATES } from "@waybill/record";
import { close, HONEST, IMAGE, RUN, sign } from "@waybill/testing/honest-release";
import { read, ROOT } from "@waybill/testing/repository";

/* The controllers themselves judge in test/real/admission-*.test.ts, where they were built. Here: the samples speak of statements as we write them. */

const SAMPLES = readdirSync(join(ROOT, "examples/admission"));
const sample = (name: string): string => read(`examples/admission/${name}`);

/** The predicate of a release as a sample wants it: of acme/churn, to staging. */
async function releasePredicate(): Promise<unknown> {
  const { statements } = await close([await sign(HONEST.build)], {
    environment: "staging",
    run: { ...RUN, repository: "acme/churn", run: RUN.run.replace(RUN.repository, "acme/churn") },
    images: { churn: `${IMAGE.name}@${IMAGE.digest}` },
  });
  const payload = Buffer.from(statements.at(-1)?.dsseEnvelope.payload ?? "", "base64").toString();
  return (JSON.parse(payload) as { predicate: unknown }).predicate;
}

test.each(SAMPLES)("%s is YAML of a kind that docs/admission.md explains", (name) => {
  for (const document of parseAllDocuments(sample(name))) expect(document.errors).toEqual([]);
  expect(read("docs/admission.md")).toContain(`examples/admission/${name}`);
});

test.each(SAMPLES.filter((name) => name !== "ratify.yaml"))("%s asks for the type of our release statement", (name) => {
  expect(sample(name)).toContain(`ype: ${PREDICATES.release.type}`);
});

describe.each(["kyverno.yaml", "kyverno-keyless.yaml"])("every condition of %s", (name) => {
  const policy: unknown = parse(sample(name));
  const [attestation] = listAt(policy, "spec", "rules", 0, "verifyImages", 0, "attestations");
  const conditions = listAt(attestation, "conditions", 0, "all") as { key: string; operator: string; value: unknown }[];

  test("holds for a release as it should be", async () => {
    expect(conditions.length).toBeGreaterThan(4);
    const predicate = await releasePredicate();
    for (const { key, operator, value } of conditions) {
      const path = key.replaceAll(/[{} ]/g, "").split(".");
      const found = path.reduce<unknown>((at, member) => (at as Record<string, unknown> | undefined)?.[member], predicate);
      if (operator === "AnyIn") expect(value).toContain(found);
      else if (typeof value === "string" && value.endsWith("*"))
        expect(textAt(predicate, ...path)).toMatch(new RegExp(`^${value.slice(0, -1)}`));
      else expect(found, key).toBe(value);
    }
  });
});
