import { renderTerminal } from "@waybill/report";
import type { Report } from "@waybill/report";

/**
 * Prints what a person at a terminal needs: the chain, every section that is not folded away, and the overview last, because that is where people
 * look. `page` is the path of the page, which has everything.
 */
export function printReport(report: Report, page: string, print: (text: string) => void): void {
  const color = Boolean(process.stdout.isTTY);
  // The chain has a line for each stage already.
  const sections = report.chain.length > 0 ? report.sections.filter(({ folded }) => !folded) : report.sections;
  print(`\n${renderTerminal({ ...report, sections }, { color, width: Math.min(process.stdout.columns ?? 110, 140), page })}\n`);
}
