import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectGitHub } from "@waybill/github";
import { numberAt } from "@waybill/kit";
import { findEnvironment } from "@waybill/pipeline";
import { startGitHub } from "@waybill/rehearsal";
import { stageContext } from "@waybill/testing/stage-context";
import { approvalsSeen, approveStage } from "../../packages/pipeline/src/stages/approve.ts";

const REPOSITORY = "acme/shop";
const RUN = "4711";
const DIGEST = `sha256:${"a".repeat(64)}` as const;

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
let server: Awaited<ReturnType<typeof startGitHub>>;
beforeAll(async () => {
  server = await startGitHub({ dir });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

/** What a person or an administrator does on GitHub. */
async function onGitHub(method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`http://${server.address}/repos/${REPOSITORY}${path}`, {
    method,
    headers: { authorization: "Bearer t", connection: "close" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.json();
}

/** One attempt of a run whose plan job and deploy job are apart; in between someone may review. */
async function attempt(number: number, environment: string, meanwhile: () => Promise<unknown> = async () => undefined) {
  const project = await stageContext({
    "waybill.yml":
      "version: 1\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n  staging: { namespace: s, manifests: deploy }\n",
  });
  const github = connectGitHub({ token: "t", apiUrl: `http://${server.address}`, repository: REPOSITORY });
  const context = { ...project, github, githubRunId: RUN, run: { ...project.run, attempt: number } };
  const seen = await approvalsSeen(context);
  await meanwhile();
  const plan = { environment, digest: DIGEST };
  const { verdict, result } = await approveStage(context, findEnvironment(project.config, environment), plan, { kind: "github" }, seen);
  return { verdict, ...result };
}

test("a run that was rejected is approved in its next attempt, and neither answer counts for a later one", async () => {
  const id = numberAt(await onGitHub("PUT", "/environments/production", { reviewers: [{ type: "User", id: 1 }] }), "id");
  const review = async (state: string, comment: string) =>
    onGitHub("POST", `/actions/runs/${RUN}/pending_deployments`, { environment_ids: [id], state, comment });

  expect(await attempt(1, "production", async () => review("rejected", "not today"))).toMatchObject({
    verdict: "fail",
    rejectedBy: ["rehearsal-manager"],
  });
  expect(await attempt(2, "production", async () => review("approved", `Read ${DIGEST}`))).toMatchObject({
    verdict: "pass",
    source: "github-review",
    approvers: ["rehearsal-manager"],
    authors: ["rehearsal[bot]"],
    boundToPlan: true,
    selfApproved: false,
  });
  expect(await attempt(3, "production")).toMatchObject({ verdict: "inconclusive", source: "none", approvers: [] });
  expect(await attempt(4, "production", async () => review("approved", "go"))).toMatchObject({ verdict: "warn", boundToPlan: false });
  expect(await attempt(4, "staging")).toMatchObject({ verdict: "warn", source: "none", approvers: [] });
});
