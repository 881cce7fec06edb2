import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readFloor } from "@waybill/config";
import type { EntryInputs } from "@waybill/config";
import { ActionError, describeFinding, headline, inputError, isPassing, proxiedFetch, resolveInWorkspace } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { findIdentityToken, readRunContext, refuseUnknownInputs, setOutput, writeSummary } from "@waybill/kit/edge";
import type { Step } from "@waybill/kit/edge";
import type { Report } from "@waybill/report";
import { keepOpenDeployment } from "./deployments/left-deployment.ts";
import { openSession } from "./session/open-session.ts";
import { stagesReport, writeBrief, writeStepReport } from "./sections/reports.ts";
import type { ClosedRelease } from "./sections/reports.ts";
import type { CommonInputs } from "./common-inputs.ts";
import type { NamedText } from "./session/keys.ts";
import { findEntry } from "./session/select.ts";
import type { Session } from "./session/session.ts";
import type { StageOutcome } from "./stages/outcome.ts";

export { closeOpenDeployment } from "./deployments/left-deployment.ts";
export { readCommonInputs, readPairs, readYaml } from "./common-inputs.ts";
export type { CommonInputs } from "./common-inputs.ts";

/**
 * Opens the session of a step. Where `entry` is given the step's own inputs describe the work instead of waybill.yml, and every error says
 * which input is meant.
 */
export async function openStepSession(
  step: Step,
  inputs: CommonInputs,
  options: {
    entry?: EntryInputs | undefined;
    buildArgs?: Readonly<Record<string, string>> | undefined;
    require?: readonly Stage[] | undefined;
  } = {},
): Promise<Session> {
  refuseUnknownInputs(step.env);
  const workspace = await projectFolder(step.workspace, inputs.workingDirectory);
  return openSession({
    workspace,
    configFile: inputs.config,
    // The organisation's workflow checks its policy out beside the project, so the project's folder does not matter here.
    floor: inputs.policy === undefined ? undefined : await readFloor(step.workspace, inputs.policy),
    entry: options.entry,
    require: options.require,
    // Of the project's folder: a workflow may have checked several repositories out, each into a folder of its own.
    run: await readRunContext(step.env, workspace),
    env: step.env,
    reporter: step.reporter,
    proxy: step.proxy,
    signal: step.signal,
    trustedKeys: inputs.trustedKeys,
    trustRoot: await readJsonInput(step.workspace, "trust-root", inputs.trustRoot),
    signingConfig: await readJsonInput(step.workspace, "signing-config", inputs.signingConfig),
    publicLog: inputs.publicLog,
    attest: inputs.attest,
    identityToken: findIdentityToken({ env: step.env, fetch: proxiedFetch(step.proxy), reporter: step.reporter }),
    dryRun: inputs.dryRun,
    buildArgs: options.buildArgs,
    githubToken: inputs.githubToken,
    keepOpenDeployment,
    signingKey: inputs.signingKey,
    registryLogin: inputs.registryLogin,
    kubeconfigText: inputs.kubeconfig,
    builder: inputs.builder,
  });
}

/** JSON may stand in an input itself, or in a file whose path in the workspace it gives. */
async function readJsonInput(workspace: string, input: string, value: string | undefined): Promise<NamedText | undefined> {
  if (value === undefined) return undefined;
  if (value.startsWith("{")) return { name: `the input '${input}'`, text: value };
  return { name: value, text: await readFile(await resolveInWorkspace(workspace, value, input), "utf8") };
}

async function projectFolder(workspace: string, folder: string): Promise<string> {
  const path = resolve(workspace, folder);
  const real = await resolveInWorkspace(workspace, folder, "working-directory");
  if ((await stat(real)).isDirectory()) return path;
  throw inputError("working-directory", `is '${folder}', which is no folder; give the folder of the project`);
}

/**
 * The entries that a step works on: the one that the input `name` names, or all of a section of the configuration. Throws an `input` error
 * when there is none, because a step that looked at nothing must not be green; `instead` says which inputs describe one.
 */
export function selectEntries<T>(
  { file }: Session["config"],
  section: string,
  entries: Readonly<Record<string, T>>,
  name: string | undefined,
  instead: string,
): T[] {
  if (name !== undefined) return [findEntry(entries, name, section, file)];
  const all = Object.values(entries);
  if (all.length === 0)
    throw inputError("name", `is needed, because ${file ?? "the configuration"} has nothing under '${section}:'; or ${instead}`);
  return all;
}

/** Sets the outputs of a step from the results of the entries that it worked on. */
export interface EntryOutputs<T> {
  /** An output that speaks of one entry: set only when the step works on exactly one, so that none of several is taken for the only one. */
  single(name: string, value: (result: T) => string | number): void;
  /** A JSON map by the entry's name; it holds what is known when the step fails half-way. */
  map(name: string, value: (result: T) => string | number): void;
  /** A number of all entries together; not set when the step fails half-way, because the rest of it is not known. */
  sum(name: string, value: (result: T) => number): void;
}

/**
 * Works on one entry after another and sets `verdicts` and what `publish` sets, also when one of them cannot be finished: that one and those
 * after it are then inconclusive, so that nobody takes the verdicts of some for those of all.
 */
export async function forEachEntry<E extends { readonly name: string }, T>(
  entries: readonly E[],
  work: (entry: E) => Promise<StageOutcome<T>>,
  publish: (outputs: EntryOutputs<T>) => void = () => undefined,
): Promise<StageOutcome<T>[]> {
  const done = new Map<string, StageOutcome<T>>();
  const setMap = (name: string, value: (outcome: StageOutcome<T>) => string | number): void =>
    setOutput(name, JSON.stringify(Object.fromEntries([...done].map(([entry, outcome]) => [entry, value(outcome)]))));
  try {
    for (const entry of entries) done.set(entry.name, await work(entry));
  } finally {
    const results = [...done.values()].map(({ result }) => result);
    setOutput("verdicts", JSON.stringify(Object.fromEntries(entries.map(({ name }) => [name, done.get(name)?.verdict ?? "inconclusive"]))));
    publish({
      single: (name, value) => entries.length === 1 && results.forEach((result) => setOutput(name, value(result))),
      map: (name, value) => setMap(name, ({ result }) => value(result)),
      sum: (name, value) =>
        done.size === entries.length &&
        setOutput(
          name,
          results.reduce((sum, result) => sum + value(result), 0),
        ),
    });
  }
  return [...done.values()];
}

/** What a step is called on its page, and what it leaves besides. */
export interface StepPage {
  readonly title: string;
  /** The environment whose release is verified, of which a brief is written also where the verification cannot be finished. */
  readonly brief?: string | undefined;
}

/**
 * Runs the stages of a step and leaves the same page, job summary and outputs `report` and `verdict` however they end; fails the step when a
 * stage did not pass. What `work` throws is on the page and thrown on. It returns the stages to draw, and the release that it closed.
 */
export async function reportStep(
  session: Session,
  { title, brief }: StepPage,
  work: () => Promise<{ readonly outcomes: readonly StageOutcome[]; readonly closed?: ClosedRelease | undefined }>,
): Promise<void> {
  const done = await work().catch(async (error: unknown) => {
    await leavePage(session, { title, brief }, session.signal.aborted ? session.signal.reason : error);
    throw error;
  });
  await publishReport(session, stagesReport(session, title, done.outcomes), done.closed);
  const bad = done.outcomes.find((outcome) => !isPassing(outcome.verdict));
  if (bad)
    throw new ActionError("verdict", `${bad.label}: ${bad.verdict}. ${bad.note}${/[.!?]$/.test(bad.note) ? "" : "."}${firstStep(bad)}`);
}

/** The step's error is the one to report, so a page that cannot be written is a warning beside it. The edge sets the verdict. */
async function leavePage(session: Session, { title, brief }: StepPage, error: unknown): Promise<void> {
  try {
    const report = stagesReport(session, title, session.outcomes, error);
    const { html, markdown } = await writeStepReport(session, report);
    await writeSummary(markdown);
    setOutput("report", html);
    if (brief !== undefined) setOutput("brief", await writeBrief(session, brief, report));
  } catch (failure) {
    session.reporter.warn(`The page of this step could not be written: ${headline(failure)}`);
  }
}

/** Writes a report as page and job summary and sets the outputs `verdict` and `report`; that of a closed release goes beside its record. */
export async function publishReport(session: Session, report: Report, closed?: ClosedRelease): Promise<void> {
  const { html, markdown } = await writeStepReport(session, report, closed);
  await writeSummary(markdown);
  setOutput("report", html);
  setOutput("verdict", report.verdict);
}

function firstStep({ section, note }: StageOutcome): string {
  const findings = section.blocks.flatMap((block) => (block.type === "findings" ? block.findings : []));
  const error = findings.find(({ severity }) => severity === "error");
  return error && describeFinding(error) !== note ? ` ${error.next ?? ""}`.trimEnd() : "";
}
