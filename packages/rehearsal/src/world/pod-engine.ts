import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson, textAt } from "@waybill/kit";
import { connectPodEngine } from "@waybill/engine/pods";
import { clearEngine, startEngineRunner } from "../container/engine/engine-runner.ts";
import type { PodEngineRunner } from "../container/runner.ts";

/** Which engine a rehearsal has used, and how it calls what it made there. */
interface UsedEngine {
  readonly host: string;
  readonly id: string;
}

/**
 * Runs pods in the Docker Engine of an address. Which one is kept in the rehearsal's folder first, so that whatever is made there can be removed
 * again, and what an earlier one of the folder has made in another engine is removed.
 */
export async function openPodEngine(dir: string, host: string, servers: () => readonly number[]): Promise<PodEngineRunner> {
  const before = await readUsed(dir);
  if (before && before.host !== host) await clearPodEngine(dir);
  const id = before?.host === host ? before.id : randomBytes(4).toString("hex");
  await writeFile(pathOf(dir), JSON.stringify({ host, id } satisfies UsedEngine), { mode: 0o600 });
  return startEngineRunner({ engine: connectPodEngine({ host }), id, servers });
}

/** The same engine for the cluster of one environment: its namespaces have networks and claims of their own. */
export function within(pods: PodEngineRunner, environment: string): PodEngineRunner {
  const prefix = environment.replaceAll(/[^\w-]/g, "-");
  return { ...pods, openPod: (pod) => pods.openPod({ ...pod, namespace: `${prefix}.${pod.namespace}` }) };
}

/** Removes everything that the rehearsal of a folder has made in an engine. One that does not answer is asked the next time. */
export async function clearPodEngine(dir: string): Promise<void> {
  const used = await readUsed(dir);
  if (!used) return;
  try {
    await clearEngine(connectPodEngine({ host: used.host }), used.id);
  } catch {
    return;
  }
  await rm(pathOf(dir), { force: true });
}

async function readUsed(dir: string): Promise<UsedEngine | undefined> {
  const value = parseJson(await readFile(pathOf(dir), "utf8").catch(() => "null"));
  const [host, id] = [textAt(value, "host"), textAt(value, "id")];
  return host !== undefined && id !== undefined ? { host, id } : undefined;
}

function pathOf(dir: string): string {
  return join(dir, "pod-engine.json");
}
