import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { ActionError, inputError, pause } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";

/** GitHub's own client with what ours adds: pauses that GitHub asks for, and repeats of what failed in passing. */
export type Octokit = ReturnType<typeof getOctokit>;

/** A client and the repository that it speaks of. */
export interface Repository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
}

/** Which repository, and as whom. */
export interface ConnectOptions {
  readonly token: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Id of the job whose token it is, for the sentence about a missing permission. */
  readonly job?: string | undefined;
  readonly reporter?: Reporter | undefined;
  /** Ends the waits for rate limits with the signal's reason. What is asked after it, such as a last status, is still sent, once. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the server is one of our own, a rehearsal's, which needs no second between two changes as GitHub asks for it. */
  readonly isRehearsal?: boolean | undefined;
  /** Sends the requests, through a proxy for example; default: Node's own. */
  readonly fetch?: typeof fetch | undefined;
}

/** After as many pauses that GitHub asked for, a job is better off failing. */
const MAX_RETRIES = 3;
/** A longer pause is refused: a runner that only waits is paid for, and the job's own time limit would end it without a reason. */
const MAX_PAUSE_S = 900;

/** Makes a client that logs nothing and sends through the given fetch. */
export function createClient({ token, apiUrl, reporter, signal, ...options }: ConnectOptions): Octokit {
  const silent = (): void => undefined;
  const waitFor = async (after: number, _request: unknown, _octokit: unknown, count: number): Promise<boolean> => {
    if (signal?.aborted || count >= MAX_RETRIES || after > MAX_PAUSE_S) return false;
    reporter?.progress(`GitHub's rate limit is reached; waiting ${after} s`);
    return pause(after * 1000, signal).then(
      () => true,
      () => false,
    );
  };
  const settings = {
    // Both are set because the library would take the address and the proxy from the process's variables.
    baseUrl: apiUrl.replace(/\/+$/, ""),
    request: { fetch: options.fetch ?? fetch },
    // Octokit prints every failed request on its own otherwise, headers and all.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    // The library's own pause cannot be ended, so the pause is ours and the library's is none.
    throttle: { enabled: options.isRehearsal !== true, onRateLimit: waitFor, onSecondaryRateLimit: waitFor, retryAfterBaseValue: 0 },
  };
  return getOctokit(token, settings, keepRefusals, throttling, retry);
}

/**
 * What was refused before a request left, by a proxy for example, stays the error that it is: Octokit makes a 500 of it, which its plugin for
 * retries would then repeat.
 */
function keepRefusals({ hook }: Pick<Octokit, "hook">): Record<string, never> {
  hook.error("request", (error) => {
    throw error.cause instanceof ActionError ? error.cause : error;
  });
  return {};
}

/** The two halves of `owner/name`; throws an `input` error for anything else. */
export function splitRepository(repository: string): { owner: string; repo: string } {
  const [owner, repo, ...rest] = repository.split("/");
  if (!owner || !repo || rest.length > 0) throw inputError("repository", `is '${repository}'; it must be owner/name`);
  return { owner, repo };
}
