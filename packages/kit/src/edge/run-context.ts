import { userInfo } from "node:os";
import { basename } from "node:path";
import { ActionError } from "../error.ts";
import type { RunContext } from "../evidence.ts";
import { readCheckout } from "./checkout.ts";

type Env = Readonly<Record<string, string>>;

/** A snapshot of the environment variables that are set. The only place besides the runner's files that reads `process.env`. */
export function readEnvironment(): Env {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.freeze(Object.fromEntries(entries));
}

/**
 * Says which commit, workflow and person this run stands for: the commit from the git repository of the folder, the rest from the runner's
 * variables where there are any. Throws an `environment` error when git refuses to read a repository that is there, or a variable is none
 * that GitHub sets.
 */
export async function readRunContext(env: Env, workspace: string): Promise<RunContext> {
  const checkout = await readCheckout(workspace, env);
  const rehearsal = env["WAYBILL_REHEARSAL"] === "true";
  if (env["GITHUB_ACTIONS"] === "true" || env["GITHUB_SHA"]) {
    return {
      ...runnerContext(env),
      commit: checkout ? checkout.commit : (env["GITHUB_SHA"] ?? "uncommitted"),
      dirty: checkout?.dirty ?? false,
      rehearsal,
    };
  }
  return {
    repository: `local/${basename(workspace)}`,
    commit: checkout?.commit ?? "uncommitted",
    dirty: checkout?.dirty ?? false,
    ref: checkout?.branch ?? "refs/heads/local",
    actor: userInfo().username,
    workflow: "waybill command",
    run: `local-${process.pid}-${Date.now().toString(36)}`,
    attempt: 1,
    rehearsal,
  };
}

function runnerContext(env: Env): Omit<RunContext, "commit" | "dirty" | "rehearsal"> {
  const repository = env["GITHUB_REPOSITORY"] ?? "unknown/unknown";
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const attempt = attemptOf(env["GITHUB_RUN_ATTEMPT"]);
  return {
    repository,
    ref: env["GITHUB_REF"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? "unknown",
    triggeringActor: env["GITHUB_TRIGGERING_ACTOR"],
    workflow: env["GITHUB_WORKFLOW_REF"] ?? env["GITHUB_WORKFLOW"] ?? "unknown",
    run: `${server}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}/attempts/${attempt}`,
    attempt,
  };
}

/** GitHub counts a run's attempts from 1 (docs.github.com, "Default environment variables"). */
function attemptOf(text = "1"): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ActionError(
    "environment",
    `The environment variable GITHUB_RUN_ATTEMPT is '${text}'; GitHub sets it to 1, 2, 3 and so on. Do not set it in the workflow.`,
  );
}
