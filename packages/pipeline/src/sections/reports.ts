import { writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Config } from "@waybill/config";
import { headline, isPassing, worstOf } from "@waybill/kit";
import { redactReport } from "@waybill/report";
import type { Report, Section } from "@waybill/report";
import { publishPage } from "../evidence/publish-pages.ts";
import type { GitHubAccess, Redacting, Reporting, RunIdentity, StateFolder, Workspace } from "../session/capabilities.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { foldPassed, overviewOf } from "./overview.ts";
import { waitsForChecks } from "./plan-section.ts";
import { stoppedBetween } from "./stopped-section.ts";
import { noteSentence } from "./format.ts";
import type { StageOutcome } from "../stages/outcome.ts";

/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;

/** Where a report was written, relative to the workspace, and its Markdown for the job summary. */
export interface WrittenReport {
  readonly html: string;
  readonly markdown: string;
}

/** The release that a report is about, once it was closed: its environment, and the images that the page is stored beside. */
export interface ClosedRelease {
  readonly environment: string;
  readonly images: ImageReferences;
}

/**
 * Writes the last report of a release beside its record, `report.html` in the environment's folder, and stores it beside the release's
 * images: as far as that is possible, because the page proves nothing.
 */
export async function writeReleaseReport(
  context: Parameters<typeof writeReports>[0] & Parameters<typeof publishPage>[0],
  release: ClosedRelease,
  report: Report,
): Promise<WrittenReport> {
  const written = await writeReports(context, release.environment, report);
  await publishPage(context, release, { kind: "report", path: resolve(context.workspace, written.html) });
  return written;
}

/** Writes the report of a step: into a folder named after it, that of a closed release beside its record. */
export async function writeStepReport(
  context: Parameters<typeof writeReleaseReport>[0],
  report: Report,
  closed?: ClosedRelease,
): Promise<WrittenReport> {
  if (closed) return writeReleaseReport(context, closed, report);
  return writeReports(context, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
}

/** Writes a report as one HTML page into the folder `name` of the state folder; no secret that was masked so far stands in it. */
export async function writeReports(context: Workspace & StateFolder & Redacting, name: string, report: Report): Promise<WrittenReport> {
  // Pages are drawn last, so a step that stops early need not load what draws them.
  const { renderHtml, renderMarkdown } = await import("@waybill/report");
  const folder = await makeStateDir(context, name.replaceAll("/", "-"));
  const html = join(folder, "report.html");
  const safe = redactReport(report, context.redact);
  await writeFile(html, renderHtml(safe));
  return { html: relative(context.workspace, html), markdown: renderMarkdown(safe, { maxBytes: SUMMARY_LIMIT_BYTES }) };
}

/** So that the brief fits into one comment on GitHub. */
const MAX_BRIEF_BYTES = 65_536;

/** Writes a report as the brief of an environment and gives its absolute path; no secret that was masked so far stands in it. */
export async function writeBrief(context: StateFolder & Redacting, environment: string, report: Report): Promise<string> {
  const { renderMarkdown } = await import("@waybill/report");
  const path = join(await makeStateDir(context, environment), "brief.md");
  await writeFile(path, renderMarkdown(redactReport(report, context.redact), { maxBytes: MAX_BRIEF_BYTES }));
  return path;
}

/** The report of a few stages that are no whole release; `error` is what ended them early, in whichever stage or between them. */
export function stagesReport(
  { run, redact }: RunIdentity & Redacting,
  title: string,
  outcomes: readonly StageOutcome[],
  error?: unknown,
): Report {
  const isTold = error === undefined || outcomes.some(({ stoppedBy }) => stoppedBy !== undefined);
  // A plan is what people came to read.
  const sections = foldPassed(outcomes, ({ stage }) => stage === "plan");
  const failedPlan = outcomes.find(({ stage, id, verdict }) => stage === "plan" && id.startsWith("plan") && !isPassing(verdict));
  const [only, ...others] = outcomes;
  const subtitle = failedPlan
    ? `${whyNotYet(failedPlan.section)}; nothing was changed.`
    : only && others.length === 0 && error === undefined && isPassing(only.verdict)
      ? noteSentence(only.note)
      : undefined;
  return {
    title,
    ...(subtitle !== undefined && { subtitle }),
    verdict: error === undefined ? worstOf(outcomes.map((outcome) => outcome.verdict)) : "fail",
    rehearsal: run.rehearsal,
    run: runFacts(run),
    overview: overviewOf(outcomes, { run: run.run }),
    // A chain of one link says nothing and takes a third of the first screen.
    chain:
      outcomes.length === 1 ? [] : outcomes.map(({ id, label, verdict, durationMs, note }) => ({ id, label, verdict, durationMs, note })),
    sections: isTold ? sections : [stoppedBetween(redact(headline(error))), ...sections],
  };
}

function whyNotYet(section: Section): string {
  return waitsForChecks(section) ? "The plan waits for checks that a release runs before it" : "The plan failed and cannot be approved";
}

/** The report of a plan before anything else happens, for the person who is asked whether it may be applied. */
export function planReport(
  { run, config }: RunIdentity & { readonly config: Pick<Config, "name"> },
  environment: string,
  section: Section,
): Report {
  return {
    title: `Plan of ${config.name} for ${environment}`,
    subtitle: isPassing(section.verdict ?? "pass")
      ? "This is what would change; nothing was changed yet."
      : `${whyNotYet(section)}; nothing was changed.`,
    verdict: section.verdict ?? "inconclusive",
    rehearsal: run.rehearsal,
    run: runFacts(run),
    overview: section.overview,
    chain: [],
    sections: [section],
  };
}

/** Where and from what a run was made, for the head of a page. */
export function runFacts(run: RunIdentity["run"], startedBy?: string): NonNullable<Report["run"]> {
  return [
    { label: "Repository", value: run.repository },
    { label: "Commit", value: run.commit },
    ...(startedBy === undefined ? [] : [{ label: "Started by", value: startedBy }]),
    { label: "Run", value: run.run, href: run.run.startsWith("http") ? run.run : undefined },
  ];
}

/** GitHub takes at most 65,536 characters a comment; the marker needs a few. */
const COMMENT_LIMIT_BYTES = 65_000;

/**
 * Shows a report as a comment on the pull request that the run is for, or on the one that is named, updating the one from before; does nothing on other events. A comment
 * that cannot be written is a warning: what was found stands in the job summary all the same.
 */
export async function commentOnPullRequest(
  context: RunIdentity & Reporting & Redacting & Pick<GitHubAccess, "github">,
  marker: string,
  report: Report,
  pullRequest?: number,
): Promise<void> {
  const number = pullRequest ?? /^refs\/pull\/(\d+)\//.exec(context.run.ref)?.[1];
  if (!context.github || number === undefined) return;
  const { renderMarkdown } = await import("@waybill/report");
  try {
    const { url, isOurs } = await context.github.upsertComment(
      Number(number),
      marker,
      renderMarkdown(redactReport(report, context.redact), { maxBytes: COMMENT_LIMIT_BYTES }),
    );
    context.reporter.info(`The pull request shows this at ${url}`);
    if (!isOurs)
      context.reporter.warn(
        `${url} was written in a person's name, so the next run will write another one. Hand the job's own token (github.token) to 'github-token'.`,
      );
  } catch (error) {
    context.reporter.warn(`The pull request could not be commented on: ${headline(error)}`);
  }
}
