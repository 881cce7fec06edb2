import fc from "fast-check";
import { expect, test } from "vitest";
import { planTags } from "./tag-plan.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const tagsOf = (ref: string, existing: string[] = [], version?: string): string[] =>
  planTags({ ref, commit, existing, defaultBranch: "main", ...(version === undefined ? {} : { version }) }).map(({ tag }) => tag);

test.each([
  ["the first release", "refs/tags/v1.2.3", [], ["1.2.3", "1.2", "1", "latest"]],
  ["a newer release", "refs/tags/v2.0.1", ["1.9.0", "2.0.0", "latest"], ["2.0.1", "2.0", "2", "latest"]],
  ["a backport to an older line", "refs/tags/v1.9.1", ["1.9.0", "2.0.1"], ["1.9.1", "1.9", "1"]],
  ["a backport to an older minor line", "refs/tags/v1.8.5", ["1.8.4", "1.9.0", "2.0.1"], ["1.8.5", "1.8"]],
  ["an older patch", "refs/tags/v1.8.3", ["1.8.4"], ["1.8.3"]],
  ["the same release again", "refs/tags/1.2.3", ["1.2.3"], ["1.2.3", "1.2", "1", "latest"]],
  ["a pre-release", "refs/tags/v2.0.8-beta.67", ["1.0.0"], ["2.0.8-beta.67"]],
  ["a release after a pre-release of a higher version", "refs/tags/v1.0.0", ["2.0.0-rc.1"], ["1.0.0", "1.0", "1", "latest"]],
  ["a version with build metadata", "refs/tags/v1.2.3+build.5", ["1.2.3"], ["1.2.3_build.5"]],
  ["version 0", "refs/tags/v0.3.1", [], ["0.3.1", "0.3", "latest"]],
  ["a Git tag that is no version", "refs/tags/nightly", [], ["nightly"]],
  ["a branch", "refs/heads/main", [], ["main"]],
  ["a pull request", "refs/pull/12/merge", [], ["pr-12"]],
  ["a merge queue", "refs/heads/gh-readonly-queue/main/pr-12-abc", [], []],
])("plans %s", (_, ref, existing, expected) => {
  expect(tagsOf(ref, existing)).toEqual([...expected, "sha-0123456789ab"]);
});

test("takes a given version before the one of the reference", () => {
  expect(tagsOf("refs/heads/main", [], "3.0.0")).toEqual(["3.0.0", "3.0", "3", "latest", "sha-0123456789ab"]);
});

test("never gives a branch a tag that means something else", () => {
  for (const name of ["latest", "1.2.3", "v1", "pr-7", "sha-0123456789ab"]) expect(tagsOf(`refs/heads/${name}`)[0]).toBe(`branch-${name}`);
});

test.each(["-foo/bar", "日本", "feat/a&b", "a".repeat(200), "feature/x y"])("makes a legal tag of the branch '%s'", (name) => {
  for (const tag of tagsOf(`refs/heads/${name}`)) expect(tag).toMatch(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);
});

test("gives different branches different tags", () => {
  expect(tagsOf("refs/heads/a/b")[0]).not.toBe(tagsOf("refs/heads/a-b")[0]);
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 160 }), fc.string({ minLength: 1, maxLength: 160 }), (a, b) => {
      const [first] = tagsOf(`refs/heads/x${a}`);
      const [second] = tagsOf(`refs/heads/x${b}`);
      expect(first).toMatch(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);
      expect(first === second).toBe(a === b);
    }),
  );
});

test("says why for every tag", () => {
  for (const { why } of planTags({ ref: "refs/tags/v1.0.0", commit, existing: [] })) expect(why).not.toBe("");
});
