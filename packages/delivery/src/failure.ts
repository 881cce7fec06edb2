import { ActionError, redactUrlPasswords } from "@waybill/kit";

/** What was being done, for the error's words. */
export interface Deed {
  readonly deed: string;
  /** The `permissions:` line that it needs. */
  readonly permission: string;
  readonly repository: string;
}

interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** Runs a call to GitHub and turns Octokit's failures into errors that name the missing permission or the state of GitHub. */
export async function translate<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isRequestFailure(error) ? failureOf(error, deed) : error;
  }
}

function failureOf(failure: RequestFailure, { deed, permission, repository }: Deed): ActionError {
  const id = failure.response?.headers?.["x-github-request-id"];
  const request = id === undefined ? "" : ` Request id: ${id}.`;
  const said = redactUrlPasswords((failure.message.split(" - https://")[0] ?? "").trim());
  const cause = { cause: failure };
  switch (failure.status) {
    case 401:
      return new ActionError("environment", `GitHub refused the token while Waybill tried to ${deed} in ${repository}: ${said}. Pass a valid 'github-token'; \${{ github.token }} is the usual one.${request}`, cause);
    case 403:
    case 404:
      return new ActionError("environment", `GitHub does not let this token ${deed} in ${repository} (HTTP ${failure.status}: ${said}). Add '${permission}' to the job's 'permissions:'; a run from a fork never gets it.${request}`, cause);
    case 422:
      return new ActionError("input", `GitHub cannot ${deed} in ${repository}: ${said}.${request}`, cause);
    default:
      return new ActionError("remote", `GitHub did not let Waybill ${deed} in ${repository}: HTTP ${failure.status}, ${said}. The request was repeated without success; look at githubstatus.com and run again.${request}`, cause);
  }
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}
