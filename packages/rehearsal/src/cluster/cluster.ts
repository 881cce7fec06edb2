import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isSystemError } from "@waybill/kit";
import { formatKubeconfig } from "./kubeconfig.ts";
import { syncDeployments, syncReplicaSets } from "./controllers/deployments.ts";
import { keepHouse, removeCustomObjects } from "./controllers/housekeeping.ts";
import { syncJobs } from "./controllers/jobs.ts";
import { Kubelet } from "./node/kubelet.ts";
import { NODE } from "./controllers/scheduling.ts";
import { startKubernetesApi } from "./api/server.ts";
import { ServiceHost } from "./controllers/services.ts";
import { syncDaemonSets, syncStatefulSets } from "./controllers/sets.ts";
import { ObjectStore } from "./store.ts";
import { isKind } from "./known-kinds.ts";
import type { Fault } from "../faults.ts";
import { PodImages } from "../container/images.ts";
import type { PodEngineRunner } from "../container/runner.ts";

/** Where a cluster keeps what it has, and how its tests disturb it. */
export interface ClusterOptions {
  /** Keeps the objects, the claims and the kubeconfig. */
  readonly dir: string;
  /** Keeps unpacked images; may be shared with the engine. */
  readonly images: string;
  /** A container engine that runs the pods that no process can be. */
  readonly engine?: PodEngineRunner | undefined;
  /** Default: that of an earlier start in the folder, else a free one. */
  readonly port?: number | undefined;
  /** What goes wrong, for tests: read anew at every request, so that faults may be added while the server runs. */
  readonly faults?: readonly Fault[] | undefined;
  readonly onRequest?: (() => void) | undefined;
  /** Told of what should not happen, for the rehearsal's log. */
  readonly onProblem?: ((problem: unknown) => void) | undefined;
}

/** A running cluster. Its `kubeconfig` needs no credentials. */
export interface LoopbackCluster {
  readonly server: string;
  readonly port: number;
  readonly kubeconfig: string;
  close(): Promise<void>;
}

// Deadlines and back-offs pass without any event, so the controllers also look by the clock.
const TICK_MS = 1_000;

/** Starts a Kubernetes API on loopback whose pods are containers of an engine, or local Node processes. Objects of an earlier start come back and their pods start anew. */
export async function startCluster(options: ClusterOptions): Promise<LoopbackCluster> {
  await mkdir(options.dir, { recursive: true });
  const store = new ObjectStore(join(options.dir, "objects.json"));
  seed(store);
  const images = new PodImages(options.images, options.engine);
  const kubelet = new Kubelet({ store, dir: options.dir, images, engine: options.engine });
  const services = new ServiceHost(store, kubelet, options.onRequest);
  const stopControl = startControl(
    store,
    [keepHouse, syncDeployments, syncReplicaSets, syncStatefulSets, syncDaemonSets, syncJobs, () => kubelet.sync(), () => services.sync()],
    options.onProblem,
  );
  const api = await startKubernetesApi({
    store,
    pods: kubelet,
    port: options.port ?? (await readFormerPort(options.dir)),
    faults: options.faults,
    onRequest: options.onRequest,
  });
  const server = `http://${api.address}`;
  const kubeconfig = kubeconfigIn(options.dir);
  await writeFile(kubeconfig, formatKubeconfig({ rehearsal: server }), { mode: 0o600 });
  return {
    server,
    port: api.port,
    kubeconfig,
    close: async () => {
      stopControl();
      await services.close();
      await api.close();
      await kubelet.close();
      await store.save();
    },
  };
}

function seed(store: ObjectStore): void {
  for (const name of ["default", "kube-system"]) {
    if (store.find("namespaces", undefined, name)) continue;
    store.add("namespaces", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    });
  }
  if (!store.find("nodes", undefined, NODE.metadata.name)) store.add("nodes", structuredClone(NODE));
}

/** Runs the controllers after every change and once a second, one round after the other. */
function startControl(
  store: ObjectStore,
  controllers: readonly ((store: ObjectStore) => void)[],
  onProblem: ((problem: unknown) => void) | undefined,
): () => void {
  let isPlanned = false;
  let isStopped = false;
  const round = (): void => {
    isPlanned = false;
    if (isStopped) return;
    for (const controller of controllers) {
      try {
        controller(store);
      } catch (problem) {
        // One broken object must not stop the others; the next round tries again.
        onProblem?.(problem);
      }
    }
  };
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(round);
  };
  const forget = store.onEvent((event) => {
    if (event.type === "DELETED" && isKind(event.object, "CustomResourceDefinition")) removeCustomObjects(store, event.object);
    plan();
  });
  const timer = setInterval(plan, TICK_MS);
  plan();
  return () => {
    isStopped = true;
    forget();
    clearInterval(timer);
  };
}

function kubeconfigIn(dir: string): string {
  return join(dir, "kubeconfig");
}

/** Whoever has the address of a cluster finds it there again after a restart. */
async function readFormerPort(dir: string): Promise<number | undefined> {
  const text = await readFile(kubeconfigIn(dir), "utf8").catch((error: unknown) => {
    if (isSystemError(error, "ENOENT")) return "";
    throw error;
  });
  const port = /server: http:\/\/127\.0\.0\.1:(\d+)$/m.exec(text)?.[1];
  return port === undefined ? undefined : Number(port);
}
