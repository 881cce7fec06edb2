import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, textAt } from "@waybill/kit";
import type { LoopbackCluster } from "../cluster/cluster.ts";
import { formatKubeconfig } from "../cluster/kubeconfig.ts";
import { askControl } from "./control.ts";
import { readRecord } from "./files.ts";
import type { Rehearsal } from "./files.ts";
import { OnDemand } from "./on-demand.ts";

/** The cluster of one environment. */
export interface RehearsedCluster {
  /** Path of a kubeconfig. */
  readonly kubeconfig: string;
  /** `http://127.0.0.1:port` */
  readonly kubernetesApi: string;
}

/** The clusters of a rehearsal, one for each environment, each started when it is first asked for. */
export class Clusters {
  readonly #start: (environment: string) => Promise<LoopbackCluster>;
  readonly #started = new Map<string, OnDemand<LoopbackCluster>>();

  constructor(start: (environment: string) => Promise<LoopbackCluster>) {
    this.#start = start;
  }

  open(environment: string): Promise<LoopbackCluster> {
    const cluster = this.#started.get(environment) ?? new OnDemand(() => this.#start(environment));
    this.#started.set(environment, cluster);
    return cluster.open();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#started.values()].map((cluster) => cluster.close()));
  }
}

/**
 * The cluster of an environment, which no other environment has: started when it is first asked for, with the objects and at the address of
 * earlier rehearsals. `contexts` are names that its kubeconfig needs besides, each with the environment whose cluster it leads to. Throws an
 * `environment` error when the rehearsal has ended, or cannot start one.
 */
export async function openCluster(
  rehearsal: Pick<Rehearsal, "dir">,
  environment: string,
  contexts: Readonly<Record<string, string>> = {},
): Promise<RehearsedCluster> {
  const cluster = await askForCluster(rehearsal, environment);
  const names = Object.entries(contexts);
  if (names.length === 0) return cluster;
  const servers: Record<string, string> = { [`rehearsal:${environment}`]: cluster.kubernetesApi };
  for (const [context, owner] of names)
    servers[context] = owner === environment ? cluster.kubernetesApi : (await askForCluster(rehearsal, owner)).kubernetesApi;
  const kubeconfig = join(cluster.kubeconfig, "..", "kubeconfig-contexts");
  await writeFile(kubeconfig, formatKubeconfig(servers), { mode: 0o600 });
  return { ...cluster, kubeconfig };
}

async function askForCluster({ dir }: Pick<Rehearsal, "dir">, environment: string): Promise<RehearsedCluster> {
  const record = await readRecord(dir);
  const answer = record && (await askControl(record.control, "POST", `/clusters/${encodeURIComponent(environment)}`));
  const [kubeconfig, kubernetesApi] = [textAt(answer, "kubeconfig"), textAt(answer, "kubernetesApi")];
  if (kubeconfig !== undefined && kubernetesApi !== undefined) return { kubeconfig, kubernetesApi };
  const why = textAt(answer, "message");
  throw new ActionError(
    "environment",
    why === undefined
      ? "The rehearsal's background process has ended. Rehearse again."
      : `The rehearsal cannot start the cluster of '${environment}': ${why}`,
  );
}
