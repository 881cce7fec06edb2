import { renderTerminal } from "@waybill/report";
import type { Report } from "@waybill/report";

/** Prints a report for people, coloured and as wide as the terminal when there is one. */
export function printReport(report: Report, print: (text: string) => void): void {
  const color = Boolean(process.stdout.isTTY);
  print(`\n${renderTerminal(report, { color, width: Math.min(process.stdout.columns ?? 110, 140) })}\n`);
}
