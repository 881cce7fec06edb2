import { isProven, NOTHING, QUESTIONS } from "../overview.ts";
import { cleanLine, clip, placeText } from "../plain-text.ts";
import { reasonsOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import type { Overview, ProofRow, Report } from "../report.ts";
import { markOf } from "../verdict-mark.ts";
import { codeMarkdown, copyMarkdown, escapeMarkdown, linkMarkdown } from "./text.ts";

/** Characters of a reason's parts, tried from the first on until all reasons fit; where it comes to the last, what is to do next goes. */
const REASON_CHARACTERS = [2000, 600, 300, 160, 80].map((what, index) => ({
  title: index < 4 ? 80 : 30,
  what,
  next: index < 4 ? what : 0,
}));

type ReasonLimits = (typeof REASON_CHARACTERS)[number];

/**
 * Why a report did not pass: one line for every section that failed. At most `maxBytes` bytes; longer reasons are cut before any is left out,
 * because whoever reads only this must learn of all of them: 39,000 bytes hold 80 of any alphabet. Empty when everything passed.
 */
export function reasonsMarkdown(report: Report, maxBytes: number): string {
  const reasons = reasonsOf(report);
  if (reasons.length === 0) return "";
  const lines = REASON_CHARACTERS.map((limits) => reasons.map((reason) => reasonMarkdown(reason, limits)));
  const whole = lines.map(listOf).find((text) => Buffer.byteLength(text) <= maxBytes);
  if (whole !== undefined) return whole;
  const shortest = lines.at(-1) ?? [];
  for (let kept = shortest.length - 1; kept > 0; kept--) {
    const text = `${listOf(shortest.slice(0, kept))}\n- ${shortest.length - kept} more reasons are left out here.`;
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return "";
}

function listOf(lines: readonly string[]): string {
  return ["**Why**", "", ...lines].join("\n");
}

function reasonMarkdown({ title, verdict, what, where, next }: Reason, limits: ReasonLimits): string {
  const say = (text: string, max: number): string => escapeMarkdown(clip(cleanLine(text), max));
  const head = `- ${markOf(verdict).emoji} **${say(title, limits.title)}:** ${say(what, limits.what)}`;
  if (limits.next === 0) return head;
  const place = where === undefined ? "" : ` ${codeMarkdown(clip(placeText(where), limits.next))}`;
  return `${head}${place}${next === undefined ? "" : ` Next: ${say(next, limits.next)}`}`;
}

/** How much of the overview is shown. */
export interface OverviewLimits {
  readonly rows: number;
  readonly cellCharacters: number;
}

/** What changes, what is proven, who approved, how to go back. */
export function overviewMarkdown(overview: Overview | undefined, limits: OverviewLimits): string {
  if (!overview) return "";
  return [
    overview.plan === undefined ? "" : copyMarkdown("Plan", overview.plan, "text"),
    changesMarkdown(overview, limits),
    provenMarkdown(overview.proven, limits),
    approvalsMarkdown(overview, limits),
    backMarkdown(overview, limits),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function changesMarkdown({ changes }: Overview, limits: OverviewLimits): string {
  if (!changes) return "";
  const say = (text: string): string => escapeMarkdown(clip(text, limits.cellCharacters));
  const rows = changes.slice(0, limits.rows).map(({ about, what, names }) => {
    return `- ${say(about)}: **${say(what)}**${names.length === 0 ? "" : ` (${namesMarkdown(names, limits)})`}`;
  });
  const rest = changes.length - rows.length;
  return [
    `**${QUESTIONS.changes}**\n`,
    ...(changes.length === 0 ? [NOTHING.changes] : rows),
    ...(rest > 0 ? [`- ${rest} more are left out here.`] : []),
  ].join("\n");
}

const MAX_NAMES = 12;

function namesMarkdown(names: readonly string[], limits: OverviewLimits): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => escapeMarkdown(clip(name, limits.cellCharacters)));
  return `${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}`;
}

function provenMarkdown(proven: readonly ProofRow[] | undefined, limits: OverviewLimits): string {
  if (!proven) return "";
  if (proven.length === 0) return `**${QUESTIONS.proven}**\n\n${NOTHING.proven}`;
  // What is missing or failed is the news; when rows are cut, these stay.
  const sorted = proven.toSorted((a, b) => Number(isProven(a)) - Number(isProven(b)));
  const shown = new Set(sorted.slice(0, limits.rows));
  const say = (text: string): string => escapeMarkdown(clip(text, limits.cellCharacters));
  const rows = proven
    .filter((row) => shown.has(row))
    .map(
      ({ stage, thing, verdict, by, next }) =>
        `| ${markOf(verdict).emoji} ${markOf(verdict).word} | ${say(stage)} | ${linkMarkdown(clip(thing, limits.cellCharacters), by)} | ${say(next ?? "")} |`,
    );
  const rest = proven.length - rows.length;
  const missing = proven.filter((row) => !isProven(row)).length;
  return [
    `**${QUESTIONS.proven}** (${proven.length - missing} of ${proven.length})\n`,
    "| | Stage | About | Next |",
    "| :-- | :-- | :-- | :-- |",
    ...rows,
    ...(rest > 0 ? ["", `> ${rest} of ${proven.length} rows are left out here.`] : []),
  ].join("\n");
}

function approvalsMarkdown({ approvals }: Overview, limits: OverviewLimits): string {
  if (!approvals) return "";
  if (approvals.length === 0) return `**${QUESTIONS.approvals}**\n\n${NOTHING.approvals}`;
  const say = (text: string): string => escapeMarkdown(clip(text, limits.cellCharacters));
  const rows = approvals
    .slice(0, limits.rows)
    .map(({ by, verdict, what, next }) => `- ${markOf(verdict).emoji} **${say(by)}**: ${say(what)}${next ? `. Next: ${say(next)}` : ""}`);
  const rest = approvals.length - rows.length;
  return [`**${QUESTIONS.approvals}**\n`, ...rows, ...(rest > 0 ? [`- ${rest} more are left out here.`] : [])].join("\n");
}

function backMarkdown({ back }: Overview, limits: OverviewLimits): string {
  if (!back) return "";
  const text = `**${QUESTIONS.back}**\n\n${escapeMarkdown(clip(back.text, Math.max(limits.cellCharacters, 300)))}`;
  return back.command === undefined ? text : `${text}\n${copyMarkdown("", back.command, "sh")}`;
}
