import { proxiedFetch } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { readProxySettings } from "@waybill/kit/edge";
import {
  checkProject,
  failUnlessPassed,
  findEnvironment,
  monitorProject,
  parseImages,
  planProject,
  release,
  rollbackProject,
  stagesReport,
  verifyProject,
  writeReleaseReport,
  writeReports,
} from "@waybill/pipeline";
import type { ApprovalSource, PlanToApprove, Session } from "@waybill/pipeline";
import type { Report } from "@waybill/report";
import { UsageError } from "./arguments.ts";
import type { Call, Command } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { confirmPlan } from "./confirm-plan.ts";
import { printReport } from "./print-report.ts";

/** A command that runs stages. */
type StageCommand = Exclude<Command, "rehearse" | "init" | "policy explain" | "config" | "matrix">;

/** Runs a command that works with a session, and gives the verdict that decides the exit code. */
export async function runStages(
  call: Call & { readonly command: StageCommand },
  session: Session,
  context: CommandContext,
): Promise<Verdict> {
  switch (call.command) {
    case "check":
      return finish(call.command, session, context, () => checkProject(call.verbose ? session : withoutLog(session)));
    case "plan":
      return finish(call.command, session, context, () =>
        planProject(session, findEnvironment(session.config, call.environment), parseImages(call.images, session.config)),
      );
    case "release":
      return runRelease(call, session, context);
    case "verify":
      return finish(call.command, session, context, () =>
        verifyProject(session, findEnvironment(session.config, call.environment), call.record ? { record: call.record } : {}),
      );
    case "rollback":
      return finish(call.command, session, context, () =>
        rollbackProject(session, findEnvironment(session.config, call.environment), call.toRevision),
      );
    case "monitor": {
      const address = call.url === undefined ? undefined : { url: call.url, fetch: proxiedFetch(readProxySettings(context.env)) };
      return finish(call.command, session, context, () =>
        monitorProject(session, findEnvironment(session.config, call.environment), { address }),
      );
    }
    case "help":
      return "pass";
  }
}

/** The report that follows at once has everything that the log of a check would say. */
function withoutLog(session: Session): Session {
  return { ...session, reporter: { ...session.reporter, info: () => undefined, finding: () => undefined } };
}

async function runRelease(call: Call, session: Session, context: CommandContext): Promise<Verdict> {
  const environment = findEnvironment(session.config, call.environment);
  const result = await release(session, {
    environment,
    approval: approvalSource(call, (plan) => confirmPlan(plan, session, context.print)),
    images: parseImages(call.images, session.config),
  });
  // What stopped the release is the better news than what then stopped its report.
  const written =
    result.recordPath === undefined
      ? writeReports(session, environment.name, result.report)
      : writeReleaseReport(session, { environment: environment.name, images: result.images }, result.report);
  const paths = await written.catch((error: unknown) => {
    throw result.error ?? error;
  });
  printReport(result.report, paths.html, context.print);
  context.print(`\nReport  ${paths.html}\n${result.recordPath ? `Record  ${result.recordPath}\n` : ""}`);
  failUnlessPassed(result);
  return result.verdict;
}

/** Writes the page of a command also where an error ends it, which is then thrown on. */
async function finish(
  command: Command,
  session: Session,
  context: CommandContext,
  work: () => Promise<{ readonly report: Report }>,
): Promise<Verdict> {
  const { report } = await work().catch(async (error: unknown) => {
    // Before the first stage there is nothing to show beside the message.
    if (session.outcomes.length > 0) {
      const stopped = stagesReport(session, `waybill ${command} of ${session.config.name}`, session.outcomes, error);
      context.print(`\nReport  ${(await writeReports(session, command, stopped)).html}\n`);
    }
    throw error;
  });
  const paths = await writeReports(session, command, report);
  printReport(report, paths.html, context.print);
  context.print(`\nReport  ${paths.html}\n`);
  return report.verdict;
}

function approvalSource(call: Call, ask: (plan: PlanToApprove) => Promise<boolean>): ApprovalSource {
  // A dry run ends before anything could be approved.
  if (call.dryRun) return { kind: "ask", ask: async () => false };
  if (call.approve !== undefined) return { kind: "digest", digest: call.approve };
  if (call.yes) return { kind: "yes" };
  if (process.stdin.isTTY) return { kind: "ask", ask };
  throw new UsageError(
    "--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).",
  );
}
