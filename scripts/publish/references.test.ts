import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../bundles.ts";
import { calledWorkflows, levelsOf, pinnedCommits, pinReferences } from "./references.ts";

const OURS = Object.fromEntries(
  readdirSync(join(ROOT, ".github/workflows"))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => [name, readFileSync(join(ROOT, ".github/workflows", name), "utf8")]),
);
const action = (name: string): string => `      - uses: waybill-ci/waybill/actions/${name}@v1\n`;
const workflow = (name: string): string => `    uses: waybill-ci/waybill/.github/workflows/${name}@v1\n`;
const commit = (letter: string): string => letter.repeat(40);

test("our own workflows stand in levels in which nobody calls a later one", () => {
  const levels = levelsOf(OURS);
  const levelOf = (name: string): number => levels.findIndex((level) => level.includes(name));
  expect(levels.flat()).toContain("release.yml");
  for (const name of levels.flat()) {
    for (const called of calledWorkflows(OURS[name] ?? "")) expect(levelOf(called), `${name} calls ${called}`).toBeLessThan(levelOf(name));
  }
});

test("a workflow that names none of ours stays as it is", () => {
  expect(levelsOf({ "ci.yml": "      - uses: actions/checkout@1 # v6.0.2\n" })).toEqual([]);
});

test.each([
  ["call each other in a circle", { "a.yml": workflow("b.yml"), "b.yml": workflow("a.yml") }, "in a circle: a.yml, b.yml"],
  ["call themselves", { "a.yml": workflow("a.yml") }, "in a circle: a.yml"],
  ["call what is not there", { "a.yml": workflow("gone.yml") }, "calls gone.yml, which is not there"],
])("workflows that %s are refused", (_, files, message) => {
  expect(() => levelsOf(files)).toThrow(message);
});

test("references name commits, with the version behind them, and nothing else changes", () => {
  const text = `jobs:\n${action("build-image")}${workflow("migrate.yml")}      - uses: waybill-ci/waybill@v1 # floating\n      - uses: waybill-ci/waybill/.github/actions/connect-cloud@v1\n      - uses: actions/checkout@${commit("9")} # v6.0.2\n`;
  const pinned = pinReferences(text, {
    actions: commit("a"),
    composites: commit("c"),
    workflows: { "migrate.yml": commit("b") },
    version: "v1.2.3",
  });
  expect(pinned).toBe(
    `jobs:\n      - uses: waybill-ci/waybill/actions/build-image@${commit("a")} # v1.2.3\n` +
      `    uses: waybill-ci/waybill/.github/workflows/migrate.yml@${commit("b")} # v1.2.3\n` +
      `      - uses: waybill-ci/waybill@${commit("a")} # v1.2.3\n` +
      `      - uses: waybill-ci/waybill/.github/actions/connect-cloud@${commit("c")} # v1.2.3\n      - uses: actions/checkout@${commit("9")} # v6.0.2\n`,
  );
  expect(pinnedCommits(pinned)).toEqual([commit("a"), commit("b"), commit("a"), commit("c")]);
});

test("a reference to a workflow that is not final yet is refused", () => {
  expect(() =>
    pinReferences(workflow("deploy.yml"), { actions: commit("a"), composites: commit("a"), workflows: {}, version: "v1.2.3" }),
  ).toThrow("deploy.yml has no commit");
});

test.each([
  ['uses: "waybill-ci/waybill/actions/build-image@v1"', "v1"],
  ["'uses': 'waybill-ci/waybill@main'", "main"],
  ["- { uses: waybill-ci/waybill@v1, with: {} }", "v1"],
  ["uses: Waybill-CI/Waybill/.github/workflows/build.yml@V1", "V1"],
  ["uses : waybill-ci/waybill@v1", "v1"],
  ["uses: >-\n  waybill-ci/waybill@v1\n", "v1"],
  ["uses: waybill-ci/waybill/.github/workflows/build.yaml@v1", "v1"],
])("a reference in an unusual form (%s) is seen, so that it cannot go out unpinned", (text, ref) => {
  expect(pinnedCommits(`jobs:\n      ${text}\n`)).toEqual([ref]);
});

test("a comment and another repository are no references", () => {
  expect(pinnedCommits("# uses: waybill-ci/waybill@v1\n  - uses: acme/waybill@v1\n  - uses: waybill-ci/waybill-tools@v1\n")).toEqual([]);
});
