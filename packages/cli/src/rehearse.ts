import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { connectEngine } from "@waybill/engine";
import { cutText, describeFinding, isPassing, listAt, STATE_FOLDER, textAt, userStateFolder, worstOf } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { readRunContext } from "@waybill/kit/edge";
import { failUnlessPassed, openSession, release, writeReports } from "@waybill/pipeline";
import type { ImageReferences, ReleaseResult, Session } from "@waybill/pipeline";
import { pushNodeBase, rehearsalStatus, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import type { CommandContext } from "./command-context.ts";
import { printReport } from "./print-report.ts";
import { describeDialect, openDatabases } from "./rehearsal/databases.ts";
import { describeEngine, findEngine } from "./rehearsal/engine.ts";
import type { FoundEngine } from "./rehearsal/engine.ts";
import { prepareImages, withoutProbe } from "./rehearsal/images.ts";
import { findNotRun } from "./rehearsal/pods.ts";
import { clusterOf } from "./rehearsal/clusters.ts";
import { withMissing, withReplaced } from "./rehearsal/missing.ts";
import { readProject } from "./rehearsal/project.ts";
import type { ProjectOptions, RehearsedProject } from "./rehearsal/project.ts";
import { baseArguments, rehearsalEnvironment, rehearsalKey } from "./rehearsal/values.ts";

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
  const engine = await findEngine(options.env, options);
  const place = await start(options, dir, engine);
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
  options.print(`\n${nextSteps(options).join("\n")}\n`);
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

/** A rehearsal that runs, and what it lends to every release. */
interface Place {
  readonly rehearsal: Rehearsal;
  readonly base: string;
  readonly signingKey: string;
  /** The Docker Engine of this machine that builds and runs pods, where there is one. */
  readonly engine: FoundEngine | undefined;
}

async function start({ reporter, rehearsalEntry }: RehearsalOptions, dir: string, engine: FoundEngine | undefined): Promise<Place> {
  reporter.progress("starting the loopback registry, cluster and database");
  const started = performance.now();
  const rehearsal = await startRehearsal({ dir, reporter, entry: rehearsalEntry, podEngine: engine?.host });
  const base = await pushNodeBase(rehearsal.registry);
  reporter.info(
    `  rehearsal: registry, cluster, database and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
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
    openDatabases(project, environment, place.rehearsal),
    clusterOf(project.config, environment, place.rehearsal),
  ]);
  for (const database of environment.databases)
    options.reporter.info(
      `  rehearsal: ${database.name} of ${environment.name} is ${describeDialect(project.dialectOf(environment, database))}`,
    );
  const opened = await openRehearsed(options, project, environment, { ...place, cluster, databases: databases.urls });
  const means = { session: opened, engine: place.engine, base: place.base, given: images };
  const prepared = await prepareImages(databases.without(opened.config), means);
  const session = { ...opened, config: prepared.config, connectEngine: async () => connectEngine({ host: place.rehearsal.dockerHost }) };
  const declared = session.config.environments[environment.name] ?? environment;
  // Whether a program stays up is a matter of the real cluster; here it is only shown that somebody looks.
  const asked = withoutProbe(declared, prepared.missing);
  const settled = { ...asked.environment, settleSeconds: Math.min(declared.settleSeconds, SETTLE_SECONDS) };
  const result = await release(session, { environment: settled, approval: { kind: "yes" }, images });
  const notRun = await findNotRun(cluster, declared.namespace);
  const missing = [...databases.missing, ...prepared.missing.values(), ...asked.missing, ...notRun];
  const report = withReplaced(withMissing(result.report, missing), prepared.replaced);
  const { html } = await writeReports(session, environment.name, report);
  printReport(report, html, options.print);
  const lines = await closingLines(result, cluster, join(options.workspace, html), declared);
  options.print(`\n${[...missing.map(describeFinding), ...lines].join("\n")}\n`);
  return { verdict: report.verdict, result };
}

async function openRehearsed(
  { floor, reporter, signal, workspace, configFile, env: own }: RehearsalOptions,
  { config }: RehearsedProject,
  { name }: EnvironmentConfig,
  { signingKey, ...addresses }: Place & { readonly cluster: RehearsedCluster; readonly databases: ReadonlyMap<string, string> },
): Promise<Session> {
  const env = rehearsalEnvironment(config, { env: own, environment: name }, addresses);
  return openSession({
    workspace,
    configFile,
    floor,
    run: async () => ({ ...(await readRunContext(env, workspace)), rehearsal: true }),
    env,
    reporter,
    signal,
    registry: addresses.rehearsal.registry,
    builder: addresses.engine?.hasBuildx ? "buildx" : "assemble",
    signingKey,
    githubToken: "rehearsal-token",
    buildArgs: addresses.engine?.hasBuildx ? {} : await baseArguments(config, workspace, addresses.base),
  });
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
  for (const url of await serviceUrls(cluster, environment.namespace))
    lines.push(...(await askService(`${url}${environment.probe?.path ?? "/"}`)));
  return lines;
}

function nextSteps({ next, workspace }: RehearsalOptions): readonly string[] {
  return (
    next ?? [
      `Next: change something in the project and rehearse again. 'waybill rehearse --stop -C ${workspace}' ends the background processes.`,
    ]
  );
}

async function askService(url: string): Promise<string[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const text = (await response.text()).trim();
    return [`Answers now  ${url}`, `             ${cutText(text, 160)}`];
  } catch {
    // Not every Service speaks HTTP, and one whose pods were not run has nobody to answer.
    return [];
  }
}

/** The loopback cluster gives every Service an address on this machine and writes it into the Service. */
async function serviceUrls({ kubernetesApi }: RehearsedCluster, namespace = "default"): Promise<string[]> {
  const response = await fetch(`${kubernetesApi}/api/v1/namespaces/${namespace}/services`);
  const answer: unknown = await response.json();
  return listAt(answer, "items").flatMap((item) => textAt(item, "metadata", "annotations", "rehearsal.waybill.dev/url") ?? []);
}
