import { image } from "./image-schema.ts";
import { policySchema } from "./policy-schema.ts";
import type { Schema } from "./schema-type.ts";
import {
  duration,
  environmentNameRule,
  httpPath,
  lowerNameRule,
  mapping,
  nameRule,
  path,
  port,
  secret,
  settleTime,
  shared,
  status,
  text,
} from "./values.ts";

export type { JsonType, Schema } from "./schema-type.ts";

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

const data = mapping(
  "A data set and what must hold for it: exactly one of 'checks' and 'contract'.",
  {
    source: path("A file of the workspace."),
    checks: { anyOf: [{ type: "string", minLength: 1 }, { type: "object" }], description: "A check file, or the checks in place." },
    contract: path("A data contract file, used as the check file."),
    history: path("The file of earlier measurements; a validation that passes appends its own, but `waybill check` only reads it."),
  },
  { required: ["source"] },
);

const metricGate = mapping(
  "The limits of one metric.",
  {
    must_be_at_least: { type: "number", description: "The smallest value that passes." },
    must_be_at_most: { type: "number", description: "The largest value that passes." },
    may_drop: { type: "number", minimum: 0, description: "How far the metric may lie below the baseline." },
    may_rise: { type: "number", minimum: 0, description: "How far the metric may lie above the baseline." },
  },
  { minProperties: 1 },
);

const model = mapping(
  "A model file or directory and the gate its metrics must pass.",
  {
    path: path("The model file or directory."),
    metrics: path("A JSON file of the model's metrics."),
    baseline: path("A JSON file of the metrics to compare with."),
    gate: { type: "object", additionalProperties: metricGate, description: "Limits by the metric's name in the metrics file." },
    allow_pickle: {
      anyOf: [
        { type: "boolean", enum: [false], "x-must": "be false, or a list of the digests of files that somebody has inspected" },
        {
          type: "array",
          uniqueItems: true,
          items: { type: "string", pattern: "^sha256:[0-9a-f]{64}$", "x-must": "be a digest, sha256: and 64 hex digits" },
        },
      ],
      default: false,
      description: "Digests of pickle files that somebody has inspected.",
    },
  },
  { required: ["path"] },
);

const database = mapping(
  "A database and the migrations that are applied to it.",
  {
    url: { ...secret, description: "The address with user and password, as env:NAME; waybill.<environment>.yml may name another." },
    migrations: path("The folder of numbered SQL files; the layout is detected."),
    shared: shared(
      "Said where several environments name one url: false when the variable has another value in each, true when they have one database on purpose.",
    ),
  },
  { required: ["url", "migrations"] },
);

const serviceProbe = mapping(
  "The request that must be answered through the Service after the roll-out.",
  {
    service: { ...text, description: "The name of the Service." },
    port: { anyOf: [port, { type: "string", minLength: 1 }], description: "The Service's port: its number or its name." },
    path: httpPath,
    expect_status: status,
    expect_body: { ...text, description: "A text that the answer must contain." },
  },
  { required: ["service", "port"] },
);

const environment = mapping(
  "A place that a release goes to. waybill.<environment>.yml beside this file may say more of it, and other things.",
  {
    after: { ...text, description: "The environment that must have this release first." },
    preview: {
      type: "boolean",
      default: false,
      description: "true: the pattern of previews of pull requests (preview.yml); no release goes there, and nothing is proven of it.",
    },
    namespace: {
      type: "string",
      pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
      default: "default",
      description: "The Kubernetes namespace of everything that is deployed.",
      "x-must": "be a Kubernetes namespace: lower-case letters, digits and '-'",
    },
    manifests: {
      anyOf: [
        { type: "string", minLength: 1 },
        { type: "array", minItems: 1, items: text },
      ],
      default: "deploy",
      description: "Manifest files or folders.",
    },
    kubeconfig: { ...secret, description: "The kubeconfig as env:NAME: its text or its path. The default is the runner's." },
    context: { ...text, description: "The context of the kubeconfig; the default is its current one." },
    shared: shared(
      "Said where several environments name one namespace of one cluster: false when the kubeconfig leads to another cluster in each, true when they share it on purpose.",
    ),
    secrets: {
      type: "object",
      additionalProperties: { type: "object", minProperties: 1, additionalProperties: secret },
      description: "Kubernetes Secrets to keep in step: name, key, env:NAME.",
    },
    probe: serviceProbe,
    timeout: {
      ...duration,
      default: "5m",
      description: "How long everything may take to become ready: whole seconds, or a text such as 90s, 5m or 1h.",
    },
    settle: { ...settleTime, default: "10s" },
    databases: { type: "array", uniqueItems: true, items: text, description: "Databases to migrate; the default is all." },
    images: { type: "array", uniqueItems: true, items: text, description: "Images to deploy; the default is all." },
    strategy: mapping(
      "How a new revision takes over.",
      { type: { type: "string", enum: ["rolling"], description: "The only one: pods are replaced as their workload says." } },
      { required: ["type"], default: { type: "rolling" } },
    ),
  },
  { type: ["object", "null"] },
);

const named = (section: string, names: Schema, description: string): Schema => ({
  type: "object",
  description,
  propertyNames: names,
  additionalProperties: ref(section),
});

/** The JSON Schema of `waybill.yml`; `waybill.schema.json` is its copy for editors. */
export const configSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://github.com/waybill-ci/waybill/waybill.schema.json",
  title: "waybill.yml",
  ...mapping("What a project releases, and where to. Keys that begin with x- are ignored wherever the file has keys of its own.", {
    version: { type: "integer", enum: [1], default: 1, description: "The version of this format." },
    name: { type: "string", ...lowerNameRule, description: "The application's name; the default is the name of the folder." },
    registry: {
      type: "string",
      pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
      default: "ghcr.io",
      description: "The registry's host that images and evidence go to.",
      "x-must": "be a host name with an optional port, such as ghcr.io",
    },
    images: named("image", lowerNameRule, "What is built, by name."),
    data: named("data", nameRule, "Data sets that are validated, by name."),
    models: named("model", nameRule, "Models that are validated, by name."),
    databases: named("database", nameRule, "Databases that are migrated, by name."),
    environments: named("environment", environmentNameRule, "Where a release goes, by name."),
    policy: ref("policy"),
  }),
  definitions: {
    image,
    data,
    model,
    database,
    environment,
    policy: policySchema,
  },
};
