import { policySchema } from "./policy-schema.ts";
import type { Schema } from "./schema-type.ts";

export type { JsonType, Schema } from "./schema-type.ts";

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
/** A mapping with keys of its own. Keys that begin with `x-` are the author's, for anchors and notes. */
const mapping = (description: string, properties: Readonly<Record<string, Schema>>, extra: Schema = {}): Schema => ({
  type: "object",
  description,
  properties,
  patternProperties: { "^x-": true },
  additionalProperties: false,
  ...extra,
});
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
/** Of `docker buildx`, whose lists of processes show it. */
const cacheEntry: Schema = {
  type: "string",
  pattern: "^type=[a-z0-9]+(,(?![a-z_]*(secret|token|password|key)[a-z_]*=)[^,\\s]+)*$",
  "x-must": "be a cache as docker buildx takes it, such as type=gha or type=registry,ref=ghcr.io/acme/cache, without keys and tokens",
};
const cacheList = (description: string): Schema => ({
  anyOf: [cacheEntry, { type: "array", minItems: 1, uniqueItems: true, items: cacheEntry }],
  description,
});
const argument: Schema = {
  type: ["string", "integer", "number", "boolean"],
  pattern: "^(?!env:)|^env:[A-Za-z_][A-Za-z0-9_]*$",
  "x-must": "be a plain value, or name an environment variable as env:NAME",
  "x-env": true,
};
const port: Schema = { type: "integer", minimum: 1, maximum: 65_535, description: "The port that the container listens on." };
const httpPath: Schema = {
  type: "string",
  pattern: "^/",
  default: "/healthz",
  description: "The path of the request, with its query.",
  "x-must": "be a path that starts with '/'",
};
const status: Schema = { type: "integer", minimum: 100, maximum: 599, default: 200, description: "The status that the answer must have." };
const shared = (description: string): Schema => ({ type: "boolean", description });
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

const probe = mapping(
  "The request that a container of the built image must answer before the image gets a tag.",
  {
    port,
    path: httpPath,
    expect_status: status,
    timeout: {
      ...duration,
      default: "60s",
      description: "How long the container has to answer: whole seconds, or a text such as 90s or 5m.",
    },
    env: { type: "object", additionalProperties: argument, description: "Environment of the probed container; values may be env:NAME." },
  },
  { required: ["port"] },
);

const image = mapping(
  "An image: what it is built from and what it must answer.",
  {
    context: path("The build context, relative to the workspace.", { default: "." }),
    dockerfile: path("Relative to the workspace; the default is Dockerfile in the context."),
    target: { ...text, description: "The build stage to build; the default is the last one." },
    args: {
      type: "object",
      additionalProperties: argument,
      description: "Build arguments; a value may be env:NAME, but the image's history shows it.",
    },
    labels: {
      type: "object",
      propertyNames: {
        pattern: "^(?!org\\.opencontainers\\.image\\.(source|revision)$)[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$",
        "x-must":
          "consist of lower-case letters, digits, '.', '_', '/' and '-' and be none of org.opencontainers.image.source and .revision, which every build sets",
      },
      additionalProperties: { type: "string" },
      description: "Labels of the image, beside those for source and revision that every build sets.",
    },
    platforms: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?$", "x-must": "be a platform such as linux/amd64" },
      default: ["linux/amd64"],
      description: "The platforms to build for; several make one index.",
    },
    contexts: {
      type: "object",
      propertyNames: {
        pattern: "^[A-Za-z0-9][A-Za-z0-9._/:@-]*$",
        "x-must": "be a name as 'FROM' and 'COPY --from' use it",
      },
      additionalProperties: {
        type: "string",
        pattern: "^docker-image://[^\\s]+$|^(?![A-Za-z][A-Za-z0-9+.-]*://).+$",
        "x-must": "be a folder of the workspace, or an image as docker-image://reference",
      },
      description: "More build contexts by the name that FROM and COPY --from use: folders, or docker-image://reference. Needs BuildKit.",
    },
    cache: mapping("Where BuildKit keeps the layers of earlier builds. It makes builds faster and changes nothing that is built.", {
      from: cacheList("Caches to read, as docker buildx takes them for --cache-from."),
      to: cacheList("Caches to write, as docker buildx takes them for --cache-to."),
    }),
    repository: {
      type: "string",
      // https://github.com/distribution/reference: components in lower case, and a host only before the first slash.
      pattern: "^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*$",
      description:
        "Repository in the registry, or with a registry's host before it; without a tag. The default is derived from the GitHub repository.",
      "x-must": "be a repository in lower case without a tag, such as ghcr.io/owner/name",
    },
    probe,
    budget: mapping(
      "How large the image may be.",
      { size: { ...size, description: `Compressed. ${size.description}` } },
      { required: ["size"] },
    ),
    secrets: { type: "object", additionalProperties: secret, description: "Build secrets by id, as env:NAME. Needs BuildKit." },
  },
  { type: ["object", "null"] },
);

const data = mapping(
  "A data set and what must hold for it: exactly one of 'checks' and 'contract'.",
  {
    source: path("A file of the workspace."),
    checks: { anyOf: [{ type: "string", minLength: 1 }, { type: "object" }], description: "A check file, or the checks in place." },
    contract: path("A data contract file, used as the check file."),
    history: path("The file of earlier measurements, appended after a release."),
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
