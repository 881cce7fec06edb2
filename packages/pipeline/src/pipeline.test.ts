import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import type { GitHub } from "@waybill/github";
import type { Report } from "@waybill/report";
import {
  approveStage,
  commentOnPullRequest,
  findEnvironment,
  imagesFor,
  matrices,
  openSession,
  parseImages,
  writeReports,
} from "./index.ts";
import type { Session } from "./index.ts";
import { isImageName, repositoryFor } from "./session/repositories.ts";

const RUN: RunContext = {
  repository: "Acme/Shop",
  commit: "a".repeat(40),
  ref: "refs/pull/7/merge",
  actor: "dev",
  workflow: "w",
  run: "r",
  rehearsal: false,
};
const DIGEST = `sha256:${"a".repeat(64)}` as const;
const PLAN = { environment: "production", digest: DIGEST };
const CONFIG = `version: 1
images: { api: { context: . }, web: { context: web } }
environments:
  production: { after: staging, namespace: shop, manifests: deploy }
  staging: { namespace: shop-staging, manifests: deploy }
`;
const REPORT: Report = {
  title: "Plan",
  verdict: "pass",
  rehearsal: false,
  chain: [],
  sections: [{ id: "a", title: "A", blocks: [{ type: "text", text: "password hunter2222" }] }],
};

async function session(more: Partial<Session> = {}): Promise<Session> {
  const workspace = await mkdtemp(join(tmpdir(), "pipeline-"));
  await writeFile(join(workspace, "waybill.yml"), CONFIG);
  return { ...(await openSession({ workspace, run: RUN, env: {}, reporter: collectingReporter() })), ...more };
}

function gitHub(more: Partial<GitHub>): GitHub {
  return more as GitHub;
}

describe("images", () => {
  test("get repository names that a registry takes, whatever the GitHub repository is called", () => {
    expect(repositoryFor("ghcr.io", "Acme/My Shop", "API")).toBe("ghcr.io/acme/my-shop/api");
    expect(repositoryFor("127.0.0.1:5000", "_x/.y", "z")).toBe("127.0.0.1:5000/x/y/z");
  });

  test("are told from paths of the workspace", () => {
    expect(["ghcr.io/a/b", "127.0.0.1:5000/a", "localhost:5000/a/b"].map((name) => isImageName(name))).toEqual([true, true, true]);
    expect(["data/a.csv", "deploy", "./x/y", "db/migrations"].map((name) => isImageName(name))).toEqual([false, false, false, false]);
  });

  test("are taken by digest only", async () => {
    const { config } = await session();
    expect(parseImages(`{"api":"ghcr.io/a/api@${DIGEST}"}`, config)).toEqual({ api: `ghcr.io/a/api@${DIGEST}` });
    expect(() => parseImages(`{"api":"ghcr.io/a/api:v1"}`, config)).toThrow("must be repository@sha256");
    expect(() => parseImages(`ghcr.io/a/api@${DIGEST}`, config)).toThrow("has the images api, web");
    expect(() => parseImages("{", config)).toThrow("is not JSON");
    expect(() => imagesFor(findEnvironment(config, "production"), { api: "x" })).toThrow("lacks web");
  });
});

describe("environments", () => {
  test("come in the order in which they are released", async () => {
    expect(matrices((await session()).config).environments).toEqual(["staging", "production"]);
  });

  test("must be named when there are several, and exist", async () => {
    const { config } = await session();
    expect(() => findEnvironment(config)).toThrow("staging, production");
    expect(() => findEnvironment(config, "prod")).toThrow("'prod', which waybill.yml does not declare");
  });
});

describe("an approval", () => {
  const approve = async (source: Parameters<typeof approveStage>[3], github?: GitHub) => {
    const own = await session(github ? { github } : {});
    return approveStage(own, findEnvironment(own.config, "production"), PLAN, source);
  };
  const reviews = (...list: { state: "approved" | "rejected"; comment: string; environments?: string[] }[]): GitHub =>
    gitHub({ findApprovals: async () => list.map((review) => ({ user: "ann", environments: ["production"], ...review })) });

  test("of another plan's digest changes nothing", async () => {
    await expect(approve({ kind: "digest", digest: `sha256:${"b".repeat(64)}` })).rejects.toThrow(
      "the world or the release has moved since",
    );
  });

  test("of this plan's digest is bound to the plan", async () => {
    expect((await approve({ kind: "digest", digest: DIGEST })).result).toMatchObject({ approver: "dev", boundToPlan: true });
  });

  test("that a person does not give stops the release", async () => {
    await expect(approve({ kind: "ask", ask: async () => false })).rejects.toThrow("was not approved, so nothing was changed");
  });

  test("on GitHub counts for the plan when the reviewer quotes its digest, else it is a warning", async () => {
    expect((await approve({ kind: "github" }, reviews({ state: "approved", comment: `ok ${DIGEST}` }))).verdict).toBe("pass");
    expect((await approve({ kind: "github" }, reviews({ state: "approved", comment: "ok" }))).verdict).toBe("warn");
  });

  test("for another environment does not count, and a rejection stops", async () => {
    const other = await approve({ kind: "github" }, reviews({ state: "approved", comment: DIGEST, environments: ["staging"] }));
    expect(other.result.approver).toContain("nobody");
    await expect(approve({ kind: "github" }, reviews({ state: "rejected", comment: "no" }))).rejects.toThrow("ann rejected the deployment");
  });
});

describe("a report", () => {
  test("becomes a comment on the run's pull request, without secrets", async () => {
    const calls: unknown[][] = [];
    const own = await session({ github: gitHub({ upsertComment: async (...args) => (calls.push(args), { url: "u", created: true }) }) });
    own.reporter.mask("hunter2222");
    await commentOnPullRequest(own, "plan", REPORT);
    expect(calls[0]?.slice(0, 2)).toEqual([7, "plan"]);
    expect(String(calls[0]?.[2])).toContain("Plan");
    expect(String(calls[0]?.[2])).not.toContain("hunter2222");
  });

  test("is no comment outside pull requests, and a refused comment is only a warning", async () => {
    const refused = gitHub({ upsertComment: async () => Promise.reject(new Error("no")) });
    const reporter = collectingReporter();
    await commentOnPullRequest(await session({ github: refused, run: { ...RUN, ref: "refs/heads/main" }, reporter }), "plan", REPORT);
    expect(reporter.lines).toEqual([]);
    await commentOnPullRequest(await session({ github: refused, reporter }), "plan", REPORT);
    expect(reporter.lines.join()).toContain("could not be commented on");
  });

  test("shows no secret on its page or in the summary", async () => {
    const own = await session();
    own.reporter.mask("hunter2222");
    expect((await writeReports(own, "x", REPORT)).markdown).not.toContain("hunter2222");
  });
});
