import type { Finding } from "@waybill/kit";
import { chartStory, isOutside, renderChartSvg } from "../svg/chart.ts";
import { MAX_OPEN_LINES } from "../fold.ts";
import { escapeHtml, linkHtml } from "./text.ts";
import { iconSvg, noteSvg } from "./icon.ts";
import { number, placeText } from "../plain-text.ts";
import type { Block, Cell, ChartBlock, CodeBlock, StepState, TableBlock } from "../report.ts";
import { ruleUrl } from "../rule-link.ts";
import { markOf, SEVERITY_WORD, stateOfSeverity, styleOf } from "../verdict-mark.ts";

/** Tables longer than this scroll inside a region of their own, so that the page stays readable. */
const SCROLL_FROM_ROWS = 30;

type Anchors = (wish: string) => string;

/** Renders blocks in order. */
export function blocksHtml(blocks: readonly Block[], anchors: Anchors): string {
  return blocks.map((block) => blockHtml(block, anchors)).join("\n");
}

function blockHtml(block: Block, anchors: Anchors): string {
  switch (block.type) {
    case "table":
      return tableHtml(block, anchors);
    case "findings":
      return findingsHtml(block.findings);
    case "code":
      return codeHtml(block, anchors);
    case "facts":
      return factsHtml(block.facts);
    case "chart":
      return chartHtml(block, anchors);
    case "text":
      return `<p>${escapeHtml(block.text).replaceAll("\n", "<br>")}</p>`;
    case "details":
      return `<details><summary>${escapeHtml(block.summary)}</summary><div class="folded">${blocksHtml(block.blocks, anchors)}</div></details>`;
  }
}

/** A state as icon and word. */
export function badgeHtml(state: StepState, word = markOf(state).word): string {
  return `<span class="badge ${styleOf(state)}">${iconSvg(state)}${escapeHtml(word)}</span>`;
}

/** A list of names and values; what looks like a digest, path or reference is set in code type. */
export function factsHtml(
  facts: readonly { readonly label: string; readonly value: string; readonly href?: string | undefined }[],
): string {
  if (facts.length === 0) return "";
  return `<dl class="facts">${facts.map((fact) => `<div><dt>${escapeHtml(fact.label)}</dt><dd>${linkHtml(valueHtml(fact.value), fact.href)}</dd></div>`).join("")}</dl>`;
}

function valueHtml(value: string): string {
  return /sha256:|^[0-9a-f]{40}$|^[\w.-]+(?:[/:][\w.@:-]+)+$/.test(value) ? codeText(value) : escapeHtml(value);
}

/** Code that may break after its separators before it breaks anywhere. */
function codeText(text: string): string {
  return `<code>${escapeHtml(text).replace(/([/@:])/g, "$1<wbr>")}</code>`;
}

function tableHtml(table: TableBlock, anchors: Anchors): string {
  const side = (column: number): string => table.align?.[column] ?? "left";
  const head = table.head
    .map((title, column) => `<th scope="col" role="columnheader"${classes([side(column)])}>${escapeHtml(title)}</th>`)
    .join("");
  const rows = table.rows.map(
    (row) =>
      `<tr role="row">${row.map((cell, column) => cellHtml(cell, table.head[column] ?? "", side(column), column === 0)).join("")}</tr>`,
  );
  const name = table.caption ?? "Table";
  const caption =
    table.caption === undefined
      ? ""
      : `<caption>${escapeHtml(table.caption)}${table.rows.length >= SCROLL_FROM_ROWS ? ` <span class="count">${table.rows.length} rows</span>` : ""}</caption>`;
  // Roles are explicit because narrow screens show the table as blocks, which makes some browsers forget that it is one.
  const body = `<table role="table">${caption}<thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows.join("\n")}</tbody></table>`;
  if (table.rows.length < SCROLL_FROM_ROWS) return `<div class="table">${body}</div>`;
  return `<div class="table long" id="${anchors(`table-${name}`)}" role="region" tabindex="0" aria-label="${escapeHtml(name)}, scrollable">${body}</div>`;
}

/** A word longer than this is broken anywhere; shorter ones stay whole, else browsers squeeze a column to one letter. */
const MAX_UNBROKEN_CHARACTERS = 24;

function cellHtml(cell: Cell, title: string, side: string, first: boolean): string {
  const text = typeof cell === "string" ? cell : cell.text;
  const broken = text.split(/\s/).some((word) => word.length > MAX_UNBROKEN_CHARACTERS) ? "broken" : "";
  const [open, close] = first ? [`<th scope="row" role="rowheader"`, "</th>"] : [`<td role="cell"`, "</td>"];
  return `${open}${classes([side, broken])} data-label="${escapeHtml(title)}"><span>${cellBody(cell)}</span>${close}`;
}

function classes(names: readonly string[]): string {
  const used = names.filter((name) => name !== "" && name !== "left");
  return used.length === 0 ? "" : ` class="${used.join(" ")}"`;
}

function cellBody(cell: Cell): string {
  if (typeof cell === "string") return escapeHtml(cell);
  if (cell.verdict !== undefined) return linkHtml(badgeHtml(cell.verdict, cell.text), cell.href);
  return linkHtml(cell.code && cell.text !== "" ? codeText(cell.text) : escapeHtml(cell.text), cell.href);
}

function findingsHtml(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  return `<ul class="findings">${findings.map(findingHtml).join("")}</ul>`;
}

function findingHtml(finding: Finding): string {
  const state = stateOfSeverity(finding.severity);
  const details = [
    { label: "Where", value: finding.where === undefined ? undefined : codeText(placeText(finding.where)) },
    { label: "Observed", value: escaped(finding.observed) },
    { label: "Expected", value: escaped(finding.expected) },
    { label: "Next", value: escaped(finding.next) },
    { label: "Rule", value: linkHtml(codeText(finding.rule), ruleUrl(finding.rule)) },
  ].filter((detail) => detail.value !== undefined);
  const list = `<dl>${details.map(({ label, value }) => `<div class="${label.toLowerCase()}"><dt>${label}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
  return `<li class="finding ${styleOf(state)}"><p>${severityHtml(finding.severity)} <span class="what">${escapeHtml(finding.what)}</span></p>${list}</li>`;
}

function severityHtml(severity: Finding["severity"]): string {
  if (severity === "notice") return `<span class="badge skipped">${noteSvg()}${SEVERITY_WORD.notice}</span>`;
  return badgeHtml(stateOfSeverity(severity), SEVERITY_WORD[severity]);
}

function escaped(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escapeHtml(text);
}

function codeHtml(block: CodeBlock, anchors: Anchors): string {
  const name = block.caption ?? `${block.language} code`;
  const lines = block.text.replace(/\n+$/, "").split("\n");
  const isLong = lines.length > MAX_OPEN_LINES;
  const caption = block.caption === undefined || isLong ? "" : `<figcaption>${escapeHtml(block.caption)}</figcaption>`;
  const code = block.language === "diff" ? lines.map(diffLine).join("\n") : escapeHtml(lines.join("\n"));
  const figure = `<figure class="code">${caption}<pre id="${anchors(`code-${name}`)}" tabindex="0" role="region" aria-label="${escapeHtml(name)}"><code>${code}</code></pre></figure>`;
  if (!isLong) return figure;
  return `<details><summary>${escapeHtml(name)} <span class="count">${lines.length} lines</span></summary><div class="folded">${figure}</div></details>`;
}

function diffLine(line: string): string {
  const text = escapeHtml(line);
  if (line.startsWith("+")) return `<ins>${text}</ins>`;
  return line.startsWith("-") ? `<del>${text}</del>` : text;
}

/** A text on a line of its own, of which one click selects all. */
export function copyHtml(label: string, text: string): string {
  const name = label === "" ? "" : `<span>${escapeHtml(label)}</span> `;
  return `<p class="copy">${name}<code>${escapeHtml(text)}</code></p>`;
}

function chartHtml(chart: ChartBlock, anchors: Anchors): string {
  const id = anchors(`chart-${chart.title}`);
  const rows = chart.points.map(({ x, y }): Cell[] => [
    x,
    number(y),
    isOutside(chart, y) ? { text: "outside", verdict: "fail" } : "within",
  ]);
  const limited = chart.lower !== undefined || chart.upper !== undefined;
  const value = chart.unit === undefined ? "Value" : `Value (${chart.unit})`;
  const table: TableBlock = {
    type: "table",
    head: limited ? ["When", value, "Limits"] : ["When", value],
    rows: limited ? rows : rows.map((row) => row.slice(0, 2)),
    align: ["left", "right", "left"],
    caption: `Values: ${chart.title}`,
  };
  return `<figure class="plot"><figcaption>${escapeHtml(chart.title)} <span class="count">${escapeHtml(chartStory(chart))}</span></figcaption>${renderChartSvg(chart, id)}<details><summary>Values as a table</summary><div class="folded">${tableHtml(table, anchors)}</div></details></figure>`;
}
