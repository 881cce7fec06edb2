import { existsSync } from "node:fs";
import { join } from "node:path";
import { connectEngine, findBuildx } from "@waybill/engine";
import type { Config } from "@waybill/config";
import { inputError } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type { Builder, Env } from "@waybill/pipeline";
import type { CommandContext } from "../command-context.ts";
import type { ProjectOptions } from "./project.ts";
import { findUnnamedBase } from "./bases.ts";

/** The Docker Engine of this machine. */
export interface FoundEngine {
  /** Its address, as in DOCKER_HOST. */
  readonly host: string;
  readonly version: string;
  /** Whether images can be built with BuildKit. */
  readonly hasBuildx: boolean;
}

/** How docker is told what to use; only its own programs get these. */
const DOCKER_VARIABLES = ["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "BUILDX_BUILDER", "BUILDX_CONFIG", "XDG_RUNTIME_DIR"];

/** The engine that a project is rehearsed with. It does not build where a base image is named by a variable that has no value here. */
export async function chooseEngine(options: ProjectOptions & CommandContext, config: Config): Promise<FoundEngine | undefined> {
  const { workspace, env, builder, reporter } = options;
  const found = await findEngine(env, options);
  const unnamed = found?.hasBuildx && builder !== "buildx" ? await findUnnamedBase(config, workspace, env) : undefined;
  if (!found || unnamed === undefined) return found;
  reporter.info(
    `  rehearsal: ${unnamed}, which names a base image, has no value here, so images are assembled on the rehearsal's own base of Node`,
  );
  return { ...found, hasBuildx: false };
}

/**
 * Finds the Docker Engine that a rehearsal uses: that of DOCKER_HOST, else of the sockets at which engines answer. Undefined where none answers,
 * with the builder 'assemble', and for one on another machine, whose containers nothing here could ask. Throws an `input` error where the
 * builder is 'buildx' and there is none.
 */
export async function findEngine(
  env: Env,
  {
    builder,
    reporter,
    signal,
  }: { readonly builder?: Builder | undefined; readonly reporter: Reporter; readonly signal?: AbortSignal | undefined },
): Promise<FoundEngine | undefined> {
  if (builder === "assemble") return undefined;
  const answer = await findAnswer(env, reporter);
  const missing = (what: string): Error => inputError("builder", `is 'buildx', and ${what}. Leave it out to rehearse what can be without`);
  if (!answer) {
    if (builder === "buildx") throw missing("no Docker Engine answers on this machine");
    return undefined;
  }
  const { host, version } = answer;
  const docker = { ...dockerEnvironment(env), DOCKER_HOST: host };
  const buildx = await findBuildx({ env: docker, createBuilder: true, reporter, signal });
  if (!buildx && builder === "buildx") throw missing("there is no docker buildx with a running builder");
  return { host, version, hasBuildx: buildx !== undefined };
}

/** What builds and what runs, in one sentence. */
export function describeEngine(engine: FoundEngine | undefined): string {
  if (!engine) return "no Docker Engine: images are assembled, and commands of Node run as processes of this machine";
  const builds = engine.hasBuildx ? "builds images with BuildKit;" : "does not build, so images are assembled;";
  return `Docker Engine ${engine.version} ${builds} it runs pods as containers`;
}

/** The variables with which docker and its builders find their own. */
export function dockerEnvironment(env: Env): Env {
  return Object.fromEntries(["PATH", "HOME", ...DOCKER_VARIABLES].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The first engine that answers. One that should and does not is named, so that nobody wonders why another is used, or none. */
async function findAnswer(env: Env, reporter: Reporter): Promise<{ readonly host: string; readonly version: string } | undefined> {
  for (const host of listHosts(env, reporter)) {
    const answer = await connectEngine({ host, reporter }).ping();
    if (answer) return { host, version: answer.version };
    reporter.info(`  rehearsal: no Docker Engine answers at ${host}, so it is not used`);
  }
  return undefined;
}

function listHosts(env: Env, reporter: Reporter): string[] {
  const given = env["DOCKER_HOST"];
  if (given !== undefined && given !== "") {
    if (/^unix:\/\/.|^tcp:\/\/(127\.0\.0\.1|localhost)(:|$)/.test(given)) return [given];
    reporter.info(`  rehearsal: the engine of DOCKER_HOST (${given}) is not on this machine, so it is not used`);
    return [];
  }
  const home = env["HOME"] ?? "";
  const sockets = [
    "/var/run/docker.sock",
    // Docker Desktop, and an engine that runs without root.
    join(home, ".docker/run/docker.sock"),
    join(env["XDG_RUNTIME_DIR"] ?? "/nonexistent", "docker.sock"),
  ];
  return sockets.filter((socket) => existsSync(socket)).map((socket) => `unix://${socket}`);
}
