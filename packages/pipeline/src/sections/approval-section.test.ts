import { expect, test } from "vitest";
import type { FactsOf } from "@waybill/record";
import { approvalRow } from "./approval-section.ts";

const FACT: FactsOf<"approve"> = {
  plan: `sha256:${"ab".repeat(32)}`,
  environment: "production",
  source: "github-review",
  approvers: ["ann"],
  boundToPlan: true,
  run: "run-1",
  attempt: 1,
  authors: ["bob"],
  selfApproved: false,
};

test("who had the plan's digest approved the plan; who had not, only let the run go on", () => {
  expect(approvalRow(FACT, "pass")).toEqual({ by: "ann", verdict: "pass", what: "approved plan abababababab" });
  const unbound = approvalRow({ ...FACT, boundToPlan: false }, "warn");
  expect(unbound.what).toContain("without this plan's digest");
  expect(unbound.what).not.toContain("approved plan");
});

test("a rejection names who rejected, and an approval of nobody says so", () => {
  expect(approvalRow({ ...FACT, rejectedBy: ["cem"] }, "fail")).toMatchObject({ by: "cem", what: "rejected plan abababababab" });
  expect(approvalRow({ ...FACT, source: "none", approvers: [], boundToPlan: false }, "warn").by).toBe("Nobody");
});
