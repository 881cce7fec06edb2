import { describe, expect, test } from "vitest";
import { changesOf, planTags } from "./version.ts";

describe("the tags of a release", () => {
  test.each([
    ["v1.0.0", [], { tag: "v1.0.0", moving: "v1", latest: true }],
    ["v1.10.0", ["v1", "v1.9.0", "v1.2.3"], { tag: "v1.10.0", moving: "v1", latest: true }],
    ["v1.2.4", ["v1", "v1.3.0"], { tag: "v1.2.4", moving: undefined, latest: false }],
    ["v1.9.9", ["v1.9.8", "v2.0.0"], { tag: "v1.9.9", moving: "v1", latest: false }],
    ["v2.0.0-rc.1", ["v1.9.8"], { tag: "v2.0.0-rc.1", moving: undefined, latest: false }],
    ["v2.0.0", ["v2.0.0-rc.1", "v1.9.8"], { tag: "v2.0.0", moving: "v2", latest: true }],
    ["v1.2.3", ["v1.2.3", "v1"], { tag: "v1.2.3", moving: "v1", latest: true }],
  ])("%s after %j", (version, existing, expected) => {
    expect(planTags(version, existing)).toEqual(expected);
  });

  test.each(["1.2.3", "v1", "v1.2", "v01.2.3", "v1.2.3+build", "v1.2.3 ", "main", ""])("'%s' is refused", (version) => {
    expect(() => planTags(version, [])).toThrow("is no version of the form v1.2.3");
  });
});

describe("what changed", () => {
  const CHANGELOG = "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-11-21\n- One thing.\n\n## 1.2.2\n\n";

  test("is the version's own section", () => {
    expect(changesOf(CHANGELOG, "v1.2.3")).toBe("- One thing.");
  });

  test.each(["v1.2.2", "v1.2.1", "v1.2.30"])("is missing for %s, and that is said", (version) => {
    expect(() => changesOf(CHANGELOG, version)).toThrow("Write it first");
  });

  test.each([
    ["a heading in a code block", "## Unreleased\n```md\n## 1.0.0\nAn example.\n```\n", "Write it first"],
    ["a comment", "## 1.0.0\n<!-- to do -->\n", "Write it first"],
    ["a heading that says unreleased", "## 1.0.0 (unreleased)\n- One thing.\n", "calls v1.0.0 unreleased"],
  ])("is not %s", (_, changelog, message) => {
    expect(() => changesOf(changelog, "v1.0.0")).toThrow(message);
  });

  test("keeps headings in its own code blocks", () => {
    expect(changesOf("## 1.0.0\n```md\n## Title\n```\n## 0.9.0\nOld.\n", "v1.0.0")).toBe("```md\n## Title\n```");
  });
});
