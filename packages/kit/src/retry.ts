import { pause } from "./pause.ts";

/** How work is repeated that fails for reasons that pass. */
export interface RetryOptions {
  /** How many times the work is tried at most, the first included. */
  readonly attempts: number;
  /** First pause; it doubles every time up to `maxDelayMs`, and a random half of it is taken off (jitter). */
  readonly baseDelayMs?: number | undefined;
  readonly maxDelayMs?: number | undefined;
  /** Says whether another try makes sense, and may name the pause the server asked for. */
  readonly decide: (error: unknown) => { retry: boolean; afterMs?: number | undefined };
  readonly onRetry?: ((error: unknown, attempt: number, delayMs: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Numbers from 0 up to 1; for tests. */
  readonly random?: (() => number) | undefined;
}

/** Runs work until it succeeds, may not be retried, or the attempts are used up; then throws the last error. */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { baseDelayMs = 500, maxDelayMs = 30_000, random = Math.random } = options;
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      const decision = options.decide(error);
      if (!decision.retry || attempt >= options.attempts) throw error;
      const backoff = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
      const delayMs = decision.afterMs ?? backoff * (0.5 + random() / 2);
      options.onRetry?.(error, attempt, delayMs);
      await pause(delayMs, options.signal);
    }
  }
}

/** Reads a `Retry-After` header (seconds or an HTTP date) as milliseconds from now, at most two minutes; undefined when absent or unreadable. */
export function parseRetryAfter(header: string | null | undefined, now: number = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 120_000) : undefined;
}
