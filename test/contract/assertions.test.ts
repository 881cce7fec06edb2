import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@waybill/testing/repository";

/** A type assertion tells the compiler what it cannot see, so each is a place where the types may lie. `as const` is none. */
const MAX_ASSERTIONS = 150;

interface Assertion {
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly offset: number; readonly length: number; readonly line: number } }[];
}

const found = await new Promise<readonly Assertion[]>((done, fail) => {
  const args = ["--config", "test/contract/assertions.oxlintrc.json", "--format", "json", "packages", "actions", "scripts", "bench"];
  // Findings are what is asked for here, so the exit code says nothing; output that is no report does.
  execFile(
    process.execPath,
    [join(ROOT, "node_modules/oxlint/bin/oxlint"), ...args],
    { cwd: ROOT, maxBuffer: 1 << 26 },
    (error, stdout) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: Assertion[] };
        done(diagnostics.filter(({ filename }) => !/\.test\.ts$|^packages\/testing\//.test(filename)));
      } catch {
        fail(error ?? new Error(stdout.slice(0, 1000)));
      }
    },
  );
});

test("the sources hold few type assertions", () => {
  const places = found.map(({ filename, labels: [label] }) => `${filename}:${label?.span.line}`);
  expect(places.length, places.join("\n")).toBeLessThanOrEqual(MAX_ASSERTIONS);
});

test("nothing is asserted twice to get past the compiler", () => {
  const double = found.filter((outer) =>
    found.some((inner) => {
      const [a, b] = [outer.labels[0]?.span, inner.labels[0]?.span];
      return a && b && outer !== inner && outer.filename === inner.filename && a.offset === b.offset && a.length > b.length;
    }),
  );
  expect(double.map(({ filename, labels: [label] }) => `${filename}:${label?.span.line}`)).toEqual([]);
});
