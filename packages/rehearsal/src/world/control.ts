import type { RehearsalRecord } from "./files.ts";

const TIMEOUT_MS = 5_000;

/** Asks the background process of a rehearsal; `undefined` when nobody answers there in time. */
export async function askControl(
  { url, token }: RehearsalRecord["control"],
  method: string,
  path: string,
  timeoutMs = TIMEOUT_MS,
): Promise<unknown> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, connection: "close" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await response.json();
  } catch {
    // Nobody there: the rehearsal was killed, or the machine was restarted.
    return undefined;
  }
}
