import type { Finding } from "@waybill/kit";
import { MAX_OPEN_LINES } from "../fold.ts";
import { codeMarkdown, escapeMarkdown, fenceMarkdown, linkMarkdown } from "./text.ts";
import { clip, number, placeText } from "../plain-text.ts";
import type { Block, Cell, ChartBlock, CodeBlock, TableBlock } from "../report.ts";
import { ruleUrl } from "../rule-link.ts";
import { markOf, SEVERITY_WORD, stateOfSeverity } from "../verdict-mark.ts";

/** How much of a block is shown; what is beyond is counted and said. */
export interface Limits {
  readonly rows: number;
  readonly findings: number;
  readonly points: number;
  readonly codeCharacters: number;
  readonly cellCharacters: number;
}

/** Renders blocks in order. */
export function blocksMarkdown(blocks: readonly Block[], limits: Limits): string[] {
  return blocks.map((block) => blockMarkdown(block, limits)).filter((text) => text !== "");
}

function blockMarkdown(block: Block, limits: Limits): string {
  switch (block.type) {
    case "table":
      return tableMarkdown(block, limits);
    case "findings":
      return findingsMarkdown(block.findings, limits);
    case "code":
      return codeBlockMarkdown(block, limits);
    case "facts":
      return block.facts
        .map(
          ({ label, value }) =>
            `- **${escapeMarkdown(clip(label, limits.cellCharacters))}:** ${valueMarkdown(clip(value, limits.cellCharacters))}`,
        )
        .join("\n");
    case "chart":
      return chartMarkdown(block, limits);
    case "text":
      return escapeMarkdown(clip(block.text, limits.codeCharacters));
    case "details":
      return `<details><summary>${escapeMarkdown(clip(block.summary, limits.cellCharacters))}</summary>\n\n${blocksMarkdown(block.blocks, limits).join("\n\n")}\n\n</details>`;
  }
}

/** Digests, references and paths are easier to read and copy in code type. */
function valueMarkdown(value: string): string {
  return /sha256:|^[\w.-]+(?:\/[\w.@:-]+)+$/.test(value) ? codeMarkdown(value) : escapeMarkdown(value);
}

const RULER = { left: ":--", right: "--:", center: ":-:" } as const;

function tableMarkdown(table: TableBlock, limits: Limits): string {
  const shown = table.rows.slice(0, limits.rows);
  const width = Math.max(1, table.head.length, ...shown.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const line = (cells: readonly string[]): string => `| ${columns.map((column) => cells[column] ?? "").join(" | ")} |`;
  const lines = [
    line(table.head.map((title) => escapeMarkdown(clip(title, limits.cellCharacters)))),
    line(columns.map((column) => RULER[table.align?.[column] ?? "left"])),
    ...shown.map((row) => line(row.map((cell) => cellMarkdown(cell, limits.cellCharacters)))),
  ];
  const rest = table.rows.length - shown.length;
  return [
    table.caption === undefined ? "" : `**${escapeMarkdown(clip(table.caption, limits.cellCharacters))}**`,
    lines.join("\n"),
    rest > 0 ? `> ${rest} of ${table.rows.length} rows are left out here.` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function cellMarkdown(cell: Cell, max: number): string {
  if (typeof cell === "string") return escapeMarkdown(clip(cell, max));
  const text = clip(cell.text, max);
  const body = cell.href !== undefined ? linkMarkdown(text, cell.href) : cell.code ? codeMarkdown(text) : escapeMarkdown(text);
  return cell.verdict === undefined ? body : `${markOf(cell.verdict).emoji} ${body}`;
}

const RANK: Readonly<Record<Finding["severity"], number>> = { error: 0, warning: 1, notice: 2 };

function findingsMarkdown(findings: readonly Finding[], limits: Limits): string {
  // Where some are left out, errors are the last that go.
  const kept = new Set(findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, limits.findings));
  const shown = findings.filter((finding) => kept.has(finding));
  const rest = findings.length - shown.length;
  const lines = shown.map((finding) => findingMarkdown(finding, limits.cellCharacters));
  if (rest > 0) lines.push(`- ${rest} of ${findings.length} findings are left out here.`);
  return lines.join("\n");
}

function findingMarkdown(finding: Finding, max: number): string {
  const say = (text: string): string => escapeMarkdown(clip(text, max));
  const mark = markOf(stateOfSeverity(finding.severity));
  const emoji = finding.severity === "notice" ? "ℹ️" : mark.emoji;
  return [
    `- ${emoji} **${SEVERITY_WORD[finding.severity]}** ${say(finding.what)}`,
    finding.where ? ` ${codeMarkdown(clip(placeText(finding.where), max))}` : "",
    ` ${linkMarkdown(clip(finding.rule, max), ruleUrl(finding.rule))}`,
    finding.observed === undefined ? "" : `<br>Observed: ${say(finding.observed)}`,
    finding.expected === undefined ? "" : `<br>Expected: ${say(finding.expected)}`,
    finding.next === undefined ? "" : `<br>Next: ${say(finding.next)}`,
  ].join("");
}

function codeBlockMarkdown(block: CodeBlock, limits: Limits): string {
  // Never more characters than UTF-16 units.
  const characters = block.text.length > limits.codeCharacters ? [...block.text] : [];
  const cut = characters.length > limits.codeCharacters;
  const text = cut ? characters.slice(0, limits.codeCharacters).join("") : block.text;
  const caption = block.caption === undefined ? "" : escapeMarkdown(clip(block.caption, limits.cellCharacters));
  const lines = text.trimEnd().split("\n").length;
  const fence = fenceMarkdown(text, block.language);
  return [
    caption === "" || lines > MAX_OPEN_LINES ? "" : `**${caption}**`,
    lines > MAX_OPEN_LINES ? `<details><summary>${caption || "Code"} (${lines} lines)</summary>\n\n${fence}\n\n</details>` : fence,
    cut ? `> ${characters.length - limits.codeCharacters} of ${characters.length} characters are left out here.` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const BARS = "▁▂▃▄▅▆▇█";

function chartMarkdown(chart: ChartBlock, limits: Limits): string {
  const shown = limits.points === 0 ? [] : chart.points.slice(-limits.points);
  const low = Math.min(...shown.map(({ y }) => y));
  const high = Math.max(...shown.map(({ y }) => y));
  const bars = shown.map(({ y }) => BARS[high === low ? 3 : Math.round(((y - low) / (high - low)) * (BARS.length - 1))] ?? "·").join("");
  const last = chart.points.at(-1);
  const rest = chart.points.length - shown.length;
  const facts = [
    last ? `last ${number(last.y)}${unit(chart)} (${last.x})` : "no values",
    ...(chart.center === undefined ? [] : [`centre ${number(chart.center)}`]),
    ...(chart.lower === undefined || chart.upper === undefined ? [] : [`limits ${number(chart.lower)} to ${number(chart.upper)}`]),
    ...(rest > 0 ? [`${rest} of ${chart.points.length} earlier values are left out here`] : []),
  ];
  return `**${escapeMarkdown(clip(chart.title, limits.cellCharacters))}** ${bars}<br>${escapeMarkdown(facts.join(", "))}`;
}

function unit(chart: ChartBlock): string {
  return chart.unit === undefined ? "" : ` ${chart.unit}`;
}
