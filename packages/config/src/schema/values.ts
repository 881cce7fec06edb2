import type { Schema } from "./schema-type.ts";

/** A mapping with keys of its own. Keys that begin with `x-` are the author's, for anchors and notes. */
export const mapping = (description: string, properties: Readonly<Record<string, Schema>>, extra: Schema = {}): Schema => ({
  type: "object",
  description,
  properties,
  patternProperties: { "^x-": true },
  additionalProperties: false,
  ...extra,
});
export const path = (description: string, extra: Schema = {}): Schema => ({ type: "string", minLength: 1, description, ...extra });

export const text: Schema = { type: "string", minLength: 1 };
export const secret: Schema = {
  type: "string",
  pattern: "^env:[A-Za-z_][A-Za-z0-9_]*$",
  description: "The name of an environment variable that holds the value, as env:NAME. The value never stands in this file.",
  "x-must": "name an environment variable as env:NAME; the value itself never stands in this file",
  "x-env": true,
};
export const duration: Schema = {
  anyOf: [
    { type: "integer", minimum: 1, maximum: 86_400 },
    { type: "string", pattern: "^[1-9][0-9]{0,5}(s|m|h)$", "x-must": "be whole seconds or a text such as 90s, 5m or 1h" },
  ],
  description: "Whole seconds, or a text such as 90s, 5m or 1h.",
};
export const settleTime: Schema = {
  anyOf: [
    { type: "integer", minimum: 0, maximum: 3_600 },
    { type: "string", pattern: "^(0|[1-9][0-9]{0,3})(s|m)$", "x-must": "be whole seconds from 0, or a text such as 0s, 30s or 2m" },
  ],
  description: "How long the pods must stay ready without a restart before a roll-out counts; 0 is not at all.",
};
export const size: Schema = {
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
/** A cache for `docker buildx`. Lists of processes show its arguments, so it holds no secret. */
const cacheEntry: Schema = {
  type: "string",
  pattern: "^type=[a-z0-9]+(,(?![a-z_]*(secret|token|password|key)[a-z_]*=)[^,\\s]+)*$",
  "x-must": "be a cache as docker buildx takes it, such as type=gha or type=registry,ref=ghcr.io/acme/cache, without keys and tokens",
};
export const cacheList = (description: string): Schema => ({
  anyOf: [cacheEntry, { type: "array", minItems: 1, uniqueItems: true, items: cacheEntry }],
  description,
});
export const argument: Schema = {
  type: ["string", "integer", "number", "boolean"],
  pattern: "^(?!env:)|^env:[A-Za-z_][A-Za-z0-9_]*$",
  "x-must": "be a plain value, or name an environment variable as env:NAME",
  "x-env": true,
};
export const port: Schema = { type: "integer", minimum: 1, maximum: 65_535, description: "The port that the container listens on." };
export const httpPath: Schema = {
  type: "string",
  pattern: "^/",
  default: "/healthz",
  description: "The path of the request, with its query.",
  "x-must": "be a path that starts with '/'",
};
export const status: Schema = {
  type: "integer",
  minimum: 100,
  maximum: 599,
  default: 200,
  description: "The status that the answer must have.",
};
export const shared = (description: string): Schema => ({ type: "boolean", description });
export const nameRule: Schema = {
  pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
  "x-must": "consist of letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
export const lowerNameRule: Schema = {
  pattern: "^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$",
  "x-must": "consist of lower-case letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
export const environmentNameRule: Schema = {
  pattern: "^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
  "x-must": "start with a letter and consist of letters, digits, '.', '_' and '-' (63 characters at most)",
};
