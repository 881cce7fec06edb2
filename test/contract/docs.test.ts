import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { folders, read, ROOT } from "@waybill/testing/repository";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...globSync(["docs/**/*.md", "examples/*/README.md"], { cwd: ROOT }),
  ...["packages", "actions"].flatMap((parent) => folders(parent).map((name) => `${parent}/${name}/README.md`)),
].filter((page) => existsSync(join(ROOT, page)));

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(PAGES)("every link of %s leads to a file and a heading that exist", (page) => {
  const links = [
    ...read(page)
      .replaceAll(/```[\s\S]*?```/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target = ""]) => target);
  for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    expect(existsSync(join(ROOT, target)), `${page} links to ${link}`).toBe(true);
    if (anchor !== undefined && target.endsWith(".md")) expect(anchorsOf(target), `${page} links to ${link}`).toContain(anchor);
  }
});

test("the glossary explains every word once", () => {
  const words = [...read("docs/words.md").matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, word = ""]) => word.toLowerCase());
  expect(words.length).toBeGreaterThan(60);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});
