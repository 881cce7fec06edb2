import { expect, test } from "vitest";
import { ActionError, headline, isSystemError } from "./error.ts";
import { describeFinding, isPassing, verdictOf, worstOf } from "./verdict.ts";

test("the worst verdict wins, and nothing evaluated is inconclusive", () => {
  expect(worstOf(["pass", "warn"])).toBe("warn");
  expect(worstOf(["pass", "inconclusive", "warn"])).toBe("inconclusive");
  expect(worstOf(["inconclusive", "fail"])).toBe("fail");
  expect(worstOf([])).toBe("inconclusive");
});

test("only pass and warn get through a gate", () => {
  expect((["pass", "warn", "inconclusive", "fail"] as const).map(isPassing)).toEqual([true, true, false, false]);
});

test("findings add up to a verdict", () => {
  const finding = { rule: "config", what: "w" } as const;
  expect(verdictOf([])).toBe("pass");
  expect(verdictOf([{ ...finding, severity: "notice" }])).toBe("pass");
  expect(verdictOf([{ ...finding, severity: "warning" }])).toBe("warn");
  expect(
    verdictOf([
      { ...finding, severity: "warning" },
      { ...finding, severity: "error" },
    ]),
  ).toBe("fail");
});

test("a finding reads as one paragraph", () => {
  expect(
    describeFinding({
      rule: "data-row-count",
      severity: "error",
      what: "Too few rows.",
      observed: "3",
      expected: "at least 5",
      next: "Load the rest.",
    }),
  ).toBe("Too few rows. Observed: 3. Expected: at least 5. Load the rest.");
});

test("what has no full stop gets one where something follows, and is left alone otherwise", () => {
  const finding = { rule: "config", severity: "error", what: "'probe.service' is 'wbe', but there is no such Service" } as const;
  expect(describeFinding(finding)).toBe(finding.what);
  expect(describeFinding({ ...finding, next: "Did you mean 'web'?" })).toBe(`${finding.what}. Did you mean 'web'?`);
});

test("an expected failure is told as it is, an unexpected one asks for a report", () => {
  expect(headline(new ActionError("input", "Input 'x' is bad."))).toBe("Input 'x' is bad.");
  expect(headline(new TypeError("boom"))).toBe("Unexpected error, please report it: boom");
  expect(isSystemError(Object.assign(new Error("x"), { code: "ENOENT" }), "ENOENT")).toBe(true);
  expect(isSystemError(new Error("x"))).toBe(false);
});

test("a full disk is the runner's trouble and not our defect", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(headline(full)).toMatch(/^The disk is full\. Free some space .* Then run again/);
});
