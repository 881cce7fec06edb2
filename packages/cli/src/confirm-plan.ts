import { createInterface } from "node:readline/promises";
import { planReport, writeReports } from "@waybill/pipeline";
import type { PlanToApprove, Session } from "@waybill/pipeline";
import { printReport } from "./print-report.ts";

/** What showing a plan needs of a session. */
type Showing = Parameters<typeof writeReports>[0] & Pick<Session, "run" | "config">;

/** Shows all that a plan changes, then asks whether it may be applied. What is too long for a terminal stands on a page whose path is said. */
export async function confirmPlan(
  plan: PlanToApprove,
  session: Showing,
  print: (text: string) => void,
  ask: (question: string) => Promise<string> = askAtTerminal,
): Promise<boolean> {
  if (plan.section) {
    const report = planReport(session, plan.environment, plan.section);
    const { html } = await writeReports(session, `plan-${plan.environment}`, report);
    printReport(report, html, print);
    print(`Report  ${html}\n\n`);
  }
  return /^y(es)?$/i.test((await ask(`Apply plan ${plan.digest} to ${plan.environment}? [y/N] `)).trim());
}

async function askAtTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
