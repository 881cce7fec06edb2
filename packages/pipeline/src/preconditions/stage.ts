import { ActionError, countOf, describeFinding, isPassing } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { redactSection } from "@waybill/report";
import type { Section } from "@waybill/report";
import { findingsBlock } from "../sections/plan-section.ts";
import { checkPreconditions } from "./check-preconditions.ts";
import type { Preconditions } from "./check-preconditions.ts";
import type { Entry, Precondition, PreconditionContext, Scope } from "./precondition.ts";
import { runStage } from "../stages/run-stage.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import type { StageContext } from "../stages/run-stage.ts";

/** How many problems an error lists; the log and the report have all of them. */
const MAX_LISTED = 10;

const LABEL = "Look at what is needed";

/** Looks at what must be so before a run, so that what is wrong is told before anything is built or changed; proves nothing. */
export async function preconditionsStage(
  context: StageContext & PreconditionContext,
  entry: Entry,
  scope: Scope,
  table?: readonly Precondition[],
): Promise<StageOutcome<Preconditions>> {
  return runStage(context, "preconditions", "plan", LABEL, async () => {
    const result = await checkPreconditions(context, entry, scope, table);
    tell(context, result);
    const cause = result.findings.find(({ severity }) => severity === "error");
    const note = cause === undefined ? noteOf(result) : lineOf(cause);
    return { verdict: result.verdict, note, result, section: sectionOf(result) };
  });
}

/** The same for a step that says nothing of it while all is there: throws one error that lists what is not so, and pages draw it like a stage. */
export async function requirePreconditions(context: StageContext & PreconditionContext, entry: Entry, scope: Scope): Promise<void> {
  const startedAt = context.clock();
  const begun = performance.now();
  const result = await checkPreconditions(context, entry, scope);
  tell(context, result);
  if (isPassing(result.verdict)) return;
  const errors = result.findings.filter(({ severity }) => severity === "error");
  const lines = errors.slice(0, MAX_LISTED).map(lineOf);
  const more = errors.length > MAX_LISTED ? [`and ${errors.length - MAX_LISTED} more, see the log`] : [];
  const error = new ActionError(result.kind ?? "input", [...lines, ...more].join("\n"), { findings: errors });
  context.outcomes.push({
    id: "preconditions",
    stage: "plan",
    label: LABEL,
    startedAt,
    durationMs: performance.now() - begun,
    verdict: result.verdict,
    note: context.redact(lines[0] ?? ""),
    section: redactSection(sectionOf(result), context.redact),
    result,
    stoppedBy: error,
  });
  throw error;
}

function sectionOf({ verdict, findings, looked, leftOut }: Preconditions): Section {
  return {
    id: "preconditions",
    title: "What is needed",
    verdict,
    blocks: [
      ...findingsBlock(findings),
      { type: "text", text: `Looked at: ${looked.join(", ") || "nothing, because nothing is named"}.` },
      ...leftOut.map((text) => ({ type: "text" as const, text })),
    ],
  };
}

function tell(context: PreconditionContext, { findings, leftOut }: Preconditions): void {
  for (const finding of findings) context.reporter.finding(finding);
  for (const text of leftOut) context.reporter.info(`  ${text}`);
}

function noteOf({ findings, leftOut }: Preconditions): string {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const found =
    warnings > 0
      ? countOf(warnings, "warning")
      : leftOut.length === 0
        ? "everything that is needed is there"
        : "what was looked at is there";
  return leftOut.length === 0 ? found : `${found}; ${countOf(leftOut.length, "thing")} not looked at`;
}

/** One line: place, what is wrong, and what to do. */
function lineOf(finding: Finding): string {
  const { where, what } = finding;
  const column = where?.column === undefined ? "" : `:${where.column}`;
  const place = where === undefined ? "" : `${where.file}${where.line === undefined ? "" : `:${where.line}${column}`} `;
  return `${place}${describeFinding({ ...finding, what: /[.!?]$/.test(what) ? what : `${what}.` })}`;
}
