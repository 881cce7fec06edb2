import { join } from "node:path";
import { ROOT } from "../scripts/bundles.ts";
import { readPeers } from "../scripts/parts/state.ts";
import type { PartsState, PeerName } from "../scripts/parts/state.ts";
import type { Attempt, Contestant } from "./contest.ts";
import type { Finished, Invocation } from "./measure/process.ts";

/** Makes a contestant of a peer; one that is not there says how to bring it, and its rows are missed. */
export function peerContestant(
  name: PeerName | keyof PartsState["tools"],
  attempt: (program: string, round: number) => Promise<Attempt>,
): Contestant {
  const program = readPeers()[name];
  return {
    name,
    missing: program === undefined ? `The peer '${name}' is not there. Run 'npm run parts -- start ${name}'.` : undefined,
    attempt: (round) => attempt(program ?? name, round),
  };
}

/**
 * Runs a script of `bench/contestants/` that uses our packages from their sources. What Node makes of them at the first run (without types,
 * compiled) is kept in the folder, so that the runs that count start as a bundle does.
 */
export function ourScript(script: string, args: readonly string[], folder: string, env: Readonly<Record<string, string>> = {}): Invocation {
  return {
    command: process.execPath,
    args: ["--conditions=@waybill/source", contestantPath(script), ...args],
    cwd: folder,
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled"), ...env },
  };
}

/** Runs a script of `bench/contestants/` with the Python of a peer. */
export function peerScript(python: string, script: string, args: readonly string[], folder: string): Invocation {
  return { command: python, args: [contestantPath(script), ...args], cwd: folder };
}

/** What a script printed as its last line, as JSON. */
export async function lastJson({ stdout }: Finished): Promise<unknown> {
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

function contestantPath(script: string): string {
  return join(ROOT, "bench", "contestants", script);
}
