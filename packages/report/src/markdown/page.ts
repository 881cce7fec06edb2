import { blocksMarkdown } from "./blocks.ts";
import type { Limits } from "./blocks.ts";
import { codeMarkdown, escapeMarkdown, linkMarkdown } from "./text.ts";
import { clip, duration } from "../plain-text.ts";
import type { ChainStep, Report, Section } from "../report.ts";
import { markOf, REHEARSAL_NOTICE } from "../verdict-mark.ts";

/** Levels of detail, tried from the first on until a report fits. */
const LEVELS: readonly Limits[] = [
  { rows: Infinity, findings: Infinity, points: 400, codeCharacters: Infinity, cellCharacters: Infinity },
  { rows: 250, findings: 100, points: 200, codeCharacters: 8000, cellCharacters: 1000 },
  { rows: 60, findings: 40, points: 100, codeCharacters: 2000, cellCharacters: 300 },
  { rows: 20, findings: 15, points: 40, codeCharacters: 600, cellCharacters: 160 },
  { rows: 5, findings: 5, points: 20, codeCharacters: 200, cellCharacters: 100 },
];
const SHORTENED =
  "This report was shortened to fit GitHub's limit. What is left out is said where it is missing; the HTML page has everything.";

/**
 * Renders a report as GitHub's Markdown of at most `maxBytes` bytes of UTF-8 (so never more characters either). Long tables, code and
 * lists are shortened step by step until it fits, and every place where something is left out says so.
 */
export function renderMarkdown(report: Report, options: { maxBytes: number }): string {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= options.maxBytes;
  for (const [level, limits] of LEVELS.entries()) {
    const text = wholeReport(report, limits, level > 0);
    if (fits(text)) return text;
  }
  for (let kept = Math.min(report.sections.length, 400); kept >= 0; kept = Math.min(kept - 1, Math.floor(kept / 2))) {
    const text = outline(report, kept, kept);
    if (fits(text)) return text;
  }
  return lastResort(report, options.maxBytes);
}

function wholeReport(report: Report, limits: Limits, shortened: boolean): string {
  return join([
    ...opening(report, limits.cellCharacters),
    ...(shortened ? [`> ${SHORTENED}`] : []),
    chainTable(report.chain, limits),
    ...report.sections.map((section) => join([sectionHead(section, limits.cellCharacters), ...blocksMarkdown(section.blocks, limits)])),
    nextSteps(report.next ?? [], limits.cellCharacters),
  ]);
}

/** Only names and verdicts, the first `sections` of them. */
function outline(report: Report, sections: number, steps: number): string {
  const smallest: Limits = { rows: steps, findings: 1, points: 0, codeCharacters: 0, cellCharacters: 100 };
  const rest = report.sections.length - sections;
  return join([
    ...opening({ ...report, run: [] }, 200),
    `> ${SHORTENED}`,
    chainTable(report.chain, smallest),
    ...report.sections.slice(0, sections).map((section) => sectionHead({ ...section, intro: "" }, 100)),
    rest > 0 ? `> ${rest} of ${report.sections.length} sections are left out here.` : "",
  ]);
}

function lastResort(report: Report, maxBytes: number): string {
  const mark = markOf(report.verdict);
  const candidates = [
    `${mark.emoji} ${mark.headline}. The rest of this report is left out, because it does not fit here; the HTML page has everything.\n`,
    `${mark.headline}; the rest is left out.\n`,
  ];
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
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
