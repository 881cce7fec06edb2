import { expect, test } from "vitest";
import { withMissing } from "./missing.ts";

test("a report of what was not rehearsed says so first and is never better than inconclusive", () => {
  const report = { title: "", verdict: "pass", rehearsal: true, chain: [], sections: [] } as const;
  expect(withMissing(report, [])).toBe(report);
  const missing = withMissing(report, [{ rule: "not-rehearsed", severity: "error", what: "The database was not rehearsed." }]);
  expect(missing).toMatchObject({ verdict: "inconclusive", sections: [{ id: "not-rehearsed", verdict: "inconclusive" }] });
});
