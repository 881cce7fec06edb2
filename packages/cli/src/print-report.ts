import { isPassing } from "@waybill/kit";
import { renderTerminal } from "@waybill/report";
import type { Report, Section } from "@waybill/report";

/** Prints what a person at a terminal needs: the chain, what did not pass, and the foremost section; the report page has everything. */
export function printReport(report: Report, print: (text: string) => void): void {
  const [foremost] = report.sections;
  const shown = report.sections.filter((section) => section === foremost || !isPassing(section.verdict ?? "pass"));
  const color = Boolean(process.stdout.isTTY);
  print(
    `\n${renderTerminal({ ...report, sections: shown.map(withoutPassedRows) }, { color, width: Math.min(process.stdout.columns ?? 110, 140) })}\n`,
  );
}

/** In a section that failed, the rows that passed are noise. */
function withoutPassedRows(section: Section): Section {
  if (isPassing(section.verdict ?? "pass")) return section;
  const blocks = section.blocks.map((block) => {
    if (block.type !== "table") return block;
    const rows = block.rows.filter((row) => !row.some((cell) => typeof cell !== "string" && cell.verdict === "pass"));
    return { ...block, rows };
  });
  return { ...section, blocks: blocks.filter((block) => block.type !== "table" || block.rows.length > 0) };
}
