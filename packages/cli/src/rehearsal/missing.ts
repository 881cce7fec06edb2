import { worstOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Report } from "@waybill/report";

/** A report that says first what was not rehearsed, and is never better than inconclusive then. */
export function withMissing(report: Report, missing: readonly Finding[]): Report {
  if (missing.length === 0) return report;
  const section = {
    id: "not-rehearsed",
    title: "Not rehearsed",
    verdict: "inconclusive" as const,
    blocks: [{ type: "findings" as const, findings: missing }],
  };
  return { ...report, verdict: worstOf([report.verdict, "inconclusive"]), sections: [section, ...report.sections] };
}

/** A report that says what the rehearsal had in place of something of the project's. */
export function withReplaced(report: Report, replaced: readonly string[]): Report {
  if (replaced.length === 0) return report;
  const blocks = replaced.map((text) => ({ type: "text" as const, text }));
  return {
    ...report,
    sections: [{ id: "replaced", title: "Replaced in this rehearsal", verdict: "pass" as const, blocks }, ...report.sections],
  };
}
