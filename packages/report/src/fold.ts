import type { Block, Cell, TableBlock } from "./report.ts";

/** Code of more lines than this folds away on pages and in Markdown. */
export const MAX_OPEN_LINES = 60;

/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
export function foldRows(
  table: TableBlock,
  isQuiet: (row: readonly Cell[], index: number) => boolean,
  summary: (count: number) => string,
): Block[] {
  const quiet = table.rows.filter(isQuiet);
  const loud = table.rows.filter((row, index) => !isQuiet(row, index));
  return [
    ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
    ...(quiet.length > 0 ? [{ type: "details" as const, summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
  ];
}
