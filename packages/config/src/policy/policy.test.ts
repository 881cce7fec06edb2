import fc from "fast-check";
import { STAGES } from "@waybill/kit";
import type { Demand, Verdict } from "@waybill/kit";
import { expect, test } from "vitest";
import { EMPTY_POLICY, requirementsFor, selfApprovalFor, tightenRequirements } from "./policy.ts";
import type { Policy } from "./policy.ts";

const VERDICTS: readonly Verdict[] = ["pass", "warn", "inconclusive", "fail"];
const listOf = (file: string): fc.Arbitrary<Demand[]> =>
  fc.array(
    fc.record({
      stage: fc.constantFrom(...STAGES),
      allow: fc.subarray([...VERDICTS], { minLength: 1 }),
      from: fc.integer({ min: 1, max: 99 }).map((line) => `${file}:${line}`),
    }),
    { maxLength: 5 },
  );

/** Whether evidence (a verdict by stage) satisfies every one of the demands. */
const satisfies = (evidence: Readonly<Record<string, Verdict>>, demands: readonly Demand[]): boolean =>
  demands.every(({ stage, allow }) => allow.includes(evidence[stage] ?? "fail") && Object.hasOwn(evidence, stage));

test("evidence satisfies the tightened demands exactly when it satisfies both lists", () => {
  const evidence = fc.dictionary(fc.constantFrom(...STAGES), fc.constantFrom(...VERDICTS));
  fc.assert(
    fc.property(listOf("a.yml"), listOf("b.yml"), evidence, (base, more, given) => {
      const { requirements } = tightenRequirements(base, more);
      expect(satisfies(given, requirements)).toBe(satisfies(given, base) && satisfies(given, more));
    }),
    { numRuns: 500 },
  );
});

test("a problem is said for each stage that no verdict can satisfy, and for no other; every demand says who made it", () => {
  fc.assert(
    fc.property(listOf("a.yml"), listOf("b.yml"), (base, more) => {
      const { requirements, problems } = tightenRequirements(base, more);
      expect(problems).toHaveLength(requirements.filter(({ allow }) => allow.length === 0).length);
      for (const { stage, from } of requirements)
        for (const one of [...base, ...more].filter((demand) => demand.stage === stage)) expect(from.split(", ")).toContain(one.from);
    }),
  );
});

test("a contradiction names both places and stands at the later one", () => {
  const { problems } = tightenRequirements(
    [{ stage: "test", allow: ["pass"], from: "floor.yml:3" }],
    [{ stage: "test", allow: ["warn"], from: "waybill.yml:9" }],
  );
  expect(problems).toEqual([
    {
      rule: "config",
      severity: "error",
      what: "no verdict satisfies everything that is demanded of 'test': floor.yml:3 allows pass, and waybill.yml:9 allows warn",
      where: { file: "waybill.yml", line: 9, column: 1 },
    },
  ]);
});

test("what is demanded of one environment is its own and that of all", () => {
  const policy: Policy = {
    ...EMPTY_POLICY,
    environments: {
      "*": { require: [{ stage: "build", allow: ["pass", "warn"], from: "a:1" }], selfApproval: "allow" },
      production: {
        require: [
          { stage: "build", allow: ["pass"], from: "b:1" },
          { stage: "test", allow: ["pass"], from: "b:2" },
        ],
        selfApproval: "refuse",
      },
    },
  };
  expect(requirementsFor(policy, "production")).toEqual([
    { stage: "build", allow: ["pass"], from: "a:1, b:1" },
    { stage: "test", allow: ["pass"], from: "b:2" },
  ]);
  expect(requirementsFor(policy, "staging").map(({ stage }) => stage)).toEqual(["build"]);
  expect([selfApprovalFor(policy, "production"), selfApprovalFor(policy, "staging")]).toEqual(["refuse", "allow"]);
  expect(requirementsFor(policy, "constructor").map(({ stage }) => stage)).toEqual(["build"]);
});

test("an environment in another spelling demands the same, because GitHub takes both for one", () => {
  const require: Demand[] = [{ stage: "build", allow: ["pass"], from: "floor.yml:3" }];
  const policy: Policy = { ...EMPTY_POLICY, environments: { production: { require, selfApproval: "refuse" } } };
  expect(requirementsFor(policy, "Production")).toEqual(require);
  expect(selfApprovalFor(policy, "PRODUCTION")).toBe("refuse");
  expect(requirementsFor(policy, "prod")).toEqual([]);
});
