import { createServer } from "node:http";
import { expect, test } from "vitest";
import { collectingReporter } from "../index.ts";
import { findIdentityToken } from "./identity-token.ts";

interface Issuer extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly requests: { url: string; authorization: string | undefined }[];
}

/** An issuer that gives these answers one after another, the last one for good. */
async function issuer(...answers: { status?: number; body: string }[]): Promise<Issuer> {
  const requests: Issuer["requests"] = [];
  const server = createServer((request, response) => {
    const { status = 200, body } = answers[Math.min(requests.length, answers.length - 1)] ?? { body: "" };
    requests.push({ url: request.url ?? "", authorization: request.headers.authorization });
    response.writeHead(status).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "canary-runner-token",
    },
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("a job without the permission has no way to a token", () => {
  const reporter = collectingReporter();
  expect(findIdentityToken({ env: {}, fetch, reporter })).toBeUndefined();
  expect(
    findIdentityToken({ env: { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" }, fetch, reporter }),
  ).toBeUndefined();
});

test("each call asks the runner for a fresh token for Sigstore, and hides it", async () => {
  await using runner = await issuer({ body: '{"value":"canary-1"}' }, { body: '{"value":"canary-2"}' });
  const reporter = collectingReporter();
  const next = findIdentityToken({ env: runner.env, fetch, reporter });
  expect([await next?.(), await next?.()]).toEqual(["canary-1", "canary-2"]);
  const asked = { url: "/token?api-version=2.0&audience=sigstore", authorization: "Bearer canary-runner-token" };
  expect(runner.requests).toEqual([asked, asked]);
  expect(reporter.masked).toEqual(expect.arrayContaining(["canary-runner-token", "canary-1", "canary-2"]));
});

test("a bad moment of the issuer passes", async () => {
  await using runner = await issuer({ status: 503, body: "" }, { body: '{"value":"canary-1"}' });
  expect(await findIdentityToken({ env: runner.env, fetch, reporter: collectingReporter() })?.()).toBe("canary-1");
});

test.each([
  [{ status: 403, body: "canary" }, "environment", /answered HTTP 403.*Give the job 'id-token: write'/],
  [{ body: "<html>canary" }, "remote", /something else than JSON/],
  [{ body: '{"count":1}' }, "remote", /without a token/],
])("the answer %j is explained without being quoted", async (answer, kind, words) => {
  await using runner = await issuer(answer);
  const failed = findIdentityToken({ env: runner.env, fetch, reporter: collectingReporter() })?.();
  await expect(failed).rejects.toMatchObject({ kind, message: expect.stringMatching(words) as string });
  await expect(failed).rejects.not.toThrow("canary");
});
