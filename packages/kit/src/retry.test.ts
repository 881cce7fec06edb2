import { expect, test } from "vitest";
import { parseRetryAfter, retry } from "./retry.ts";

test("tries again until the work succeeds", async () => {
  let calls = 0;
  const result = await retry(
    async () => {
      calls += 1;
      if (calls < 3) throw new Error("busy");
      return "done";
    },
    { attempts: 5, baseDelayMs: 1, decide: () => ({ retry: true }) },
  );
  expect([result, calls]).toEqual(["done", 3]);
});

test("gives up after the last attempt with the last error", async () => {
  let calls = 0;
  const work = async (): Promise<never> => {
    throw new Error(`busy ${++calls}`);
  };
  await expect(retry(work, { attempts: 2, baseDelayMs: 1, decide: () => ({ retry: true }) })).rejects.toThrow("busy 2");
});

test("does not repeat what may not be repeated", async () => {
  let calls = 0;
  const work = async (): Promise<never> => {
    calls += 1;
    throw new Error("denied");
  };
  await expect(retry(work, { attempts: 5, decide: () => ({ retry: false }) })).rejects.toThrow("denied");
  expect(calls).toBe(1);
});

test("waits as long as the server asked, and doubles otherwise with jitter", async () => {
  const delays: number[] = [];
  let calls = 0;
  await retry(
    async () => {
      if (++calls < 4) throw new Error("busy");
    },
    {
      attempts: 4,
      baseDelayMs: 4,
      random: () => 1,
      decide: () => (calls === 2 ? { retry: true, afterMs: 1 } : { retry: true }),
      onRetry: (_error, _attempt, delay) => delays.push(delay),
    },
  );
  expect(delays).toEqual([4, 1, 16]);
});

test("stops waiting when the run is cancelled", async () => {
  const controller = new AbortController();
  const work = retry(
    async () => {
      setImmediate(() => controller.abort(new Error("cancelled")));
      throw new Error("busy");
    },
    { attempts: 3, baseDelayMs: 60_000, decide: () => ({ retry: true }), signal: controller.signal },
  );
  await expect(work).rejects.toThrow(/cancelled|aborted/);
});

test.each([
  ["seconds", "7", 7000],
  ["an HTTP date", "Thu, 01 Jan 1970 00:00:09 GMT", 9000],
  ["a date in the past", "Thu, 01 Jan 1960 00:00:00 GMT", 0],
  ["an absurd wait, capped", "99999", 120_000],
  ["nonsense", "soon", undefined],
  ["nothing", null, undefined],
])("reads Retry-After with %s", (_, header, expected) => {
  expect(parseRetryAfter(header, 0)).toBe(expected);
});
