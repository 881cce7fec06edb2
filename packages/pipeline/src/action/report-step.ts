import { ActionError, describeFinding, headline, isPassing } from "@waybill/kit";
import { setOutput, writeSummary } from "@waybill/kit/edge";
import type { Report } from "@waybill/report";
import { noteSentence } from "../sections/format.ts";
import { stagesReport, writeBrief, writeStepReport } from "../sections/reports.ts";
import type { ClosedRelease } from "../sections/reports.ts";
import type { Session } from "../session/session.ts";
import type { StageOutcome } from "../stages/outcome.ts";

/** What a step is called on its page, and what it leaves besides. */
export interface StepPage {
  readonly title: string;
  /** The environment whose release is verified, of which a brief is written also where the verification cannot be finished. */
  readonly brief?: string | undefined;
}

/**
 * Runs the stages of a step and leaves the same page, job summary and outputs `report` and `verdict` however they end; fails the step when a
 * stage did not pass. What `work` throws is on the page and thrown on. It returns the stages to draw, and the release that it closed.
 */
export async function reportStep(
  session: Session,
  { title, brief }: StepPage,
  work: () => Promise<{ readonly outcomes: readonly StageOutcome[]; readonly closed?: ClosedRelease | undefined }>,
): Promise<void> {
  const done = await work().catch(async (error: unknown) => {
    await leavePage(session, { title, brief }, session.signal.aborted ? session.signal.reason : error);
    throw error;
  });
  await publishReport(session, stagesReport(session, title, done.outcomes), done.closed);
  const bad = done.outcomes.find((outcome) => !isPassing(outcome.verdict));
  if (bad) throw new ActionError("verdict", `${bad.label}: ${bad.verdict}. ${noteSentence(bad.note)}${firstStep(bad)}`);
}

/** The step's error is the one to report, so a page that cannot be written is a warning beside it. The edge sets the verdict. */
async function leavePage(session: Session, { title, brief }: StepPage, error: unknown): Promise<void> {
  try {
    const report = stagesReport(session, title, session.outcomes, error);
    const { html, markdown } = await writeStepReport(session, report);
    await writeSummary(markdown);
    setOutput("report", html);
    if (brief !== undefined) setOutput("brief", await writeBrief(session, brief, report));
  } catch (failure) {
    session.reporter.warn(`The page of this step could not be written: ${headline(failure)}`);
  }
}

/** Writes a report as page and job summary and sets the outputs `verdict` and `report`; that of a closed release goes beside its record. */
export async function publishReport(session: Session, report: Report, closed?: ClosedRelease): Promise<void> {
  const { html, markdown } = await writeStepReport(session, report, closed);
  await writeSummary(markdown);
  setOutput("report", html);
  setOutput("verdict", report.verdict);
}

function firstStep({ section, note }: StageOutcome): string {
  const findings = section.blocks.flatMap((block) => (block.type === "findings" ? block.findings : []));
  const error = findings.find(({ severity }) => severity === "error");
  return error && describeFinding(error) !== note ? ` ${error.next ?? ""}`.trimEnd() : "";
}
