import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadConfig, secretRefs } from "@waybill/config";
import type { Config, PolicyFloor } from "@waybill/config";
import { cutText, isPassing, isSystemError, listAt, STATE_FOLDER, textAt, userStateFolder } from "@waybill/kit";
import type { RunContext, Verdict } from "@waybill/kit";
import { readRunContext } from "@waybill/kit/edge";
import { failUnlessPassed, findEnvironment, openSession, release, writeReports } from "@waybill/pipeline";
import type { Env, ReleaseResult, Session } from "@waybill/pipeline";
import { generateKeyPair } from "@waybill/record";
import { pushNodeBase, rehearsalStatus, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { Rehearsal } from "@waybill/rehearsal";
import type { CommandContext } from "./command-context.ts";
import { printReport } from "./print-report.ts";

const SETTLE_SECONDS = 1;

export interface RehearsalOptions extends CommandContext {
  readonly workspace: string;
  readonly environment?: string | undefined;
  /** The organisation's policy, which binds a rehearsal as well. */
  readonly floor?: PolicyFloor | undefined;
  readonly stop?: boolean | undefined;
  /** What to try next, printed at the end instead of the general advice. */
  readonly next?: readonly string[] | undefined;
  /** Folder of the rehearsal, with its keys and data; by default the user's own for this project, never one below it. */
  readonly rehearsalDir?: string | undefined;
}

/** Carries the project through a whole release on loopback servers: no engine, cluster, database or network is needed. */
export async function rehearse(options: RehearsalOptions): Promise<Verdict> {
  const dir = options.rehearsalDir ?? join(await userStateFolder(options.workspace, options.env), "rehearsal");
  await removeFormerRehearsal(join(options.workspace, STATE_FOLDER, "rehearsal"), options);
  if (options.stop) {
    const ran = (await rehearsalStatus(dir)) !== undefined;
    await stopRehearsal(dir);
    options.print(ran ? "The rehearsal's background processes have ended.\n" : "No rehearsal of this project was running.\n");
    return "pass";
  }
  const { session, result, rehearsal } = await rehearseRelease(options, dir);
  const paths = await writeReports(session, result.report.title.split(" ").at(-1) ?? "release", result.report);
  printReport(result.report, paths.html, options.print);
  options.print(await closingLines(result, rehearsal, paths.html, { ...options, config: session.config }));
  failUnlessPassed(result);
  return result.verdict;
}

/** Earlier versions kept the keys and data of a rehearsal in the project, where builds and commits found them. */
export async function removeFormerRehearsal(dir: string, { reporter }: Pick<CommandContext, "reporter">): Promise<void> {
  if (!existsSync(dir)) return;
  await stopRehearsal(dir, { removeState: true });
  reporter.info(
    `  An earlier rehearsal kept its key and data in '${dir}'; it was ended and removed. They are kept outside of the project now.`,
  );
}

async function rehearseRelease(
  options: RehearsalOptions,
  dir: string,
): Promise<{ session: Session; result: ReleaseResult; rehearsal: Rehearsal }> {
  const { floor, reporter, signal, workspace } = options;
  // Before anything is started, so that a mistake in a file costs no wait.
  const config = await loadConfig(workspace, undefined, { floor });
  reporter.progress("starting the loopback registry, cluster and database");
  const started = performance.now();
  const rehearsal = await startRehearsal({ dir, reporter, entry: options.rehearsalEntry });
  const base = await pushNodeBase(rehearsal.registry);
  reporter.info(
    `  rehearsal: registry, cluster, database and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  const env = rehearsalEnvironment(config, { ...options, environment: findEnvironment(config, options.environment).name }, rehearsal, base);
  const run: RunContext = { ...(await readRunContext(env, workspace)), rehearsal: true };
  const session = await openSession({
    workspace,
    floor,
    run,
    env,
    reporter,
    signal,
    registry: rehearsal.registry,
    builder: "assemble",
    signingKey: await rehearsalKey(dir),
    githubToken: "rehearsal-token",
    buildArgs: await baseArguments(config, workspace, base),
  });
  const declared = findEnvironment(session.config, options.environment);
  // Whether a program stays up is a matter of the real cluster; here it is only shown that somebody looks.
  const environment = { ...declared, settleSeconds: Math.min(declared.settleSeconds, SETTLE_SECONDS) };
  const result = await release(session, { environment, approval: { kind: "yes" } });
  return { session, result, rehearsal };
}

/** The addresses of the rehearsal, and a value for every variable that a release to the environment reads; others lead nowhere. */
function rehearsalEnvironment(
  config: Config,
  { env, environment }: { readonly env: Env; readonly environment: string },
  rehearsal: Rehearsal,
  base: string,
): Env {
  const { databaseUrl, kubeconfig } = rehearsal;
  const filled: Record<string, string> = {};
  for (const { place, ref } of secretRefs(config, environment)) {
    // An argument is taken for the base image. One variable may stand at several places; the address of a database wins.
    const value = { "images.*.args.*": base, "databases.*.url": databaseUrl, "environments.*.kubeconfig": kubeconfig }[place];
    if (place === "databases.*.url" || filled[ref.env] !== databaseUrl)
      filled[ref.env] = value ?? filled[ref.env] ?? `rehearsal-${ref.env.toLowerCase().replaceAll("_", "-")}`;
  }
  // The real world's addresses must not leak into a rehearsal, so only what a process needs to run is kept.
  const kept = Object.fromEntries(
    ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  return {
    ...kept,
    ...filled,
    DOCKER_HOST: rehearsal.dockerHost,
    DOCKER_CONFIG: "/nonexistent",
    KUBECONFIG: rehearsal.kubeconfig,
    GITHUB_API_URL: rehearsal.githubApi,
    WAYBILL_REHEARSAL: "true",
  };
}

/** A rehearsal signs with a key of its own, made once per rehearsal folder. */
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

async function closingLines(
  result: ReleaseResult,
  rehearsal: Rehearsal,
  html: string,
  options: RehearsalOptions & { readonly config: Config },
): Promise<string> {
  const repeated = result.outcomes.flatMap((outcome) => (outcome.repeated ? [`  ${outcome.label}: ${outcome.repeated}`] : []));
  const lines: string[] = [];
  if (repeated.length > 0) lines.push("Did not need doing again:", ...repeated, "");
  lines.push(`Report page  ${join(options.workspace, html)}`);
  if (result.recordPath) lines.push(`Record       ${result.recordPath}`);
  if (isPassing(result.verdict)) {
    const environment = Object.values(options.config.environments).find(({ name }) => name === result.plan?.environment);
    for (const url of await serviceUrls(rehearsal, environment?.namespace))
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
  return [`Answers now  ${url}`, `             ${cutText(text, 160)}`];
}

/** The loopback cluster gives every Service an address on this machine and writes it into the Service. */
async function serviceUrls(rehearsal: Rehearsal, namespace = "default"): Promise<string[]> {
  const response = await fetch(`${rehearsal.kubernetesApi}/api/v1/namespaces/${namespace}/services`);
  const answer: unknown = await response.json();
  return listAt(answer, "items").flatMap((item) => textAt(item, "metadata", "annotations", "rehearsal.waybill.dev/url") ?? []);
}

/** The build arguments that name a base image (`ARG BASE=node:24` and `FROM ${BASE}`), pointed at the one that the rehearsal has. */
export async function baseArguments(config: Config, workspace: string, base: string): Promise<Record<string, string>> {
  const names: string[] = [];
  for (const image of Object.values(config.images)) {
    const text = await readFile(join(workspace, image.dockerfile), "utf8").catch((error: unknown) => {
      // The release itself says at which key a file is missing.
      if (isSystemError(error)) return "";
      throw error;
    });
    for (const match of text.matchAll(/^FROM\s+\$\{?(\w+)\}?/gim)) if (match[1]) names.push(match[1]);
  }
  return Object.fromEntries(names.map((name) => [name, base]));
}
