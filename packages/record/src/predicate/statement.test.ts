import { expect, test } from "vitest";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { createStatement, readStatement } from "./statement.ts";
import type { Statement } from "./statement.ts";

const build = createStatement(HONEST.build, RUN, TOOL);
const own = build.predicate["waybill_run"] as Record<string, unknown>;

/** The statement with its own part changed, as an earlier version would have written it. */
const old = (change: Record<string, unknown>): Statement => ({
  ...build,
  predicate: { ...build.predicate, waybill_run: { ...own, tool: { name: "waybill", version: "0.0.7" }, ...change } },
});

test.each([
  ["whose facts had another form", old({ facts: { image: "api" } }), /A build statement .*\(it says 0\.0\.7\).*\(facts\..*\)/],
  ["without an attempt", old({ run: { repository: "acme/shop" } }), /A build statement .*\(it says 0\.0\.7\)/],
  ["that names no version", old({ tool: undefined }), /\(it does not say which\)/],
])("a statement of an earlier version %s is said to be old, with what that means and the next step", (_, statement, words) => {
  expect(() => readStatement(statement)).toThrow(words);
  expect(() => readStatement(statement)).toThrow(
    /another version of Waybill, most likely an earlier one.*cannot be gone back to.*release that commit again/,
  );
});

test("a statement of another program is told from an old one", () => {
  const foreign = { ...build, predicate: { buildDefinition: {} } };
  expect(() => readStatement(foreign)).toThrow(/was made by another program than Waybill/);
});
