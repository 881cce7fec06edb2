import fc from "fast-check";
import { expect, test } from "vitest";
import { globToRegExp, parseDockerignore } from "./ignore.ts";

test.each([
  ["node_modules", "node_modules/a/b", true],
  ["node_modules", "src/node_modules", false],
  ["**/node_modules", "src/x/node_modules/y", true],
  ["**/node_modules", "node_modules", true],
  ["*.md", "README.md", true],
  ["*.md", "docs/README.md", false],
  ["**/*.md", "docs/a/README.md", true],
  ["docs/**", "docs/a", true],
  ["docs/**", "docs", false],
  ["/a", "a", true],
  ["./a/", "a/b", true],
  ["a/../b", "b", true],
  ["# comment", "# comment", false],
  ["temp?", "temp1", true],
  ["temp?", "temp", false],
  ["[a-c]x", "bx", true],
  ["[^a-c]x", "bx", false],
  ["a.b", "axb", false],
  ["*\n!keep", "keep/this", false],
  ["*\n!keep", "drop", true],
  ["*\n!a/keep\n", "a/keep", false],
  ["*\n!a/keep\n", "a/other", true],
  ["!a\na", "a", true],
  [".", "a", false],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["[", "[", true],
  ["  spaced  ", "spaced", true],
])("with %j the path %s is left out: %s", (text, path, expected) => {
  expect(parseDockerignore(text)(path)).toBe(expected);
});

test("any ignore file is read, and a path that is named literally is left out", () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }),
      fc.array(name, { minLength: 1, maxLength: 4 }),
      (lines, parts) => {
        const path = parts.join("/");
        expect(typeof parseDockerignore(lines.join("\n"))(path)).toBe("boolean");
        expect(parseDockerignore(`${lines.join("\n")}\n${path}`)(path)).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a pattern matches in time that does not explode", () => {
  expect(globToRegExp("*a*a*a*a*b").test("a".repeat(60))).toBe(false);
});
