import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { expandValue, expandValues, readSecret } from "./secret.ts";

function source(env: Record<string, string>) {
  const reporter = collectingReporter();
  return { env, reporter };
}

test("a value is hidden before it is given out", () => {
  const from = source({ TOKEN: "hunter2222" });
  expect(readSecret(from, { env: "TOKEN" }, "The test")).toBe("hunter2222");
  expect(expandValue(from, "env:TOKEN", "The test")).toBe("hunter2222");
  expect(from.reporter.masked).toEqual(["hunter2222", "hunter2222"]);
});

test("a plain value stands for itself and is not hidden", () => {
  const from = source({ TOKEN: "hunter2222" });
  expect(expandValues(from, { A: "plain", B: "environment" }, (key) => `The argument ${key}`)).toEqual({ A: "plain", B: "environment" });
  expect(from.reporter.masked).toEqual([]);
});

test("a variable that is not set is named, with who needs it", () => {
  const from = source({ EMPTY: "" });
  expect(() => expandValues(from, { A: "env:NOT_THERE" }, (key) => `The argument ${key}`)).toThrow(
    "The argument A needs the environment variable NOT_THERE, which is not set.",
  );
  expect(() => readSecret(from, { env: "EMPTY" }, "The test")).toThrow("EMPTY, which is not set");
  expect(expandValue(from, "env:EMPTY", "The test")).toBe("");
});

test("what the runner shows to everybody is not hidden, or no page could name the commit", () => {
  const from = source({ GITHUB_SHA: "a".repeat(40), GITHUB_TOKEN: "ghs_secret" });
  expect(expandValue(from, "env:GITHUB_SHA", "The test")).toBe("a".repeat(40));
  expandValue(from, "env:GITHUB_TOKEN", "The test");
  expect(from.reporter.masked).toEqual(["ghs_secret"]);
});

test("an image by its digest is no secret, and a URL in front of one is", () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const from = source({ IMAGE: `ghcr.io/acme/api@${digest}`, DIGEST: digest, DATABASE_URL: `postgres://app:hunter2@${digest}` });
  for (const name of ["IMAGE", "DIGEST", "DATABASE_URL"]) readSecret(from, { env: name }, "The test");
  expect(from.reporter.masked).toEqual([from.env["DATABASE_URL"]]);
});
