import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { worstOf } from "@waybill/kit";
import { renderHtml, renderMarkdown } from "@waybill/report";
import type { Report } from "@waybill/report";
import { environmentDir } from "./session.ts";
import type { Session } from "./session.ts";
import type { StageOutcome } from "./stage.ts";

/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;

/** Where a report was written, relative to the workspace, and its Markdown for the job summary. */
export interface WrittenReport {
  readonly html: string;
  readonly markdown: string;
}

/** Writes a report as one HTML page into the folder `name` of the state directory. */
export async function writeReports(session: Session, name: string, report: Report): Promise<WrittenReport> {
  const folder = environmentDir(session, name.replaceAll("/", "-"));
  await mkdir(folder, { recursive: true });
  const html = join(folder, "report.html");
  await writeFile(html, session.redact(renderHtml(report)));
  return { html: relative(session.workspace, html), markdown: session.redact(renderMarkdown(report, { maxBytes: SUMMARY_LIMIT_BYTES })) };
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
