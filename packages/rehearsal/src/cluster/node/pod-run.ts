import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ContainerRun } from "./container-run.ts";
import { recordEvent } from "../events.ts";
import { timestamp } from "../object.ts";
import { NOT_RUN_ANNOTATION } from "../not-run.ts";
import { MissingConfig, mountVolumes, namesOf, portsOf, resolveEnvironment } from "./pod-config.ts";
import { pauseUntilAbort } from "./probe.ts";
import { findObstacle } from "../controllers/scheduling.ts";
import type { ObjectStore } from "../store.ts";
import { resolvePort } from "../workloads.ts";
import type { Condition, Container, ContainerStatus, Pod, PodSpec, PodStatus } from "../workloads.ts";
import type { ProcessLog } from "../../container/process-log.ts";
import type { Mount } from "../../container/runner.ts";
import type { EnginePod, PodEngineRunner, PodImage } from "../../container/runner.ts";
import { exposedPorts, refuseRoot, refusedOf, securityOf } from "./security.ts";

/** What a pod needs from the node. */
export interface PodDeps {
  readonly store: ObjectStore;
  readonly dir: string;
  readonly pull: (image: string) => Promise<PodImage>;
  /** Where there is one. */
  readonly engine?: PodEngineRunner | undefined;
}

/** Runs the containers of one pod, each as what runs its image, and reports its status. */
export class PodRun {
  readonly #deps: PodDeps;
  readonly #pod: Pod;
  readonly #spec: PodSpec;
  readonly #dir: string;
  readonly #abort = new AbortController();
  readonly #startTime = timestamp();
  #inits: ContainerRun[] = [];
  #mains: ContainerRun[] = [];
  #phase: PodStatus["phase"] = "Pending";
  #obstacle: string | undefined;
  #stopping: Promise<void> | undefined;
  #enginePod: Promise<EnginePod> | undefined;
  #ip = "127.0.0.1";
  #notRun: string | undefined;

  constructor(deps: PodDeps, pod: Pod) {
    this.#deps = deps;
    this.#pod = pod;
    this.#spec = pod.spec;
    this.#dir = join(deps.dir, "pods", pod.metadata.uid ?? pod.metadata.name);
  }

  /** Runs the pod until all its containers have ended by its restart policy, or it is stopped. */
  async run(): Promise<void> {
    this.#obstacle = findObstacle(this.#spec);
    if (this.#obstacle !== undefined) {
      this.#record("Warning", "FailedScheduling", this.#obstacle);
      return this.#report();
    }
    this.#record("Normal", "Scheduled", `Successfully assigned ${this.#pod.metadata.namespace}/${this.#pod.metadata.name} to rehearsal`);
    this.#report();
    const mounts = await this.#mountUntilThere();
    if (!mounts) return;
    this.#inits = (this.#spec.initContainers ?? []).map((spec) => this.#makeContainer(spec, mounts, true));
    this.#mains = this.#spec.containers.map((spec) => this.#makeContainer(spec, mounts, false));
    for (const init of this.#inits) {
      const code = await init.run();
      if (this.#abort.signal.aborted || code === undefined) return;
      if (code !== 0) return this.#finish("Failed");
    }
    const codes = await Promise.all(this.#mains.map((main) => main.run()));
    if (this.#abort.signal.aborted || codes.includes(undefined)) return;
    this.#finish(codes.every((code) => code === 0) ? "Succeeded" : "Failed");
  }

  findPort(port: number): number | undefined {
    return this.#mains.map((main) => main.findPort(port)).find((found) => found !== undefined);
  }

  findLog(container: string, previous: boolean): ProcessLog | undefined {
    return [...this.#mains, ...this.#inits].find((run) => run.status.name === container)?.findLog(previous);
  }

  /** Stops every container and removes the pod's folder. Stopping twice is stopping once. */
  stop(graceSeconds: number): Promise<void> {
    this.#stopping ??= this.#stop(graceSeconds);
    return this.#stopping;
  }

  async #stop(graceSeconds: number): Promise<void> {
    this.#abort.abort();
    await Promise.all([...this.#inits, ...this.#mains].map((run) => run.stop(graceSeconds)));
    await this.#enginePod?.then((pod) => pod.close()).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** All containers of the pod that the engine runs share a network; it is there from the first of them on. */
  #openPod(image: PodImage): Promise<EnginePod> {
    const { store, engine } = this.#deps;
    if (!engine) throw new TypeError("an image of an engine without an engine");
    const { name, namespace = "", uid = name } = this.#pod.metadata;
    const ports = [...new Set([...portsOf(store, this.#pod), ...exposedPorts(image)])];
    const opening = this.#enginePod ?? engine.openPod({ name, namespace, uid, ports, aliases: namesOf(store, this.#pod) });
    this.#enginePod = opening;
    opening.then(
      ({ ip }) => (this.#ip = ip),
      // The next start of the container tries again.
      () => (this.#enginePod = undefined),
    );
    return opening;
  }

  async #mountUntilThere(): Promise<((container: Container) => readonly Mount[]) | undefined> {
    while (!this.#abort.signal.aborted) {
      try {
        return mountVolumes(this.#deps.store, this.#pod, this.#dir, join(this.#deps.dir, "claims"));
      } catch (error) {
        if (!(error instanceof MissingConfig)) throw error;
        this.#record("Warning", "FailedMount", `MountVolume.SetUp failed: ${error.message}`);
        this.#report();
        await pauseUntilAbort(1_000, this.#abort.signal);
      }
    }
    return undefined;
  }

  #makeContainer(spec: Container, mounts: (container: Container) => readonly Mount[], isInit: boolean): ContainerRun {
    const policy = this.#spec.restartPolicy ?? "Always";
    return new ContainerRun({
      spec,
      podName: this.#pod.metadata.name,
      scratch: this.#dir,
      // An init container that succeeded is done, whatever the pod's policy.
      restart: isInit && policy === "Always" ? "OnFailure" : policy,
      graceSeconds: this.#spec.terminationGracePeriodSeconds ?? 30,
      pull: this.#deps.pull,
      openPod: (image) => this.#openPod(image),
      environment: (image, ip) => {
        if (ip !== undefined) refuseRoot(this.#spec, spec, image);
        return resolveEnvironment(this.#deps.store, this.#pod, spec, ip);
      },
      security: securityOf(this.#spec, spec),
      refused: (image) => refusedOf(this.#spec, spec, image),
      onNotRun: (why) => {
        this.#notRun ??= why;
        this.#report();
      },
      mounts: mounts(spec),
      resolvePort: (port) => resolvePort(this.#spec, port),
      onChange: () => this.#report(),
      onEvent: (type, reason, message) => this.#record(type, reason, message),
    });
  }

  #finish(phase: "Succeeded" | "Failed"): void {
    this.#phase = phase;
    this.#report();
  }

  #record(type: "Normal" | "Warning", reason: string, message: string): void {
    // The namespace may be on its way out.
    if (this.#deps.store.find("pods", this.#pod.metadata.namespace, this.#pod.metadata.name))
      recordEvent(this.#deps.store, this.#pod, type, reason, message);
  }

  #report(): void {
    const current = this.#deps.store.find("pods", this.#pod.metadata.namespace, this.#pod.metadata.name);
    if (!current || current.metadata.uid !== this.#pod.metadata.uid) return;
    const main = this.#statuses(this.#mains, this.#spec.containers, this.#inits.length > 0 ? "PodInitializing" : "ContainerCreating");
    const init = this.#statuses(this.#inits, this.#spec.initContainers ?? [], "PodInitializing");
    if (this.#phase === "Pending" && main.some((status) => status.state.running || status.state.terminated)) this.#phase = "Running";
    const status = {
      phase: this.#phase,
      conditions: this.#conditions(current.status?.conditions ?? [], main, init),
      ...(this.#obstacle === undefined
        ? {
            hostIP: "127.0.0.1",
            hostIPs: [{ ip: "127.0.0.1" }],
            podIP: this.#ip,
            podIPs: [{ ip: this.#ip }],
            startTime: this.#startTime,
            containerStatuses: main,
          }
        : {}),
      initContainerStatuses: init.length > 0 && this.#obstacle === undefined ? init : undefined,
      qosClass: "Burstable",
    };
    const spec = this.#obstacle === undefined ? { ...this.#spec, nodeName: "rehearsal" } : this.#spec;
    const annotations = this.#notRun === undefined ? {} : { [NOT_RUN_ANNOTATION]: this.#notRun };
    const metadata = { ...current.metadata, annotations: { ...current.metadata.annotations, ...annotations } };
    this.#deps.store.replace("pods", { ...current, metadata, spec, status });
  }

  #statuses(runs: readonly ContainerRun[], specs: readonly Container[], waiting: string): ContainerStatus[] {
    if (runs.length > 0) return runs.map((run) => run.status);
    return specs.map(({ name, image }) => ({
      name,
      image,
      imageID: "",
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting: { reason: waiting } },
      lastState: {},
    }));
  }

  #conditions(before: readonly Condition[], main: readonly ContainerStatus[], init: readonly ContainerStatus[]): Condition[] {
    const isDone = this.#phase === "Succeeded" || this.#phase === "Failed";
    const unready = main.filter((status) => !status.ready).map((status) => status.name);
    const isInitialized = this.#obstacle === undefined && init.every((status) => status.state.terminated?.exitCode === 0);
    const why =
      unready.length === 0
        ? {}
        : isDone
          ? { reason: "PodCompleted" }
          : { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
    const conditions: Condition[] = [
      {
        type: "PodScheduled",
        ...(this.#obstacle === undefined ? { status: "True" } : { status: "False", reason: "Unschedulable", message: this.#obstacle }),
      },
      ...(this.#obstacle === undefined
        ? ([
            {
              type: "Initialized",
              status: isInitialized ? "True" : "False",
              reason: isInitialized ? undefined : "ContainersNotInitialized",
            },
            { type: "ContainersReady", status: unready.length === 0 ? "True" : "False", ...why },
            { type: "Ready", status: unready.length === 0 ? "True" : "False", ...why },
          ] as const)
        : []),
    ];
    return conditions.map((condition) => {
      const old = before.find((entry) => entry.type === condition.type && entry.status === condition.status);
      return { ...condition, lastTransitionTime: old?.lastTransitionTime ?? timestamp() };
    });
  }
}
