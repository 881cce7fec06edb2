import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { read, ROOT } from "@waybill/testing/repository";

const [, chapter = ""] = read("SECURITY.md").split("## What an attacker can and cannot do\n");
const claims = (chapter.split(/^## /m)[0] ?? "").split("\n").filter((line) => line.startsWith("- "));
const NAMED = /`([\w/.-]+\.test\.ts)` "([^"]+)"/g;

test("the page makes claims about four attackers", () => {
  expect(chapter.match(/^### /gm)).toHaveLength(4);
  expect(claims.length).toBeGreaterThan(20);
});

test.each(claims)("this sentence names tests that exist: %s", (claim) => {
  if (claim.endsWith("No test can show this.")) return;
  const named = [...claim.matchAll(NAMED)];
  expect(named).not.toEqual([]);
  for (const [, file = "", title = ""] of named) {
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(read(file), `${file} has no test '${title}'`).toContain(title);
  }
});
