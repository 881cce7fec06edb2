import { ActionError, redactUrlPasswords } from "@waybill/kit";

/** What was wanted of GitHub, for the error's words. */
export interface RequestPurpose {
  /** Completes "GitHub did not let Waybill …", for example `record a deployment`. */
  readonly purpose: string;
  /** The `permissions:` line that it needs. */
  readonly permission: string;
  readonly repository: string;
  /** Id of the job whose token it is, where one is known. */
  readonly job?: string | undefined;
  /** Where it ended a wait for the rate limit, its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** Runs a call to GitHub and turns Octokit's failures into errors that name the missing permission or the state of GitHub. */
export async function translate<T>(purpose: RequestPurpose, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRequestFailure(error)) throw error;
    if (isRateLimit(error)) purpose.signal?.throwIfAborted();
    throw failureOf(error, purpose);
  }
}

function failureOf(failure: RequestFailure, { purpose, permission, repository, job }: RequestPurpose): ActionError {
  const id = failure.response?.headers?.["x-github-request-id"];
  const request = id === undefined ? "" : ` Request id: ${id}.`;
  const said = redactUrlPasswords((failure.message.split(" - https://")[0] ?? "").trim());
  const cause = { cause: failure };
  if (isRateLimit(failure))
    return new ActionError(
      "remote",
      `GitHub did not let Waybill ${purpose} in ${repository}: the token's rate limit is used up (HTTP ${failure.status}: ${said}). Run again ${resetOf(failure)}, or use a token of its own for this job.${request}`,
      cause,
    );
  // Octokit calls it 500 when there was no answer at all.
  if (failure.response === undefined)
    return new ActionError(
      "remote",
      `GitHub could not be reached to ${purpose} in ${repository}: ${said}. The request was repeated without success; check this machine's network and proxy, look at githubstatus.com, and run again.`,
      cause,
    );
  switch (failure.status) {
    case 401:
      return new ActionError(
        "environment",
        `GitHub refused the token while Waybill tried to ${purpose} in ${repository}: ${said}. Pass a valid 'github-token'; \${{ github.token }} is the usual one.${request}`,
        cause,
      );
    case 403:
    case 404:
      return new ActionError(
        "environment",
        `GitHub does not let this token ${purpose} in ${repository} (HTTP ${failure.status}: ${said}). Add '${needed(failure, permission)}' to the job's 'permissions:'${whichJob(job)}; a run from a fork never gets it.${request}`,
        cause,
      );
    case 422:
      return new ActionError("input", `GitHub cannot ${purpose} in ${repository}: ${said}.${request}`, cause);
    default:
      return new ActionError(
        "remote",
        `GitHub did not let Waybill ${purpose} in ${repository}: HTTP ${failure.status}, ${said}. The request was repeated without success; look at githubstatus.com and run again.${request}`,
        cause,
      );
  }
}

/** A called workflow may not ask for more than its caller gives, so a line in the called file alone does not help. */
function whichJob(job: string | undefined): string {
  return job === undefined ? "" : ` (job '${job}', and where another workflow calls this one, its job that calls)`;
}

/** When the limit is renewed, as far as GitHub said it. */
function resetOf({ response }: RequestFailure): string {
  const seconds = Number(response?.headers?.["x-ratelimit-reset"]);
  return Number.isInteger(seconds) && seconds > 0 ? `after ${new Date(seconds * 1000).toISOString()}` : "later";
}

/**
 * GitHub says which permissions would do, `deployments=write` for example; its word is newer than ours. Who is told to add `read` of what is
 * about to be written would be told twice, so ours stands where both name one scope.
 */
function needed({ response }: RequestFailure, ours: string): string {
  const accepted = response?.headers?.["x-accepted-github-permissions"];
  const first = (typeof accepted === "string" ? (accepted.split(/[;,]/)[0] ?? "") : "").trim();
  if (!/^[a-z_]+=(?:read|write|admin)$/.test(first)) return ours;
  const theirs = first.replaceAll("_", "-").replace("=", ": ");
  return theirs.split(": ")[0] === ours.split(": ")[0] ? ours : theirs;
}

/** GitHub answers 403 both for a missing permission and for a used-up rate limit; only the headers and words tell them apart. */
function isRateLimit({ status, message, response }: RequestFailure): boolean {
  if (status === 429) return true;
  return status === 403 && (String(response?.headers?.["x-ratelimit-remaining"]) === "0" || /rate limit|abuse detection/i.test(message));
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}
