import { digestOf, digestOfJson, STAGES } from "@waybill/kit";
import type { Digest, RunContext, Stage, Subject } from "@waybill/kit";
import { createRecord, createStatement, evaluate, generateKeyPair, loadSigner, signStatement, trustKey, trustOnly } from "@waybill/record";
import type {
  Bundle,
  Evaluation,
  EvidenceOf,
  EvidencePolicy,
  Expectation,
  FactsOf,
  ReleaseFacts,
  ReleaseRecord,
  Signer,
  Verify,
} from "@waybill/record";

/* One honest release of an image, a data set, a model and a database to production, for tests to hold, tamper with and lie about. */

export const RUN: RunContext = {
  repository: "acme/shop",
  commit: "a".repeat(40),
  dirty: false,
  ref: "refs/heads/main",
  actor: "dev",
  workflow: "acme/shop/.github/workflows/ship.yml@refs/heads/main",
  run: "https://github.com/acme/shop/actions/runs/1/attempts/1",
  attempt: 1,
  rehearsal: false,
};
export const TOOL = { name: "waybill", version: "0.1.0" } as const;
export const PRODUCT = "shop";
export const IMAGE: Subject = { kind: "image", name: "ghcr.io/acme/shop/api", digest: digestOf("image") };
export const REFERENCE = `${IMAGE.name}@${IMAGE.digest}`;
export const DATA: Subject = { kind: "path", name: "data/orders.csv", digest: digestOf("data") };
const WEIGHTS = { path: "model.safetensors", format: "safetensors", size: 1024, digest: digestOf("weights"), verdict: "pass" } as const;
export const MODEL: Subject = { kind: "path", name: "models/churn", digest: digestOfJson([[WEIGHTS.path, WEIGHTS.digest]]) };
export const MIGRATIONS: Subject = { kind: "path", name: "db/migrations", digest: digestOf("migrations") };
export const MANIFESTS: Subject = { kind: "path", name: "deploy/", digest: digestOf("manifests") };
export const LIVE: Subject = { kind: "environment", name: "production", digest: digestOf("objects") };
export const COMPONENTS: FactsOf<"plan">["components"] = {
  environment: "production",
  commit: RUN.commit,
  images: { api: REFERENCE },
  databases: { main: digestOf("migration plan") },
  deploy: digestOf("deploy plan"),
};
export const PLAN: Subject = { kind: "plan", name: "production", digest: digestOfJson(COMPONENTS) };
export const CONFIGURATION: FactsOf<"plan">["configuration"] = [{ path: "waybill.yml", digest: digestOf("waybill.yml") }];
const CHECKS = { role: "checks", path: "data/orders.yaml", digest: digestOf("check file") } as const;
const METRICS = { role: "metrics", path: "models/metrics.json", digest: digestOf("metrics") } as const;
const BASELINE = { role: "baseline", path: "models/baseline.json", digest: digestOf("baseline") } as const;
export const NOW = new Date("2026-11-21T08:10:00.000Z");

/** What each stage proves in an honest release. */
export const HONEST: { readonly [S in Exclude<Stage, "release">]: EvidenceOf<S> } = {
  "validate-data": evidence("validate-data", 0, [DATA], {
    name: "orders",
    declaration: digestOf("checks"),
    basis: [CHECKS],
    rows: 3200,
    bytes: 190_000,
    checks: [
      { check: "structure", level: "fail", verdict: "pass", observed: "3,200 rows of 12 columns", expected: "every row can be read" },
    ],
  }),
  "validate-model": evidence("validate-model", 1, [MODEL], {
    name: "churn",
    declaration: digestOf("gates"),
    basis: [METRICS, BASELINE],
    format: "safetensors",
    size: 1024,
    gates: [
      {
        metric: "auc",
        observed: 0.861,
        baseline: 0.858,
        limits: { mustBeAtLeast: 0.82, mayDrop: 0.01 },
        expected: "at least 0.82 and at most 0.01 below the baseline 0.858 (higher is better)",
        verdict: "pass",
      },
    ],
    files: [WEIGHTS],
    inspection: { tensors: 2 },
  }),
  build: evidence("build", 2, [IMAGE], {
    name: "api",
    builder: "assemble",
    inputsDigest: digestOf("inputs"),
    context: "service",
    dockerfile: "service/Dockerfile",
    platforms: ["linux/amd64"],
    size: 41_000_000,
    tags: ["1.2.0"],
    bases: [`docker.io/library/node@${digestOf("base")}`],
  }),
  test: evidence("test", 2, [IMAGE], {
    name: "api",
    probed: true,
    reference: REFERENCE,
    status: 200,
    expectedStatus: 200,
    durationMs: 412,
    attempts: 2,
    user: "65532",
  }),
  plan: evidence("plan", 3, [PLAN], {
    components: COMPONENTS,
    configuration: CONFIGURATION,
    others: [],
    policy: [],
    approvalsSeen: { runId: "1", attempt: 1, entries: [] },
  }),
  approve: evidence("approve", 4, [PLAN], {
    plan: PLAN.digest,
    environment: "production",
    source: "github-review",
    approvers: ["ann"],
    run: RUN.run,
    attempt: 1,
    authors: ["dev"],
    boundToPlan: true,
    selfApproved: false,
    comment: `ship ${PLAN.digest}`,
  }),
  migrate: evidence("migrate", 5, [MIGRATIONS], {
    environment: "production",
    database: { name: "main", kind: "postgres", version: "18.4" },
    layout: "golang-migrate",
    plan: digestOf("migration plan"),
    releasePlan: PLAN.digest,
    applied: [{ version: "4", name: "add_index" }],
    inPlace: ["1", "2", "3"],
    pending: [],
  }),
  deploy: evidence("deploy", 6, [IMAGE, MANIFESTS, LIVE], {
    application: "shop",
    environment: "production",
    namespace: "shop",
    plan: COMPONENTS.deploy,
    releasePlan: PLAN.digest,
    revision: 3,
    content: digestOf("revision 3"),
    rolledBack: false,
    objects: [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "api", action: "update" }],
    images: { api: REFERENCE },
    others: [],
    pods: [{ name: "api-1/api", imageID: REFERENCE, digest: IMAGE.digest }],
    probe: { status: 200, expectedStatus: 200, durationMs: 21 },
    tested: true,
  }),
};

export type StageBeforeRelease = keyof typeof HONEST;
export const STAGES_BEFORE_RELEASE = STAGES.filter((stage): stage is StageBeforeRelease => stage !== "release");

function evidence<S extends Stage>(stage: S, minute: number, subjects: readonly Subject[], facts: FactsOf<S>): EvidenceOf<S> {
  return {
    stage,
    product: PRODUCT,
    subjects,
    verdict: "pass",
    facts,
    startedAt: `2026-11-21T08:0${minute}:00.000Z`,
    finishedAt: `2026-11-21T08:0${minute}:30.000Z`,
  };
}

/** The key of the release's jobs, and whom the project trusts: that key. */
export const KEYS = generateKeyPair();
export const SIGNER: Signer = loadSigner(KEYS.privateKeyPem);
export const VERIFY: Verify = trustOnly([{ key: trustKey(KEYS.publicKeyPem) }]);

export const POLICY: EvidencePolicy = {
  demands: STAGES_BEFORE_RELEASE.map((stage) => ({ stage, allow: ["pass", "warn"], from: "the default list" })),
  selfApproval: "allow",
  dirty: "allow",
  sources: [],
};

export const EXPECTED: Expectation = {
  run: RUN,
  application: "shop",
  product: PRODUCT,
  environment: "production",
  namespace: "shop",
  probe: { expectStatus: 200 },
  probes: { api: { expectStatus: 200 } },
  configuration: CONFIGURATION,
  images: { api: { repository: IMAGE.name, digest: IMAGE.digest } },
  data: { orders: { path: DATA.name, digest: DATA.digest, declaration: digestOf("checks"), basis: [CHECKS] } },
  models: { churn: { path: MODEL.name, digest: MODEL.digest, declaration: digestOf("gates"), basis: [METRICS, BASELINE] } },
  databases: { main: { path: MIGRATIONS.name, digest: MIGRATIONS.digest } },
  plan: PLAN.digest,
  approvedIn: RUN.run,
  before: "release",
  now: NOW,
};

/** Signs evidence as one of the release's jobs would. */
export function sign(item: EvidenceOf<Stage>, by: Signer = SIGNER, run: RunContext = RUN): Promise<Bundle> {
  return signStatement(createStatement(item, run, TOOL), by);
}

/** What a stage proves in another run of the same release. */
export function evidenceIn({ commit, run, attempt }: RunContext, stage: StageBeforeRelease): EvidenceOf<Stage> {
  const components = { ...COMPONENTS, commit };
  const plan = { ...PLAN, digest: digestOfJson(components) };
  switch (stage) {
    case "plan":
      return { ...HONEST.plan, subjects: [plan], facts: { ...HONEST.plan.facts, components } };
    case "approve": {
      const facts = { ...HONEST.approve.facts, plan: plan.digest, run, attempt, comment: `ship ${plan.digest}` };
      return { ...HONEST.approve, subjects: [plan], facts };
    }
    default:
      return HONEST[stage];
  }
}

/** A statement as a liar with a key writes it: any member can be anything. */
export interface Forgery {
  subject: Record<string, unknown>[];
  predicate: Record<string, unknown>;
  /** What we say ourselves: the predicate, or what stands under its extension. */
  own: { facts: Record<string, unknown> } & Record<string, unknown>;
}

/** Signs a statement that no honest code makes: an honest one, changed after the checks. */
export function forge(stage: StageBeforeRelease, change: (forgery: Forgery) => void, by: Signer = SIGNER): Promise<Bundle> {
  const statement = structuredClone(createStatement(HONEST[stage], RUN, TOOL));
  const predicate = statement.predicate;
  change({ ...statement, own: predicate["waybill_run"] ?? predicate } as unknown as Forgery);
  return signStatement(statement, by);
}

/** The statements of the honest release, one replaced or left out where `changes` says so. */
export async function statements(changes: { readonly [S in StageBeforeRelease]?: Bundle | undefined } = {}): Promise<Bundle[]> {
  const all = await Promise.all(
    STAGES_BEFORE_RELEASE.map(async (stage) => (Object.hasOwn(changes, stage) ? changes[stage] : sign(HONEST[stage]))),
  );
  return all.filter((bundle) => bundle !== undefined);
}

/** A question to the gate; what is left out is as in the honest release. */
export interface Question {
  readonly bundles?: readonly Bundle[];
  readonly verify?: Verify;
  readonly policy?: Partial<EvidencePolicy>;
  readonly expected?: Partial<Expectation>;
}

/** What the gate says. */
export async function ask({ bundles, verify = VERIFY, policy = {}, expected = {} }: Question): Promise<Evaluation> {
  return evaluate(bundles ?? (await statements()), verify, { ...POLICY, ...policy }, { ...EXPECTED, ...expected });
}

/** Every reason for which the gate refuses; throws when it does not. */
export async function said(question: Question): Promise<string> {
  const { verdict, findings } = await ask(question);
  if (verdict !== "fail") throw new Error(`it must be refused, and the verdict is ${verdict}`);
  return findings.map(({ what, observed }) => `${what} ${observed ?? ""}`).join("\n");
}

/** Closes a release as its last job does. */
export function close(bundles: readonly Bundle[], more: Partial<ReleaseFacts> = {}, by: Signer = SIGNER): Promise<ReleaseRecord> {
  return createRecord(
    bundles,
    {
      application: "shop",
      product: more.application ?? PRODUCT,
      environment: "production",
      run: RUN,
      tool: TOOL,
      verdict: "pass",
      now: NOW,
      images: { api: REFERENCE },
      plan: PLAN.digest,
      revision: 3,
      configuration: CONFIGURATION,
      policy: [],
      findings: [],
      ignored: 0,
      ...more,
    },
    by,
  );
}

/** What each thing has for a digest now: what it had then. */
export function digestNow(subject: Subject): Digest | undefined {
  const known = [IMAGE, DATA, MODEL, MIGRATIONS, MANIFESTS, LIVE, PLAN];
  return known.find(({ kind, name }) => kind === subject.kind && name === subject.name)?.digest;
}
