import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "@waybill/testing/repository";
import { anchorOf, renderPage } from "../../scripts/site/markdown.ts";
import { GROUPS, START } from "../../scripts/site/navigation.ts";
import { groupPages, readPages } from "../../scripts/site/pages.ts";

const pages = readPages();

test("every page stands in the navigation once, also one that nobody has given a place", () => {
  const shown = groupPages(pages).flatMap((group) => group.pages.map(({ source }) => source));
  const files = globSync(["*.md", "docs/**/*.md", "actions/*/README.md", "examples/*/README.md"], { cwd: ROOT });
  expect(files.length).toBeGreaterThan(60);
  expect(shown.toSorted()).toEqual(files.filter((file) => file !== START).toSorted());
});

test("no page has two places", () => {
  const named = GROUPS.flatMap((group) => group.pages);
  expect(named.filter((source, index) => named.indexOf(source) !== index)).toEqual([]);
});

test("a file that nobody named is shown with its folder's pages, and no two pages have one address", () => {
  const page = { source: "docs/how-to/new.md", url: "how-to/new.html", title: "New", summary: "", text: "# New" };
  const group = groupPages(new Map([...pages, [page.source, page]])).find(({ pages: shown }) => shown.includes(page));
  expect(group?.title).toBe("How to");
  const urls = [...pages.values()].map(({ url }) => url);
  expect(new Set(urls).size).toBe(urls.length);
});

test.each([...pages.keys()])("%s has a title, and every link of it leads somewhere", (source) => {
  const page = pages.get(source);
  if (!page) throw new Error(source);
  const { headings } = renderPage(page, pages);
  expect(headings[0]?.level).toBe(1);
  expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
  headings.reduce((before, { level, text }) => {
    expect(level, text).toBeLessThanOrEqual(before + 1);
    return level;
  }, 0);
});

test("a page whose link leads nowhere is not built", () => {
  const page = { source: "docs/x.md", url: "x.html", title: "X", summary: "", text: "# X\n\n[gone](gone.md)\n" };
  expect(() => renderPage(page, pages)).toThrow("docs/x.md links to gone.md, which does not exist.");
});

test.each([
  ["Every key", [], "every-key"],
  ["`on` and `with:` (GitHub's)", [], "on-and-with-githubs"],
  ["Inputs", ["inputs"], "inputs-1"],
  ["Inputs", ["inputs", "inputs-1"], "inputs-2"],
])("the heading '%s' has GitHub's anchor", (heading, taken, anchor) => {
  expect(anchorOf(heading, taken)).toBe(anchor);
});
