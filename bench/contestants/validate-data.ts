// Our side of the data bench, as a process of its own: prints the rows and how many of them fail each check.
import { dirname } from "node:path";
import { validateData } from "@waybill/data";
import { SILENT } from "@waybill/kit";
import { CHECKS, NOW } from "../benches/orders.ts";

const [file = ""] = process.argv.slice(2);
const { rows, checks } = await validateData({
  name: "orders",
  source: "orders.csv",
  workspace: dirname(file),
  checks: CHECKS,
  now: NOW,
  recordHistory: false,
  reporter: SILENT,
});
const failing = (check: string, column: string): number =>
  checks.filter((result) => result.check === check && result.column === column).reduce((sum, result) => sum + (result.failing ?? 0), 0);
console.log(
  JSON.stringify({
    rows,
    missing_id: failing("missing", "id"),
    duplicate_id: failing("duplicate", "id"),
    invalid_id: failing("invalid", "id"),
    invalid_email: failing("invalid", "email"),
    invalid_plan: failing("invalid", "plan"),
    invalid_fee: failing("invalid", "fee"),
    invalid_day: failing("invalid", "day"),
  }),
);
