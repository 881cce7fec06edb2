import { rmSync } from "node:fs";
import { join } from "node:path";
import type { PodImages } from "../../container/images.ts";
import type { PodEngineRunner } from "../../container/runner.ts";
import { PodRun } from "./pod-run.ts";
import type { PodHost } from "../api/proxy.ts";
import type { ObjectStore } from "../store.ts";
import type { Pod } from "../workloads.ts";
import type { ProcessLog } from "../../container/process-log.ts";

/** Where pods come from, and where they may write. */
export interface KubeletOptions {
  readonly store: ObjectStore;
  /** Folder for pods and claims. */
  readonly dir: string;
  readonly images: PodImages;
  /** Where there is one; pods whose images it holds run there. */
  readonly engine?: PodEngineRunner | undefined;
}

/** Runs every pod of the store on this machine. */
export class Kubelet implements PodHost {
  readonly #options: KubeletOptions;
  readonly #runs = new Map<string, PodRun>();

  constructor(options: KubeletOptions) {
    this.#options = options;
    // Pods of an earlier rehearsal ended with it; they start anew.
    rmSync(join(options.dir, "pods"), { recursive: true, force: true });
  }

  /** Starts pods that are new, stops those that are to go. */
  sync(): void {
    const { store, dir, images, engine } = this.#options;
    const present = new Set<string>();
    for (const pod of store.list("pods")) {
      const uid = pod.metadata.uid ?? "";
      present.add(uid);
      const run = this.#runs.get(uid);
      if (pod.metadata.deletionTimestamp) this.#retire(pod, run);
      else if (!run && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed") {
        const started = new PodRun({ store, dir, engine, pull: (image) => images.pull(image) }, pod);
        this.#runs.set(uid, started);
        void started.run();
      }
    }
    for (const [uid, run] of this.#runs) {
      if (present.has(uid)) continue;
      // Deleted by force: the object is gone, the process follows at once.
      this.#runs.delete(uid);
      void run.stop(0);
    }
  }

  findPort(pod: Pod, containerPort: number): number | undefined {
    return this.#runs.get(pod.metadata.uid ?? "")?.findPort(containerPort);
  }

  findLog(pod: Pod, container: string, previous: boolean): ProcessLog | undefined {
    return this.#runs.get(pod.metadata.uid ?? "")?.findLog(container, previous);
  }

  /** Stops every pod's processes; the objects stay. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.stop(2)));
  }

  #retire(pod: Pod, run: PodRun | undefined): void {
    const { namespace, name, uid } = pod.metadata;
    void (run?.stop(pod.metadata.deletionGracePeriodSeconds ?? 30) ?? Promise.resolve()).then(() => {
      const current = this.#options.store.find("pods", namespace, name);
      if (current?.metadata.uid !== uid || current?.metadata.finalizers?.length) return;
      this.#runs.delete(uid ?? "");
      this.#options.store.remove("pods", namespace, name);
    });
  }
}
