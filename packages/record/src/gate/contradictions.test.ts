import { beforeAll, describe, expect, test } from "vitest";
import { digestOf, digestOfJson, STAGES } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { FACTS, RUN_FACTS, signStatement, verifyRecord } from "../index.ts";
import type { Bundle, EvidenceOf, FactsOf, ReleaseRecord, Statement } from "../index.ts";
import {
  ask,
  close,
  COMPONENTS,
  CONFIGURATION,
  EXPECTED,
  forge,
  HONEST,
  IMAGE,
  PLAN,
  POLICY,
  REFERENCE,
  RUN,
  said,
  sign,
  SIGNER,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";
import type { Forgery, Question } from "@waybill/testing/honest-release";

/* What a trusted key signed and cannot be true is refused. */

const OTHER = digestOf("other");
const first = (list: unknown): Record<string, unknown> => (list as Record<string, unknown>[])[0]!;
const at = (record: Record<string, unknown>, key: string): Record<string, unknown> => record[key] as Record<string, unknown>;
/** Sets facts of a statement. */
const facts =
  (change: Record<string, unknown>) =>
  ({ own }: Forgery): void =>
    void Object.assign(own.facts, change);
/** Sets members of the only entry of a list among the facts. */
const entry =
  (list: string, change: Record<string, unknown>) =>
  ({ own }: Forgery): void =>
    void Object.assign(first(own.facts[list]), change);
const run =
  (change: Record<string, unknown>) =>
  ({ own }: Forgery): void =>
    void Object.assign(at(own, "run"), change);

/** What is said, how an honest statement becomes it, and a part of the reason that it is refused for. */
type Lie = readonly [what: string, change: (forgery: Forgery) => void, why: string];
/** Why no other value in the statement, its record or its run could deny this one. */
type Free = string;

/**
 * Every member of every stage's facts, and of what all statements say. A new member fails a test here until somebody has asked what it could
 * contradict. What other tests of the gate hold against the expectation (names, declarations, scopes, things) is not repeated.
 */
const MEMBERS: { readonly [S in Stage]: { readonly [Member in keyof FactsOf<S>]-?: readonly Lie[] | Free } } = {
  "validate-data": {
    name: "held against waybill.yml by evaluate",
    declaration: "held against waybill.yml by evaluate",
    basis: [
      [
        "one check file with two contents",
        ({ own }) => void (own.facts["basis"] as unknown[]).push({ ...first(own.facts["basis"]), digest: OTHER }),
        "rests on a file twice",
      ],
    ],
    rows: [
      ["rows of an empty file", facts({ bytes: 0 }), "3200 rows of 0 bytes"],
      [
        "another number of rows than was counted",
        ({ own }) =>
          (own.facts["checks"] as unknown[]).push({
            check: "row_count",
            level: "fail",
            verdict: "pass",
            observed: "12 rows",
            expected: "more than 10",
          }),
        "counted 12 rows",
      ],
    ],
    bytes: "held together with rows",
    checks: [
      ["data that passed with a failed check", entry("checks", { verdict: "fail" }), "a check ended with fail"],
      [
        "data that passed with a check that could not be evaluated",
        entry("checks", { verdict: "inconclusive" }),
        "ended with inconclusive",
      ],
      ["data that passed beside a warning", entry("checks", { level: "warn", verdict: "warn" }), "ended with warn"],
      ["data that passed unchecked", facts({ checks: [] }), "structure was not checked"],
      ["data of which nobody checked whether it can be read", entry("checks", { check: "missing" }), "structure was not checked"],
    ],
  },
  "validate-model": {
    name: "held against waybill.yml by evaluate",
    declaration: "held against waybill.yml by evaluate",
    basis: [
      [
        "one file of metrics with two contents",
        ({ own }) => void (own.facts["basis"] as unknown[]).push({ ...first(own.facts["basis"]), digest: OTHER }),
        "rests on a file twice",
      ],
      ["numbers and a baseline from nowhere", facts({ basis: [] }), "was not the one that it was judged by"],
      [
        "a baseline from nowhere",
        ({ own }) => void (own.facts["basis"] as unknown[]).splice(1, 1),
        "was not the one that it was judged by",
      ],
    ],
    format: [
      ["a format that none of its files has", facts({ format: "onnx" }), "its files are safetensors"],
      ["no format at all", facts({ format: "none" }), "its files are safetensors"],
    ],
    size: [["another size than its files have", facts({ size: 7 }), "its files have 1024 bytes"]],
    gates: [
      ["a model that passed with a failed gate", entry("gates", { verdict: "fail" }), "gate ended with fail"],
      ["a gate that passed without a number", entry("gates", { observed: undefined }), "nothing was measured"],
      ["a gate that passed below its limit", entry("gates", { observed: 0.5 }), "0.5 is less than 0.82"],
      ["a gate that passed above its limit", entry("gates", { limits: { mustBeAtMost: 0.5 } }), "0.861 is more than 0.5"],
      ["a gate that passed far below the baseline", entry("gates", { observed: 0.83 }), "dropped"],
      ["a gate that passed far above the baseline", entry("gates", { limits: { mayRise: 0.001 } }), "rose"],
      ["a gate that passed without the baseline that it is held to", entry("gates", { baseline: undefined }), "no baseline"],
      ["a gate without a limit", entry("gates", { limits: {} }), "no limit"],
      ["two gates of one metric", ({ own }) => void (own.facts["gates"] as unknown[]).push(first(own.facts["gates"])), "twice"],
    ],
    files: [
      ["a model without files", facts({ files: [], size: 0, format: "none" }), "its files"],
      ["a model that passed with a file that did not", entry("files", { verdict: "fail" }), "a file ended with fail"],
      [
        "a file of nothing beside one of the same name",
        ({ own }) => void (own.facts["files"] as unknown[]).push({ ...first(own.facts["files"]), size: 0 }),
        "its files make another model",
      ],
      ["other files than its subject consists of", entry("files", { digest: OTHER }), "its files"],
    ],
    inspection: "numbers for people, of which nothing is judged",
  },
  build: {
    name: "held against waybill.yml by evaluate",
    builder: "the published predicate says the same, and is made again from it",
    inputsDigest: "nobody keeps the inputs of a build",
    context: "as builder",
    dockerfile: "as builder",
    platforms: [["an image for no platform", facts({ platforms: [] }), "no platform"]],
    size: [["an image of no bytes", facts({ size: 0 }), "0 bytes"]],
    tags: "a tag may move; nothing is found by it",
    bases: "as builder",
  },
  test: {
    name: "held against waybill.yml by evaluate",
    probed: [
      [
        "a test that did not run what waybill.yml probes",
        ({ own, predicate }) => {
          const { status: _status, expectedStatus: _expected, durationMs: _time, attempts: _tries, ...rest } = HONEST.test.facts;
          Object.assign(own, { verdict: "warn", facts: { ...rest, probed: false } });
          predicate["result"] = "WARNED";
        },
        "it did not run the image, and waybill.yml demands a probe",
      ],
      ["a passing test of an image that did not run", facts({ probed: false }), "did not run"],
      [
        "an answer of an image that did not run",
        ({ own, predicate }) =>
          void (Object.assign(own, { verdict: "warn" }),
          Object.assign(own.facts, { probed: false }),
          Object.assign(predicate, { result: "WARNED" })),
        "did not run",
      ],
    ],
    reference: [
      ["a test of another image than its subject", facts({ reference: `${IMAGE.name}@${OTHER}` }), "its facts are about"],
      ["a test of an image in another repository", facts({ reference: `evil/api@${IMAGE.digest}` }), "its facts are about"],
    ],
    status: [
      ["a passing test that nothing answered", facts({ status: undefined }), "nothing answered"],
      ["a passing test that was answered with an error", facts({ status: 500 }), "500 answered, and 200 was expected"],
    ],
    expectedStatus: [
      [
        "a test of another answer than waybill.yml demands",
        facts({ status: 500, expectedStatus: 500 }),
        "it expected HTTP 500, and waybill.yml demands 200",
      ],
      ["a passing test that expected nothing", facts({ expectedStatus: undefined }), "what was expected is not said"],
    ],
    durationMs: "a measured time is no promise",
    attempts: [["an answer that nobody asked for", facts({ attempts: 0 }), "0 attempts"]],
    user: "said by the image; policies about users are not the gate's",
  },
  plan: {
    components: [
      [
        "a plan whose digest is not that of its components",
        ({ own }) => void (at(own.facts, "components")["deploy"] = OTHER),
        "its facts are about",
      ],
      [
        "a plan of another commit than its run's",
        ({ own, subject }) => {
          at(own.facts, "components")["commit"] = "b".repeat(40);
          first(subject)["digest"] = { sha256: digestOfJson(own.facts["components"]).slice("sha256:".length) };
        },
        "it is about sha256:",
      ],
    ],
    others: [
      ["strangers kept from whoever approves", facts({ others: undefined }), "made by another version of Waybill"],
      ["another stranger than is deployed", facts({ others: [`x@${OTHER}`] }), "other images that are not of this release"],
    ],
    configuration: [
      [
        "another file than its configuration as a subject",
        ({ subject }) =>
          void subject.push({ name: "mine.yml", digest: { sha256: OTHER.slice(7) }, annotations: { "dev.waybill.kind": "path" } }),
        "1 more subject than it is about",
      ],
    ],
    policy: "held against the policy in force before anything is changed",
    approvalsSeen: [
      ["reviews of another run", facts({ approvalsSeen: { runId: "2", attempt: 1, entries: [] } }), "reviews of another run"],
      ["reviews of another attempt", facts({ approvalsSeen: { runId: "1", attempt: 2, entries: [] } }), "reviews of another run"],
    ],
  },
  approve: {
    plan: [["an approval of another plan than its subject", facts({ plan: OTHER }), "its facts are about"]],
    environment: [["an approval for another environment than its subject", facts({ environment: "staging" }), "for environment 'staging'"]],
    source: [
      ["an approver without a source", facts({ source: "none" }), "no source"],
      ["a prompt that somebody else answered", facts({ source: "prompt" }), "'dev' was asked, and 'ann' answered"],
      ["a flag that somebody else gave", facts({ source: "flag" }), "'dev' was asked, and 'ann' answered"],
    ],
    approvers: [
      ["an approval by nobody", facts({ approvers: [] }), "names nobody"],
      ["an approval by an empty name", facts({ approvers: [""] }), "must not be empty"],
      ["an approval by a blank", facts({ approvers: [" "] }), "is nobody's name"],
      ["an approval by a dash", facts({ source: "prompt", approvers: ["-"] }), "is nobody's name"],
      ["an approver in front of whom nothing is seen", facts({ approvers: ["\u200bann"] }), "characters in the name that nobody sees"],
      ["an approver written from right to left", facts({ approvers: ["\u202enna"] }), "characters in the name that nobody sees"],
      ["an approver who is a letter that shows nothing", facts({ approvers: ["\u3164"] }), "characters in the name that nobody sees"],
      ["a reviewer in letters that only look like a login's", facts({ approvers: ["\u0430nn"] }), "is no login of GitHub"],
      ["a reviewer with an at sign, who would be another one", facts({ approvers: ["@ann"] }), "is no login of GitHub"],
      ["a reviewer who is an address", facts({ approvers: ["ann@example.com"] }), "is no login of GitHub"],
      ["one reviewer as two people", facts({ approvers: ["ann", "Ann"] }), "'ann' and 'Ann' are one person"],
      ["one who was asked as two people", facts({ source: "prompt", approvers: ["dev", "@dev"] }), "'dev' and '@dev' are one person"],
    ],
    rejectedBy: [["a passing approval that was rejected", facts({ rejectedBy: ["bob"] }), "rejected"]],
    run: [["an approval of another run than its own", facts({ run: "elsewhere" }), "another run"]],
    attempt: [["an approval of another attempt than its own", facts({ attempt: 7 }), "another run"]],
    authors: [
      ["a self-approval that says it is none", facts({ authors: ["ann"] }), "an author approved"],
      ["a self-approval under a name in capitals", facts({ authors: ["Ann"] }), "an author approved"],
      ["a self-approval with a letter that shows nothing", facts({ authors: ["a\u200bnn"] }), "an author approved"],
      ["a self-approval with an at sign", facts({ authors: ["@ann"] }), "an author approved"],
      [
        "a self-approval by who is hidden behind GitHub's address",
        facts({ authors: ["A <1+ann@users.noreply.github.com>"] }),
        "an author approved",
      ],
    ],
    boundToPlan: [["a passing approval of some other plan", facts({ boundToPlan: false }), "not of this plan"]],
    selfApproved: [
      ["who started the attempt approved it, and it says no", run({ triggeringActor: "ann" }), "an author approved"],
      ["who started the run approved it, and it says no", facts({ approvers: ["dev"] }), "an author approved"],
    ],
    comment: [["a review that never named the plan it is bound to", facts({ comment: "ship it" }), "does not name it"]],
  },
  migrate: {
    environment: "held against the expectation by evaluate",
    database: "its name is held against waybill.yml; kind and version are the server's own word",
    layout: "told from the files, which are the subject",
    plan: [["its own plan as the release's", facts({ plan: PLAN.digest }), "cannot be a part of itself"]],
    releasePlan: "held against the expectation by evaluate",
    applied: [
      [
        "a migration that was in place before it was applied",
        facts({ applied: [{ version: "2", name: "x" }] }),
        "2 was applied, and in place before",
      ],
      [
        "a migration that was applied twice",
        facts({
          applied: [
            { version: "4", name: "a" },
            { version: "4", name: "b" },
          ],
        }),
        "4 was applied twice",
      ],
    ],
    inPlace: [["a migration that was in place twice", facts({ inPlace: ["1", "2", "2"] }), "2 was in place twice"]],
    pending: [["a migration that passed and left something to apply", facts({ pending: ["5"] }), "5 is still to be applied"]],
  },
  deploy: {
    application: "held against the expectation by evaluate, and against its product; see products.test.ts",
    environment: [
      [
        "a passing deployment that does not say what runs",
        ({ own, subject }) => void (subject.splice(2, 1), own),
        "does not say what runs",
      ],
      ["a deployment to another environment than its subject", facts({ environment: "staging" }), "for environment 'staging'"],
      ["what runs after a failure", ({ own }) => void Object.assign(own, { verdict: "fail" }), "it says what runs"],
    ],
    namespace: [
      ["a deployment to another namespace than waybill.yml has", facts({ namespace: "elsewhere" }), "that of production is 'shop'"],
    ],
    plan: [["its own plan as the release's", facts({ plan: PLAN.digest }), "cannot be a part of itself"]],
    releasePlan: "held against the expectation by evaluate",
    revision: "part of what the environment's digest is made of",
    content: "a rollback holds it against the cluster",
    rolledBack: [["a deployment that was rolled back", facts({ rolledBack: true }), "rolled back"]],
    objects: [
      ["a deployment of nothing", facts({ objects: [] }), "no object"],
      ["an object twice", ({ own }) => void (own.facts["objects"] as unknown[]).push(first(own.facts["objects"])), "lists an object twice"],
      ["an object to which nothing known was done", entry("objects", { action: "pretend" }), "objects.0.action"],
    ],
    images: [
      ["a deployment of an image that its objects do not name", facts({ images: {} }), "do not name the image"],
      [
        "a deployment of one more image than was planned",
        ({ own }) => void facts({ images: { ...at(own.facts, "images"), other: `x@${OTHER}` } })({ own } as Forgery),
        "other images",
      ],
    ],
    others: [
      ["an image of the release as one that is not of it", facts({ others: [REFERENCE] }), "of this release and not of it"],
      [
        "a stranger's image that the objects do not name",
        ({ own }) => {
          own.facts["tested"] = false;
          (own.facts["pods"] as unknown[]).push({ name: "side", imageID: `x@${OTHER}`, digest: OTHER });
        },
        "which its objects do not name",
      ],
    ],
    pods: [
      ["a deployment of an image that no pod runs", facts({ pods: [] }), "no pod was seen"],
      ["a pod whose imageID has another digest", entry("pods", { imageID: `${IMAGE.name}@${OTHER}` }), "its imageID is"],
      [
        "a pod that says nothing of what it runs",
        ({ own }) => {
          own.facts["tested"] = false;
          (own.facts["pods"] as unknown[]).push({ name: "side", imageID: "" });
        },
        "says nothing of what it runs",
      ],
      ["an image that pods run and that is no subject", ({ subject }) => void subject.splice(0, 1), "is no subject"],
    ],
    probe: [
      [
        "a deployment that was not asked for what waybill.yml demands",
        facts({ probe: undefined }),
        "was to answer nothing, and waybill.yml demands 200",
      ],
      [
        "a deployment that was asked for another answer than waybill.yml demands",
        facts({ probe: { status: 503, expectedStatus: 503, durationMs: 1 } }),
        "was to answer HTTP 503, and waybill.yml demands 200",
      ],
      [
        "a deployment that answered with an error",
        facts({ probe: { status: 503, expectedStatus: 200, durationMs: 1 } }),
        "503 answered, and 200 was expected",
      ],
      ["a deployment that did not answer", facts({ probe: { expectedStatus: 200, durationMs: 1 } }), "nothing answered"],
    ],
    tested: [
      [
        "a tested deployment that runs nowhere",
        ({ own, subject }) => void (subject.splice(0, 1), Object.assign(own.facts, { pods: [] })),
        "no pod runs anything",
      ],
      [
        "a tested deployment of an image that is not of this release",
        ({ own }) => {
          own.facts["others"] = [`x@${OTHER}`];
          (own.facts["pods"] as unknown[]).push({ name: "side", imageID: `x@${OTHER}`, digest: OTHER });
        },
        "not of this release",
      ],
    ],
    backTo: [
      [
        "a rollback as the deployment of a plan",
        facts({ backTo: { revision: 1, commit: RUN.commit, release: OTHER } }),
        "a rollback has no plan",
      ],
      [
        "a rollback to a revision that is still to come",
        ({ own, subject }) => {
          delete own.facts["releasePlan"];
          own.facts["backTo"] = { revision: 9, commit: RUN.commit, release: OTHER };
          subject.splice(1, 1);
        },
        // An honest rollback is as little the deployment of a plan.
        "names no release plan",
      ],
    ],
  },
  release: {
    application: [["of another application than its subject", facts({ application: "other" }), "is not the release of"]],
    environment: [["to another environment than its subject's digest says", facts({ environment: "staging" }), "is about another release"]],
    images: [["an image that is no subject", facts({ images: { api: REFERENCE, more: `x@${OTHER}` } }), "is no subject"]],
    plan: "held against plan, approval and deployment by evaluate",
    revision: [
      ["another revision than was deployed", facts({ revision: 4 }), "revision 4"],
      ["no revision, although one was deployed", facts({ revision: undefined }), "of no revision, and revision 3 was deployed"],
    ],
    configuration: "held against the files by a reader who has them",
    policy: "the policy of the day on which it was closed; a reader brings the reader's own",
    statements: [
      [
        "a statement under another stage's name",
        entry("statements", { stage: "build" }),
        "is a validate-data statement, and is listed as build",
      ],
      ["one statement twice", ({ own }) => void (own.facts["statements"] as unknown[]).push(first(own.facts["statements"])), "twice"],
      ["another release among its statements", entry("statements", { stage: "release" }), "lists a release"],
      ["no statement", facts({ statements: [] }), "rests on no statement"],
    ],
    builds: [
      ["provenance that its record does not have", facts({ builds: [OTHER] }), "provenance of another program (number 1) is missing"],
    ],
    findings: [["a pass with findings", facts({ findings: ["it broke"] }), "lists findings"]],
    ignored: "a count of what is not in the record",
  },
};

/** What every statement says beside its facts; lies about it are told as a build. */
const COMMON: Readonly<Record<keyof (typeof RUN_FACTS)["entries"], readonly Lie[] | Free>> = {
  stage: [["another stage than its type", ({ own }) => void Object.assign(own, { stage: "test" }), "No build evidence counts"]],
  product: "held against the expectation by evaluate; see products.test.ts",
  verdict: "held against the facts of each stage",
  startedAt: "held together with finishedAt",
  finishedAt: [
    ["a stage that ended before it began", ({ own }) => void (own["finishedAt"] = "2026-11-21T07:00:00.000Z"), "before it began"],
  ],
  run: [
    ["another attempt than its run's address", run({ attempt: 2 }), "attempt 2"],
    ["a run of another repository", run({ run: "https://github.com/evil/shop/actions/runs/1/attempts/1" }), "a run of evil/shop"],
  ],
  tool: [["another program's", ({ own }) => void Object.assign(at(own, "tool"), { name: "waybil" }), "No build evidence counts"]],
  facts: "see the members of each stage",
};

const liesOf = (members: Readonly<Record<string, readonly Lie[] | Free>>): readonly Lie[] =>
  Object.values(members).flatMap((held) => (typeof held === "string" ? [] : held));

test("every member of every stage's facts was asked what it could contradict", () => {
  for (const stage of STAGES) expect(Object.keys(MEMBERS[stage]).toSorted(), stage).toEqual(Object.keys(FACTS[stage].entries).toSorted());
  expect(Object.keys(COMMON).toSorted()).toEqual(Object.keys(RUN_FACTS.entries).toSorted());
});

describe.each(STAGES_BEFORE_RELEASE)("in a trusted %s statement is refused", (stage) => {
  test.each(liesOf(MEMBERS[stage]))("%s", async (_, change, why) => {
    expect(await said({ bundles: await statements({ [stage]: await forge(stage, change) }) })).toContain(why);
  });
});

test.each<Lie>([
  ...liesOf(COMMON),
  [
    "provenance of another repository",
    ({ predicate }) => void (at(at(predicate, "buildDefinition"), "externalParameters")["repository"] = "x"),
    "published type",
  ],
])("in any trusted statement is refused %s", async (_, change, why) => {
  expect(await said({ bundles: await statements({ build: await forge("build", change) }) })).toContain(why);
});

test("a passing test whose published result says FAILED is refused", async () => {
  const lie = await forge("test", ({ predicate }) => void (predicate["result"] = "FAILED"));
  expect(await said({ bundles: await statements({ test: lie }) })).toContain("published type");
});

describe("in a trusted release statement is refused", () => {
  let record: ReleaseRecord;
  beforeAll(async () => {
    record = await close(await statements());
  });
  const judged = async (closing: Bundle): Promise<string> => {
    const changed = { ...record, statements: [...record.statements.slice(0, -1), closing] };
    const { verdict, findings } = await verifyRecord(changed, { verify: VERIFY, policy: POLICY, expected: EXPECTED });
    return verdict === "fail" ? findings.map(({ what }) => what).join("\n") : "";
  };
  const forged = async (change: (forgery: Forgery) => void): Promise<Bundle> => {
    const closing = record.statements.at(-1);
    const statement = JSON.parse(Buffer.from(closing?.dsseEnvelope.payload ?? "", "base64").toString()) as Statement;
    change({ ...statement, own: statement.predicate["waybill_run"] } as unknown as Forgery);
    return signStatement(statement, SIGNER);
  };

  test.each(liesOf(MEMBERS.release))("%s", async (_, change, why) => {
    expect(await judged(await forged(change))).toContain(why);
  });

  test("one that was closed before its statements were made", async () => {
    const early = await close(await statements(), { now: new Date("2026-11-21T07:58:00.000Z") });
    expect(await judged(early.statements.at(-1)!)).toContain("before the plan");
  });
});

describe("between the statements of one release", () => {
  test("one more subject than the stage is about is refused, for every stage", async () => {
    for (const stage of STAGES_BEFORE_RELEASE) {
      const bundle = await forge(stage, ({ subject }) => {
        subject.push({ name: "elsewhere", digest: { sha256: "f".repeat(64) }, annotations: { "dev.waybill.kind": "image" } });
      });
      await said({ bundles: await statements({ [stage]: bundle }) });
    }
  });

  test("a subject without a kind, or of a kind that nobody knows, is refused", async () => {
    for (const annotations of [undefined, {}, { "dev.waybill.kind": "database" }]) {
      const bundle = await forge("build", ({ subject }) => void (first(subject)["annotations"] = annotations));
      expect(await said({ bundles: await statements({ build: bundle }) })).toContain("No build evidence counts");
    }
  });

  test("a plan of other images or databases than are released is refused", async () => {
    const planOf = async (components: FactsOf<"plan">["components"]): Promise<Question> => {
      const digest = digestOfJson(components);
      const subjects = [{ ...PLAN, digest }];
      const approval = { ...HONEST.approve.facts, plan: digest, comment: `ship ${digest}` };
      return {
        bundles: await statements({
          plan: await sign({ ...HONEST.plan, subjects, facts: { ...HONEST.plan.facts, components } }),
          approve: await sign({ ...HONEST.approve, subjects, facts: approval }),
          migrate: await sign({ ...HONEST.migrate, facts: { ...HONEST.migrate.facts, releasePlan: digest } }),
          deploy: await sign({ ...HONEST.deploy, facts: { ...HONEST.deploy.facts, releasePlan: digest } }),
        }),
        expected: { plan: digest },
      };
    };
    expect(await said(await planOf({ ...COMPONENTS, images: { api: `${IMAGE.name}@${OTHER}` } }))).toContain("plan is of the images");
    expect(await said(await planOf({ ...COMPONENTS, images: { api: REFERENCE, more: REFERENCE } }))).toContain("plan is of the images");
    expect(await said(await planOf({ ...COMPONENTS, databases: {} }))).toContain("plan is of the databases none");
    expect(await said(await planOf({ ...COMPONENTS, deploy: OTHER }))).toContain("The deployment applied another plan");
  });

  test("a plan that was made with another configuration is refused before anything is changed, and at the end", async () => {
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

  test("a plan that was made under another policy is refused before anything is changed", async () => {
    const sources = [{ file: "waybill.yml", role: "project" as const, digest: digestOf("policy") }];
    expect(await said({ policy: { sources }, expected: { before: "deploy" } })).toContain("another policy");
    expect((await ask({ policy: { sources }, expected: { before: "release" } })).verdict).toBe("pass");
  });

  test("a deployment that calls tested what its test only warned about is refused", async () => {
    const { status: _none, expectedStatus: _nor, durationMs: _time, attempts: _tries, ...rest } = HONEST.test.facts;
    const warned = await sign({ ...HONEST.test, verdict: "warn", facts: { ...rest, probed: false } });
    const unprobed = { probes: {} };
    expect(await said({ bundles: await statements({ test: warned }), expected: unprobed })).toContain("says that it runs what was tested");
  });

  test("a rollback in the place of a release's deployment is refused", async () => {
    const { releasePlan: _none, ...rest } = HONEST.deploy.facts;
    const back = { ...HONEST.deploy, facts: { ...rest, backTo: { revision: 1, commit: RUN.commit, release: OTHER } } };
    const subjects = back.subjects.filter(({ kind }) => kind !== "path");
    const bundles = await statements({
      plan: undefined,
      approve: undefined,
      migrate: undefined,
      deploy: await sign({ ...back, subjects }),
    });
    const demands = POLICY.demands.filter(({ stage }) => !["plan", "approve", "migrate"].includes(stage));
    expect(await said({ bundles, policy: { demands }, expected: { plan: undefined } })).toContain("is a rollback");
  });

  test("a deployment of another image than is released is refused where there is no plan to say so", async () => {
    const { releasePlan: _none, ...rest } = HONEST.deploy.facts;
    const other = { ...rest, images: { api: `${IMAGE.name}@${OTHER}` }, pods: [{ name: "a/b", imageID: `x@${OTHER}`, digest: OTHER }] };
    const subjects = HONEST.deploy.subjects.map((subject) => (subject.kind === "image" ? { ...subject, digest: OTHER } : subject));
    const deploy = await sign({ ...HONEST.deploy, subjects, facts: other });
    const demands = POLICY.demands.filter(({ stage }) => !["plan", "approve", "migrate"].includes(stage));
    const bundles = await statements({ plan: undefined, approve: undefined, migrate: undefined, deploy });
    expect(await said({ bundles, policy: { demands }, expected: { plan: undefined } })).toContain("other images than are released");
  });

  test("times in the future, and an apply before its approval, are refused; five minutes between clocks are nothing", async () => {
    const at = async (stage: "test" | "deploy", minute: string): Promise<Question> => ({
      bundles: await statements({
        [stage]: await sign({
          ...HONEST[stage],
          startedAt: `2026-11-21T${minute}:00.000Z`,
          finishedAt: `2026-11-21T${minute}:30.000Z`,
        } as EvidenceOf<Stage>),
      }),
    });
    expect(await said(await at("test", "08:20"))).toContain("its runner's clock or this one is wrong");
    expect(await said(await at("deploy", "07:50"))).toContain("before the plan that it rests on");
    expect((await ask(await at("test", "08:13"))).verdict).toBe("pass");
    expect((await ask(await at("deploy", "08:01"))).verdict).toBe("pass");
  });
});

test("what no honest stage says is not signed in the first place", () => {
  const { status: _none, ...rest } = HONEST.test.facts;
  expect(() => sign({ ...HONEST.test, facts: rest })).toThrow("nothing answered");
});
