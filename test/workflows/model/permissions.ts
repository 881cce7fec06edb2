import { includesAccess } from "@waybill/workflows";
import type { Access } from "@waybill/workflows";
import type { Run, RunJob } from "./run.ts";
import type { Permissions } from "./workflow.ts";

/** How a run was triggered, as far as it changes what its jobs may do. */
export interface Trigger {
  readonly event: "push" | "workflow_dispatch" | "schedule" | "pull_request" | "pull_request_target" | "workflow_run";
  readonly fromFork?: boolean;
  readonly byDependabot?: boolean;
}

/** The access of a job's token by scope; a scope that is not listed has none. */
export type Token = Readonly<Record<string, Access>>;

/** What a repository of today gives where nothing in the files speaks of permissions. */
export const RESTRICTED_DEFAULT: Token = { contents: "read", packages: "read", metadata: "read" };

/** Scopes that a token has; `id-token` knows no read. */
const SCOPES =
  "actions artifact-metadata attestations checks code-quality contents deployments discussions id-token issues models packages pages pull-requests repository-projects security-events statuses vulnerability-alerts".split(
    " ",
  );

/** The token of a job: its own list, else its workflow's, else its caller's token, else the repository's default. */
export function tokenOf(entry: RunJob, trigger: Trigger, byDefault: Token = RESTRICTED_DEFAULT): Token {
  const written = entry.job.permissions ?? entry.workflow.permissions;
  const token =
    written === undefined ? (entry.caller === undefined ? byDefault : tokenOf(entry.caller, trigger, byDefault)) : expand(written);
  return isReadOnly(trigger) ? lower(token) : token;
}

/** Why GitHub refuses a run before any job starts: a called job that asks for more than the calling job has. */
export function permissionRefusals({ jobs }: Run, trigger: Trigger, byDefault: Token = RESTRICTED_DEFAULT): string[] {
  return jobs.flatMap((entry) => {
    if (entry.caller === undefined || isReadOnly(trigger)) return [];
    const given = tokenOf(entry.caller, trigger, byDefault);
    return Object.entries(tokenOf(entry, trigger, byDefault))
      .filter(([scope, access]) => scope !== "metadata" && !includesAccess(given[scope] ?? "none", access))
      .map(([scope, access]) => `${entry.name} asks for '${scope}: ${access}', and its caller has '${scope}: ${given[scope] ?? "none"}'.`);
  });
}

/** Whether the token only reads: a fork's or Dependabot's pull request, except for `pull_request_target` and `workflow_run`. */
export function isReadOnly({ event, fromFork, byDependabot }: Trigger): boolean {
  if (fromFork === true) return event === "pull_request";
  return byDependabot === true && (event === "pull_request" || event === "push");
}

function expand(permissions: Permissions): Token {
  if (typeof permissions === "string")
    return Object.fromEntries(
      SCOPES.map((scope) => [scope, permissions === "write-all" ? "write" : scope === "id-token" ? "none" : "read"]),
    );
  return Object.fromEntries(Object.entries(permissions).map(([scope, access]) => [scope, access as Access]));
}

function lower(token: Token): Token {
  return Object.fromEntries(
    Object.entries(token).map(([scope, access]) => [scope, access === "write" ? (scope === "id-token" ? "none" : "read") : access]),
  );
}
