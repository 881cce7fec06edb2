import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectGitHub } from "@waybill/github";
import { startGitHub } from "@waybill/rehearsal";
import { read } from "@waybill/testing/repository";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
  readonly body?: object;
  readonly responses: Readonly<Record<string, object | true>>;
}

// References are made to mean one schema that is compiled once.
const published = read("test/contract/github-openapi.json").replaceAll('"#/schemas/', '"github#/schemas/');
const { operations, schemas, version } = JSON.parse(published) as {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, object>>;
  readonly version: string;
};

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: false });
ajv.addSchema({ $id: "github", schemas });
ajv.addFormat("uri", (text: string) => URL.canParse(text));
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);

/** What the schema says against a value; empty for nothing. */
function problemsOf(schema: object | true, value: unknown): string[] {
  if (schema === true) return [];
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
}

interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** The operation that a request means; a path with fewer placeholders is meant before one with more. */
function operationOf({ method, url }: Exchange): { readonly operation: Operation; readonly captures: Readonly<Record<string, string>> } {
  const found = operations
    .filter((operation) => operation.method === method)
    .map((operation) => ({ operation, captures: patternOf(operation.path).exec(url.pathname)?.groups }))
    .find(({ captures }) => captures !== undefined);
  if (found === undefined) throw new Error(`${method} ${url.pathname} is no operation in test/contract/github-openapi.json.`);
  return { operation: found.operation, captures: found.captures ?? {} };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === "path" ? ".+" : "[^/]+"})`)}()$(?<end>)`);
}

function problemsWith(exchange: Exchange): string[] {
  const { operation } = operationOf(exchange);
  const known = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const asked = [...exchange.url.searchParams.keys()];
  const refusal = exchange.status >= 400 && exchange.status < 500 ? { $ref: "github#/schemas/basic-error" } : undefined;
  // GitHub's description leaves out some refusals, which all have one form.
  const answered = operation.responses[String(exchange.status)] ?? refusal;
  return [
    ...asked.filter((name) => !known.includes(name)).map((name) => `asks '${name}', which is no parameter`),
    ...(operation.body === undefined || exchange.body === undefined ? [] : problemsOf(operation.body, exchange.body)),
    ...(exchange.body !== undefined && operation.body === undefined ? ["sends a body that the operation does not take"] : []),
    ...(answered === undefined ? [`answers ${exchange.status}, which the operation does not`] : problemsOf(answered, exchange.answer)),
  ].map((problem) => `${exchange.method} ${exchange.url.pathname} (${exchange.status}): ${problem}`);
}

const BUNDLE = {
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: { certificate: { rawBytes: "AAAA" } },
  dsseEnvelope: {
    payload: Buffer.from(JSON.stringify({ subject: [{ name: "x", digest: { sha256: "a".repeat(64) } }] })).toString("base64"),
    payloadType: "application/vnd.in-toto+json",
    signatures: [{ sig: "AAAA" }],
  },
};

const exchanges: Exchange[] = [];
let dir: string;
let service: Awaited<ReturnType<typeof startGitHub>>;

/** Writes down what is asked and answered. */
async function watched(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const text = await request.clone().text();
  const response = await fetch(request);
  exchanges.push({
    method: request.method,
    url: new URL(request.url),
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
    status: response.status,
    answer: await response.clone().json(),
  });
  return response;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "openapi-"));
  await mkdir(join(dir, "contents/acme/shop"), { recursive: true });
  await writeFile(join(dir, "contents/acme/shop/policy.yml"), "version: 1\n");
  service = await startGitHub({ dir });
  const apiUrl = `http://${service.address}`;
  const github = connectGitHub({ token: "canary-token-1", apiUrl, repository: "acme/shop", fetch: watched });
  const ask = (method: string, path: string, body?: object): Promise<Response> =>
    watched(`${apiUrl}${path}`, {
      method,
      headers: { authorization: "Bearer rehearsal", connection: "close" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const environment = await ask("PUT", "/repos/acme/shop/environments/production", { reviewers: [{ type: "User", id: 1 }] });
  const { id: environmentId } = (await environment.json()) as { id: number };
  const { id } = await github.startDeployment({
    environment: "production",
    commit: "a".repeat(40),
    description: "Release",
    payload: { plan: "sha256:1" },
    production: true,
  });
  await github.setDeploymentStatus(id, {
    state: "success",
    description: "Done",
    logUrl: "https://x.example/1",
    environmentUrl: "https://x.example",
  });
  await ask("POST", "/repos/acme/shop/actions/runs/7/pending_deployments", {
    environment_ids: [environmentId],
    state: "approved",
    comment: "sha256:1",
  });
  await github.findApprovals("7");
  await github.environmentReviewers("production");
  await github.environmentReviewers("nowhere");
  await github.commitAuthors("a".repeat(40));
  await github.upsertComment(1, "plan", "first");
  await github.upsertComment(1, "plan", "second");
  const kept = { marker: "monitor-shop-production", label: "waybill-monitor", title: "shop in production", body: "It differs." };
  await github.keepIssue(kept, "news");
  await github.keepIssue({ ...kept, title: "shop in production could not be checked" }, "news");
  await github.closeIssue(kept, "It is as it was deployed again.");
  await github.findPullRequests("a".repeat(40));
  await github.readFile("acme/shop", "policy.yml");
  await github.readFile("acme/shop", "missing.yml");
  await github.uploadAttestation(BUNDLE);
  await github.findAttestations(`sha256:${"a".repeat(64)}`);
  for (const path of [`/deployments/${id}`, `/deployments/${id}/statuses`, "/deployments", ""]) await ask("GET", `/repos/acme/shop${path}`);
  const comment = exchanges.find(({ method, url }) => method === "PATCH" && url.pathname.includes("/issues/comments/"));
  await ask("GET", comment?.url.pathname ?? "");
  await ask("GET", "/rate_limit");
});
afterAll(async () => {
  await service.close();
  await rm(dir, { recursive: true, force: true });
});

test("every request of our client and every answer of the loopback GitHub has the published form", () => {
  expect(exchanges.flatMap(problemsWith)).toEqual([]);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe("the check itself", () => {
  const status = (): Exchange => {
    const found = exchanges.find(({ url, method }) => method === "POST" && url.pathname.endsWith("/statuses"));
    if (found === undefined) throw new Error("No status was set.");
    return found;
  };

  test("sees a body, a parameter, an answer and a status that GitHub does not know", () => {
    expect(problemsWith({ ...status(), body: { state: "won" } }).join()).toContain("/state must be equal to one of the allowed values");
    expect(problemsWith({ ...status(), url: new URL(`${status().url.href}?ref=x`) }).join()).toContain("asks 'ref', which is no parameter");
    expect(problemsWith({ ...status(), answer: { id: "1" } }).join()).toContain("/id must be integer");
    expect(problemsWith({ ...status(), status: 204 }).join()).toContain("answers 204");
  });

  test("has met every operation that is committed", () => {
    const met = new Set(exchanges.map((exchange) => operationOf(exchange).operation.operationId));
    expect(operations.map(({ operationId }) => operationId).filter((id) => !met.has(id))).toEqual([]);
  });
});
