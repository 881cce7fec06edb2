import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { STAGES } from "@waybill/kit";
import type { PolicySigner, Stage, Verdict } from "@waybill/kit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkConfig } from "../load.ts";
import { readFloor } from "./floor.ts";
import { requirementsFor, selfApprovalFor } from "./policy.ts";
import type { Policy } from "./policy.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-tighten-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const ENVIRONMENTS = ["staging", "production"];

interface Written {
  readonly environments?: Readonly<Record<string, unknown>>;
  readonly signers?: readonly unknown[];
}

/** What becomes of a project's policy on a floor and, when there is one, an extended file. JSON is YAML, so everything stands on line 1. */
async function combine(floor: Written | undefined, own: Written, extended?: Written): Promise<{ policy?: Policy; problems: string[] }> {
  const environments = Object.fromEntries(ENVIRONMENTS.map((name) => [name, { namespace: name }]));
  if (extended) writeFileSync(join(workspace, "base.yml"), JSON.stringify(extended));
  const policy = { ...own, ...(extended ? { extends: "base.yml" } : {}) };
  writeFileSync(join(workspace, "waybill.yml"), JSON.stringify({ environments, policy }));
  const given = floor ? { floor: await readFloor(workspace, `\n${JSON.stringify(floor)}`) } : {};
  const { config, problems } = await checkConfig(workspace, undefined, given);
  return {
    ...(config ? { policy: config.policy } : {}),
    problems: problems.map(({ what, where }) => `${where?.file}:${where?.line} ${what}`),
  };
}

const allowing = (...allow: Verdict[]): unknown => ({ require: [{ stage: "build", allow }] });

test.each<[string, Written, Written, string]>([
  [
    "another verdict",
    { environments: { production: allowing("pass") } },
    { environments: { production: allowing("pass", "warn") } },
    "'build' of 'production' also allows warn, which input policy:2 does not",
  ],
  [
    "another verdict where the floor speaks of every environment",
    { environments: { "*": allowing("pass") } },
    { environments: { production: { require: ["build"] } } },
    "'build' of 'production' also allows warn, which input policy:2 does not",
  ],
  [
    "self-approval",
    { environments: { "*": { self_approval: "refuse" } } },
    { environments: { production: { self_approval: "allow" } } },
    "'production' allows self-approval, which input policy:2 refuses",
  ],
  [
    "another repository",
    { signers: [{ repository: "acme/churn" }] },
    { signers: [{ repository: "mallory/churn" }] },
    "signer 1 is none of those that are trusted from input policy:2 on",
  ],
  [
    "a signer of fewer claims",
    { signers: [{ repository: "acme/churn", ref: "refs/heads/main" }] },
    { signers: [{ repository: "acme/churn" }] },
    "signer 1 is none of those",
  ],
  [
    "a signer of another issuer",
    { signers: [{ repository: "acme/churn" }] },
    { signers: [{ repository: "acme/churn", issuer: "https://issuer.example" }] },
    "signer 1 is none of those",
  ],
  [
    "another stage for a signer",
    { signers: [{ repository: "acme/churn", stages: ["plan"] }] },
    { signers: [{ repository: "acme/churn", stages: ["plan", "approve"] }] },
    "signer 1 may also sign 'approve' for every environment, which input policy:2 does not let it",
  ],
  [
    "every environment for a signer of one",
    { signers: [{ repository: "acme/churn", environments: ["staging"] }] },
    { signers: [{ repository: "acme/churn" }] },
    "signer 1 may also sign",
  ],
])("a project that allows %s than its floor is refused with both places", async (_, floor, own, message) => {
  const { problems } = await combine(floor, own);
  expect(problems[0]).toContain(`waybill.yml:1 ${message}`);
});

test.each<[string, Written, Written]>([
  ["fewer verdicts", { environments: { "*": { require: ["build"] } } }, { environments: { production: allowing("pass") } }],
  ["another stage", { environments: { "*": allowing("pass") } }, { environments: { "*": { require: ["test"] } } }],
  ["no self-approval", { environments: { "*": { require: ["build"] } } }, { environments: { production: { self_approval: "refuse" } } }],
  ["fewer signers", { signers: [{ repository: "a/b" }, { repository: "a/c" }] }, { signers: [{ repository: "a/c" }] }],
  ["a signer of more claims", { signers: [{ repository: "a/b" }] }, { signers: [{ repository: "a/b", ref: "refs/heads/main" }] }],
  [
    "a signer that two of the floor's entries allow together",
    {
      signers: [
        { repository: "a/b", stages: ["plan"] },
        { repository: "a/b", stages: ["deploy"] },
      ],
    },
    { signers: [{ repository: "a/b", stages: ["plan", "deploy"], environments: ["production"] }] },
  ],
])("a project that asks for %s is accepted", async (_, floor, own) => {
  expect((await combine(floor, own)).problems).toEqual([]);
});

test("an extended file may not loosen the organisation's floor either", async () => {
  const { problems } = await combine({ environments: { "*": allowing("pass") } }, {}, { environments: { "*": allowing("pass", "warn") } });
  expect(problems).toEqual([
    "base.yml:1 'build' of '*' also allows warn, which input policy:2 does not; a policy may only tighten what it stands on, so remove this",
  ]);
});

// The oracle knows nothing of how files are combined: it asks each text by itself what it demands and whom it trusts.
const REPOSITORIES = ["acme/churn", "acme/other"];
const REFS = ["refs/heads/main", "refs/tags/v1"];
const SIGNED_STAGES: readonly Stage[] = ["plan", "approve", "deploy"];

interface Identity {
  readonly repository: string;
  readonly ref: string;
}

function trusts(signers: readonly PolicySigner[], who: Identity, stage: Stage, environment: string): boolean {
  if (signers.length === 0) return true;
  return signers.some(
    (signer) =>
      (signer.repository ?? who.repository) === who.repository &&
      (signer.ref ?? who.ref) === who.ref &&
      (signer.stages ?? [stage]).includes(stage) &&
      (signer.environments ?? [environment]).includes(environment),
  );
}

const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(value, { nil: undefined }).map((given): Record<string, T> => (given === undefined ? {} : { [key]: given }));

const signerTexts = fc
  .tuple(
    fc.constantFrom(...REPOSITORIES).map((repository) => ({ repository })),
    optional("ref", fc.constantFrom(...REFS)),
    optional("stages", fc.subarray([...SIGNED_STAGES], { minLength: 1 })),
    optional("environments", fc.subarray([...ENVIRONMENTS], { minLength: 1 })),
  )
  .map((parts): PolicySigner => Object.assign({}, ...parts));

const environmentTexts = fc.record({
  require: fc.uniqueArray(
    fc.record({
      stage: fc.constantFrom<Stage>("build", "test", "deploy"),
      allow: fc.subarray<Verdict>(["pass", "warn", "inconclusive"], { minLength: 1 }),
    }),
    { maxLength: 2, selector: ({ stage }) => stage },
  ),
  self_approval: fc.constantFrom("allow", "refuse"),
});
const policyTexts = fc.record({
  environments: fc.dictionary(fc.constantFrom("*", ...ENVIRONMENTS), environmentTexts, { maxKeys: 2 }),
  signers: fc.uniqueArray(signerTexts, { maxLength: 2, selector: (signer) => JSON.stringify(signer) }),
});
type PolicyText = typeof policyTexts extends fc.Arbitrary<infer T> ? T : never;

function expectAtLeastAsStrict(result: Policy, { environments, signers }: PolicyText): void {
  for (const environment of [...ENVIRONMENTS, "later"]) {
    const entries = ["*", environment].flatMap((name) => environments[name] ?? []);
    const got = new Map(requirementsFor(result, environment).map(({ stage, allow }) => [stage, allow]));
    for (const { stage, allow } of entries.flatMap(({ require }) => require)) {
      expect(got.get(stage)?.length).toBeGreaterThan(0);
      expect(allow).toEqual(expect.arrayContaining([...(got.get(stage) ?? [])]));
    }
    if (entries.some((entry) => entry.self_approval === "refuse")) expect(selfApprovalFor(result, environment)).toBe("refuse");
    const wrong = REPOSITORIES.flatMap((repository) =>
      REFS.flatMap((ref) =>
        STAGES.filter(
          (stage) =>
            trusts(result.signers, { repository, ref }, stage, environment) && !trusts(signers, { repository, ref }, stage, environment),
        ).map((stage) => `${repository} ${ref} ${stage} ${environment}`),
      ),
    );
    expect(wrong).toEqual([]);
  }
}

test("whatever is accepted demands at least what floor, extended file and project demand, and trusts at most whom each trusts", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(policyTexts, policyTexts, fc.option(policyTexts, { nil: undefined }), async (floor, own, extended) => {
      const { policy } = await combine(floor, own, extended);
      if (!policy) return; // Refused, so nothing was loosened.
      accepted++;
      for (const text of [floor, own, ...(extended ? [extended] : [])]) expectAtLeastAsStrict(policy, text);
    }),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(30);
});
