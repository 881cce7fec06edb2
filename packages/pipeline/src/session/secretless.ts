import { readFile } from "node:fs/promises";
import { isSystemError, parseJson, textAt } from "@waybill/kit";
import type { Env } from "./options.ts";

/**
 * Why GitHub gives this run no secrets and a token that may only read, as a sentence; undefined where it gives them. Both rules are of
 * docs.github.com: "Using secrets in a workflow" for forks, "Dependabot on GitHub Actions" for its pull requests.
 */
export async function whyWithoutSecrets(env: Env): Promise<string | undefined> {
  if (env["GITHUB_ACTIONS"] !== "true") return undefined;
  const event = env["GITHUB_EVENT_NAME"] ?? "";
  if (env["GITHUB_ACTOR"] === "dependabot[bot]" && event !== "workflow_dispatch")
    return "This run is Dependabot's: GitHub gives it a token that may only read, and the secrets under Settings, Secrets and variables, Dependabot instead of those of Actions.";
  if (!event.startsWith("pull_request") || event === "pull_request_target") return undefined;
  const head = textAt(await readEvent(env), "pull_request", "head", "repo", "full_name");
  if (head === undefined || head.toLowerCase() === (env["GITHUB_REPOSITORY"] ?? "").toLowerCase()) return undefined;
  return `This run is for a pull request from the fork ${head}: GitHub gives it no secrets and a token that may only read. Validate and build it without pushing; plan, migrate and deploy after it is merged.`;
}

async function readEvent(env: Env): Promise<unknown> {
  try {
    return parseJson(await readFile(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
