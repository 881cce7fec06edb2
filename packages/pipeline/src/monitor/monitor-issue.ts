import type { EnvironmentConfig } from "@waybill/config";
import { isPassing, worstOf } from "@waybill/kit";
import { redactReport } from "@waybill/report";
import type { Report } from "@waybill/report";
import type { GitHubAccess, Project, Redacting, Reporting, RunIdentity, RunLimits } from "../session/capabilities.ts";
import type { StageOutcome } from "../stages/outcome.ts";

type Context = Pick<Project, "config"> & Reporting & Redacting & RunIdentity & Pick<RunLimits, "dryRun"> & Pick<GitHubAccess, "github">;

const LABEL = "waybill-monitor";
/** GitHub takes at most 65,536 characters. */
const BODY_LIMIT_BYTES = 64_000;

/** What the monitor found: all is well, something differs, or something could not be looked at and nothing is known to differ. */
export function isAlarm(outcomes: readonly StageOutcome[]): "none" | "differs" | "unseen" {
  const verdict = worstOf(outcomes.map((outcome) => outcome.verdict));
  if (isPassing(verdict)) return "none";
  return verdict === "fail" ? "differs" : "unseen";
}

/**
 * Keeps one issue for an environment: opened when the monitor first finds something, changed while that lasts, closed with a comment when all
 * is well again. Without a token nothing is kept, and that is said. An issue that cannot be written is an error: nobody would hear the alarm.
 */
export async function keepMonitorIssue(
  context: Context,
  environment: Pick<EnvironmentConfig, "name">,
  { report, outcomes }: { readonly report: Report; readonly outcomes: readonly StageOutcome[] },
): Promise<void> {
  const { github, reporter, run } = context;
  const alarm = isAlarm(outcomes);
  if (context.dryRun) return reporter.info("No issue is kept in a dry run.");
  if (!github) return reporter.info("No issue is kept, because there is no token for GitHub.");
  const where = `${context.config.name} in ${environment.name}`;
  // A name holds no '/', so what two products say of two environments is kept apart.
  const marker = `monitor-${context.config.name}/${environment.name}`;
  const of = run.run.startsWith("http") ? `[the run](${run.run})` : `run ${run.run}`;
  if (alarm === "none") {
    const closed = await github.closeIssue({ marker, label: LABEL }, `All is well again: ${where} is as it was released. See ${of}.`);
    if (closed) reporter.info(`Closed ${closed.url}: all is well again`);
    return;
  }
  const title = alarm === "differs" ? `${where} is not as it was released` : `${where} could not be checked`;
  const { renderMarkdown } = await import("@waybill/report");
  const page = renderMarkdown(redactReport(report, context.redact), { maxBytes: BODY_LIMIT_BYTES });
  const body = `Waybill keeps this issue, and closes it when all is well again. Last looked at in ${of}.\n\n${page}`;
  const kept = await github.keepIssue({ marker, label: LABEL, title, body }, newsOf(alarm, of));
  reporter.info(`${kept.opened ? "Opened" : "Updated"} ${kept.url}`);
  if (!kept.isOurs)
    reporter.warn(
      `${kept.url} was opened in another name than github-actions[bot], so the next run will not find it. Hand the job's own token (github.token) to 'github-token'.`,
    );
}

function newsOf(alarm: "differs" | "unseen", of: string): string {
  return alarm === "differs"
    ? `It can be looked at, and something is wrong: see ${of} and the description above.`
    : `By ${of} something could not be looked at, so it is not known whether what was wrong still is.`;
}
