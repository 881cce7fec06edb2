import { proxiedFetch } from "@waybill/kit";
import { readInput, readProxySettings, readRunContext, readState, saveState } from "@waybill/kit/edge";
import type { Step } from "@waybill/kit/edge";
import { closeLeftDeployment } from "./github-deployment.ts";

const STATE = "open-deployment";

/** Keeps a step's open GitHub deployment for its post step. */
export function keepOpenDeployment(id: number | undefined): void {
  saveState(STATE, id === undefined ? undefined : String(id));
}

/**
 * The post step of whatever reports deployments: GitHub would show one as in progress for good whose step was killed, because it was cancelled
 * and needed too long, for example. Without an open deployment it does nothing.
 */
export async function closeOpenDeployment({ env, reporter }: Pick<Step, "env" | "reporter">): Promise<void> {
  const id = Number(readState(STATE));
  const token = readInput("github-token");
  if (!id || token === undefined) return;
  reporter.mask(token);
  // A step that was not killed has nothing to say to GitHub here, and shall not wait for its client.
  const { apiUrlOf, connectGitHub } = await import("@waybill/github");
  const run = await readRunContext(env, env["GITHUB_WORKSPACE"] ?? ".");
  const github = connectGitHub({
    token,
    apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
    repository: run.repository,
    reporter,
    fetch: proxiedFetch(readProxySettings(env)),
  });
  await closeLeftDeployment(github, { run }, id);
  reporter.info("GitHub was told that the deployment ended before it could say how.");
}
