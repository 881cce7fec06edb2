import { toJsonSchema } from "@valibot/to-json-schema";
import type { JsonSchema } from "@valibot/to-json-schema";
import { STAGES } from "../packages/kit/src/evidence.ts";
import type { Stage } from "../packages/kit/src/evidence.ts";
import { FACTS, RUN_FACTS } from "../packages/record/src/predicate/facts.ts";

const BASE = "https://github.com/waybill-ci/waybill/predicates";

/** Who reads a schema wants to know what the statement is about; the facts say the rest. */
const ABOUT: Readonly<Record<Stage, { readonly title: string; readonly description: string }>> = {
  "validate-data": { title: "Checks of one data file", description: "Subject: the file (kind 'path')." },
  "validate-model": {
    title: "Inspection and metric gates of one model",
    description: "Subject: the model's file or folder (kind 'path').",
  },
  build: {
    title: "The build of one image",
    description:
      "Predicate type https://slsa.dev/provenance/v1; its extension 'waybill_run' holds what every statement of Waybill says. Subject: the image (kind 'image'), by the digest of its manifest.",
  },
  test: {
    title: "The test of one image",
    description:
      "Predicate type https://in-toto.io/attestation/test-result/v0.1; its extension 'waybill_run' holds what every statement of Waybill says. Subject: the image that ran (kind 'image').",
  },
  plan: {
    title: "The plan of a release to one environment",
    description:
      "Subject: the plan (kind 'plan'), whose digest is the SHA-256 of the canonical JSON (RFC 8785) of 'facts.components'; people approve this digest. Then the configuration file (kind 'path').",
  },
  approve: { title: "The approval of a plan", description: "Subject: the plan (kind 'plan') that was approved." },
  migrate: { title: "Migrations of one database", description: "Subject: the folder of the migration files (kind 'path')." },
  deploy: {
    title: "A deployment to one environment, or a rollback of it",
    description:
      "Subjects: the images that pods were seen to run (kind 'image'), the manifests (kind 'path'), and, when something good runs, the environment (kind 'environment') with the digest of the objects as they were applied.",
  },
  release: {
    title: "The verified end of a release",
    description:
      "Predicate type https://slsa.dev/verification_summary/v1; its extension 'waybill_run' holds what every statement of Waybill says. Lists every other statement of the record by the SHA-256 of its payload, in order. Subjects: the release (kind 'release'), whose digest is the SHA-256 of the canonical JSON of application, environment and commit, and every image.",
  },
};

const uriAndDigest = {
  type: "object",
  properties: { uri: { type: "string" }, digest: { type: "object", additionalProperties: { type: "string" } } },
  required: ["uri"],
} as const satisfies JsonSchema;

/** What the published types demand beside our extension. */
const PUBLISHED: {
  readonly [S in Stage]?: { readonly properties: Readonly<Record<string, JsonSchema>>; readonly required: readonly string[] };
} = {
  build: {
    properties: {
      buildDefinition: {
        type: "object",
        properties: {
          buildType: { type: "string", format: "uri" },
          externalParameters: { type: "object" },
          internalParameters: { type: "object" },
          resolvedDependencies: { type: "array", items: uriAndDigest },
        },
        required: ["buildType", "externalParameters"],
      },
      runDetails: {
        type: "object",
        properties: {
          builder: { type: "object", properties: { id: { type: "string", format: "uri" } }, required: ["id"] },
          metadata: { type: "object", properties: { invocationId: { type: "string" } }, required: ["invocationId"] },
        },
        required: ["builder"],
      },
    },
    required: ["buildDefinition", "runDetails"],
  },
  test: {
    properties: {
      result: { enum: ["PASSED", "WARNED", "FAILED"], description: "FAILED also when the test was inconclusive." },
      configuration: { type: "array", items: uriAndDigest },
      url: { type: "string" },
    },
    required: ["result", "configuration"],
  },
  release: {
    properties: {
      verifier: { type: "object", properties: { id: { type: "string", format: "uri" } }, required: ["id"] },
      timeVerified: { type: "string" },
      resourceUri: { type: "string", format: "uri" },
      policy: uriAndDigest,
      inputAttestations: { type: "array", items: uriAndDigest },
      verificationResult: { enum: ["PASSED", "FAILED"] },
      verifiedLevels: { type: "array", items: { type: "string" } },
    },
    required: ["verifier", "timeVerified", "resourceUri", "policy", "verificationResult", "verifiedLevels"],
  },
};

/** The published JSON Schemas by file name, made of the same schemas that check every statement that is read. */
export function renderPredicateSchemas(): ReadonlyMap<string, string> {
  const run = {
    ...plain(toJsonSchema(RUN_FACTS)),
    $id: `${BASE}/run.schema.json`,
    title: "What every statement of Waybill says",
    description:
      "In predicates of Waybill's own types these members are the predicate; in published types they stand under 'waybill_run'. Members that a reader does not know are to be ignored.",
  };
  const files: [string, unknown][] = [
    ["run.schema.json", head(run)],
    ...STAGES.map((stage): [string, unknown] => [`${stage}.schema.json`, head(stageSchema(stage))]),
  ];
  return new Map(files.map(([name, schema]) => [name, `${JSON.stringify(schema, undefined, 2)}\n`]));
}

function stageSchema(stage: Stage): Record<string, unknown> {
  const own = {
    allOf: [{ $ref: "run.schema.json" }],
    type: "object",
    properties: { stage: { const: stage }, facts: plain(toJsonSchema(FACTS[stage])) },
    required: ["stage", "facts"],
  };
  const published = PUBLISHED[stage];
  const about = { $id: `${BASE}/${stage}.schema.json`, ...ABOUT[stage] };
  if (!published) return { ...about, ...own };
  return {
    ...about,
    type: "object",
    properties: { ...published.properties, waybill_run: own },
    required: [...published.required, "waybill_run"],
  };
}

function plain(schema: JsonSchema): Record<string, unknown> {
  const { $schema: _standsOnTop, ...rest } = schema;
  return rest;
}

function head(schema: Record<string, unknown>): Record<string, unknown> {
  return { $schema: "http://json-schema.org/draft-07/schema#", ...schema };
}
