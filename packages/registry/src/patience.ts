/** A question alone is answered soon, or was lost and is asked again. Who is sent something hashes it before the answer, and may need all the patience. */
const QUESTION_SHARE = 1 / 4;
/** What a registry that was given up gets when it is asked once more, later in the same run. */
const LAST_CHANCE_SHARE = 1 / 12;

/**
 * How long one registry may give no sign of life. It is one patience for all requests: whoever asks next must not wait as long again as the
 * one before. Times are milliseconds, `work` is what a request may take without anybody being silent, such as sending its body.
 */
export interface Patience {
  /** When to give up a request that begins now, with all its attempts, unless the registry answers. */
  deadline(work: number): number;
  /** How long to wait for the answer to one attempt that is sent now. */
  wait(deadline: number, attempt: { readonly isQuestion: boolean; readonly work: number }): number;
  /** The registry gave a sign of life. */
  answered(): void;
}

/** A patience that nothing was asked of yet. */
export function createPatience(patienceMs: number): Patience {
  // When the first request was sent that nothing has been answered since.
  let silentSince: number | undefined;
  return {
    deadline(work) {
      const now = Date.now();
      silentSince ??= now;
      return Math.max(silentSince + patienceMs, now + patienceMs * LAST_CHANCE_SHARE) + work;
    },
    wait(deadline, { isQuestion, work }) {
      silentSince ??= Date.now();
      // The pause before may have used up what was left.
      const left = Math.max(deadline - Date.now(), patienceMs * LAST_CHANCE_SHARE);
      return Math.min(left, patienceMs * (isQuestion ? QUESTION_SHARE : 1) + work);
    },
    answered() {
      silentSince = undefined;
    },
  };
}
