import { duration } from "./plain-text.ts";
import type { ChainStep, Report, Section } from "./report.ts";
import { blockLines } from "./terminal-blocks.ts";
import { paint, paintState } from "./terminal-style.ts";
import type { TerminalStyle } from "./terminal-style.ts";
import { displayWidth, padTo, wrap } from "./terminal-text.ts";
import { markOf, REHEARSAL_NOTICE } from "./verdict-mark.ts";

/** Renders a report as text for a terminal. No line is wider than `width` columns (at least 40), and nothing of the report can send terminal sequences. */
export function renderTerminal(report: Report, options: { color: boolean; width: number }): string {
  const style: TerminalStyle = { color: options.color, width: Math.max(40, Math.floor(options.width)) };
  const mark = markOf(report.verdict);
  const lines = [
    ...wrap(report.title, style.width).map((line) => paint(style, 1, line)),
    ...wrap(`${mark.sign} ${mark.headline}.${report.subtitle ? ` ${report.subtitle}` : ""}`, style.width).map((line) =>
      paintState(style, report.verdict, line),
    ),
    ...(report.rehearsal ? wrap(REHEARSAL_NOTICE, style.width).map((line) => paint(style, 36, line)) : []),
    ...runLines(report, style),
    ...(report.chain.length > 0 ? ["", ...chainLines(report.chain, style)] : []),
    ...report.sections.flatMap((section) => ["", ...sectionLines(section, style)]),
    ...nextLines(report.next ?? [], style),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function runLines(report: Report, style: TerminalStyle): string[] {
  return blockLines({ type: "facts", facts: report.run ?? [] }, style, 0);
}

function chainLines(chain: readonly ChainStep[], style: TerminalStyle): string[] {
  const label = Math.min(34, Math.max(...chain.map((step) => displayWidth(step.label))));
  return chain.flatMap((step) => {
    const mark = markOf(step.verdict);
    const time = step.durationMs === undefined ? "" : duration(step.durationMs);
    const head = `${padTo(mark.word, 12)} ${padTo(step.label, label)} ${time.padStart(9)}`;
    const room = style.width - 4 - displayWidth(head);
    const [note = "", ...more] = step.note === undefined ? [] : wrap(step.note, Math.max(room, 20));
    const indent = room >= 20 ? " ".repeat(displayWidth(head) + 4) : "    ";
    const rest = room >= 20 ? more : [note, ...more].filter((line) => line !== "");
    return [
      `${paintState(style, step.verdict, `${mark.sign} ${head}`)}${room >= 20 && note !== "" ? `  ${note}` : ""}`,
      ...rest.map((line) => indent + line),
    ];
  });
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
