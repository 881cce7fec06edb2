import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { secretRefs } from "@waybill/config";
import type { Config } from "@waybill/config";
import { isSystemError } from "@waybill/kit";
import type { Env } from "@waybill/pipeline";
import { generateKeyPair } from "@waybill/record";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import { dockerEnvironment } from "./engine.ts";
import type { FoundEngine } from "./engine.ts";

/** Where a release to one environment leads in a rehearsal. */
export interface Addresses {
  readonly rehearsal: Rehearsal;
  /** Undefined where nothing is deployed. */
  readonly cluster?: RehearsedCluster | undefined;
  /** The base image of the rehearsal's own registry. */
  readonly base: string;
  /** Where there is one: it builds, so that arguments keep the values that they have here. */
  readonly engine?: FoundEngine | undefined;
  /** The URL of a database by its variable. */
  readonly databases: ReadonlyMap<string, string>;
}

/** The addresses of the rehearsal, and a value for every variable that a release to the environment reads; others lead nowhere. */
export function rehearsalEnvironment(
  config: Config,
  { env, environment }: { readonly env: Env; readonly environment?: string | undefined },
  { rehearsal, cluster, base, engine, databases }: Addresses,
): Env {
  const filled: Record<string, string> = {};
  for (const { place, ref } of secretRefs(config, environment)) {
    // An argument is taken for the base image. One variable may stand at several places; the address of a database wins.
    const argument = (engine?.hasBuildx ? env[ref.env] : undefined) ?? base;
    const value = databases.get(ref.env) ?? { "images.*.args.*": argument, "environments.*.kubeconfig": cluster?.kubeconfig }[place];
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
    ...(engine && { ...dockerEnvironment(env), DOCKER_HOST: engine.host }),
    KUBECONFIG: cluster?.kubeconfig ?? "/nonexistent",
    GITHUB_API_URL: rehearsal.githubApi,
    WAYBILL_REHEARSAL: "true",
  };
}

/** A rehearsal signs with a key of its own, made once per rehearsal folder. */
export async function rehearsalKey(dir: string): Promise<string> {
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
