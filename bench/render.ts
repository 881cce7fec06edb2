import type { Row } from "./row.ts";
import { describeAmount, describeBar } from "./row.ts";

const HEAD = ["what", "ours", "peer", "ratio", "bar", "met"] as const;

/** Draws rows as a table of aligned columns, with goals and problems below it. */
export function renderText(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const notes = rows.flatMap((row) => [
    ...(row.problem === undefined ? [] : [row.problem]),
    ...(row.goal === undefined ? [] : [`${nameOf(row)}: the goal of a later issue is ${row.goal}`]),
  ]);
  return [line(HEAD), line(widths.map((width) => "-".repeat(width))), ...cells.map(line), ...new Set(notes)].join("\n");
}

/** Draws rows as a Markdown table. */
export function renderMarkdown(rows: readonly Row[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  const head = [...HEAD, "later goal"];
  const lines = rows.map((row) => line([...cellsOf(row), row.goal ?? ""]));
  const problems = new Set(rows.flatMap((row) => (row.problem === undefined ? [] : [`- ${row.problem}`])));
  const below = problems.size > 0 ? ["", ...problems] : [];
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...lines, ...below].join("\n");
}

function nameOf({ what, peer }: Row): string {
  return peer === undefined ? what : `${what}, against ${peer.name}`;
}

function cellsOf(row: Row): string[] {
  const peer = row.peer === undefined ? "–" : `${row.peer.name} ${describeAmount(row.peer.value, row.unit)}`;
  const ratio = row.ratio === undefined ? "–" : row.ratio.toFixed(2);
  return [row.what, describeAmount(row.ours, row.unit), peer, ratio, describeBar(row), row.met ? "yes" : "NO"];
}
