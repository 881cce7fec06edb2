import { expect, test } from "vitest";
import { pause } from "./pause.ts";

test("ends at once with the reason of the signal, whether it aborts before or during the pause", async () => {
  const reason = new Error("the run was cancelled");
  await expect(pause(3_600_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  const stop = new AbortController();
  const pausing = pause(3_600_000, stop.signal);
  stop.abort(reason);
  await expect(pausing).rejects.toBe(reason);
});

test("ends by itself when nothing aborts it", async () => {
  await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
});
