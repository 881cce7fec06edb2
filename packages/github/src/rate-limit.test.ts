import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { startGitHub } from "@waybill/rehearsal";
import type { Fault, FaultAnswer } from "@waybill/rehearsal";
import { connectGitHub } from "./index.ts";
import type { GitHub } from "./index.ts";

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** As GitHub refuses when the token's requests of the hour are used up. */
const usedUp = (reset: number): FaultAnswer => ({
  status: 403,
  headers: { "content-type": "application/json", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
  body: JSON.stringify({ message: "API rate limit exceeded for installation." }),
});
/** As GitHub refuses who asks too quickly. */
const tooQuick = (status: number, after: number): FaultAnswer => ({
  status,
  headers: { "content-type": "application/json", "retry-after": String(after) },
  body: JSON.stringify({ message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." }),
});

interface Limited {
  readonly github: GitHub;
  readonly requests: () => number;
}

/** The loopback GitHub, which refuses the first requests in this way. */
async function limited(
  fault: Fault,
  options: { readonly reporter: Reporter; readonly signal?: AbortSignal },
): Promise<Limited & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), "rate-limit-"));
  let count = 0;
  const service = await startGitHub({ dir, faults: [fault], onRequest: () => void (count += 1) });
  return {
    github: connectGitHub({ token: "canary-token-1", apiUrl: `http://${service.address}`, repository: "acme/shop", ...options }),
    requests: () => count,
    async [Symbol.asyncDispose]() {
      await service.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

test("waits as long as GitHub asks, says so, and goes on", async () => {
  const reporter = collectingReporter();
  await using server = await limited({ answer: tooQuick(429, 1), times: 1 }, { reporter });
  expect(await server.github.findPullRequests("abc")).toEqual([1]);
  expect(reporter.lines).toEqual(["GitHub's rate limit is reached; waiting 1 s"]);
  expect(server.requests()).toBe(2);
});

test("waits until the used-up limit is renewed", async () => {
  const reporter = collectingReporter();
  await using server = await limited({ answer: usedUp(inSeconds(0)), times: 1 }, { reporter });
  expect(await server.github.findPullRequests("abc")).toEqual([1]);
  expect(reporter.lines.join()).toMatch(/^GitHub's rate limit is reached; waiting \d s$/);
});

test("does not wait for an hour, and says when the limit is renewed", async () => {
  const reporter = collectingReporter();
  const reset = inSeconds(3600);
  await using server = await limited({ answer: usedUp(reset), times: 9 }, { reporter });
  await expect(server.github.findPullRequests("abc")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringContaining(`Run again after ${new Date(reset * 1000).toISOString()}`) as string,
  });
  expect(reporter.lines).toEqual([]);
  expect(server.requests()).toBe(1);
});

test("gives up after three pauses", async () => {
  const reporter = collectingReporter();
  await using server = await limited({ answer: tooQuick(403, 1), times: 9 }, { reporter });
  await expect(server.github.findPullRequests("abc")).rejects.toThrow("rate limit is used up");
  expect(reporter.lines).toHaveLength(3);
  expect(server.requests()).toBe(4);
});

test("a signal ends the pause, and what is said after it is sent once, without a pause", async () => {
  const controller = new AbortController();
  const reason = new Error("stopped by SIGTERM");
  const reporter = { ...collectingReporter(), progress: () => controller.abort(reason) };
  await using server = await limited({ answer: usedUp(inSeconds(600)), times: 2 }, { reporter, signal: controller.signal });
  await expect(server.github.findPullRequests("abc")).rejects.toBe(reason);
  await expect(server.github.findPullRequests("abc")).rejects.toBe(reason);
  expect(server.requests()).toBe(2);
  expect((await server.github.startDeployment({ environment: "production", commit: "abc", description: "" })).id).toBeGreaterThan(0);
});
