import type { RunJob } from "./run.ts";

/** What a job's identity token says of it, by GitHub's names. */
export interface Claims {
  readonly sub: string;
  readonly repository: string;
  readonly workflow_ref: string;
  readonly job_workflow_ref: string;
  readonly environment?: string;
}

export interface ClaimsOptions {
  readonly repository: string;
  readonly ref: string;
  /** The ref by which each called workflow was named. */
  readonly calledRef: string;
  readonly environment?: string | undefined;
  readonly event?: "push" | "pull_request";
}

/** The claims of a job: the subject is the caller's, the environment takes the ref's place in it, and the callee is in `job_workflow_ref`. */
export function claimsOf(entry: RunJob, { repository, ref, calledRef, environment, event = "push" }: ClaimsOptions): Claims {
  const root = rootOf(entry);
  const context = environment !== undefined ? `environment:${environment}` : event === "pull_request" ? "pull_request" : `ref:${ref}`;
  return {
    sub: `repo:${repository}:${context}`,
    repository,
    workflow_ref: `${root.workflow.path}@${ref}`,
    job_workflow_ref: `${entry.workflow.path}@${entry === root || entry.caller === undefined ? ref : calledRef}`,
    ...(environment === undefined ? {} : { environment }),
  };
}

/** What differs between github.com and a server of one's own. */
export function hostOf(serverUrl: string): {
  readonly apiUrl: string;
  readonly registry: string;
  readonly issuer: string;
  readonly artifacts: "v4" | "v3";
} {
  const { host } = new URL(serverUrl);
  if (host === "github.com")
    return {
      apiUrl: "https://api.github.com",
      registry: "ghcr.io",
      issuer: "https://token.actions.githubusercontent.com",
      artifacts: "v4",
    };
  return { apiUrl: `https://${host}/api/v3`, registry: `containers.${host}`, issuer: `https://${host}/_services/token`, artifacts: "v3" };
}

function rootOf(entry: RunJob): RunJob {
  return entry.caller === undefined ? entry : rootOf(entry.caller);
}
