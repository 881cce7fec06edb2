import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { describeConfig, loadConfig, otherAddresses, readFloor } from "@waybill/config";
import type { PolicyFloor } from "@waybill/config";
import { inputError, isSystemError, proxiedFetch } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import { findIdentityToken, readProxySettings, readRunContext } from "@waybill/kit/edge";
import { findEnvironment, matrices, openSession, parseImages, stagesReport, writeReleaseReport, writeReports } from "@waybill/pipeline";
import type { ApprovalSource, PlanToApprove, Session, WrittenReport } from "@waybill/pipeline";
import type { Report } from "@waybill/report";
import { UsageError } from "./arguments.ts";
import type { Call, Command } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { readKeys } from "./read-keys.ts";

/** Runs one command and gives the verdict that decides the exit code. */
export async function runCommand(call: Call, context: CommandContext): Promise<Verdict> {
  if (call.command === "rehearse") {
    const workspace = await projectFolder(call);
    // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
    const { rehearse } = await import("./rehearse.ts");
    return rehearse({ workspace, stop: call.stop, environment: call.environment, floor: await floorOf(call), ...context });
  }
  if (call.command === "init") {
    const workspace = await projectFolder(call);
    const { initProject } = await import("./init.ts");
    return initProject(call, workspace, context);
  }
  if (call.command === "policy explain") return explain(call, context);
  if (call.command === "config") return printConfig(call, context);
  if (call.target !== undefined) {
    const { verifyTarget } = await import("./verify-anywhere.ts");
    return verifyTarget({ ...call, target: call.target }, await floorOf(call), context);
  }
  const session = await sessionFor(call, context);
  if (call.command === "matrix") {
    context.print(`${JSON.stringify(matrices(session.config), undefined, 2)}\n`);
    return "pass";
  }
  // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
  const { checkProject, monitorProject, planProject, rollbackProject, verifyProject } = await import("@waybill/pipeline");
  switch (call.command) {
    case "check":
      return finish(call.command, session, context, () => checkProject(session));
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

/** Reads files alone: no key, no service. */
async function printConfig(call: Call, { print: printText }: CommandContext): Promise<Verdict> {
  const options = { floor: await floorOf(call) };
  const workspace = await projectFolder(call);
  const config = await loadConfig(workspace, call.config, options);
  const environment = call.environment === undefined ? undefined : findEnvironment(config, call.environment).name;
  const effective = await describeConfig(workspace, call.config, { ...options, environment });
  const { renderConfig, renderConfigJson } = await import("./effective-config.ts");
  printText(
    call.json ? renderConfigJson(effective) : renderConfig(effective, environment === undefined ? otherAddresses(config) : new Map()),
  );
  return "pass";
}

/** Reads files alone: no key, no service. */
async function explain(call: Call, { reporter, print: printText }: CommandContext): Promise<Verdict> {
  const config = await loadConfig(await projectFolder(call), call.config, { floor: await floorOf(call) });
  const all = Object.values(config.environments);
  const environments = call.environment === undefined && all.length > 1 ? all : [findEnvironment(config, call.environment)];
  const [{ defaultRequirements }, { explainPolicy }] = await Promise.all([import("@waybill/pipeline"), import("./policy-explain.ts")]);
  const finding = (found: Finding): void => reporter.finding(found);
  return explainPolicy(config, { environments, defaults: defaultRequirements, json: call.json, print: printText, finding });
}

async function runRelease(call: Call, session: Session, context: CommandContext): Promise<Verdict> {
  const { failUnlessPassed, release } = await import("@waybill/pipeline");
  const environment = findEnvironment(session.config, call.environment);
  const result = await release(session, {
    environment,
    approval: approvalSource(call, async (plan) => {
      const { confirmPlan } = await import("./confirm-plan.ts");
      return confirmPlan(plan, session, context.print);
    }),
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
  await print(result.report, paths, context);
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
  await print(report, paths, context);
  context.print(`\nReport  ${paths.html}\n`);
  return report.verdict;
}

async function print(report: Report, paths: WrittenReport, context: CommandContext): Promise<void> {
  const { printReport } = await import("./print-report.ts");
  printReport(report, paths.html, context.print);
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

async function sessionFor(call: Call, { env, reporter, signal }: CommandContext): Promise<Session> {
  const workspace = await projectFolder(call);
  const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
  const proxy = readProxySettings(env);
  return openSession({
    workspace,
    run: await readRunContext(env, workspace),
    env,
    proxy,
    reporter,
    signal,
    dryRun: call.dryRun,
    trustedKeys: (await Promise.all(call.trustedKeys.map((path) => readKeys(path)))).flat(),
    trustRoot: await readNamed("trust-root", call.trustRoot),
    signingConfig: await readNamed("signing-config", call.signingConfig),
    publicLog: call.publicLog,
    identityToken: findIdentityToken({ env, fetch: proxiedFetch(proxy), reporter }),
    configFile: call.config,
    floor: await floorOf(call),
    registry: call.registry,
    builder: call.builder,
    signingKey: signingKey || undefined,
    signingKeyFrom: call.signingKey ? `--signing-key '${call.signingKey}'` : "The environment variable WAYBILL_SIGNING_KEY",
    githubToken: env["GITHUB_TOKEN"] || undefined,
  });
}

/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }: Call): Promise<string> {
  const info = await stat(directory).catch((error: unknown) => {
    if (isSystemError(error)) throw inputError("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
    throw error;
  });
  if (!info.isDirectory()) throw inputError("directory", `is '${directory}', which is no folder`);
  return resolve(directory);
}

/** The organisation's policy, from anywhere on this machine. */
async function floorOf({ policy }: Call): Promise<PolicyFloor | undefined> {
  if (policy === undefined) return undefined;
  if (!existsSync(policy)) throw inputError("policy", `is '${policy}', but nothing exists there`);
  return { ...(await readFloor(dirname(resolve(policy)), basename(policy))), file: policy };
}

async function readNamed(option: string, path: string | undefined): Promise<{ name: string; text: string } | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isSystemError(error)) throw inputError(option, `is '${path}', which cannot be read (${error.code})`, { cause: error });
    throw error;
  });
  return { name: path, text };
}

async function readKey(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw inputError(
      option,
      `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`,
      { cause: error },
    );
  }
}
