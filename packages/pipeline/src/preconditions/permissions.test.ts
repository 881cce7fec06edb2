import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import type { Report } from "@waybill/report";
import { generateKeyPair } from "@waybill/record";
import { HONEST, sign } from "@waybill/testing/honest-release";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { TEST_RUN } from "@waybill/testing/stage-context";
import { describe, expect, test } from "vitest";
import { commentOnPullRequest } from "../sections/reports.ts";
import { openSession } from "../session/open-session.ts";
import { findEnvironment } from "../session/select.ts";
import type { SessionOptions } from "../session/options.ts";
import { withGitHubDeployment } from "../deployments/github-deployment.ts";
import { checkPreconditions } from "./check-preconditions.ts";
import type { Entry } from "./precondition.ts";
import { scopeOf } from "./precondition.ts";
import { PRECONDITIONS } from "./table.ts";

type Access = "read" | "write";
type Permissions = Readonly<Record<string, Access>>;

/** The permission that github.com demands for each request of ours, as its reference says ("Permissions required for GitHub Apps"). */
const DEMANDED: readonly [request: RegExp, scope: string, access: Access][] = [
  [/^GET .*\/actions\/runs\/\d+\/approvals$/, "actions", "read"],
  [/^GET .*\/deployments$/, "deployments", "read"],
  [/^POST .*\/deployments(\/\d+\/statuses)?$/, "deployments", "write"],
  [/^GET .*\/issues\/\d+\/comments$/, "pull_requests", "read"],
  [/^POST .*\/issues\/\d+\/comments$/, "pull_requests", "write"],
  [/^GET .*\/issues$/, "issues", "read"],
  [/^POST .*\/issues$/, "issues", "write"],
  [/^POST .*\/attestations$/, "attestations", "write"],
];

/** A GitHub that answers a request without its permission as github.com does, and counts what it has let in that changes something. */
async function gitHubWith(permissions: Permissions): Promise<{ url: string; written: string[] } & AsyncDisposable> {
  const written: string[] = [];
  const server = createServer((request, response) => {
    const asked = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    const [, scope = "", access = "read"] = DEMANDED.find(([pattern]) => pattern.test(asked)) ?? [];
    const given = permissions[scope];
    request.resume();
    if (given === undefined || (access === "write" && given === "read")) {
      response.writeHead(403, {
        "content-type": "application/json",
        "x-accepted-github-permissions": `${scope}=${access}`,
        "x-github-request-id": "A:1",
      });
      return response.end(JSON.stringify({ message: "Resource not accessible by integration", status: "403" }));
    }
    if (request.method === "POST") written.push(asked);
    response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    return response.end(JSON.stringify(request.method === "POST" ? { id: 7, html_url: "u" } : []));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const WAYBILL = "name: shop\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n";

async function sessionOf(apiUrl: string, options: Partial<SessionOptions> = {}) {
  const workspace = await mkdtemp(join(tmpdir(), "permissions-"));
  await mkdir(join(workspace, "deploy"));
  await writeFile(join(workspace, "waybill.yml"), WAYBILL);
  await writeFile(join(workspace, "deploy/a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n");
  const reporter = collectingReporter();
  const env = { GITHUB_ACTIONS: "true", GITHUB_API_URL: apiUrl, GITHUB_RUN_ID: "42", GITHUB_JOB: "apply", GITHUB_EVENT_NAME: "push" };
  const session = await openSession({ workspace, run: TEST_RUN, env, reporter, githubToken: "ghs_canary1234567890", ...options });
  return { ...session, lines: () => reporter.lines.join("\n") };
}

async function findings(session: Awaited<ReturnType<typeof sessionOf>>, entry: Entry, rule: string): Promise<string> {
  const rows = PRECONDITIONS.filter(({ id }) => id === rule);
  const result = await checkPreconditions(session, entry, scopeOf(session.config, { asksGitHub: true }), rows);
  return result.findings.map(({ what, next }) => `${what} ${next ?? ""}`).join("\n");
}

const JOB = "to the job's 'permissions:' (job 'apply', and where another workflow calls this one, its job that calls)";

describe("a token without the permission", () => {
  test.each<[string, Permissions]>([
    ["actions: read", { deployments: "write" }],
    ["deployments: write", { actions: "read" }],
  ])("%s is told before anything is built or changed", async (permission, permissions) => {
    await using github = await gitHubWith(permissions);
    for (const entry of ["release", "apply"] as const) {
      const told = await findings(await sessionOf(github.url), entry, "github-access");
      expect(told).toContain("Resource not accessible by integration");
      expect(told).toContain(`Add '${permission}' ${JOB}`);
    }
    expect(github.written).toEqual([]);
  });

  test("deployments: write that may read them is told by the first write, before anything is changed", async () => {
    await using github = await gitHubWith({ actions: "read", deployments: "read" });
    const session = await sessionOf(github.url);
    expect(await findings(session, "apply", "github-access")).toBe("");
    const environment = findEnvironment(session.config);
    let hasChanged = false;
    const plan = { digest: `sha256:${"a".repeat(64)}`, images: {} } as const;
    const release = withGitHubDeployment(session, { environment, plan }, async () => ((hasChanged = true), { verdict: "pass" as const }));
    await expect(release).rejects.toThrow(/^Nothing was changed in 'production'\. GitHub does not let this token record a deployment/);
    await expect(release).rejects.toThrow(`Add 'deployments: write' ${JOB}`);
    expect({ hasChanged, written: github.written }).toEqual({ hasChanged: false, written: [] });
  });

  test("deployments: write does not keep anybody from rolling back", async () => {
    await using github = await gitHubWith({});
    const session = await sessionOf(github.url);
    const revision = { number: 3, commit: "c".repeat(40), images: [] };
    const environment = findEnvironment(session.config);
    expect(await withGitHubDeployment(session, { environment, revision }, async () => ({ verdict: "pass" }))).toEqual({ verdict: "pass" });
    expect(session.lines()).toContain(`Add 'deployments: write' ${JOB}`);
  });

  test("pull-requests: write leaves the comment out and names it", async () => {
    await using github = await gitHubWith({});
    const session = await sessionOf(github.url, { run: { ...TEST_RUN, ref: "refs/pull/7/merge" } });
    const report: Report = { title: "Plan", verdict: "pass", rehearsal: false, chain: [], sections: [] };
    await commentOnPullRequest(session, "plan", report);
    expect(session.lines()).toContain(`The pull request could not be commented on: GitHub does not let this token comment on #7`);
    expect(session.lines()).toContain(`Add 'pull-requests: `);
    expect(session.lines()).toContain(JOB);
  });

  test.each<[string, Permissions]>([
    ["no", {}],
    ["only read", { issues: "read" }],
  ])("issues: write (%s access) ends a monitor, which changes nothing and whose alarm nobody would hear", async (_, permissions) => {
    await using github = await gitHubWith(permissions);
    const session = await sessionOf(github.url);
    const kept = session.github?.keepIssue({ marker: "m", label: "l", title: "t", body: "b" }, "n");
    await expect(kept).rejects.toThrow(`Add 'issues: write' ${JOB}`);
    expect(github.written).toEqual([]);
  });

  test("attestations: write leaves GitHub's store out and names it", async () => {
    await using github = await gitHubWith({});
    const session = await sessionOf(github.url, { attest: true });
    await session.attest?.(await sign(HONEST.build));
    expect(session.lines()).toContain(`Add 'attestations: write' ${JOB}`);
    expect(session.lines()).toContain("The registry has them all.");
  });

  test("packages: write is told before anything is changed, where only evidence is pushed", async () => {
    await using github = await gitHubWith({});
    await using registry = await startLoopbackRegistry();
    const denied = { status: 403, body: JSON.stringify({ errors: [{ code: "DENIED", message: "permission_denied: write_package" }] }) };
    registry.faults.unshift({ when: ({ method }) => method === "POST", times: 99, answer: denied });
    const session = await sessionOf(github.url, { registry: registry.address, signingKey: generateKeyPair().privateKeyPem });
    for (const entry of ["plan", "migrate", "deploy", "apply", "release"] as const)
      expect(await findings(session, entry, "evidence-access")).toMatch(
        /\/record': permission is missing \(HTTP 403, DENIED: permission_denied/,
      );
  });

  test("id-token: write is told before anything is changed, where there is no key", async () => {
    await using github = await gitHubWith({});
    for (const entry of ["release", "apply"] as const)
      expect(await findings(await sessionOf(github.url), entry, "no-signer")).toContain(
        "give the job 'id-token: write' under 'permissions:'",
      );
  });
});
