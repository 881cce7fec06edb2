import { userInfo } from "node:os";
import { basename } from "node:path";
import { runCommand } from "../command.ts";
import type { RunContext } from "../evidence.ts";

/** A snapshot of the environment variables that are set. The only place besides the runner's files that reads `process.env`. */
export function readEnvironment(): Readonly<Record<string, string>> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.freeze(Object.fromEntries(entries));
}

/** Says which commit, workflow and person this run stands for: from the runner's variables, else from git in the workspace. */
export async function readRunContext(env: Readonly<Record<string, string>>, workspace = process.cwd()): Promise<RunContext> {
  const rehearsal = env["WAYBILL_REHEARSAL"] === "true";
  if (env["GITHUB_ACTIONS"] === "true" || env["GITHUB_SHA"]) return runnerContext(env, rehearsal);
  return {
    repository: `local/${basename(workspace)}`,
    commit: (await git(workspace, "rev-parse", "HEAD")) ?? "uncommitted",
    ref: (await git(workspace, "symbolic-ref", "-q", "HEAD")) ?? "refs/heads/local",
    actor: userInfo().username,
    workflow: "waybill command",
    run: `local-${process.pid}-${Date.now().toString(36)}`,
    rehearsal,
  };
}

function runnerContext(env: Readonly<Record<string, string>>, rehearsal: boolean): RunContext {
  const repository = env["GITHUB_REPOSITORY"] ?? "unknown/unknown";
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return {
    repository,
    commit: env["GITHUB_SHA"] ?? "uncommitted",
    ref: env["GITHUB_REF"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? "unknown",
    workflow: env["GITHUB_WORKFLOW_REF"] ?? env["GITHUB_WORKFLOW"] ?? "unknown",
    run: `${server}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
    rehearsal,
  };
}

async function git(workspace: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await runCommand("git", ["-C", workspace, ...args], { env: readEnvironment() });
    return exitCode === 0 ? stdout.trim() || undefined : undefined;
  } catch {
    // No git, or no repository: the record then says `uncommitted`.
    return undefined;
  }
}
