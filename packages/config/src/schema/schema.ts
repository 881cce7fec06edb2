import { policySchema } from "./policy-schema.ts";
import type { Schema } from "./schema-type.ts";

export type { JsonType, Schema } from "./schema-type.ts";

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const path = (description: string, extra: Schema = {}): Schema => ({ type: "string", minLength: 1, description, ...extra });

const text: Schema = { type: "string", minLength: 1 };
const secret: Schema = {
  type: "string",
  pattern: "^env:[A-Za-z_][A-Za-z0-9_]*$",
  description: "The name of an environment variable that holds the value, as env:NAME. The value never stands in this file.",
  "x-must": "name an environment variable as env:NAME; the value itself never stands in this file",
  "x-env": true,
};
const duration: Schema = {
  anyOf: [
    { type: "integer", minimum: 1, maximum: 86_400 },
    { type: "string", pattern: "^[1-9][0-9]{0,5}(s|m|h)$", "x-must": "be whole seconds or a text such as 90s, 5m or 1h" },
  ],
  description: "Whole seconds, or a text such as 90s, 5m or 1h.",
};
const settleTime: Schema = {
  anyOf: [
    { type: "integer", minimum: 0, maximum: 3_600 },
    { type: "string", pattern: "^(0|[1-9][0-9]{0,3})(s|m)$", "x-must": "be whole seconds from 0, or a text such as 0s, 30s or 2m" },
  ],
  description: "How long the pods must stay ready without a restart before a roll-out counts; 0 is not at all.",
};
const size: Schema = {
  anyOf: [
    { type: "integer", minimum: 1 },
    {
      type: "string",
      pattern: "^[0-9]+(\\.[0-9]+)? ?(B|kB|KB|MB|GB|KiB|MiB|GiB)$",
      "x-must": "be bytes or a text such as 200MB (10^6) or 200MiB (2^20)",
    },
  ],
  description: "Bytes, or a text such as 200MB (10^6) or 200MiB (2^20).",
};
const argument: Schema = {
  type: ["string", "integer", "number", "boolean"],
  pattern: "^(?!env:)|^env:[A-Za-z_][A-Za-z0-9_]*$",
  "x-must": "be a plain value, or name an environment variable as env:NAME",
  "x-env": true,
};
const port: Schema = { type: "integer", minimum: 1, maximum: 65_535 };
const httpPath: Schema = { type: "string", pattern: "^/", default: "/healthz", "x-must": "be a path that starts with '/'" };
const status: Schema = { type: "integer", minimum: 100, maximum: 599, default: 200 };
const nameRule: Schema = {
  pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
  "x-must": "consist of letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const lowerNameRule: Schema = {
  pattern: "^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$",
  "x-must": "consist of lower-case letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const environmentNameRule: Schema = {
  pattern: "^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
  "x-must": "start with a letter and consist of letters, digits, '.', '_' and '-' (63 characters at most)",
};

const probe: Schema = {
  type: "object",
  description: "The request that a container of the built image must answer before the image gets a tag.",
  properties: {
    port,
    path: httpPath,
    expect_status: status,
    timeout: { ...duration, default: "60s" },
    env: { type: "object", additionalProperties: argument, description: "Environment of the probed container; values may be env:NAME." },
  },
  required: ["port"],
  additionalProperties: false,
};

const image: Schema = {
  type: ["object", "null"],
  description: "An image: what it is built from and what it must answer.",
  properties: {
    context: path("The build context, relative to the workspace.", { default: "." }),
    dockerfile: path("Relative to the workspace; the default is Dockerfile in the context."),
    target: text,
    args: { type: "object", additionalProperties: argument, description: "Build arguments; a value may be env:NAME." },
    platforms: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?$", "x-must": "be a platform such as linux/amd64" },
      default: ["linux/amd64"],
    },
    repository: {
      type: "string",
      // https://github.com/distribution/reference: components in lower case, and a host only before the first slash.
      pattern: "^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*$",
      description:
        "Repository in the registry, or with a registry's host before it; without a tag. The default is derived from the GitHub repository.",
      "x-must": "be a repository in lower case without a tag, such as ghcr.io/owner/name",
    },
    probe,
    budget: { type: "object", properties: { size }, required: ["size"], additionalProperties: false },
    secrets: { type: "object", additionalProperties: secret, description: "Build secrets by id." },
  },
  additionalProperties: false,
};

const data: Schema = {
  type: "object",
  description: "A data set and what must hold for it: exactly one of 'checks' and 'contract'.",
  properties: {
    source: path("A file of the workspace."),
    checks: { anyOf: [{ type: "string", minLength: 1 }, { type: "object" }], description: "A check file, or the checks in place." },
    contract: path("A data contract file, used as the check file."),
    history: path("The file of earlier measurements, appended after a release."),
  },
  required: ["source"],
  additionalProperties: false,
};

const metricGate: Schema = {
  type: "object",
  minProperties: 1,
  properties: {
    must_be_at_least: { type: "number" },
    must_be_at_most: { type: "number" },
    may_drop: { type: "number", minimum: 0, description: "How far the metric may lie below the baseline." },
    may_rise: { type: "number", minimum: 0, description: "How far the metric may lie above the baseline." },
  },
  additionalProperties: false,
};

const model: Schema = {
  type: "object",
  description: "A model file or directory and the gate its metrics must pass.",
  properties: {
    path: path("The model file or directory."),
    metrics: path("A JSON file of the model's metrics."),
    baseline: path("A JSON file of the metrics to compare with."),
    gate: { type: "object", additionalProperties: metricGate },
    allow_pickle: {
      anyOf: [
        { type: "boolean", enum: [false] },
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
  required: ["path"],
  additionalProperties: false,
};

const database: Schema = {
  type: "object",
  properties: { url: secret, migrations: path("The folder of numbered SQL files; the layout is detected.") },
  required: ["url", "migrations"],
  additionalProperties: false,
};

const environment: Schema = {
  type: ["object", "null"],
  properties: {
    after: { ...text, description: "The environment that must have this release first." },
    namespace: {
      type: "string",
      pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
      default: "default",
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
    kubeconfig: { ...secret, description: "The kubeconfig as env:NAME: its text or its path." },
    context: text,
    secrets: {
      type: "object",
      additionalProperties: { type: "object", minProperties: 1, additionalProperties: secret },
      description: "Kubernetes Secrets to keep in step: name, key, env:NAME.",
    },
    probe: {
      type: "object",
      description: "The request that must be answered through the Service after the roll-out.",
      properties: {
        service: text,
        port: { anyOf: [port, { type: "string", minLength: 1 }] },
        path: httpPath,
        expect_status: status,
        expect_body: { ...text, description: "A text that the answer must contain." },
      },
      required: ["service", "port"],
      additionalProperties: false,
    },
    timeout: { ...duration, default: "5m" },
    settle: { ...settleTime, default: "10s" },
    databases: { type: "array", uniqueItems: true, items: text, description: "Databases to migrate; the default is all." },
    images: { type: "array", uniqueItems: true, items: text, description: "Images to deploy; the default is all." },
    strategy: {
      type: "object",
      properties: { type: { type: "string", enum: ["rolling"] } },
      required: ["type"],
      additionalProperties: false,
      default: { type: "rolling" },
    },
  },
  additionalProperties: false,
};

const named = (schema: Schema, names: Schema): Schema => ({ type: "object", propertyNames: names, additionalProperties: schema });

/** The JSON Schema of `waybill.yml`; `waybill.schema.json` is its copy for editors. */
export const configSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://github.com/waybill-ci/waybill/waybill.schema.json",
  title: "waybill.yml",
  type: "object",
  properties: {
    version: { type: "integer", enum: [1], default: 1 },
    name: { type: "string", ...lowerNameRule, description: "The application's name; the default is the name of the folder." },
    registry: {
      type: "string",
      pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
      default: "ghcr.io",
      "x-must": "be a host name with an optional port, such as ghcr.io",
    },
    images: named(ref("image"), lowerNameRule),
    data: named(ref("data"), nameRule),
    models: named(ref("model"), nameRule),
    databases: named(ref("database"), nameRule),
    environments: named(ref("environment"), environmentNameRule),
    policy: ref("policy"),
  },
  additionalProperties: false,
  definitions: {
    image,
    data,
    model,
    database,
    environment,
    policy: policySchema,
  },
};
