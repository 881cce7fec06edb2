import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startGitHub } from "./server.ts";
import type { Service } from "../http-service.ts";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
let github: Service;
beforeAll(async () => {
  github = await startGitHub({ dir });
});
afterAll(async () => {
  await github.close();
  await rm(dir, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: object): Promise<{ status: number; link: string | null; body: unknown }> {
  const response = await fetch(`http://${github.address}/repos/waybill-ci/waybill${path}`, {
    method,
    headers: { authorization: "Bearer rehearsal", connection: "close" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, link: response.headers.get("link"), body: await response.json() };
}

test("a deployment is created, gets statuses, and makes the one before inactive", async () => {
  const deploy = async (): Promise<number> =>
    ((await call("POST", "/deployments", { ref: "abc", environment: "staging", payload: { digest: "x" } })).body as { id: number }).id;
  const [first, second] = [await deploy(), await deploy()];
  for (const id of [first, second])
    expect(await call("POST", `/deployments/${id}/statuses`, { state: "success", description: "live" })).toMatchObject({
      status: 201,
      body: { state: "success", environment: "staging" },
    });
  expect(await call("GET", `/deployments/${first}/statuses`)).toMatchObject({ body: [{ state: "inactive" }, { state: "success" }] });
  expect(await call("GET", "/deployments?environment=staging")).toMatchObject({
    body: [{ id: second, payload: { digest: "x" }, sha: "abc" }, { id: first }],
  });
  expect(await call("POST", `/deployments/${first}/statuses`, { state: "done" })).toMatchObject({ status: 422 });
  expect(await call("POST", `/deployments/${first}/statuses`, { state: "success", description: "x".repeat(141) })).toMatchObject({
    status: 422,
  });
});

test("comments are listed in pages and changed in place", async () => {
  for (let at = 0; at < 3; at += 1) await call("POST", "/issues/1/comments", { body: `comment ${at}` });
  const page = await call("GET", "/issues/1/comments?per_page=2");
  expect(page.body).toHaveLength(2);
  expect(page.link).toMatch(/[?&]page=2>; rel="next"/);
  const [comment] = page.body as { id: number }[];
  expect(await call("PATCH", `/issues/comments/${comment?.id}`, { body: "changed" })).toMatchObject({
    status: 200,
    body: { body: "changed" },
  });
  expect(await call("POST", "/issues/1/comments", { body: "x".repeat(65_537) })).toMatchObject({ status: 422 });
});

test("an environment asks for reviewers when it was told to, and a name that nobody made is not there", async () => {
  expect(await call("GET", "/environments/eu%2Fproduction")).toMatchObject({ status: 404 });
  expect(await call("PUT", "/environments/eu%2Fproduction", {})).toMatchObject({ status: 200, body: { protection_rules: [] } });
  await call("PUT", "/environments/eu%2Fproduction", { reviewers: [{ type: "User", id: 1 }] });
  expect(await call("GET", "/environments/EU%2Fproduction")).toMatchObject({
    body: { name: "eu/production", protection_rules: [{ type: "required_reviewers" }] },
  });
});

test("the reviews of a run are those that were given, in all attempts, without a time", async () => {
  const { id } = (await call("PUT", "/environments/staging", { reviewers: [{ type: "User", id: 1 }] })).body as { id: number };
  expect(await call("GET", "/actions/runs/7/approvals")).toMatchObject({ body: [] });
  const review = async (state: string, comment: string, ids = [id]) =>
    call("POST", "/actions/runs/7/pending_deployments", { environment_ids: ids, state, comment });
  await review("rejected", "no");
  await review("approved", "go");
  expect(await review("approved", "go", [99])).toMatchObject({ status: 422 });
  const { body } = await call("GET", "/actions/runs/7/approvals");
  expect(body).toMatchObject([
    { state: "rejected", comment: "no", user: { login: "rehearsal-manager" }, environments: [{ name: "staging" }] },
    { state: "approved", comment: "go" },
  ]);
  expect(await call("GET", "/actions/runs/8/approvals")).toMatchObject({ body: [] });
});

test("a commit has an author and one pull request, and files come from the rehearsal's folder only", async () => {
  expect(await call("GET", "/commits/abc")).toMatchObject({ body: { sha: "abc", author: { login: "rehearsal[bot]" } } });
  expect(await call("GET", "/commits/abc/pulls")).toMatchObject({ body: [{ number: 1, state: "open" }] });
  await mkdir(join(dir, "contents/waybill-ci/waybill"), { recursive: true });
  await writeFile(join(dir, "contents/waybill-ci/waybill/policy.yml"), "require: []");
  expect(await call("GET", "/contents/policy.yml")).toMatchObject({ body: { encoding: "base64", content: btoa("require: []") } });
  expect(await call("GET", "/contents/..%2f..%2f..%2fgithub.json")).toMatchObject({ status: 404 });
});

test("a request without a token is refused", async () => {
  expect((await fetch(`http://${github.address}/user`)).status).toBe(401);
});
