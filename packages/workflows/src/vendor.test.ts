import { readdirSync } from "node:fs";
import { join } from "node:path";
import { read, ROOT } from "@waybill/testing/repository";
import { expect, test } from "vitest";
import { readCalledWorkflow, vendorWorkflow } from "./index.ts";

const waybill = { commit: "0123456789abcdef0123456789abcdef01234567", version: "v1.0.0" };
const PUBLISHED = readdirSync(join(ROOT, ".github/workflows")).filter((name) =>
  /^ {2}workflow_call:/m.test(read(`.github/workflows/${name}`)),
);

test.each(PUBLISHED)("the copy of %s differs in nothing but whom it refers to", (name) => {
  const text = read(`.github/workflows/${name}`);
  const copy = vendorWorkflow(text, waybill);
  const rest = (of: string): string[] => of.split("\n").filter((line) => !/uses:/.test(line));
  expect(rest(copy)).toEqual(rest(text));
  expect(readCalledWorkflow(name, copy)).toEqual(readCalledWorkflow(name, text));
  expect(copy).not.toContain("@v1");
  for (const [, reference = "", comment = ""] of copy.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)) {
    if (!reference.startsWith("waybill-ci/")) continue;
    expect(reference).toMatch(/^waybill-ci\/waybill(\/(\.github\/)?actions\/[a-z-]+)?@0123456789abcdef0123456789abcdef01234567$/);
    expect(comment).toBe(" # v1.0.0");
  }
  expect(vendorWorkflow(copy, waybill)).toBe(copy);
});

test("pins an action with its version beside it, and calls a neighbour at its own commit", () => {
  const text =
    "jobs:\n  a:\n    uses: waybill-ci/waybill/.github/workflows/build.yml@v1 # moves\n  b:\n    steps:\n      - uses: waybill-ci/waybill/actions/build-image@v1\n";
  expect(vendorWorkflow(text, waybill)).toBe(
    `jobs:\n  a:\n    uses: ./.github/workflows/build.yml # zizmor: ignore[self-repository] "$/" is not known everywhere yet\n  b:\n    steps:\n      - uses: waybill-ci/waybill/actions/build-image@${waybill.commit} # v1.0.0\n`,
  );
});

test("a reference in a form that cannot be pinned is refused, not left behind", () => {
  expect(() => vendorWorkflow('steps: [{ uses: "waybill-ci/waybill@v1" }]\n', waybill)).toThrow("has a reference that cannot be pinned");
});
