import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config, EnvironmentConfig } from "@waybill/config";
import { describeFinding, isPassing, STATE_FOLDER, userStateFolder, worstOf } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import { failUnlessPassed, release, writeReports } from "@waybill/pipeline";
import type { ImageReferences, ReleaseResult, Session } from "@waybill/pipeline";
import { pushNodeBase, rehearsalStatus, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { RehearsedCluster } from "@waybill/rehearsal";
import type { Report } from "@waybill/report";
import type { CommandContext } from "./command-context.ts";
import { printReport } from "./print-report.ts";
import { describeAddresses } from "./rehearsal/addresses.ts";
import { clusterOf } from "./rehearsal/clusters.ts";
import { describeDialect, openDatabases } from "./rehearsal/databases.ts";
import type { RehearsedDatabases } from "./rehearsal/databases.ts";
import { chooseEngine, describeEngine } from "./rehearsal/engine.ts";
import type { FoundEngine } from "./rehearsal/engine.ts";
import { prepareImages, withoutProbe } from "./rehearsal/images.ts";
import { withMissing, withReplaced } from "./rehearsal/missing.ts";
import { describeNeeded } from "./rehearsal/needed.ts";
import { nowhere, NOWHERE, tryParts } from "./rehearsal/parts.ts";
import { findNotRun } from "./rehearsal/pods.ts";
import { readProject } from "./rehearsal/project.ts";
import type { ProjectOptions, RehearsedProject } from "./rehearsal/project.ts";
import { openRehearsed } from "./rehearsal/session.ts";
import type { Place } from "./rehearsal/session.ts";
import { describeStored } from "./rehearsal/stored.ts";
import { rehearsalKey } from "./rehearsal/values.ts";
import { failIfEnded, watchRehearsal } from "./rehearsal/watch.ts";

const SETTLE_SECONDS = 1;

export interface RehearsalOptions extends CommandContext, ProjectOptions {
  readonly stop?: boolean | undefined;
  /** What to try next, printed at the end instead of the general advice. */
  readonly next?: readonly string[] | undefined;
  /** Folder of the rehearsal, with its keys and data; by default the user's own for this project, never one below it. */
  readonly rehearsalDir?: string | undefined;
}

/**
 * Carries the project through a whole release on loopback servers, one environment after the other: no engine, cluster, database or network
 * is needed. Whatever is wrong with the options or the configuration is refused before anything is started. An environment that does not pass
 * ends it; what could not be rehearsed makes it inconclusive.
 */
export async function rehearse(options: RehearsalOptions): Promise<Verdict> {
  const dir = options.rehearsalDir ?? join(await userStateFolder(options.workspace, options.env), "rehearsal");
  await removeFormerRehearsal(join(options.workspace, STATE_FOLDER, "rehearsal"), options);
  if (options.stop) {
    const ran = (await rehearsalStatus(dir)) !== undefined;
    await stopRehearsal(dir);
    options.print(ran ? "The rehearsal's background processes have ended.\n" : "No rehearsal of this project was running.\n");
    return "pass";
  }
  const project = await readProject(options);
  const place = await start(options, dir, await chooseEngine(options, project.config));
  using watched = watchRehearsal(place.rehearsal, options.signal);
  try {
    const carry = project.environments.length > 0 ? rehearseAll : rehearseParts;
    const verdict = await carry({ ...options, signal: watched.signal }, project, place);
    options.print(`\n${await nextSteps(options, project.config)}`);
    return verdict;
  } catch (error) {
    if (!options.signal.aborted) await failIfEnded(place.rehearsal, error);
    throw error;
  }
}

async function rehearseAll(options: RehearsalOptions, project: RehearsedProject, place: Place): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  let { images } = project;
  for (const environment of project.environments) {
    const { verdict, result } = await rehearseEnvironment(options, { ...place, project, environment, images });
    const after = project.environments.slice(verdicts.push(verdict)).map(({ name }) => name);
    if (!isPassing(result.verdict) && after.length > 0) options.print(`Not rehearsed after it: ${after.join(", ")}\n`);
    failUnlessPassed(result);
    // The next environment gets what this one has tried.
    images = { ...images, ...result.images };
  }
  return worstOf(verdicts);
}

/** Earlier versions kept the keys and data of a rehearsal in the project, where builds and commits found them. */
export async function removeFormerRehearsal(dir: string, { reporter }: Pick<CommandContext, "reporter">): Promise<void> {
  if (!existsSync(dir)) return;
  await stopRehearsal(dir, { removeState: true });
  reporter.info(
    `  An earlier rehearsal kept its key and data in '${dir}'; it was ended and removed. They are kept outside of the project now.`,
  );
}

async function start({ reporter, rehearsalEntry }: RehearsalOptions, dir: string, engine: FoundEngine | undefined): Promise<Place> {
  reporter.progress("starting the loopback registry, cluster and GitHub");
  const started = performance.now();
  const rehearsal = await startRehearsal({ dir, reporter, entry: rehearsalEntry, podEngine: engine?.host });
  const base = await pushNodeBase(rehearsal.registry);
  reporter.info(`  rehearsal: registry, cluster and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  reporter.info(`  rehearsal: ${describeEngine(engine)}`);
  return { rehearsal, base, engine, signingKey: await rehearsalKey(dir) };
}

interface EnvironmentOptions extends Place {
  readonly project: RehearsedProject;
  readonly environment: EnvironmentConfig;
  /** Those that are not built. */
  readonly images: ImageReferences;
}

/** Releases to one environment, and prints what came of it. */
async function rehearseEnvironment(
  options: RehearsalOptions,
  { project, environment, images, ...place }: EnvironmentOptions,
): Promise<{ readonly verdict: Verdict; readonly result: ReleaseResult }> {
  const [databases, cluster] = await Promise.all([
    openTold(options, project, environment, place),
    clusterOf(project.config, environment, place.rehearsal),
  ]);
  const opened = await openRehearsed(options, project.config, {
    ...place,
    environment: environment.name,
    cluster,
    databases: databases.urls,
  });
  const prepared = await prepareImages(databases.without(opened.config), { ...place, session: opened, given: images });
  const session = { ...opened, config: prepared.config };
  const declared = session.config.environments[environment.name] ?? environment;
  // Whether a program stays up is a matter of the real cluster; here it is only shown that somebody looks.
  const asked = withoutProbe(declared, prepared.missing);
  const settled = { ...asked.environment, settleSeconds: Math.min(declared.settleSeconds, SETTLE_SECONDS) };
  const result = await release(session, { environment: settled, approval: { kind: "yes" }, images });
  if (!isPassing(result.verdict)) await failIfEnded(place.rehearsal, result.error);
  const notRun = await findNotRun(cluster, declared.namespace);
  const missing = [...databases.missing, ...prepared.missing.values(), ...asked.missing, ...notRun];
  const { verdict, html } = await show(options, session, {
    name: environment.name,
    report: result.report,
    missing,
    replaced: prepared.replaced,
  });
  const lines = await closingLines(result, cluster, html, declared);
  options.print(`${lines.join("\n")}\n`);
  return { verdict, result };
}

/** Tries what a project without an environment declares. */
async function rehearseParts(options: RehearsalOptions, project: RehearsedProject, place: Place): Promise<Verdict> {
  const all = { name: NOWHERE, databases: Object.values(project.config.databases) };
  const databases = await openTold(options, project, all, place);
  const opened = await openRehearsed(options, project.config, { ...place, databases: databases.urls });
  const prepared = await prepareImages(databases.without(opened.config), { ...place, session: opened, given: project.images });
  const session = { ...opened, config: prepared.config };
  const { outcomes, report, error } = await tryParts(session, project.images);
  if (error !== undefined) await failIfEnded(place.rehearsal, error);
  const { verdict, html } = await show(options, session, {
    name: NOWHERE,
    report,
    missing: [...databases.missing, ...prepared.missing.values()],
    replaced: prepared.replaced,
  });
  options.print(`Report page  ${html}\n\nNothing was deployed: ${nowhere(project.config)}\n`);
  // Where nothing at all could be tried, nothing failed.
  if (outcomes.length > 0 || error !== undefined) failUnlessPassed({ verdict: report.verdict, outcomes, error });
  return verdict;
}

/** The databases of a place, each told with its dialect and how that is known. */
async function openTold(
  { reporter }: RehearsalOptions,
  project: RehearsedProject,
  place: Pick<EnvironmentConfig, "name" | "databases">,
  { rehearsal }: Place,
): Promise<RehearsedDatabases> {
  const opened = await openDatabases(project, place, rehearsal);
  const of = place.name === NOWHERE ? "" : ` of ${place.name}`;
  for (const database of place.databases)
    reporter.info(`  rehearsal: ${database.name}${of} is ${describeDialect(project.dialectOf(place, database))}`);
  return opened;
}

interface Shown {
  /** The folder of its pages. */
  readonly name: string;
  readonly report: Report;
  readonly missing: readonly Finding[];
  /** What the rehearsal had in place of something of the project's. */
  readonly replaced: readonly string[];
}

/** Writes and prints a report with what was not rehearsed first. */
async function show(
  { workspace, print }: RehearsalOptions,
  session: Session,
  { name, report: whole, missing, replaced }: Shown,
): Promise<{ readonly verdict: Verdict; readonly html: string }> {
  const report = withReplaced(withMissing(whole, missing), replaced);
  const { html } = await writeReports(session, name, report);
  printReport(report, html, print);
  print(`\n${missing.map((finding) => `${describeFinding(finding)}\n`).join("")}`);
  return { verdict: report.verdict, html: join(workspace, html) };
}

async function closingLines(
  result: ReleaseResult,
  cluster: RehearsedCluster,
  page: string,
  environment: EnvironmentConfig,
): Promise<string[]> {
  const repeated = result.outcomes.flatMap((outcome) => (outcome.repeated ? [`  ${outcome.label}: ${outcome.repeated}`] : []));
  const lines: string[] = [];
  if (repeated.length > 0) lines.push("Did not need doing again:", ...repeated, "");
  lines.push(`Report page  ${page}`);
  if (result.recordPath) lines.push(`Record       ${result.recordPath}`);
  if (!isPassing(result.verdict)) return lines;
  return [...lines, ...(await describeAddresses(cluster, environment)), ...(await describeStored(cluster, environment.namespace))];
}

/** What to do next: of a project of one's own, also what its first real release needs. */
async function nextSteps({ next, workspace, env }: RehearsalOptions, config: Config): Promise<string> {
  if (next) return `${next.join("\n")}\n`;
  const again = `Next: change something in the project and rehearse again. 'waybill rehearse --stop -C ${quoted(workspace)}' ends the background processes.\n`;
  return `${await describeNeeded(config, { workspace, env })}\n${again}`;
}

/** A path as a shell takes it; the sentence around it has quotes of its own. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : JSON.stringify(path);
}
