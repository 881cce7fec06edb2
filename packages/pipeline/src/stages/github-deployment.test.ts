import { describe, expect, test } from "vitest";
import type { DeploymentStatus, NewDeployment } from "@waybill/github";
import type { Verdict } from "@waybill/kit";
import { gitHubDouble } from "@waybill/testing/github-double";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { withGitHubDeployment } from "./github-deployment.ts";

const DIGEST = `sha256:${"a".repeat(64)}` as const;

async function announce(work: () => Promise<Verdict>, options: { dryRun?: boolean; isDown?: boolean } = {}) {
  const started: NewDeployment[] = [];
  const states: DeploymentStatus["state"][] = [];
  const refuse = async (): Promise<never> => Promise.reject(new Error("GitHub is down"));
  const context = await stageContext({
    "waybill.yml": "version: 1\nenvironments: { production: { namespace: shop, manifests: deploy } }\n",
  });
  const github = gitHubDouble({
    startDeployment: async (deployment: NewDeployment) => (options.isDown ? refuse() : (started.push(deployment), { id: 7 })),
    setDeploymentStatus: async (_: number, { state }: DeploymentStatus) => void states.push(state),
  });
  const plan = { digest: DIGEST, images: {} };
  const environment = findEnvironment(context.config);
  const error = await withGitHubDeployment({ ...context, dryRun: options.dryRun ?? false, github }, { environment, plan }, work).catch(
    (thrown: unknown) => thrown,
  );
  return { started, states, error, lines: context.reporter.lines.join("\n") };
}

describe("a deployment on GitHub", () => {
  test("names commit and plan, and ends as the release ended", async () => {
    const passed = await announce(async () => "pass");
    expect(passed.started).toMatchObject([
      { environment: "production", commit: "a".repeat(40), payload: { plan: DIGEST }, production: true },
    ]);
    expect(passed.states).toEqual(["in_progress", "success"]);
    for (const verdict of ["fail", "inconclusive"] as const) expect((await announce(async () => verdict)).states.at(-1)).toBe("failure");
  });

  test("ends as an error when the release is thrown out of it, and the error goes on", async () => {
    const thrown = await announce(async () => Promise.reject(new Error("the database is gone")));
    expect(thrown.states.at(-1)).toBe("error");
    expect(String(thrown.error)).toContain("the database is gone");
  });

  test("that GitHub refuses never stops a release: it runs, and a warning says what is missing", async () => {
    let hasRun = false;
    const { error, lines, states } = await announce(async () => ((hasRun = true), "pass"), { isDown: true });
    expect({ hasRun, error, states }).toEqual({ hasRun: true, error: undefined, states: [] });
    expect(lines).toContain("could not be recorded on GitHub");
  });

  test("is not made by a dry run", async () => {
    expect((await announce(async () => "pass", { dryRun: true })).started).toEqual([]);
  });
});
