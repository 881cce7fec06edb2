import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, digestOfJson, STAGES } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import { evaluate, generateKeyPair, loadSigner, releaseDigest, trustKey, trustOnly } from "../index.ts";
import type { Bundle, EvidencePolicy, Expectation, FactsOf, Verify } from "../index.ts";
import {
  close,
  COMPONENTS,
  CONFIGURATION,
  EXPECTED,
  forge,
  HONEST,
  IMAGE,
  KEYS,
  PLAN,
  POLICY,
  REFERENCE,
  RUN,
  sign,
  SIGNER,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";
import type { Forgery } from "@waybill/testing/honest-release";

interface Question {
  readonly bundles?: readonly Bundle[];
  readonly verify?: Verify;
  readonly policy?: Partial<EvidencePolicy>;
  readonly expected?: Partial<Expectation>;
}

const ask = async ({ bundles, verify = VERIFY, policy = {}, expected = {} }: Question) =>
  evaluate(bundles ?? (await statements()), verify, { ...POLICY, ...policy }, { ...EXPECTED, ...expected });
const said = async (question: Question): Promise<string> => {
  const { verdict, findings } = await ask(question);
  expect(verdict, "it must be refused").toBe("fail");
  return findings.map(({ what, observed }) => `${what} ${observed ?? ""}`).join("\n");
};
const replace = async (stage: (typeof STAGES_BEFORE_RELEASE)[number], bundle: Bundle | undefined): Promise<Bundle[]> =>
  statements({ [stage]: bundle });
const elsewhere = (change: Partial<RunContext>): RunContext => ({ ...RUN, ...change });

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
      expect(await said({ bundles: await replace(stage, await sign(HONEST[stage], SIGNER, run)) }), stage).toContain(why);
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
    const basis = EXPECTED.models["churn"]!.basis.map((file) => (file.role === role ? { ...file, digest: digestOf("better numbers") } : file));
    const found = await said({ expected: { models: { churn: { ...EXPECTED.models["churn"]!, basis } } } });
    const file = HONEST["validate-model"].facts.basis.find((each) => each.role === role)!;
    expect(found).toContain(`${file.path} was ${file.digest} then and is ${digestOf("better numbers")} now`);
  });

  test("of data whose check file is another one, or is not declared any more", async () => {
    const orders = EXPECTED.data["orders"]!;
    const changed = orders.basis.map((file) => ({ ...file, digest: digestOf("easy checks") }));
    expect(await said({ expected: { data: { orders: { ...orders, basis: changed } } } })).toContain("check file data/orders.yaml was sha256:");
    expect(await said({ expected: { data: { orders: { ...orders, basis: [] } } } })).toContain("which is not declared now");
  });

  test("what another run did by a plan of its own, however new", async () => {
    for (const stage of ["migrate", "deploy"] as const) {
      const facts = { ...HONEST[stage].facts, releasePlan: digestOf("another plan") };
      const other = await sign({ ...HONEST[stage], verdict: "fail", facts, finishedAt: "2026-11-21T08:09:00.000Z" } as never);
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
    (await close([], { environment: "staging", ...change })).statements.at(-1) as Bundle;
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

describe("what a trusted key signed and cannot be true is refused", () => {
  type Lie = readonly [what: string, stage: (typeof STAGES_BEFORE_RELEASE)[number], change: (forgery: Forgery) => void, why: string];
  const first = (list: unknown): Record<string, unknown> => (list as Record<string, unknown>[])[0]!;
  const at = (record: Record<string, unknown>, key: string): Record<string, unknown> => record[key] as Record<string, unknown>;
  const LIES: readonly Lie[] = [
    ["a passing test whose result says FAILED", "test", ({ predicate }) => void (predicate["result"] = "FAILED"), "published type"],
    [
      "provenance of another repository",
      "build",
      ({ predicate }) => void (at(at(predicate, "buildDefinition"), "externalParameters")["repository"] = "x"),
      "published type",
    ],
    ["a passing test that nothing answered", "test", ({ own }) => void delete own.facts["status"], "nothing answered"],
    ["a passing test of an image that did not run", "test", ({ own }) => void (own.facts["probed"] = false), "did not run"],
    [
      "a test of another image than its subject",
      "test",
      ({ own }) => void (own.facts["reference"] = `x@${digestOf("other")}`),
      "its facts are about",
    ],
    ["an approval by nobody", "approve", ({ own }) => void (own.facts["approvers"] = []), "names nobody"],
    ["an approval by an empty name", "approve", ({ own }) => void (own.facts["approvers"] = [""]), "must not be empty"],
    [
      "an approval of another plan than its subject",
      "approve",
      ({ own }) => void (own.facts["plan"] = digestOf("other")),
      "its facts are about",
    ],
    ["a passing approval that was rejected", "approve", ({ own }) => void (own.facts["rejectedBy"] = ["bob"]), "rejected"],
    ["a passing approval of some other plan", "approve", ({ own }) => void (own.facts["boundToPlan"] = false), "not of this plan"],
    [
      "a plan whose digest is not that of its components",
      "plan",
      ({ own }) => void (at(own.facts, "components")["deploy"] = digestOf("other")),
      "its facts are about",
    ],
    [
      "data that passed with a failed check",
      "validate-data",
      ({ own }) => void (first(own.facts["checks"])["verdict"] = "fail"),
      "a check failed",
    ],
    [
      "a model that passed with a failed gate",
      "validate-model",
      ({ own }) => void (first(own.facts["gates"])["verdict"] = "fail"),
      "gate failed",
    ],
    ["a deployment that was rolled back", "deploy", ({ own }) => void (own.facts["rolledBack"] = true), "rolled back"],
    ["a deployment of an image that no pod runs", "deploy", ({ own }) => void (own.facts["pods"] = []), "no pod was seen"],
    [
      "a deployment of an image that its objects do not name",
      "deploy",
      ({ own }) => void (own.facts["images"] = {}),
      "do not name the image",
    ],
    ["an approval of another run than its own", "approve", ({ own }) => void (own.facts["run"] = "elsewhere"), "another run"],
    ["an approval of another attempt than its own", "approve", ({ own }) => void (own.facts["attempt"] = 7), "another run"],
    ["a self-approval that says it is none", "approve", ({ own }) => void (own.facts["authors"] = ["ann"]), "an author approved"],
    ["an approver without a source", "approve", ({ own }) => void (own.facts["source"] = "none"), "no source"],
    [
      "a deployment of one more image than was planned",
      "deploy",
      ({ own }) => void (own.facts["images"] = { ...at(own.facts, "images"), other: `x@${digestOf("other")}` }),
      "other images",
    ],
    ["a stage that ended before it began", "build", ({ own }) => void (own["finishedAt"] = "2026-11-21T07:00:00.000Z"), "before it began"],
  ];

  test.each(LIES)("%s", async (_, stage, change, why) => {
    expect(await said({ bundles: await replace(stage, await forge(stage, change)) })).toContain(why);
  });

  test("one more subject than the stage is about, for every stage", async () => {
    for (const stage of STAGES_BEFORE_RELEASE) {
      const bundle = await forge(stage, ({ subject }) => {
        subject.push({ name: "elsewhere", digest: { sha256: "f".repeat(64) }, annotations: { "dev.waybill.kind": "image" } });
      });
      await said({ bundles: await replace(stage, bundle) });
    }
  });

  test("a subject without a kind, or of a kind that nobody knows", async () => {
    for (const annotations of [undefined, {}, { "dev.waybill.kind": "database" }]) {
      const bundle = await forge("build", ({ subject }) => void (first(subject)["annotations"] = annotations));
      expect(await said({ bundles: await replace("build", bundle) })).toContain("No build evidence counts");
    }
  });

  test("a plan of other images or databases than are released", async () => {
    const planOf = async (components: FactsOf<"plan">["components"]): Promise<Question> => {
      const digest = digestOfJson(components);
      const subjects = [{ ...PLAN, digest }];
      return {
        bundles: await statements({
          plan: await sign({ ...HONEST.plan, subjects, facts: { ...HONEST.plan.facts, components } }),
          approve: await sign({ ...HONEST.approve, subjects, facts: { ...HONEST.approve.facts, plan: digest } }),
          migrate: await sign({ ...HONEST.migrate, facts: { ...HONEST.migrate.facts, releasePlan: digest } }),
          deploy: await sign({ ...HONEST.deploy, facts: { ...HONEST.deploy.facts, releasePlan: digest } }),
        }),
        expected: { plan: digest },
      };
    };
    expect(await said(await planOf({ ...COMPONENTS, images: { api: `${IMAGE.name}@${digestOf("other")}` } }))).toContain(
      "plan is of the images",
    );
    expect(await said(await planOf({ ...COMPONENTS, images: { api: REFERENCE, more: REFERENCE } }))).toContain("plan is of the images");
    expect(await said(await planOf({ ...COMPONENTS, databases: {} }))).toContain("plan is of the databases none");
    expect(await said(await planOf({ ...COMPONENTS, commit: "b".repeat(40) }))).toContain("plan is of commit");
    expect(await said(await planOf({ ...COMPONENTS, deploy: digestOf("other") }))).toContain("The deployment applied another plan");
  });

  test("a plan that was made with another configuration, before anything is changed and at the end", async () => {
    const mine = [{ path: "mine.yml", digest: digestOf("mine.yml") }];
    const edited = [{ path: "waybill.yml", digest: digestOf("without a policy") }];
    for (const before of ["migrate", "deploy", "release"] as const)
      for (const configuration of [mine, edited, [], [...CONFIGURATION, ...mine]]) {
        const found = await said({ expected: { configuration, before } });
        expect(found).toContain(`with waybill.yml (${digestOf("waybill.yml")}), and this is`);
        for (const { path, digest } of configuration) expect(found).toContain(`${path} (${digest})`);
      }
    // Where there is no project, nobody knows its configuration.
    expect((await ask({ expected: { configuration: undefined } })).verdict).toBe("pass");
  });

  test("a plan whose subjects are other files than its configuration", async () => {
    const stranger = { kind: "path", name: "mine.yml", digest: digestOf("mine.yml") } as const;
    const bundle = await forge("plan", ({ subject }) => {
      subject.push({ name: stranger.name, digest: { sha256: stranger.digest.slice(7) }, annotations: { "dev.waybill.kind": "path" } });
    });
    expect(await said({ bundles: await replace("plan", bundle) })).toContain("1 more subject than it is about");
  });

  test("a plan that was made under another policy, before anything is changed", async () => {
    const sources = [{ file: "waybill.yml", role: "project" as const, digest: digestOf("policy") }];
    expect(await said({ policy: { sources }, expected: { before: "deploy" } })).toContain("another policy");
    expect((await ask({ policy: { sources }, expected: { before: "release" } })).verdict).toBe("pass");
  });

  test("times in the future, and an apply before its approval; five minutes between clocks are nothing", async () => {
    const at = async (stage: "test" | "deploy", minute: string): Promise<Question> => ({
      bundles: await replace(
        stage,
        await sign({ ...HONEST[stage], startedAt: `2026-11-21T${minute}:00.000Z`, finishedAt: `2026-11-21T${minute}:30.000Z` } as never),
      ),
    });
    expect(await said(await at("test", "08:20"))).toContain("its runner's clock or this one is wrong");
    expect(await said(await at("deploy", "07:50"))).toContain("before the plan that it rests on");
    expect((await ask(await at("test", "08:13"))).verdict).toBe("pass");
    expect((await ask(await at("deploy", "08:01"))).verdict).toBe("pass");
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
