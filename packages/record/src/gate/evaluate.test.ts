import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, digestOfJson, STAGES } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import { generateKeyPair, loadSigner, releaseDigest, trustKey, trustOnly } from "../index.ts";
import type { Bundle, EvidencePolicy } from "../index.ts";
import {
  ask,
  close,
  COMPONENTS,
  evidenceIn,
  CONFIGURATION,
  EXPECTED,
  HONEST,
  IMAGE,
  KEYS,
  POLICY,
  RUN,
  said,
  sign,
  SIGNER,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";

const replace = async (stage: (typeof STAGES_BEFORE_RELEASE)[number], bundle: Bundle | undefined): Promise<Bundle[]> =>
  statements({ [stage]: bundle });
const elsewhere = (change: Partial<RunContext>): RunContext => ({
  ...RUN,
  ...change,
  run: RUN.run.replace(RUN.repository, change.repository ?? RUN.repository),
});
test("an honest release may do each of its steps", async () => {
  for (const before of ["plan", "migrate", "deploy", "release"] as const)
    expect(await ask({ expected: { before } })).toMatchObject({ verdict: "pass", findings: [] });
});

test.each(STAGES_BEFORE_RELEASE)("without %s, whatever comes after it is refused, with who makes it", async (stage) => {
  const bundles = await replace(stage, undefined);
  const { verdict, findings, proofs } = await ask({ bundles });
  expect(verdict).toBe("fail");
  expect(findings.map(({ what }) => what).join()).toContain(`No ${stage} evidence counts for`);
  expect(findings[0]?.next).toContain("It comes from");
  if (stage.startsWith("validate")) expect(findings[0]?.next).toContain("'waybill check'");
  expect(proofs.find((proof) => proof.stage === stage)?.verdict).toBe("missing");
});

test("requirements are per thing: a second data set, model, image or database that nobody proved is refused by its name", async () => {
  const { data, models, images, databases } = EXPECTED;
  const declared = { path: "x", digest: digestOf("x"), declaration: digestOf("x"), basis: [] };
  expect(await said({ expected: { data: { ...data, returns: declared } } })).toContain(
    "validate-data evidence counts for data set returns",
  );
  expect(await said({ expected: { models: { ...models, price: declared } } })).toContain("model price");
  expect(await said({ expected: { images: { ...images, worker: { repository: "r/w", digest: digestOf("w") } } } })).toContain(
    "image worker",
  );
  expect(await said({ expected: { databases: { ...databases, audit: declared } } })).toContain("database audit");
  expect(await said({ expected: { unnamedImages: ["worker"] } })).toMatch(
    /No build evidence counts for image worker .* its digest was not given: give 'images'/,
  );
});

describe("what is not about this release never counts", () => {
  test.each([
    ["another repository", elsewhere({ repository: "evil/shop" }), "from repository evil/shop"],
    ["another commit", elsewhere({ commit: "b".repeat(40) }), "about commit bbbb"],
    ["a rehearsal", elsewhere({ rehearsal: true }), "from a rehearsal"],
  ])("of %s", async (_, run, why) => {
    for (const stage of STAGES_BEFORE_RELEASE)
      expect(await said({ bundles: await replace(stage, await sign(evidenceIn(run, stage), SIGNER, run)) }), stage).toContain(why);
  });

  test("of another environment", async () => {
    const staging = { ...COMPONENTS, environment: "staging" };
    const plan = await sign({
      ...HONEST.plan,
      subjects: [{ kind: "plan", name: "staging", digest: digestOfJson(staging) }],
      facts: { ...HONEST.plan.facts, components: staging },
    });
    expect(await said({ bundles: await replace("plan", plan) })).toContain("for environment 'staging'");
    for (const stage of ["migrate", "deploy"] as const) {
      const facts = { ...HONEST[stage].facts, environment: "staging" };
      const subjects = HONEST[stage].subjects.map((subject) =>
        subject.kind === "environment" ? { ...subject, name: "staging" } : subject,
      );
      expect(await said({ bundles: await replace(stage, await sign({ ...HONEST[stage], subjects, facts } as never)) })).toContain(
        "for environment 'staging'",
      );
    }
  });

  test("a rehearsal's evidence does for a rehearsal", async () => {
    const run = elsewhere({ rehearsal: true });
    const bundles = await Promise.all(STAGES_BEFORE_RELEASE.map((stage) => sign(HONEST[stage], SIGNER, run)));
    expect((await ask({ bundles, expected: { run } })).verdict).toBe("pass");
  });

  test("of other demands: a data set that was checked against an easier file", async () => {
    const facts = { ...HONEST["validate-data"].facts, declaration: digestOf("easy checks") };
    expect(await said({ bundles: await replace("validate-data", await sign({ ...HONEST["validate-data"], facts })) })).toContain(
      "other checks were demanded",
    );
  });

  test.each(["metrics", "baseline"] as const)("of a model whose %s file was changed since, named with both digests", async (role) => {
    const basis = EXPECTED.models["churn"]!.basis.map((file) =>
      file.role === role ? { ...file, digest: digestOf("better numbers") } : file,
    );
    const found = await said({ expected: { models: { churn: { ...EXPECTED.models["churn"]!, basis } } } });
    const file = HONEST["validate-model"].facts.basis.find((each) => each.role === role)!;
    expect(found).toContain(`${file.path} was ${file.digest} then and is ${digestOf("better numbers")} now`);
  });

  test("of data whose check file is another one, or is not declared any more", async () => {
    const orders = EXPECTED.data["orders"]!;
    const changed = orders.basis.map((file) => ({ ...file, digest: digestOf("easy checks") }));
    expect(await said({ expected: { data: { orders: { ...orders, basis: changed } } } })).toContain(
      "check file data/orders.yaml was sha256:",
    );
    expect(await said({ expected: { data: { orders: { ...orders, basis: [] } } } })).toContain("which is not declared now");
  });

  test("what another run did by a plan of its own, however new", async () => {
    for (const stage of ["migrate", "deploy"] as const) {
      const facts = { ...HONEST[stage].facts, releasePlan: digestOf("another plan") };
      const subjects = HONEST[stage].subjects.filter(({ kind }) => kind !== "environment");
      const other = await sign({ ...HONEST[stage], subjects, verdict: "fail", facts, finishedAt: "2026-11-21T08:09:00.000Z" } as never);
      expect((await ask({ bundles: [...(await statements()), other] })).verdict).toBe("pass");
      expect(await said({ bundles: await replace(stage, other) })).toContain("part of another plan");
    }
  });

  test("an approval of another run", async () => {
    expect(await said({ expected: { approvedIn: "https://github.com/acme/shop/actions/runs/2/attempts/1" } })).toContain(
      "given to another run",
    );
  });
});

describe("who signed", () => {
  const stranger = loadSigner(generateKeyPair().privateKeyPem);

  test("a stranger's statements are passed over before anything is chosen, and counted", async () => {
    const failed = await sign({ ...HONEST.test, verdict: "fail", finishedAt: "2026-11-21T08:09:59.000Z" }, stranger);
    const { verdict, ignored } = await ask({ bundles: [...(await statements()), failed, failed] });
    expect(verdict).toBe("pass");
    expect(ignored).toHaveLength(1);
  });

  test("a stranger's statement is not the missing proof", async () => {
    expect(await said({ bundles: await replace("test", await sign(HONEST.test, stranger)) })).toContain("passed over");
  });

  test("a key counts for its stages and environments only: the plan job's key cannot approve", async () => {
    const planner = generateKeyPair();
    const verify = trustOnly([
      { key: trustKey(KEYS.publicKeyPem), environments: ["production"] },
      { key: trustKey(planner.publicKeyPem), stages: ["plan"] },
    ]);
    const approval = await sign(HONEST.approve, loadSigner(planner.privateKeyPem));
    expect(await said({ verify, bundles: await replace("approve", approval) })).toContain("does not let sign 'approve'");
    const plan = await sign(HONEST.plan, loadSigner(planner.privateKeyPem));
    expect((await ask({ verify, bundles: await replace("plan", plan) })).verdict).toBe("pass");
    const elsewhereOnly = trustOnly([{ key: trustKey(KEYS.publicKeyPem), environments: ["staging"] }]);
    expect(await said({ verify: elsewhereOnly })).toContain("No plan evidence");
  });

  test("where nobody is trusted, nothing counts", async () => {
    expect(await said({ verify: trustOnly([]) })).toContain("No build evidence counts");
  });
});

describe("the newest word counts", () => {
  test("a test that was repeated and failed is not hidden by the one before", async () => {
    const failed = await sign({
      ...HONEST.test,
      verdict: "fail",
      facts: { ...HONEST.test.facts, status: 500 },
      finishedAt: "2026-11-21T08:08:00.000Z",
    });
    expect(await said({ bundles: [...(await statements()), failed] })).toContain("The test of image api");
    expect((await ask({ bundles: [failed, ...(await statements())], expected: { before: "plan" } })).verdict).toBe("fail");
  });

  test("a failed plan cannot be applied, nor one that was rejected", async () => {
    expect(await said({ bundles: await replace("plan", await sign({ ...HONEST.plan, verdict: "fail" })) })).toContain(
      "The plan of the plan",
    );
    const rejected = await sign({
      ...HONEST.approve,
      verdict: "fail",
      facts: { ...HONEST.approve.facts, source: "none", approvers: [], boundToPlan: false, rejectedBy: ["bob"] },
    });
    expect(await said({ bundles: await replace("approve", rejected) })).toContain("The approve of the plan");
  });
});

describe("a policy", () => {
  const demand = (stage: (typeof STAGES_BEFORE_RELEASE)[number], allow: readonly ("pass" | "warn")[]): Partial<EvidencePolicy> => ({
    demands: [...POLICY.demands.filter((each) => each.stage !== stage), { stage, allow, from: "policy.yml:3" }],
  });

  test("allows the verdicts that it names and no others", async () => {
    const warned = await sign({ ...HONEST.approve, verdict: "warn", facts: { ...HONEST.approve.facts, boundToPlan: false } });
    const bundles = await replace("approve", warned);
    expect((await ask({ bundles })).verdict).toBe("pass");
    expect(await said({ bundles, policy: demand("approve", ["pass"]) })).toContain("ended with warn");
  });

  test("refuses a self-approval and files that were not committed where it says so", async () => {
    const own = await sign({ ...HONEST.approve, facts: { ...HONEST.approve.facts, selfApproved: true } });
    const bundles = await replace("approve", own);
    expect((await ask({ bundles })).verdict).toBe("pass");
    expect(await said({ bundles, policy: { selfApproval: "refuse" } })).toContain("approved their own work");
    const dirty = await sign(HONEST.build, SIGNER, elsewhere({ dirty: true }));
    expect((await ask({ bundles: await replace("build", dirty) })).verdict).toBe("pass");
    expect(await said({ bundles: await replace("build", dirty), policy: { dirty: "refuse" } })).toContain(
      "The stages build worked on files",
    );
  });

  test("that demands what the project does not have is refused, not ignored", async () => {
    expect(await said({ expected: { models: {} } })).toContain("declares nothing that it could be about");
  });
});

describe("after another environment", () => {
  const after = { environment: "staging", images: ["api"] };
  const released = async (change: Parameters<typeof close>[1] = {}): Promise<Bundle> =>
    (await close([await sign(HONEST.build)], { environment: "staging", ...change })).statements.at(-1) as Bundle;
  const bundlesWith = async (...more: Bundle[]): Promise<Bundle[]> => [...(await statements()), ...more];

  test("the same commit and images must have passed there", async () => {
    expect(await said({ expected: { after } })).toContain("was not released to staging");
    expect((await ask({ expected: { after }, bundles: await bundlesWith(await released()) })).verdict).toBe("pass");
  });

  test("neither a failed release, other images, another commit, another application nor another environment do", async () => {
    const lies: [Promise<Bundle>, string][] = [
      [released({ verdict: "fail", findings: ["it broke"] }), "ended with fail"],
      [released({ images: { api: `${IMAGE.name}@${digestOf("other")}` } }), "was not released"],
      [released({ run: elsewhere({ commit: "b".repeat(40) }) }), "was not released"],
      [released({ run: elsewhere({ rehearsal: true }) }), "was not released"],
      [released({ application: "other" }), "was not released"],
      [released({ environment: "production" }), "was not released"],
    ];
    for (const [bundle, why] of lies) expect(await said({ expected: { after }, bundles: await bundlesWith(await bundle) })).toContain(why);
  });

  test("a release with another configuration does not, and is named; files of one environment are its own", async () => {
    const mine = [{ path: "mine.yml", digest: digestOf("mine.yml") }];
    const own = { path: "waybill.staging.yml", digest: digestOf("staging") };
    const edited = [{ path: "waybill.yml", digest: digestOf("without after") }];
    for (const configuration of [mine, edited, []]) {
      const found = await said({ expected: { after }, bundles: await bundlesWith(await released({ configuration })) });
      expect(found).toContain("was not released to staging");
    }
    const staged = await released({ configuration: [...CONFIGURATION, own] });
    expect((await ask({ expected: { after }, bundles: await bundlesWith(staged) })).verdict).toBe("pass");
  });

  test("a later job can compute the digest by which the release is found", async () => {
    const { subjects } = VERIFY(await released()).view;
    expect(subjects[0]?.digest).toBe(releaseDigest({ application: "shop", environment: "staging", commit: RUN.commit }));
  });
});

test("whatever subset of the honest statements is there, in whatever order, it passes only when all are", async () => {
  const all = await statements();
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(all), async (some) => {
      expect((await ask({ bundles: some })).verdict).toBe(some.length === all.length ? "pass" : "fail");
    }),
    { numRuns: 100 },
  );
});

test("every stage that a policy can demand is one that evaluate knows", () => {
  expect([...STAGES_BEFORE_RELEASE, "release"].toSorted()).toEqual([...STAGES].toSorted());
});
