import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "./diff.ts";

test("git applies the difference of any two texts", () => {
  const folder = mkdtempSync(join(tmpdir(), "diff-"));
  const lines = fc
    .array(fc.constantFrom("a", "b", "c", "", "- x", "+ y", "@@"), { maxLength: 20 })
    .map((list) => list.map((line) => `${line}\n`).join(""));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = unifiedDiff("f", before, after);
      if (before === after) {
        expect(diff).toBe("");
        return;
      }
      writeFileSync(join(folder, "f"), before);
      execFileSync("git", ["apply", "--unsafe-paths", "--whitespace=nowarn", "-"], {
        cwd: folder,
        input: diff,
        env: { PATH: process.env["PATH"], GIT_CEILING_DIRECTORIES: tmpdir() },
      });
      expect(execFileSync("cat", [join(folder, "f")], { encoding: "utf8" })).toBe(after);
    }),
    { numRuns: 60 },
  );
  rmSync(folder, { recursive: true });
});

test("line ends of Windows are no difference", () => {
  expect(unifiedDiff("f", "a\r\nb\r\n", "a\nb\n")).toBe("");
});
