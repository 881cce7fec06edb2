import type { Config } from "@waybill/config";
import { connectEngine } from "@waybill/engine";
import { readRunContext } from "@waybill/kit/edge";
import { openSession } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import type { CommandContext } from "../command-context.ts";
import type { FoundEngine } from "./engine.ts";
import type { ProjectOptions } from "./project.ts";
import { baseArguments } from "./bases.ts";
import { rehearsalEnvironment } from "./values.ts";

/** A rehearsal that runs, and what it lends to every release. */
export interface Place {
  readonly rehearsal: Rehearsal;
  readonly base: string;
  readonly signingKey: string;
  /** The Docker Engine of this machine that builds and runs pods, where there is one. */
  readonly engine: FoundEngine | undefined;
}

/** What one release gets of it besides. */
export interface ReleasePlace extends Place {
  /** Undefined, like its cluster, where nothing is deployed. */
  readonly environment?: string | undefined;
  readonly cluster?: RehearsedCluster | undefined;
  readonly databases: ReadonlyMap<string, string>;
}

/** A session whose every address is one of the rehearsal. */
export async function openRehearsed(
  { floor, reporter, signal, workspace, configFile, env: own }: CommandContext & ProjectOptions,
  config: Config,
  { signingKey, environment, ...addresses }: ReleasePlace,
): Promise<Session> {
  const env = rehearsalEnvironment(config, { env: own, environment }, addresses);
  const { rehearsal, engine } = addresses;
  const hasBuildx = engine?.hasBuildx === true;
  const session = await openSession({
    workspace,
    configFile,
    floor,
    run: async () => ({ ...(await readRunContext(env, workspace)), rehearsal: true }),
    env,
    reporter,
    signal,
    registry: rehearsal.registry,
    builder: hasBuildx ? "buildx" : "assemble",
    signingKey,
    githubToken: "rehearsal-token",
    buildArgs: hasBuildx ? {} : await baseArguments(config, workspace, addresses.base),
  });
  // Images are tried where pods run, by whatever runs them there; DOCKER_HOST leads docker itself to the real engine.
  return { ...session, connectEngine: async () => connectEngine({ host: rehearsal.dockerHost, reporter }) };
}
