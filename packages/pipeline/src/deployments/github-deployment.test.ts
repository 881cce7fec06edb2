import { describe, expect, test } from "vitest";
import type { DeploymentStatus, NewDeployment } from "@waybill/github";
import type { Verdict } from "@waybill/kit";
import { gitHubDouble } from "@waybill/testing/github-double";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { withGitHubDeployment } from "./github-deployment.ts";
import type { RestoredRevision } from "./github-deployment.ts";

const DIGEST = `sha256:${"a".repeat(64)}` as const;

interface Options {
  readonly dryRun?: boolean;
  readonly isDown?: boolean;
  readonly revision?: RestoredRevision;
}

async function announce(work: () => Promise<Verdict>, options: Options = {}) {
  const started: NewDeployment[] = [];
  const states: DeploymentStatus["state"][] = [];
  const said: string[] = [];
  const kept: (number | undefined)[] = [];
  const refuse = async (): Promise<never> => Promise.reject(new Error("GitHub is down"));
  const context = await stageContext({
    "waybill.yml": "version: 1\nenvironments: { production: { namespace: shop, manifests: deploy } }\n",
  });
  const github = gitHubDouble({
    startDeployment: async (deployment: NewDeployment) => (options.isDown ? refuse() : (started.push(deployment), { id: 7 })),
    setDeploymentStatus: async (_, { state, description }) => {
      states.push(state);
      said.push(description);
    },
  });
  const change = options.revision ? { revision: options.revision } : { plan: { digest: DIGEST, images: {} } };
  const environment = findEnvironment(context.config);
  const release = { environment, ...change };
  const own = { ...context, dryRun: options.dryRun ?? false, github, keepOpenDeployment: (id?: number) => void kept.push(id) };
  const [result, error] = await withGitHubDeployment(own, release, async () => ({ verdict: await work() })).then(
    (done) => [done, undefined],
    (thrown: unknown) => [undefined, thrown],
  );
  return { started, states, said, kept, result, error, lines: context.reporter.lines.join("\n") };
}

describe("a deployment on GitHub", () => {
  test("names commit and plan, and ends as the release ended", async () => {
    const passed = await announce(async () => "pass");
    expect(passed.started).toMatchObject([
      { environment: "production", commit: "a".repeat(40), payload: { plan: DIGEST }, production: true },
    ]);
    expect(passed.states).toEqual(["in_progress", "success"]);
    expect(passed.result).toEqual({ verdict: "pass" });
    for (const verdict of ["fail", "inconclusive"] as const) expect((await announce(async () => verdict)).states.at(-1)).toBe("failure");
  });

  test("is kept from its begin to its last word, so that a later step can end what a killed one has left open", async () => {
    expect((await announce(async () => "pass")).kept).toEqual([7, undefined]);
    expect((await announce(async () => Promise.reject(new Error("cancelled")))).kept).toEqual([7, undefined]);
    expect((await announce(async () => "pass", { isDown: true })).kept).toEqual([]);
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

  test("of a rollback names the revision and the commit that run afterwards, not the one that is checked out", async () => {
    const { started, said } = await announce(async () => "pass", { revision: { number: 3, commit: "c".repeat(40), images: ["a@b"] } });
    expect(started).toEqual([
      {
        environment: "production",
        commit: "c".repeat(40),
        description: "Back to revision 3",
        payload: { revision: 3, images: ["a@b"] },
        production: true,
      },
    ]);
    expect(said).toEqual(["Rolling back to revision 3.", "Rolled back to revision 3."]);
  });
});
