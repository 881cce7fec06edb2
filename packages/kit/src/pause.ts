import { setTimeout as sleep } from "node:timers/promises";

/** Waits that many milliseconds. As soon as the signal aborts, it throws the signal's own reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
