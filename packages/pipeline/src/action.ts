import { resolve } from "node:path";
import { ActionError, describeFinding, inputError, isPassing } from "@waybill/kit";
import { readBoolean, readInput, setOutput, writeSummary } from "@waybill/kit/edge";
import type { Step } from "@waybill/kit/edge";
import { parse } from "yaml";
import { openSession } from "./session/open-session.ts";
import type { SessionOptions } from "./session/open-session.ts";
import type { Report } from "@waybill/report";
import { stagesReport, writeReports } from "./sections/reports.ts";
import type { Builder } from "./session/capabilities.ts";
import type { Session } from "./session/session.ts";
import type { StageOutcome } from "./stages/run-stage.ts";

/** Inputs that most of our actions share. */
export interface CommonInputs {
  readonly workingDirectory: string;
  readonly config: string;
  readonly githubToken?: string;
  readonly signingKey?: string;
  readonly trustedKeys: readonly string[];
  readonly registryLogin?: { readonly username: string; readonly password: string };
  readonly kubeconfig?: string;
  readonly builder?: Builder;
  readonly dryRun: boolean;
}

/** Reads the shared inputs; those that an action does not declare are empty. */
export function readCommonInputs(): CommonInputs {
  const username = readInput("registry-username");
  const password = readInput("registry-password");
  const githubToken = readInput("github-token");
  const signingKey = readInput("signing-key");
  const kubeconfig = readInput("kubeconfig");
  const builder = readInput("builder");
  if (builder !== undefined && builder !== "auto" && builder !== "buildx" && builder !== "assemble")
    throw inputError("builder", `is '${builder}'; allowed are auto, buildx and assemble`);
  return {
    workingDirectory: readInput("working-directory") ?? ".",
    config: readInput("config") ?? "waybill.yml",
    trustedKeys: readKeys(),
    dryRun: readBoolean("dry-run"),
    ...(githubToken ? { githubToken } : {}),
    ...(signingKey ? { signingKey } : {}),
    ...(username && password ? { registryLogin: { username, password } } : {}),
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(builder ? { builder } : {}),
  };
}

/** Several PEM blocks may stand one after another in one input. */
function readKeys(): string[] {
  return readInput("trusted-keys")?.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? [];
}

/**
 * Opens the session of a step. `configText` stands in for waybill.yml when the step's own inputs describe the work; it is JSON, which
 * is YAML too, so that every value passes the same checks.
 */
export async function openStepSession(
  step: Step,
  inputs: CommonInputs,
  options: {
    configText?: string;
    builder?: Builder;
    moreEnv?: Readonly<Record<string, string>>;
    buildArgs?: Readonly<Record<string, string>>;
  } = {},
): Promise<Session> {
  const builder = options.builder ?? inputs.builder;
  const session: SessionOptions = {
    workspace: resolve(step.workspace, inputs.workingDirectory),
    configFile: inputs.config,
    run: step.run,
    env: { ...step.env, ...options.moreEnv },
    reporter: step.reporter,
    signal: step.signal,
    trustedKeys: inputs.trustedKeys,
    dryRun: inputs.dryRun,
    ...(options.configText === undefined ? {} : { configText: options.configText }),
    ...(options.buildArgs ? { buildArgs: options.buildArgs } : {}),
    ...(inputs.githubToken ? { githubToken: inputs.githubToken } : {}),
    ...(inputs.signingKey ? { signingKey: inputs.signingKey } : {}),
    ...(inputs.registryLogin ? { registryLogin: inputs.registryLogin } : {}),
    ...(inputs.kubeconfig ? { kubeconfigText: inputs.kubeconfig } : {}),
    ...(builder ? { builder } : {}),
  };
  return openSession(session);
}

/** `NAME=value` lines of an input as a record. */
export function readPairs(name: string): Record<string, string> {
  return Object.fromEntries(
    (readInput(name) ?? "")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const equals = line.indexOf("=");
        if (equals < 1) throw inputError(name, `has the line '${line.trim()}'; write NAME=value, one a line`);
        return [line.slice(0, equals).trim(), line.slice(equals + 1)];
      }),
  );
}

/** A YAML (or JSON) input as a value; undefined when it is empty. */
export function readYaml(name: string): unknown {
  const text = readInput(name);
  if (text === undefined) return undefined;
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw inputError(name, `is not YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
  }
}

/** Writes the report and the job summary of a step, sets `verdict` and `report`, and fails the step when a stage did not pass. */
export async function finishStep(session: Session, title: string, outcomes: readonly StageOutcome[]): Promise<void> {
  await publishReport(session, stagesReport(session, title, outcomes));
  const bad = outcomes.find((outcome) => !isPassing(outcome.verdict));
  if (bad)
    throw new ActionError("verdict", `${bad.label}: ${bad.verdict}. ${bad.note}${/[.!?]$/.test(bad.note) ? "" : "."}${firstStep(bad)}`);
}

/** Writes a report as page and job summary and sets the outputs `verdict` and `report`. */
export async function publishReport(session: Session, report: Report): Promise<void> {
  const { html, markdown } = await writeReports(session, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
  await writeSummary(markdown);
  setOutput("report", html);
  setOutput("verdict", report.verdict);
}

function firstStep(outcome: StageOutcome): string {
  for (const block of outcome.section.blocks) {
    if (block.type !== "findings") continue;
    const error = block.findings.find((finding) => finding.severity === "error");
    if (error) return ` ${describeFinding(error) === outcome.note ? "" : (error.next ?? "")}`.trimEnd();
  }
  return "";
}
