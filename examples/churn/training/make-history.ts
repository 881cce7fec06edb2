// Writes data/history.jsonl: the months before and the current one, each validated as it would have been then. Run in this repository, after `npm ci`:
//   node --conditions=@waybill/source examples/churn/training/make-history.ts
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validateData } from "../../../packages/data/src/index.ts";
import { SILENT } from "../../../packages/kit/src/index.ts";
import { CURRENT, makeCustomers } from "./customers.ts";

/** Customers at the end of each month before the current one, oldest first. */
const MONTHS: readonly (readonly [string, number])[] = [
  ["2025-11-30", 2861],
  ["2025-12-31", 2904],
  ["2026-01-31", 2888],
  ["2026-02-28", 2917],
  ["2026-03-31", 2926],
  ["2026-04-30", 2902],
  ["2026-05-31", 2943],
  ["2026-06-30", 2958],
  ["2026-07-31", 2939],
  ["2026-08-31", 2971],
  ["2026-09-30", 2986],
];

const workspace = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(workspace, "data/months-"));
rmSync(join(workspace, "data/history.jsonl"), { force: true });
try {
  const months = MONTHS.map(([snapshot, rows], index) => ({ seed: CURRENT.seed + index + 1, rows, snapshot }));
  // The current export is in it too, so that a release of the example as it is leaves the history as it is.
  for (const month of [...months, CURRENT]) {
    const { snapshot, rows } = month;
    const source = join(folder, `${snapshot}.csv`);
    writeFileSync(source, makeCustomers(month));
    const { verdict, findings } = await validateData({
      name: "customers",
      source: source.slice(workspace.length + 1),
      workspace,
      checks: "data/checks.yaml",
      history: "data/history.jsonl",
      // The shops send the export on the second day of the next month.
      now: new Date(Date.parse(`${snapshot}T06:00:00Z`) + 2 * 86_400_000),
      recordHistory: true,
      reporter: SILENT,
    });
    console.log(`${snapshot}: ${rows} customers, ${verdict}`);
    if (verdict === "fail" || verdict === "inconclusive") throw new Error(JSON.stringify(findings, null, 2));
  }
} finally {
  rmSync(folder, { recursive: true });
}
