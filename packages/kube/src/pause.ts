import { setTimeout as sleep } from "node:timers/promises";

/** Waits; throws the signal's own reason as soon as it ends. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
