import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { headline, worstOf } from "@waybill/kit";
import { redactReport, renderHtml, renderMarkdown } from "@waybill/report";
import type { Report } from "@waybill/report";
import type { Session } from "../session/session.ts";
import { makeStateDir } from "../session/state-dir.ts";
import type { StageOutcome } from "../stages/stage.ts";

/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;

/** Where a report was written, relative to the workspace, and its Markdown for the job summary. */
export interface WrittenReport {
  readonly html: string;
  readonly markdown: string;
}

/** Writes a report as one HTML page into the folder `name` of the state directory. */
export async function writeReports(session: Session, name: string, report: Report): Promise<WrittenReport> {
  const folder = await makeStateDir(session, name.replaceAll("/", "-"));
  const html = join(folder, "report.html");
  const safe = redactReport(report, session.redact);
  await writeFile(html, renderHtml(safe));
  return { html: relative(session.workspace, html), markdown: renderMarkdown(safe, { maxBytes: SUMMARY_LIMIT_BYTES }) };
}

/** The report of a few stages that are no whole release. */
export function stagesReport(session: Session, title: string, outcomes: readonly StageOutcome[]): Report {
  const { run } = session;
  return {
    title,
    verdict: worstOf(outcomes.map((outcome) => outcome.verdict)),
    rehearsal: run.rehearsal,
    run: [
      { label: "Repository", value: run.repository },
      { label: "Commit", value: run.commit },
      { label: "Run", value: run.run, ...(run.run.startsWith("http") ? { href: run.run } : {}) },
    ],
    chain: outcomes.map(({ id, label, verdict, durationMs, note }) => ({ id, label, verdict, durationMs, note })),
    sections: outcomes.map((outcome) => outcome.section),
  };
}

/** GitHub takes at most 65,536 characters a comment; the marker needs a few. */
const COMMENT_LIMIT_BYTES = 65_000;

/**
 * Shows a report as a comment on the pull request that the run is for, updating the one from before; does nothing on other events. A comment
 * that cannot be written is a warning: what was found stands in the job summary all the same.
 */
export async function commentOnPullRequest(session: Session, marker: string, report: Report): Promise<void> {
  const number = /^refs\/pull\/(\d+)\//.exec(session.run.ref)?.[1];
  if (!session.github || number === undefined) return;
  try {
    const { url } = await session.github.upsertComment(
      Number(number),
      marker,
      renderMarkdown(redactReport(report, session.redact), { maxBytes: COMMENT_LIMIT_BYTES }),
    );
    session.reporter.info(`The pull request shows this at ${url}`);
  } catch (error) {
    session.reporter.warn(`The pull request could not be commented on: ${headline(error)}`);
  }
}
