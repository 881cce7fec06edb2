import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { folders, read, ROOT, sources } from "@waybill/testing/repository";

const MAX_FILES_PER_FOLDER = 20;
const ROOMS = ["packages", "actions", "scripts", "bench"];

// Type imports count as well: two files that name each other's types can only be read together.
const RELATIVE_IMPORT = /^(?:import|export)\s[^;"]*?\sfrom\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm;

function importsOf(file: string): string[] {
  return [...read(file).matchAll(RELATIVE_IMPORT)].map((match) => join(dirname(file), match[1] ?? match[2] ?? match[3] ?? ""));
}

/** Every way around that begins and ends with the same file, found by one walk in depth. */
function findCircles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return circles;
}

test("a circle is found, however long", () => {
  const edges = { a: ["b"], b: ["c", "d"], c: [], d: ["b"], e: ["a"] };
  expect(findCircles(new Map(Object.entries(edges)))).toEqual(["b -> d -> b"]);
});

describe.each(ROOMS)("sources of %s", (room) => {
  const files = sources(room);

  test("import each other in no circle, types included", () => {
    const edges = new Map(files.map((file) => [file, importsOf(file)]));
    expect([...edges.values()].flat(), "no import was found, so the pattern must be wrong").not.toEqual([]);
    expect(findCircles(edges)).toEqual([]);
  });

  test(`lie in folders of at most ${MAX_FILES_PER_FOLDER} files, so that a folder is a table of contents`, () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MAX_FILES_PER_FOLDER)).toEqual([]);
  });
});

test("every package has a README", () => {
  expect(folders("packages").filter((name) => !existsSync(join(ROOT, "packages", name, "README.md")))).toEqual([]);
});
