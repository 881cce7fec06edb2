import { findAmongMany } from "@waybill/testing/many-statements";
import { expect, test } from "vitest";

/** What is downloaded of other commits' statements: the newest so many. */
const NEWEST = 50;
const WHOLE = { skipped: [], missingFromIndex: [] };

// packages/record/src/store.test.ts holds the same of fewer.
test("5,000 statements about one digest cost one download for each of this commit, and for the newest few of the others", async () => {
  const OWN = 100;
  const { honest, lying } = await findAmongMany({ others: 4_900, own: OWN - 1 });
  expect(honest).toEqual({ found: OWN + NEWEST, requests: OWN + NEWEST, ...WHOLE });
  expect(lying).toEqual({ found: OWN + NEWEST, requests: 2 * OWN + NEWEST, ...WHOLE });
});
