import type { Config } from "@waybill/config";
import { readRunContext } from "@waybill/kit/edge";
import { openSession } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import type { CommandContext } from "../command-context.ts";
import type { ProjectOptions } from "./project.ts";
import { baseArguments, rehearsalEnvironment } from "./values.ts";

/** A rehearsal that runs, and what it lends to every release. */
export interface Place {
  readonly rehearsal: Rehearsal;
  readonly base: string;
  readonly signingKey: string;
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
  return openSession({
    workspace,
    configFile,
    floor,
    run: async () => ({ ...(await readRunContext(env, workspace)), rehearsal: true }),
    env,
    reporter,
    signal,
    registry: addresses.rehearsal.registry,
    builder: "assemble",
    signingKey,
    githubToken: "rehearsal-token",
    buildArgs: await baseArguments(config, workspace, addresses.base),
  });
}
