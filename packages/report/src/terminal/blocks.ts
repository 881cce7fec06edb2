import type { Finding } from "@waybill/kit";
import { cleanLine, cleanText, number, placeText } from "../plain-text.ts";
import type { Block, Cell, ChartBlock, CodeBlock, TableBlock } from "../report.ts";
import { paint, paintState } from "./style.ts";
import type { TerminalStyle } from "./style.ts";
import { displayWidth, padTo, wrap } from "./text.ts";
import { markOf, SEVERITY_WORD, stateOfSeverity } from "../verdict-mark.ts";

const MAX_ROWS = 40;
const MAX_CODE_LINES = 40;
/** What a person decides by is printed whole up to here; beyond, nobody would scroll back to its beginning. */
const MAX_WHOLE_LINES = 2000;
const MIN_COLUMN_WIDTH = 6;

/** The lines of one block, indented by `indent` columns. */
export function blockLines(block: Block, style: TerminalStyle, indent: number): string[] {
  const room = style.width - indent;
  const pad = " ".repeat(indent);
  return linesOf(block, { ...style, width: room }).map((line) => pad + line);
}

function linesOf(block: Block, style: TerminalStyle): string[] {
  switch (block.type) {
    case "table":
      return tableLines(block, style);
    case "findings":
      return block.findings.flatMap((finding) => findingLines(finding, style));
    case "code":
      return codeLines(block, style);
    case "facts":
      return factLines(block.facts, style);
    case "chart":
      return chartLines(block, style);
    case "text":
      return wrap(block.text, style.width);
    case "details":
      if (block.whole) return [...wrap(block.summary, style.width), ...block.blocks.flatMap((inner) => ["", ...linesOf(inner, style)])];
      // A terminal cannot unfold, so the page is named instead of printing everything.
      return wrap(`▸ ${block.summary} (see ${style.page})`, style.width);
  }
}

function factLines(facts: readonly { label: string; value: string }[], style: TerminalStyle): string[] {
  const label = Math.min(24, Math.max(0, ...facts.map((fact) => displayWidth(cleanLine(fact.label)))));
  return facts.flatMap((fact) => {
    const [first = "", ...more] = wrap(fact.value, style.width - label - 2);
    return [`${paint(style, 90, padTo(fact.label, label))}  ${first}`, ...more.map((line) => " ".repeat(label + 2) + line)];
  });
}

function findingLines(finding: Finding, style: TerminalStyle): string[] {
  const state = stateOfSeverity(finding.severity);
  const sign = finding.severity === "notice" ? "i" : markOf(state).sign;
  const place = finding.where ? ` (${placeText(finding.where)})` : "";
  const details = [
    finding.observed === undefined ? "" : `Observed: ${finding.observed}`,
    finding.expected === undefined ? "" : `Expected: ${finding.expected}`,
    finding.next === undefined ? "" : `Next: ${finding.next}`,
  ].filter((text) => text !== "");
  return [
    ...wrap(`${sign} ${SEVERITY_WORD[finding.severity]}: ${finding.what}${place} [${finding.rule}]`, style.width - 2).map((line, index) =>
      paintState(style, state, `${index === 0 ? "" : "  "}${line}`),
    ),
    ...details.flatMap((text) => wrap(text, style.width - 4).map((line) => `    ${line}`)),
  ];
}

function codeLines(block: CodeBlock, style: TerminalStyle): string[] {
  const all = cleanText(block.text).replaceAll("\t", "  ").replace(/\n+$/, "").split("\n");
  const shown = all.slice(0, block.whole ? MAX_WHOLE_LINES : MAX_CODE_LINES);
  const rest = all.length - shown.length;
  const color = (line: string): ((part: string) => string) => {
    const state = block.language !== "diff" ? undefined : line.startsWith("+") ? "pass" : line.startsWith("-") ? "fail" : undefined;
    return (part) => (state === undefined ? `  ${part}` : paintState(style, state, `  ${part}`));
  };
  return [
    ...(block.caption === undefined ? [] : wrap(block.caption, style.width).map((line) => paint(style, 1, line))),
    ...shown.flatMap((line) => splitColumns(line, style.width - 2).map(color(line))),
    ...(rest > 0 ? wrap(`… ${rest} more lines, see ${style.page}`, style.width) : []),
  ];
}

/** Splits a line of code by columns and keeps its spaces. */
function splitColumns(line: string, columns: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (displayWidth(part + character) > columns) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

function tableLines(table: TableBlock, style: TerminalStyle): string[] {
  const rows = table.rows.slice(0, MAX_ROWS);
  const count = Math.max(1, table.head.length, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, column) => column);
  const texts = rows.map((row) => columns.map((column) => cellText(row[column])));
  const natural = columns.map((column) =>
    Math.max(1, displayWidth(cleanLine(table.head[column] ?? "")), ...texts.map((row) => displayWidth(cleanLine(row[column] ?? "")))),
  );
  const widths = fitWidths(natural, style.width - 2 * (count - 1));
  const rest = table.rows.length - rows.length;
  const caption = table.caption === undefined ? [] : wrap(table.caption, style.width).map((line) => paint(style, 1, line));
  const more = rest > 0 ? wrap(`… ${rest} more rows, see ${style.page}`, style.width) : [];
  if (!widths) return [...caption, ...texts.flatMap((row) => stackedRow(row, table.head, style)), ...more];
  const line = (cells: readonly string[]): string[] => rowLines(cells, widths, table.align ?? []);
  return [
    ...caption,
    ...line(columns.map((column) => table.head[column] ?? "")).map((text) => paint(style, 90, text)),
    ...texts.flatMap((row, index) => {
      const state = rows[index]
        ?.map((cell) => (typeof cell === "string" ? undefined : cell.verdict))
        .find((verdict) => verdict !== undefined && verdict !== "pass");
      return line(row).map((text) => (state === undefined ? text : paintState(style, state, text)));
    }),
    ...more,
  ];
}

/** Column widths that fit, the widest columns cut first; undefined when the terminal is too narrow for a table. */
function fitWidths(natural: readonly number[], room: number): number[] | undefined {
  if (room < natural.length * MIN_COLUMN_WIDTH && natural.reduce((sum, width) => sum + width, 0) > room) return undefined;
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 1) - 1;
    excess--;
  }
  return widths;
}

function rowLines(cells: readonly string[], widths: readonly number[], align: readonly string[]): string[] {
  const wrapped = widths.map((width, column) => wrap(cells[column] ?? "", width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    widths.map((width, column) => padTo(wrapped[column]?.[index] ?? "", width, align[column] === "right" ? "right" : "left")).join("  "),
  );
}

function stackedRow(row: readonly string[], head: readonly string[], style: TerminalStyle): string[] {
  return row.flatMap((text, column) =>
    wrap(`${head[column] ? `${head[column]}: ` : ""}${text}`, style.width - 2).map(
      (line, index) => `${column === 0 && index === 0 ? "- " : "  "}${line}`,
    ),
  );
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return cell.verdict === undefined ? cell.text : `${markOf(cell.verdict).sign} ${cell.text}`;
}

function chartLines(chart: ChartBlock, style: TerminalStyle): string[] {
  const last = chart.points.at(-1);
  const unit = chart.unit === undefined ? "" : ` ${chart.unit}`;
  const facts = [
    last ? `last ${number(last.y)}${unit} (${last.x})` : "no values",
    ...(chart.center === undefined ? [] : [`centre ${number(chart.center)}`]),
    ...(chart.lower === undefined || chart.upper === undefined ? [] : [`limits ${number(chart.lower)} to ${number(chart.upper)}`]),
  ];
  return wrap(`${chart.title}: ${facts.join(", ")}, ${chart.points.length} values`, style.width);
}
