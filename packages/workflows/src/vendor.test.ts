import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCalledWorkflow, vendorWorkflow } from "./index.ts";

const WORKFLOWS = join(import.meta.dirname, "../../../.github/workflows");
const waybill = { commit: "0123456789abcdef0123456789abcdef01234567", version: "v1.0.0" };

test.each(["release.yml", "validate.yml", "build.yml", "deploy.yml", "migrate.yml", "rollback.yml", "monitor.yml", "pull-request.yml"])(
  "the copy of %s differs in nothing but whom it refers to",
  (name) => {
    const text = readFileSync(join(WORKFLOWS, name), "utf8");
    const copy = vendorWorkflow(text, waybill);
    const rest = (of: string): string[] => of.split("\n").filter((line) => !/uses:/.test(line));
    expect(rest(copy)).toEqual(rest(text));
    expect(readCalledWorkflow(name, copy)).toEqual(readCalledWorkflow(name, text));
    expect(copy).not.toContain("@v1");
    expect(vendorWorkflow(copy, waybill)).toBe(copy);
  },
);

test("pins an action with its version beside it, and calls a neighbour at its own commit", () => {
  const text =
    "jobs:\n  a:\n    uses: waybill-ci/waybill/.github/workflows/build.yml@v1 # moves\n  b:\n    steps:\n      - uses: waybill-ci/waybill/actions/build-image@v1\n";
  expect(vendorWorkflow(text, waybill)).toBe(
    `jobs:\n  a:\n    uses: ./.github/workflows/build.yml\n  b:\n    steps:\n      - uses: waybill-ci/waybill/actions/build-image@${waybill.commit} # v1.0.0\n`,
  );
});

test("a reference in a form that cannot be pinned is refused, not left behind", () => {
  expect(() => vendorWorkflow('steps: [{ uses: "waybill-ci/waybill@v1" }]\n', waybill)).toThrow("has a reference that cannot be pinned");
});
