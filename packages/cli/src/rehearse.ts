import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadConfig, secretRefs } from "@waybill/config";
import type { Config } from "@waybill/config";
import { isPassing, isSystemError, listAt, STATE_FOLDER, textAt, userStateFolder } from "@waybill/kit";
import type { RunContext, Verdict } from "@waybill/kit";
import { readRunContext } from "@waybill/kit/edge";
import { failUnlessPassed, findEnvironment, openSession, release, writeReports } from "@waybill/pipeline";
import type { Env, ReleaseResult, Session } from "@waybill/pipeline";
import { generateKeyPair } from "@waybill/record";
import { pushNodeBase, startWorld, stopWorld } from "@waybill/rehearsal";
import type { World } from "@waybill/rehearsal";
import type { CommandContext } from "./command-context.ts";
import { printReport } from "./print-report.ts";

export interface RehearsalOptions extends CommandContext {
  readonly workspace: string;
  readonly environment?: string | undefined;
  readonly stop?: boolean | undefined;
  /** What to try next, printed at the end instead of the general advice. */
  readonly next?: readonly string[] | undefined;
  /** Folder of the loopback world, with its keys and data; by default the user's own for this project, never one below it. */
  readonly worldDir?: string | undefined;
}

/** Carries the project through a whole release on a loopback world: no engine, cluster, database or network is needed. */
export async function rehearse(options: RehearsalOptions): Promise<Verdict> {
  const dir = options.worldDir ?? join(await userStateFolder(options.workspace, options.env), "rehearsal");
  await removeFormerWorld(join(options.workspace, STATE_FOLDER, "rehearsal"), options);
  if (options.stop) {
    await stopWorld(dir);
    options.print("The rehearsal's background processes have ended.\n");
    return "pass";
  }
  const { session, result, world } = await rehearseRelease(options, dir);
  const paths = await writeReports(session, result.report.title.split(" ").at(-1) ?? "release", result.report);
  printReport(result.report, options.print);
  options.print(await closingLines(result, world, paths.html, options));
  failUnlessPassed(result);
  return result.verdict;
}

/** Earlier versions kept the keys and data of a rehearsal in the project, where builds and commits found them. */
export async function removeFormerWorld(dir: string, { reporter }: Pick<CommandContext, "reporter">): Promise<void> {
  if (!existsSync(dir)) return;
  await stopWorld(dir, { removeState: true });
  reporter.info(
    `  An earlier rehearsal kept its key and data in '${dir}'; it was ended and removed. They are kept outside of the project now.`,
  );
}

async function rehearseRelease(options: RehearsalOptions, dir: string): Promise<{ session: Session; result: ReleaseResult; world: World }> {
  const { reporter, signal, workspace } = options;
  reporter.progress("starting the loopback registry, cluster and database");
  const started = performance.now();
  const world = await startWorld({ dir, reporter, entry: options.worldEntry });
  const base = await pushNodeBase(world.registry);
  reporter.info(
    `  rehearsal: registry, cluster, database and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  const config = await loadConfig(workspace);
  const env = rehearsalEnvironment(config, options.env, world, base);
  const run: RunContext = { ...(await readRunContext(env, workspace)), rehearsal: true };
  const session = await openSession({
    workspace,
    run,
    env,
    reporter,
    signal,
    registry: world.registry,
    builder: "assemble",
    signingKey: await rehearsalKey(dir),
    githubToken: "rehearsal-token",
    buildArgs: await baseArguments(config, workspace, base),
  });
  const environment = findEnvironment(session.config, options.environment);
  const result = await release(session, { environment, approval: { kind: "ask", ask: async () => true } });
  return { session, result, world };
}

/** The addresses of the loopback world, and a value for every variable that waybill.yml names. */
function rehearsalEnvironment(config: Config, env: Env, world: World, base: string): Env {
  const filled: Record<string, string> = {};
  for (const { place, ref } of secretRefs(config)) {
    // An argument is taken for the base image. One variable may stand at several places; the address of a database wins.
    const value = { "images.*.args.*": base, "databases.*.url": world.databaseUrl, "environments.*.kubeconfig": world.kubeconfig }[place];
    if (place === "databases.*.url" || filled[ref.env] !== world.databaseUrl)
      filled[ref.env] = value ?? filled[ref.env] ?? `rehearsal-${ref.env.toLowerCase().replaceAll("_", "-")}`;
  }
  // The real world's addresses must not leak into a rehearsal, so only what a process needs to run is kept.
  const kept = Object.fromEntries(
    ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  return {
    ...kept,
    ...filled,
    DOCKER_HOST: world.dockerHost,
    DOCKER_CONFIG: "/nonexistent",
    KUBECONFIG: world.kubeconfig,
    GITHUB_API_URL: world.githubApi,
    WAYBILL_REHEARSAL: "true",
  };
}

/** A rehearsal signs with a key of its own, made once per world. */
async function rehearsalKey(dir: string): Promise<string> {
  const path = join(dir, "signing-key.pem");
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
    await mkdir(dir, { recursive: true });
    const { privateKeyPem } = generateKeyPair();
    await writeFile(path, privateKeyPem, { mode: 0o600 });
    return privateKeyPem;
  }
}

async function closingLines(result: ReleaseResult, world: World, html: string, options: RehearsalOptions): Promise<string> {
  const repeated = result.outcomes.flatMap((outcome) => (outcome.repeated ? [`  ${outcome.label}: ${outcome.repeated}`] : []));
  const lines: string[] = [];
  if (repeated.length > 0) lines.push("Did not need doing again:", ...repeated, "");
  lines.push(`Report page  ${join(options.workspace, html)}`);
  if (result.recordPath) lines.push(`Record       ${result.recordPath}`);
  if (isPassing(result.verdict)) {
    const environment = Object.values((await loadConfig(options.workspace)).environments).find(
      ({ name }) => name === result.plan?.environment,
    );
    for (const url of await serviceUrls(world, environment?.namespace))
      lines.push(...(await askService(`${url}${environment?.probe?.path ?? "/"}`)));
    lines.push(
      "",
      ...(options.next ?? [
        `Next: change something in the project and rehearse again. 'waybill rehearse --stop -C ${options.workspace}' ends the background processes.`,
      ]),
    );
  }
  return `\n${lines.join("\n")}\n`;
}

async function askService(url: string): Promise<string[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const text = (await response.text()).trim();
  return [`Answers now  ${url}`, `             ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`];
}

/** The loopback cluster gives every Service an address on this machine and writes it into the Service. */
async function serviceUrls(world: World, namespace = "default"): Promise<string[]> {
  const response = await fetch(`${world.kubernetesApi}/api/v1/namespaces/${namespace}/services`);
  const answer: unknown = await response.json();
  return listAt(answer, "items").flatMap((item) => textAt(item, "metadata", "annotations", "rehearsal.waybill.dev/url") ?? []);
}

/** The build arguments that name a base image (`ARG BASE=node:24` and `FROM ${BASE}`), pointed at the one that the rehearsal has. */
async function baseArguments(config: Config, workspace: string, base: string): Promise<Record<string, string>> {
  const names: string[] = [];
  for (const image of Object.values(config.images)) {
    const text = await readFile(join(workspace, image.dockerfile), "utf8");
    for (const match of text.matchAll(/^FROM\s+\$\{?(\w+)\}?/gim)) if (match[1]) names.push(match[1]);
  }
  return Object.fromEntries(names.map((name) => [name, base]));
}
