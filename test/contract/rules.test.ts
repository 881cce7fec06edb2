import { expect, test } from "vitest";
import { RULE_CHAPTERS } from "@waybill/kit/rules";
import { folders, read, sources } from "@waybill/testing/repository";
import { renderRulesPage } from "../../scripts/rules-page.ts";

const NAMES = RULE_CHAPTERS.flatMap(({ rules }) => Object.keys(rules));

/** Where findings are made: every package but the tables of rules themselves, and the packages that only show or test findings. */
const CODE = folders("packages")
  .filter((name) => !["kit", "report", "testing"].includes(name))
  .flatMap((name) => sources(`packages/${name}/src`))
  .map(read)
  .join("\n");

test("docs/rules.md is what the tables of rules say", () => {
  expect(read("docs/rules.md"), "Run 'npm run readme'").toBe(renderRulesPage());
});

test("every rule is one kebab-case word of one chapter, and so one anchor", () => {
  expect(NAMES.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  expect(NAMES.filter((name, index) => NAMES.indexOf(name) !== index)).toEqual([]);
  const chapters = RULE_CHAPTERS.map(({ title }) => title.toLowerCase());
  expect(NAMES.filter((name) => chapters.includes(name))).toEqual([]);
});

// That no finding has a rule without an entry is what the type of `Finding.rule` says; here the other way round.
test("every rule of the page is used by code that makes findings", () => {
  expect(NAMES.filter((name) => !new RegExp(`(rule: |RULE = |, |[?:(] *|^ +|: )"${name}"`, "m").test(CODE))).toEqual([]);
});

test("says in whole sentences what a rule means and what to do", () => {
  for (const { rules } of RULE_CHAPTERS) {
    for (const [name, { meaning, example, remedy }] of Object.entries(rules)) {
      expect(meaning, name).toMatch(/^[A-Z`].*\.$/);
      expect(remedy, name).toMatch(/^[A-Z].*\.$/);
      expect(example.length, name).toBeGreaterThan(20);
    }
  }
});
