import { cleanLine, duration } from "../plain-text.ts";
import type { ChainStep, Report, Section } from "../report.ts";
import { blockLines } from "./blocks.ts";
import { paint, paintState } from "./style.ts";
import type { TerminalStyle } from "./style.ts";
import { overviewLines } from "./overview.ts";
import { displayWidth, padTo, wrap } from "./text.ts";
import { markOf, REHEARSAL_NOTICE } from "../verdict-mark.ts";

/**
 * Renders a report as text for a terminal. No line is wider than `width` columns (at least 40) but those to copy, which are never broken, and
 * nothing of the report can send terminal sequences. `page` is the path of the page that has what is too long for a terminal.
 */
export function renderTerminal(report: Report, options: { color: boolean; width: number; page?: string | undefined }): string {
  const { color, width, page = "the report page" } = options;
  const style: TerminalStyle = { color, width: Math.max(40, Math.floor(width)), page };
  const mark = markOf(report.verdict);
  const lines = [
    ...wrap(report.title, style.width).map((line) => paint(style, 1, line)),
    ...wrap(`${mark.sign} ${mark.headline}.${report.subtitle ? ` ${report.subtitle}` : ""}`, style.width).map((line) =>
      paintState(style, report.verdict, line),
    ),
    ...(report.rehearsal ? wrap(REHEARSAL_NOTICE, style.width).map((line) => paint(style, 36, line)) : []),
    ...runLines(report, style),
    ...(report.chain.length > 0 ? ["", ...chainLines(report.chain, style)] : []),
    ...report.sections.flatMap((section) => ["", ...(section.folded ? foldedLines(section, style) : sectionLines(section, style))]),
    ...overviewLines(report, style),
    ...nextLines(report.next ?? [], style),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function runLines(report: Report, style: TerminalStyle): string[] {
  return blockLines({ type: "facts", facts: report.run ?? [] }, style, 0);
}

/** Columns of a step's line beside its label and note: sign, verdict and time. */
const STEP_COLUMNS = 26;
const MIN_NOTE_WIDTH = 20;

function chainLines(chain: readonly ChainStep[], style: TerminalStyle): string[] {
  const label = Math.min(34, style.width - STEP_COLUMNS, Math.max(1, ...chain.map((step) => displayWidth(cleanLine(step.label)))));
  const room = style.width - STEP_COLUMNS - label - 2;
  const beside = room >= MIN_NOTE_WIDTH;
  return chain.flatMap((step) => {
    const mark = markOf(step.verdict);
    const time = step.durationMs === undefined ? "" : duration(step.durationMs);
    const head = paintState(style, step.verdict, `${mark.sign} ${padTo(mark.word, 12)} ${padTo(step.label, label)} ${time.padStart(9)}`);
    const notes = step.note ? wrap(step.note, beside ? room : style.width - 4) : [];
    if (!beside) return [head, ...notes.map((line) => `    ${line}`)];
    const [first = "", ...more] = notes;
    return [`${head}  ${first}`, ...more.map((line) => " ".repeat(STEP_COLUMNS + label + 2) + line)];
  });
}

function foldedLines({ title, verdict, summary }: Section, style: TerminalStyle): string[] {
  const text = `${verdict === undefined ? "" : `${markOf(verdict).sign} `}${title}${summary === undefined ? "" : `: ${summary}`}`;
  return wrap(text, style.width).map((line) => (verdict === undefined ? line : paintState(style, verdict, line)));
}

function sectionLines(section: Section, style: TerminalStyle): string[] {
  const state = section.verdict;
  const title = wrap(`${section.title}${state === undefined ? "" : `  ${markOf(state).sign} ${markOf(state).word}`}`, style.width);
  const rule = "─".repeat(Math.min(style.width, Math.max(...title.map(displayWidth))));
  return [
    ...title.map((line) => (state === undefined ? paint(style, 1, line) : paintState(style, state, line))),
    paint(style, 90, rule),
    ...(section.intro ? wrap(section.intro, style.width) : []),
    ...section.blocks.flatMap((block, index) => [...(index > 0 ? [""] : []), ...blockLines(block, style, 0)]),
  ];
}

function nextLines(next: readonly string[], style: TerminalStyle): string[] {
  if (next.length === 0) return [];
  return [
    "",
    paint(style, 1, "What to do now"),
    ...next.flatMap((step) => wrap(step, style.width - 2).map((line, index) => `${index === 0 ? "- " : "  "}${line}`)),
  ];
}
