import { blocksMarkdown } from "./blocks.ts";
import type { Limits } from "./blocks.ts";
import { overviewMarkdown, reasonsMarkdown } from "./overview.ts";
import { codeMarkdown, escapeMarkdown, linkMarkdown } from "./text.ts";
import { clip, duration } from "../plain-text.ts";
import type { ChainStep, Report, Section } from "../report.ts";
import { markOf, REHEARSAL_NOTICE } from "../verdict-mark.ts";

/** How much of a report is shown. */
interface PageLimits extends Limits {
  /** Whether what is folded away is there at all; it is the first that goes. */
  readonly folded: boolean;
}

/** Levels of detail, tried from the first on until a report fits. */
const LEVELS: readonly PageLimits[] = [
  { rows: Infinity, findings: Infinity, points: 400, codeCharacters: Infinity, cellCharacters: Infinity, folded: true },
  { rows: 1000, findings: 250, points: 200, codeCharacters: 30_000, cellCharacters: 2000, folded: false },
  { rows: 250, findings: 100, points: 200, codeCharacters: 8000, cellCharacters: 1000, folded: false },
  { rows: 60, findings: 40, points: 100, codeCharacters: 2000, cellCharacters: 300, folded: false },
  { rows: 20, findings: 15, points: 40, codeCharacters: 600, cellCharacters: 160, folded: false },
  { rows: 5, findings: 5, points: 20, codeCharacters: 200, cellCharacters: 100, folded: false },
];
const SHORTENED =
  "This report was shortened to fit GitHub's limit. What is left out is said where it is missing; the HTML page has everything.";

/** The part of a report's bytes that the reasons of what failed may take, before anything else gets room. */
const REASONS_SHARE = 0.6;

/**
 * Renders a report as GitHub's Markdown of at most `maxBytes` bytes of UTF-8 (so never more characters either). What is folded away, then long
 * tables, code and lists are shortened step by step until it fits, and every place where something is left out says so. Why something failed
 * stands at the top and is kept whatever else goes.
 */
export function renderMarkdown(report: Report, options: { maxBytes: number }): string {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= options.maxBytes;
  const reasons = reasonsMarkdown(report, options.maxBytes * REASONS_SHARE);
  for (const [level, limits] of LEVELS.entries()) {
    const text = wholeReport(report, reasons, limits, { isShortened: level > 0, maxBytes: options.maxBytes });
    if (text !== undefined && fits(text)) return text;
  }
  for (let kept = Math.min(report.sections.length, 400); kept >= 0; kept = Math.min(kept - 1, Math.floor(kept / 2))) {
    const text = outline(report, reasons, kept);
    if (fits(text)) return text;
  }
  return lastResort(report, reasons, options.maxBytes);
}

/** The report at one level of detail; undefined as soon as its sections alone are too long, so that a huge one is not drawn six times. */
function wholeReport(
  report: Report,
  reasons: string,
  limits: PageLimits,
  { isShortened, maxBytes }: { readonly isShortened: boolean; readonly maxBytes: number },
): string | undefined {
  const sections: string[] = [];
  let bytes = 0;
  for (const section of report.sections) {
    const text = sectionMarkdown(section, limits);
    sections.push(text);
    bytes += Buffer.byteLength(text);
    if (bytes > maxBytes) return undefined;
  }
  return join([
    ...opening(report, limits.cellCharacters),
    ...(isShortened ? [`> ${SHORTENED}`] : []),
    reasons,
    overviewMarkdown(report.overview, limits),
    chainTable(report.chain, limits),
    ...sections,
    nextSteps(report.next ?? [], limits.cellCharacters),
  ]);
}

function sectionMarkdown(section: Section, limits: PageLimits): string {
  if (!section.folded) return join([sectionHead(section, limits.cellCharacters), ...blocksMarkdown(section.blocks, limits)]);
  const mark = section.verdict === undefined ? "" : `${markOf(section.verdict).emoji} `;
  const word = section.verdict === undefined ? "" : ` (${markOf(section.verdict).word})`;
  const summary = section.summary ? `: ${escapeMarkdown(clip(section.summary, limits.cellCharacters))}` : "";
  const line = `${mark}<b>${escapeMarkdown(clip(section.title, limits.cellCharacters))}</b>${word}${summary}`;
  if (!limits.folded) return `${line}<br>Its details are left out here.\n`;
  return `<details><summary>${line}</summary>\n\n${join(blocksMarkdown(section.blocks, limits))}\n</details>\n`;
}

/** Only names, verdicts and reasons, the first `kept` of each list. */
function outline(report: Report, reasons: string, kept: number): string {
  const smallest: PageLimits = { rows: kept, findings: 1, points: 0, codeCharacters: 0, cellCharacters: 100, folded: false };
  const rest = report.sections.length - kept;
  return join([
    ...opening({ ...report, run: [] }, 200),
    `> ${SHORTENED}`,
    reasons,
    kept > 0 ? overviewMarkdown(report.overview, smallest) : "",
    chainTable(report.chain, smallest),
    ...report.sections.slice(0, kept).map((section) => sectionHead({ ...section, intro: "" }, 100)),
    rest > 0 ? `> ${rest} of ${report.sections.length} sections are left out here.` : "",
  ]);
}

function lastResort(report: Report, reasons: string, maxBytes: number): string {
  const mark = markOf(report.verdict);
  const rest = `${mark.emoji} ${mark.headline}. The rest of this report is left out, because it does not fit here; the HTML page has everything.\n`;
  const candidates = [...(reasons === "" ? [] : [join([rest.trimEnd(), reasons])]), rest, `${mark.headline}; the rest is left out.\n`];
  return candidates.find((text) => Buffer.byteLength(text) <= maxBytes) ?? clip(mark.word, Math.max(1, Math.floor(maxBytes / 4)));
}

function opening(report: Report, max: number): string[] {
  const mark = markOf(report.verdict);
  const facts = (report.run ?? []).map(
    ({ label, value, href }) =>
      `${escapeMarkdown(clip(label, max))}: ${href ? linkMarkdown(clip(value, max), href) : codeMarkdown(clip(value, max))}`,
  );
  return [
    `# ${mark.emoji} ${escapeMarkdown(clip(report.title, max))}`,
    report.rehearsal ? `> [!NOTE]\n> ${REHEARSAL_NOTICE}` : "",
    `**${mark.headline}.** ${escapeMarkdown(clip(report.subtitle ?? "", max))}`.trimEnd(),
    facts.join(" · "),
  ];
}

function chainTable(chain: readonly ChainStep[], limits: Limits): string {
  if (chain.length === 0) return "";
  const shown = chain.slice(0, limits.rows);
  const rows = shown.map((step) => {
    const mark = markOf(step.verdict);
    const time = step.durationMs === undefined ? "" : duration(step.durationMs);
    return `| ${mark.emoji} ${mark.word} | ${escapeMarkdown(clip(step.label, limits.cellCharacters))} | ${time} | ${escapeMarkdown(clip(step.note ?? "", limits.cellCharacters))} |`;
  });
  const rest = chain.length - shown.length;
  const table = ["| Verdict | Step | Time | Note |", "| :-- | :-- | --: | :-- |", ...rows].join("\n");
  return rest > 0 ? `${table}\n\n> ${rest} of ${chain.length} steps are left out here.` : table;
}

function sectionHead(section: Section, max: number): string {
  const mark = section.verdict === undefined ? "" : `${markOf(section.verdict).emoji} `;
  const word = section.verdict === undefined ? "" : ` (${markOf(section.verdict).word})`;
  return join([
    `## ${mark}${escapeMarkdown(clip(section.title, max))}${word}`,
    section.intro ? escapeMarkdown(clip(section.intro, max)) : "",
  ]).trimEnd();
}

function nextSteps(next: readonly string[], max: number): string {
  if (next.length === 0) return "";
  return join(["## What to do now", next.map((step) => `- ${escapeMarkdown(clip(step, max))}`).join("\n")]).trimEnd();
}

function join(parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}
