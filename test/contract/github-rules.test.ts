import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { read, ROOT } from "@waybill/testing/repository";
import { renderGitHubPage } from "../../scripts/github-page.ts";
import { GITHUB_RULES } from "../workflows/model/rules.ts";

const RULES = GITHUB_RULES.flatMap(({ rules }) => rules);

test("docs/github.md is what the rules in code say", () => {
  expect(read("docs/github.md")).toBe(renderGitHubPage());
});

describe.each(RULES)("$rule", ({ rule, source, shown }) => {
  test("is shown by a test that exists, and names GitHub's page", () => {
    expect(existsSync(join(ROOT, shown.file)), shown.file).toBe(true);
    expect(read(shown.file)).toContain(`test(${JSON.stringify(shown.test)}`);
    expect(source).toMatch(/^https:\/\/(docs\.github\.com|github\.blog|github\.com\/(actions|github)\/)/);
    expect(rule).toMatch(/\.$/);
  });
});

test("every test of the model is a rule on the page", () => {
  const tests = [...read("test/workflows/model/model.test.ts").matchAll(/\btest\("([^"]+)"/g)].map(([, name]) => name);
  const named = RULES.map(({ shown }) => shown.test);
  // What act shows, the model must not say otherwise: one test of the model stands behind it.
  const behind = ["a called workflow gets the secrets that are passed to it by name and no others"];
  expect(tests.filter((name) => name !== undefined && !named.includes(name) && !behind.includes(name))).toEqual([]);
});
