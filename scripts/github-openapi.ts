// Cuts the operations that Waybill uses out of GitHub's OpenAPI description, as JSON Schema:
// `node scripts/github-openapi.ts FOLDER`, where FOLDER is an unpacked @octokit/openapi (`npm pack @octokit/openapi@VERSION`).
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./bundles.ts";

const REPO = "/repos/{owner}/{repo}";
/** Every operation that the client asks or the loopback GitHub answers. */
const OPERATIONS: readonly (readonly [method: string, path: string])[] = [
  ["get", REPO],
  ["get", `${REPO}/deployments`],
  ["post", `${REPO}/deployments`],
  ["get", `${REPO}/deployments/{deployment_id}`],
  ["get", `${REPO}/deployments/{deployment_id}/statuses`],
  ["post", `${REPO}/deployments/{deployment_id}/statuses`],
  ["get", `${REPO}/actions/runs/{run_id}/approvals`],
  ["post", `${REPO}/actions/runs/{run_id}/pending_deployments`],
  ["get", `${REPO}/environments/{environment_name}`],
  ["put", `${REPO}/environments/{environment_name}`],
  ["get", `${REPO}/issues`],
  ["post", `${REPO}/issues`],
  ["patch", `${REPO}/issues/{issue_number}`],
  ["get", `${REPO}/issues/{issue_number}/comments`],
  ["post", `${REPO}/issues/{issue_number}/comments`],
  ["get", `${REPO}/issues/comments/{comment_id}`],
  ["patch", `${REPO}/issues/comments/{comment_id}`],
  ["get", `${REPO}/commits/{commit_sha}/pulls`],
  ["get", `${REPO}/commits/{ref}`],
  ["get", `${REPO}/contents/{path}`],
  ["post", `${REPO}/attestations`],
  ["get", `${REPO}/attestations/{subject_digest}`],
  ["get", "/rate_limit"],
];
/** Words for people, and what no check of a form reads. */
const LEFT_OUT = new Set(["description", "example", "examples", "title", "externalDocs", "deprecated", "x-github", "default"]);

type Json = { readonly [key: string]: unknown };

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder of an unpacked @octokit/openapi.");
const source = JSON.parse(await readFile(join(folder, "generated/api.github.com.json"), "utf8")) as Json;
const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };

const schemas: Record<string, unknown> = {};
const operations = OPERATIONS.map(([method, path]) => {
  const item = at(source, "paths", path);
  const operation = at(item, method);
  const parameters = [...listOf(item["parameters"]), ...listOf(operation["parameters"])].map((entry) => resolved(entry as Json));
  return {
    method: method.toUpperCase(),
    path,
    operationId: operation["operationId"],
    parameters: parameters.map(({ name, in: place, required, schema }) => ({
      name,
      in: place,
      required: required === true,
      schema: schemaOf(schema),
    })),
    ...(operation["requestBody"] === undefined ? {} : { body: bodyOf(resolved(operation["requestBody"] as Json)) }),
    responses: Object.fromEntries(
      Object.entries(at(operation, "responses")).map(([status, response]) => [status, bodyOf(resolved(response as Json)) ?? true]),
    ),
  };
});
const ORIGIN =
  "GitHub's OpenAPI description of api.github.com (github/rest-api-description), from the npm package @octokit/openapi, licence MIT";
const names = Object.keys(schemas).toSorted();
// A line for each operation and schema, so that a newer description shows as a difference of few lines.
const lines = [
  `{"source":${JSON.stringify(ORIGIN)},`,
  `"version":${JSON.stringify(version)},`,
  `"operations":[\n${operations.map((operation) => JSON.stringify(operation)).join(",\n")}\n],`,
  `"schemas":{\n${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(schemas[name])}`).join(",\n")}\n}}`,
];
await writeFile(join(ROOT, "test/contract/github-openapi.json"), `${lines.join("\n")}\n`);

function bodyOf({ content }: Json): unknown {
  const media = Object.entries((content ?? {}) as Json).find(([type]) => type.startsWith("application/json"))?.[1] as Json | undefined;
  return media === undefined ? undefined : schemaOf(media["schema"]);
}

/** JSON Schema of an OpenAPI 3.0 schema: `nullable` becomes a type, references point to the closure. */
function schemaOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(schemaOf);
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref, nullable, ...rest } = schema as Json;
  if (typeof $ref === "string") return include($ref);
  const kept = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !LEFT_OUT.has(key))
      .map(([key, value]) => [key, key === "properties" ? propertiesOf(value as Json) : schemaOf(value)]),
  );
  return nullable === true ? { anyOf: [kept, { type: "null" }] } : kept;
}

/** A property may have any name, that of a key that is left out too. */
function propertiesOf(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, schemaOf(schema)]));
}

function include(reference: string): Json {
  const name = reference.split("/").at(-1) ?? "";
  if (!(name in schemas)) {
    schemas[name] = true; // a schema may contain itself
    schemas[name] = schemaOf(at(source, "components", "schemas", name));
  }
  return { $ref: `#/schemas/${name}` };
}

function resolved(value: Json): Json {
  const { $ref } = value;
  return typeof $ref === "string" ? at(source, ...$ref.split("/").slice(1)) : value;
}

function at(value: Json, ...path: readonly string[]): Json {
  return path.reduce((inner, key) => {
    const next = inner[key];
    if (typeof next !== "object" || next === null) throw new Error(`The description lacks ${path.join(" > ")}.`);
    return next as Json;
  }, value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
