import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { ActionError } from "@waybill/kit";
import { translate } from "./failure.ts";
import { connectGitHub } from "./index.ts";
import type { GitHub } from "./index.ts";

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}
type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

/** A loopback server with GitHub's paths; `answers` are looked up by `METHOD /path`, a function gets the query. */
async function gitHub(
  answers: Record<string, Answer | ((url: URL) => Answer)>,
): Promise<{ github: GitHub; calls: Call[] } & AsyncDisposable> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? "", "http://x");
    calls.push({ method: request.method ?? "", path: url.pathname, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} });
    const found = answers[`${request.method} ${url.pathname}`];
    const {
      status = 200,
      body = {},
      headers = {},
    } = (typeof found === "function" ? found(url) : found) ?? { status: 404, body: { message: "Not Found" } };
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    github: connectGitHub({ token: "canary-token-1", apiUrl, repository: "acme/shop" }),
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("records a deployment of exactly the commit, without GitHub's own gate on commit statuses", async () => {
  await using fake = await gitHub({ "POST /repos/acme/shop/deployments": { status: 201, body: { id: 7 } } });
  expect(
    await fake.github.startDeployment({
      environment: "production",
      commit: "abc",
      description: "x".repeat(200),
      payload: { plan: "p" },
      production: true,
    }),
  ).toEqual({ id: 7 });
  expect(fake.calls[0]?.body).toMatchObject({
    ref: "abc",
    environment: "production",
    required_contexts: [],
    auto_merge: false,
    production_environment: true,
    payload: { plan: "p" },
  });
  expect(String(fake.calls[0]?.body["description"])).toHaveLength(140);
});

test("leaves out a log URL that GitHub would refuse", async () => {
  await using fake = await gitHub({ "POST /repos/acme/shop/deployments/7/statuses": { status: 201 } });
  await fake.github.setDeploymentStatus(7, { state: "success", description: "ok", logUrl: "local-1" });
  expect(fake.calls[0]?.body).not.toHaveProperty("log_url");
});

test("reads who approved which environment", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/actions/runs/42/approvals": {
      body: [{ state: "approved", comment: "go", user: { login: "ann" }, environments: [{ name: "production" }] }],
    },
  });
  expect(await fake.github.findApprovals("42")).toEqual([{ user: "ann", state: "approved", comment: "go", environments: ["production"] }]);
});

test("updates its own comment in place, also on a later page, and leaves others alone", async () => {
  const pages = [
    [{ id: 1, body: "<!-- waybill:plan -->\nof a stranger, who could change it again", user: { login: "mallory", type: "User" } }],
    [{ id: 2, body: "<!-- waybill:plan -->\nold", user: { login: "github-actions[bot]", type: "Bot" } }],
  ];
  await using fake = await gitHub({
    "GET /repos/acme/shop/issues/5/comments": (url) => {
      const page = Number(url.searchParams.get("page") ?? "1");
      return {
        body: pages[page - 1] ?? [],
        headers: page === 1 ? { link: `<${url.origin.replace("http://x", "")}${url.pathname}?page=2>; rel="next"` } : {},
      };
    },
    "PATCH /repos/acme/shop/issues/comments/2": { body: { html_url: "https://github.com/c/2" } },
  });
  expect(await fake.github.upsertComment(5, "plan", "new")).toEqual({ url: "https://github.com/c/2", isOurs: true });
  expect(fake.calls.at(-1)?.body).toEqual({ body: "<!-- waybill:plan -->\nnew" });
});

test("writes a first comment when there is none of its own", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/issues/5/comments": { body: [{ id: 1, body: "quoting <!-- waybill:plan -->" }] },
    "POST /repos/acme/shop/issues/5/comments": { status: 201, body: { html_url: "https://github.com/c/9", user: { type: "Bot" } } },
  });
  expect(await fake.github.upsertComment(5, "plan", "a line\n".repeat(10_000))).toMatchObject({ isOurs: true });
  expect(String(fake.calls.at(-1)?.body["body"]).length).toBeLessThanOrEqual(65_536);
  expect(String(fake.calls.at(-1)?.body["body"])).toMatch(/a line\n\n> The rest of this comment is left out/);
});

test("says of a comment that was written in a person's name, as with a personal access token, that it is not found again", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/issues/5/comments": { body: [] },
    "POST /repos/acme/shop/issues/5/comments": { status: 201, body: { html_url: "https://github.com/c/9", user: { type: "User" } } },
  });
  expect(await fake.github.upsertComment(5, "plan", "new")).toEqual({ url: "https://github.com/c/9", isOurs: false });
});

test("finds only open pull requests of a commit", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/commits/abc/pulls": {
      body: [
        { number: 1, state: "closed" },
        { number: 2, state: "open" },
      ],
    },
  });
  expect(await fake.github.findPullRequests("abc")).toEqual([2]);
});

test("a file that does not exist is undefined, one that does is its text", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/.github": { body: { full_name: "acme/.github" } },
    "GET /repos/acme/.github/contents/policy.yml": {
      body: { type: "file", encoding: "base64", content: Buffer.from("a: 1\n").toString("base64") },
    },
  });
  expect(await fake.github.readFile("acme/.github", "policy.yml")).toBe("a: 1\n");
  expect(await fake.github.readFile("acme/.github", "other.yml")).toBeUndefined();
});

test("a file in a repository that the token may not see is an error, not a missing file", async () => {
  await using fake = await gitHub({});
  await expect(fake.github.readFile("acme/.github", "policy.yml")).rejects.toThrow("Add 'contents: read'");
});

test.each([
  ["a folder", [{ type: "file", name: "a" }], "is no file"],
  ["a file whose content GitHub leaves out", { type: "file", encoding: "none", content: "", size: 2_000_000 }, "too large"],
])("refuses %s instead of reading it as empty", async (_, body, message) => {
  await using fake = await gitHub({ "GET /repos/acme/.github/contents/policy.yml": { body } });
  await expect(fake.github.readFile("acme/.github", "policy.yml")).rejects.toThrow(message);
});

test("a used-up rate limit is not taken for a missing permission", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/actions/runs/42/approvals": { status: 403, body: { message: "You have triggered an abuse detection mechanism" } },
  });
  const failed = fake.github.findApprovals("42");
  await expect(failed).rejects.toThrow("rate limit is used up");
  await expect(failed).rejects.not.toThrow("permissions:");
});

test("names the permission that GitHub itself asks for", async () => {
  await using fake = await gitHub({
    "GET /repos/acme/shop/actions/runs/42/approvals": {
      status: 403,
      body: { message: "Resource not accessible by integration" },
      headers: { "x-accepted-github-permissions": "deployments=read" },
    },
  });
  await expect(fake.github.findApprovals("42")).rejects.toThrow("Add 'deployments: read' to the job's 'permissions:'");
});

test.each([
  [403, "Add 'deployments: write' to the job's 'permissions:'"],
  [404, "Add 'deployments: write' to the job's 'permissions:'"],
  [401, "refused the token"],
  [422, "GitHub cannot record a deployment in acme/shop: No ref found"],
])("says what to do about HTTP %i, and never shows the token", async (status, message) => {
  await using fake = await gitHub({
    "POST /repos/acme/shop/deployments": { status, body: { message: "No ref found" }, headers: { "x-github-request-id": "R1" } },
  });
  const failed = fake.github.startDeployment({ environment: "production", commit: "abc", description: "" });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.toThrow("Request id: R1");
  await expect(failed).rejects.not.toThrow("canary-token-1");
});

test("refuses a repository that is not owner/name", () => {
  expect(() => connectGitHub({ token: "t", apiUrl: "http://127.0.0.1:1", repository: "shop" })).toThrow("must be owner/name");
});

test("reaches GitHub through the fetch that it is given, and says what that said instead of blaming GitHub", async () => {
  const asked: string[] = [];
  const github = connectGitHub({
    token: "canary-token-1",
    apiUrl: "https://api.github.test",
    repository: "acme/shop",
    fetch: async (url) => {
      asked.push(new Request(url).url);
      return Response.json([]);
    },
  });
  expect(await github.findPullRequests("abc")).toEqual([]);
  expect(asked).toEqual(["https://api.github.test/repos/acme/shop/commits/abc/pulls"]);
});

test("a proxy's refusal is passed on at once, and not repeated", async () => {
  let asked = 0;
  const refusal = new ActionError("environment", "The proxy refused.");
  const github = connectGitHub({
    token: "canary-token-1",
    apiUrl: "https://api.github.test",
    repository: "acme/shop",
    fetch: async () => {
      asked += 1;
      throw refusal;
    },
  });
  await expect(github.findPullRequests("abc")).rejects.toBe(refusal);
  expect(asked).toBe(1);
});

test("a GitHub that never answered is not said to have answered", async () => {
  // What Octokit makes of a failed connection.
  const unanswered = Object.assign(new Error("getaddrinfo ENOTFOUND api.github.test"), { status: 500, response: undefined });
  const failed = translate({ purpose: "find a commit", permission: "contents: read", repository: "acme/shop" }, () =>
    Promise.reject(unanswered),
  );
  await expect(failed).rejects.toThrow("GitHub could not be reached to find a commit in acme/shop: getaddrinfo ENOTFOUND");
  await expect(failed).rejects.not.toThrow("500");
});
