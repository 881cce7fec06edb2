import * as v from "valibot";
import { STAGES } from "@waybill/kit";
import type { Digest, Stage, Verdict } from "@waybill/kit";

/*
 * The facts of each stage, once: the types of this file, the check of every statement that is read, and the published JSON Schemas in
 * `predicates/` all come from these schemas. What is signed never holds secrets or the values of rows.
 */

const VERDICTS = ["pass", "warn", "fail", "inconclusive"] as const satisfies readonly Verdict[];

/** What can be done to an object of a cluster. */
const ACTIONS = ["create", "update", "replace", "unchanged", "delete"] as const;

const text = v.string();
const name = v.pipe(text, v.nonEmpty("must not be empty"));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const milliseconds = v.pipe(v.number(), v.minValue(0));
const verdict = v.picklist(VERDICTS);
const isDigestText = v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256:<64 hex digits>");
const digest = v.pipe(text, isDigestText) as v.GenericSchema<Digest>;
const reference = v.pipe(text, v.regex(/^[^@\s]+@sha256:[0-9a-f]{64}$/, "must be repository@sha256:<64 hex digits>"));
const time = v.pipe(text, v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, "must be a time in UTC as ISO 8601 writes it"));
const images = v.pipe(v.record(name, reference), v.description("Name in waybill.yml → repository@sha256:…"));

const others = v.pipe(
  v.array(text),
  v.description("Images that the objects name and that are not of this release: it neither built nor tested them."),
);

/** Files that a verdict rests on beside its subject. A history is none of them: it grows by the run itself. */
const basis = v.pipe(
  v.array(v.object({ role: v.picklist(["checks", "metrics", "baseline"]), path: name, digest })),
  v.description("The files that the verdict rests on beside the subject, by the SHA-256 of their bytes."),
);

const dataFacts = v.object({
  name: v.pipe(name, v.description("Entry of waybill.yml.")),
  declaration: v.pipe(digest, v.description("Of what was demanded of the data: the entry and its check file.")),
  basis,
  rows: count,
  bytes: count,
  checks: v.array(
    v.object({
      check: text,
      column: v.optional(text),
      level: v.picklist(["fail", "warn"]),
      verdict,
      observed: text,
      expected: text,
      failing: v.optional(v.pipe(count, v.description("How many rows failed."))),
    }),
  ),
});

const metricLimits = v.object({
  mustBeAtLeast: v.optional(v.number()),
  mustBeAtMost: v.optional(v.number()),
  mayDrop: v.optional(v.number()),
  mayRise: v.optional(v.number()),
});

const modelFacts = v.object({
  name,
  declaration: v.pipe(digest, v.description("Of what was demanded of the model: the entry with its gates.")),
  basis,
  format: v.pipe(text, v.description("Told from the bytes, never from the name.")),
  size: count,
  gates: v.array(
    v.object({
      metric: text,
      observed: v.optional(v.number()),
      baseline: v.optional(v.number()),
      limits: v.pipe(metricLimits, v.description("What the metric was held to, by itself and against the baseline.")),
      expected: v.pipe(text, v.description("The limits in words.")),
      verdict,
    }),
  ),
  files: v.array(v.object({ path: text, format: text, size: count, digest, verdict })),
  inspection: v.optional(v.record(text, v.unknown())),
});

const buildFacts = v.object({
  name,
  builder: text,
  inputsDigest: digest,
  context: text,
  dockerfile: text,
  platforms: v.array(text),
  size: count,
  tags: v.array(text),
  bases: v.pipe(v.array(reference), v.description("Base images, as far as they are known by digest.")),
});

const testFacts = v.object({
  name,
  probed: v.pipe(v.boolean(), v.description("False when waybill.yml gives no probe, so that the image did not run.")),
  reference: v.pipe(reference, v.description("The image that ran.")),
  status: v.optional(v.pipe(count, v.description("HTTP status of the probe; absent when nothing answered."))),
  expectedStatus: v.optional(v.pipe(count, v.description("The HTTP status that waybill.yml demands; absent without a probe."))),
  durationMs: v.optional(milliseconds),
  attempts: v.optional(count),
  user: v.optional(text),
});

const planComponents = v.object({
  environment: name,
  commit: name,
  images,
  databases: v.pipe(v.record(name, digest), v.description("Digest of each database's migration plan.")),
  deploy: v.pipe(digest, v.description("Digest of the plan of the objects.")),
});

const policySources = v.pipe(
  v.array(v.object({ file: text, role: v.picklist(["project", "extended", "floor"]), digest })),
  v.description("The policy files that were in force, by the SHA-256 of their bytes."),
);

const configuration = v.pipe(
  v.array(v.object({ path: name, digest })),
  v.description(
    "The files of the configuration in force, by the SHA-256 of their bytes: first the one that all environments share, then those of this one. Empty where a step's inputs described the work.",
  ),
);

const approvalsSeen = v.pipe(
  v.object({
    runId: text,
    attempt: v.pipe(count, v.minValue(1)),
    entries: v.array(
      v.object({ user: text, state: v.picklist(["approved", "rejected", "pending"]), environments: v.array(text), comment: text }),
    ),
  }),
  v.description("The approvals that GitHub listed for the run when the plan was made. Later ones are approvals of this plan's attempt."),
);

const planFacts = v.object({
  components: v.pipe(planComponents, v.description("What the plan's digest is made of.")),
  configuration,
  others,
  policy: policySources,
  approvalsSeen: v.optional(approvalsSeen),
});

const approveFacts = v.object({
  plan: v.pipe(digest, v.description("The plan that was approved.")),
  environment: name,
  source: v.picklist(["github-review", "prompt", "flag", "none"]),
  approvers: v.array(name),
  rejectedBy: v.optional(v.array(name)),
  run: text,
  attempt: v.pipe(count, v.minValue(1)),
  authors: v.pipe(v.array(text), v.description("Who wrote the commits, and who started the run.")),
  boundToPlan: v.pipe(v.boolean(), v.description("Whether the approver could see and named this very plan.")),
  selfApproved: v.boolean(),
  comment: v.optional(text),
});

const identity = v.pipe(
  v.object({ instance: digest, system: v.optional(digest) }),
  v.description("What the server says of itself, hashed."),
);

const migrateFacts = v.object({
  environment: text,
  database: v.object({ name, kind: text, version: text, identity: v.optional(identity) }),
  layout: text,
  plan: v.pipe(digest, v.description("Of the database's migration plan, as the release plan names it.")),
  releasePlan: v.optional(v.pipe(digest, v.description("The approved plan that it is part of."))),
  applied: v.array(v.object({ version: text, name: text })),
  inPlace: v.pipe(v.array(text), v.description("Versions that were applied before.")),
  pending: v.pipe(v.array(text), v.description("Versions that were still to be applied when it ended.")),
});

const deployFacts = v.object({
  application: name,
  environment: name,
  namespace: name,
  plan: v.pipe(digest, v.description("Of the plan of the objects, as the release plan names it.")),
  releasePlan: v.optional(v.pipe(digest, v.description("The approved plan that it is part of."))),
  revision: v.pipe(count, v.description("Of the deployment in the cluster.")),
  content: v.optional(
    v.pipe(digest, v.description("Of the revision's objects, salted, so that the values of Secrets count and cannot be guessed.")),
  ),
  rolledBack: v.boolean(),
  objects: v.array(v.object({ apiVersion: text, kind: text, namespace: v.optional(text), name: text, action: v.picklist(ACTIONS) })),
  images: v.pipe(images, v.description("The images that the objects name. Only those that pods were seen to run are subjects.")),
  others,
  pods: v.pipe(
    v.array(v.object({ name: text, imageID: v.optional(text), digest: v.optional(digest) })),
    v.description("Empty when nothing runs, such as with no replicas."),
  ),
  probe: v.optional(v.object({ status: v.optional(count), expectedStatus: count, durationMs: milliseconds })),
  tested: v.pipe(
    v.boolean(),
    v.description(
      "Whether all that was seen to run is of this release and was run and answered before. False when no evidence was asked for.",
    ),
  ),
  backTo: v.optional(
    v.pipe(
      v.object({ revision: count, commit: name, release: v.pipe(digest, v.description("Payload of the release that was proven then.")) }),
      v.description("Of a rollback: what it went back to."),
    ),
  ),
});

const releaseFacts = v.object({
  application: name,
  environment: name,
  images,
  plan: v.optional(v.pipe(digest, v.description("The plan that was approved and applied."))),
  revision: v.optional(v.pipe(count, v.description("Of the deployment in the cluster."))),
  configuration,
  policy: policySources,
  statements: v.pipe(
    v.array(v.object({ stage: v.picklist(STAGES), payload: digest })),
    v.description("Every other statement of the record, in order, by the SHA-256 of its payload."),
  ),
  builds: v.pipe(
    v.array(digest),
    v.description("The provenance of other programs that stands for a build, in order, by the SHA-256 of its bundle's canonical JSON."),
  ),
  findings: v.pipe(v.array(text), v.description("Why the verdict is not pass.")),
  ignored: v.pipe(count, v.description("Statements about the same things that no trusted signer signed.")),
});

/** The schema of each stage's facts. */
export const FACTS = {
  "validate-data": dataFacts,
  "validate-model": modelFacts,
  build: buildFacts,
  test: testFacts,
  plan: planFacts,
  approve: approveFacts,
  migrate: migrateFacts,
  deploy: deployFacts,
  release: releaseFacts,
} satisfies Record<Stage, v.GenericSchema>;

/** What is signed is not changed. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

interface AllFacts {
  readonly "validate-data": Frozen<v.InferOutput<typeof dataFacts>>;
  readonly "validate-model": Frozen<v.InferOutput<typeof modelFacts>>;
  readonly build: Frozen<v.InferOutput<typeof buildFacts>>;
  readonly test: Frozen<v.InferOutput<typeof testFacts>>;
  readonly plan: Frozen<v.InferOutput<typeof planFacts>>;
  readonly approve: Frozen<v.InferOutput<typeof approveFacts>>;
  readonly migrate: Frozen<v.InferOutput<typeof migrateFacts>>;
  readonly deploy: Frozen<v.InferOutput<typeof deployFacts>>;
  readonly release: Frozen<v.InferOutput<typeof releaseFacts>>;
}

/** What a stage found, by stage. */
export type FactsOf<S extends Stage> = AllFacts[S];
/** Facts of the stage `plan` that its digest is made of. */
export type PlanComponents = Frozen<v.InferOutput<typeof planComponents>>;
/** A policy file that was in force. */
export type PolicySource = Frozen<v.InferOutput<typeof policySources>>[number];
/** A file of the configuration that was in force, by its path in the workspace. */
export type ConfigurationFile = Frozen<v.InferOutput<typeof configuration>>[number];
/** A file that a validation's verdict rests on beside its subject. */
export type BasisFile = Frozen<v.InferOutput<typeof basis>>[number];
/** The approvals that a plan's job saw. */
export type ApprovalsSeen = Frozen<v.InferOutput<typeof approvalsSeen>>;

/** What every statement says beside its facts, whatever its predicate type. */
export const RUN_FACTS = v.object({
  stage: v.picklist(STAGES),
  product: v.pipe(
    v.nullable(name),
    v.description("Name in the waybill.yml that described the work; null where a step's inputs did, which give a product no name."),
  ),
  verdict: v.pipe(verdict, v.description("What could not be evaluated is 'inconclusive', which gates treat as 'fail'.")),
  startedAt: v.pipe(time, v.description("UTC.")),
  finishedAt: v.pipe(time, v.description("UTC.")),
  run: v.object({
    repository: v.pipe(name, v.description("owner/name, or local/<folder> outside GitHub.")),
    commit: v.pipe(text, v.regex(/^([0-9a-f]{40}|uncommitted)$/), v.description("The commit that was checked out.")),
    dirty: v.pipe(v.boolean(), v.description("Whether files of the release were not as the commit has them.")),
    ref: text,
    actor: v.pipe(text, v.description("Who started the run.")),
    triggeringActor: v.optional(v.pipe(text, v.description("Who started this attempt."))),
    workflow: v.pipe(text, v.description("<workflow>@<ref> on GitHub, else the command.")),
    run: v.pipe(text, v.description("URL of the run on GitHub, else an id.")),
    attempt: v.pipe(count, v.minValue(1)),
    rehearsal: v.pipe(v.boolean(), v.description("True when nothing outside the machine was changed.")),
  }),
  tool: v.object({ name: v.literal("waybill"), version: name }),
  facts: v.pipe(v.looseObject({}), v.description("What the stage found; plain JSON without secrets or row values.")),
});
