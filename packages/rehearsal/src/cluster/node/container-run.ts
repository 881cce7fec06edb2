import { join } from "node:path";
import { headline } from "@waybill/kit";
import { parseImageReference } from "../../container/image-pull.ts";
import { needsEngine } from "../../container/images.ts";
import { MissingConfig } from "./pod-config.ts";
import { pauseUntilAbort, probeCheck, runProbe } from "./probe.ts";
import type { Container, ContainerState, ContainerStatus, Probe } from "../workloads.ts";
import type { ProcessLog } from "../../container/process-log.ts";
import { NotNode, startProcess } from "../../container/process-runner.ts";
import type { Mount, ProcessEnd } from "../../container/runner.ts";
import type { ContainerOptions, ContainerSecurity, EnginePod, PodImage, RunningContainer } from "../../container/runner.ts";

/** What one container gets from its pod. */
export interface ContainerContext {
  readonly spec: Container;
  readonly podName: string;
  readonly scratch: string;
  readonly restart: "Always" | "OnFailure" | "Never";
  readonly graceSeconds: number;
  readonly pull: (image: string) => Promise<PodImage>;
  /** The pod in the engine, for a container that the engine runs. */
  readonly openPod: (image: PodImage) => Promise<EnginePod>;
  /** `ip` is the address of the pod in the engine, where it is there. */
  readonly environment: (image: PodImage, ip: string | undefined) => Record<string, string>;
  readonly security: ContainerSecurity;
  /** What it asks for and does not get where this image runs; completes the sentence "not run: …". */
  readonly refused: (image: PodImage) => string | undefined;
  readonly mounts: readonly Mount[];
  readonly resolvePort: (port: number | string) => number | undefined;
  readonly onChange: () => void;
  /** Told of what is not run, and why. */
  readonly onNotRun: (why: string) => void;
  readonly onEvent: (type: "Normal" | "Warning", reason: string, message: string) => void;
}

// A rehearsal's clock runs faster than a kubelet's 10 s, 20 s, 40 s … so that a demo shows the state within seconds.
const BACK_OFF_MS = [0, 2_000, 4_000, 8_000, 16_000, 30_000];
const PULL_BACK_OFF_MS = [500, 1_000, 2_000, 5_000, 10_000];

type Started = RunningContainer & { readonly exec: (command: readonly string[]) => Promise<number> };

/** One container of a pod: pulls, starts, probes, restarts and finally ends it, be it a local process or an engine's container. */
export class ContainerRun {
  readonly #context: ContainerContext;
  readonly #abort = new AbortController();
  #process: RunningContainer | undefined;
  #previousLog: ProcessLog | undefined;
  #state: ContainerState = { waiting: { reason: "ContainerCreating" } };
  #lastState: ContainerState = {};
  #imageId = "";
  #restarts = 0;
  #isStarted = false;
  #isReady = false;

  constructor(context: ContainerContext) {
    this.#context = context;
  }

  get status(): ContainerStatus {
    const { name, image } = this.#context.spec;
    return {
      name,
      image,
      imageID: this.#imageId,
      containerID: this.#process && `rehearsal://${this.#context.podName}-${name}-${this.#restarts}`,
      ready: this.#isReady && this.#state.running !== undefined,
      started: this.#isStarted && this.#state.running !== undefined,
      restartCount: this.#restarts,
      state: this.#state,
      lastState: this.#lastState,
    };
  }

  findPort(port: number): number | undefined {
    return this.#process?.findPort(port);
  }

  findLog(previous: boolean): ProcessLog | undefined {
    if (previous) return this.#previousLog;
    return this.#process?.log ?? this.#previousLog;
  }

  /** Runs until the container has ended for good by its restart policy. Returns its exit code, or `undefined` when it was stopped. */
  async run(): Promise<number | undefined> {
    for (let crashes = 0; ;) {
      const image = await this.#pullUntilThere();
      if (!image) return undefined;
      const startedAt = Date.now();
      const end = await this.#runOnce(image);
      if (!end) return undefined;
      const isOver = this.#context.restart === "Never" || (this.#context.restart === "OnFailure" && end.exitCode === 0);
      if (isOver) return end.exitCode;
      if (this.#abort.signal.aborted) return undefined;
      crashes = Date.now() - startedAt > 60_000 ? 1 : crashes + 1;
      await this.#backOff(crashes);
      if (this.#abort.signal.aborted) return undefined;
      this.#restarts += 1;
    }
  }

  /** Ends the process: SIGTERM, after the grace period SIGKILL. */
  async stop(graceSeconds: number): Promise<void> {
    this.#abort.abort();
    await this.#end(graceSeconds);
  }

  async #end(graceSeconds: number): Promise<void> {
    const running = this.#process;
    if (!running || this.#state.running === undefined) return;
    running.kill("SIGTERM");
    const timer = setTimeout(() => running.kill("SIGKILL"), graceSeconds * 1000);
    await running.ended;
    clearTimeout(timer);
  }

  async #pullUntilThere(): Promise<PodImage | undefined> {
    const { spec, pull, onEvent } = this.#context;
    for (let attempt = 0; !this.#abort.signal.aborted; attempt += 1) {
      try {
        parseImageReference(spec.image);
      } catch (error) {
        this.#set({ waiting: { reason: "InvalidImageName", message: headline(error) } });
        onEvent("Warning", "InspectFailed", headline(error));
        return undefined;
      }
      try {
        const image = await pull(spec.image);
        if (this.#imageId !== image.repoDigest) onEvent("Normal", "Pulled", `Container image "${spec.image}" is present`);
        this.#imageId = image.repoDigest;
        return image;
      } catch (error) {
        this.#set({ waiting: { reason: "ErrImagePull", message: headline(error) } });
        onEvent("Warning", "Failed", `Failed to pull image "${spec.image}": ${headline(error)}`);
        await pauseUntilAbort(300, this.#abort.signal);
        this.#set({
          waiting: { reason: "ImagePullBackOff", message: `Back-off pulling image "${spec.image}": ErrImagePull: ${headline(error)}` },
        });
        onEvent("Warning", "BackOff", `Back-off pulling image "${spec.image}"`);
        await pauseUntilAbort(PULL_BACK_OFF_MS[attempt] ?? 10_000, this.#abort.signal);
      }
    }
    return undefined;
  }

  async #runOnce(image: PodImage): Promise<ProcessEnd | undefined> {
    const { spec, refused, onEvent } = this.#context;
    const idle = "notRun" in image ? image.notRun : refused(image);
    if (idle !== undefined) return this.#stayIdle(idle);
    this.#previousLog = this.#process?.log ?? this.#previousLog;
    this.#process = undefined;
    let running: Started | undefined;
    try {
      running = await this.#start(image);
    } catch (error) {
      if (error instanceof NotNode) return this.#stayIdle(needsEngine("its command is no program of Node"));
      const at = new Date().toISOString();
      this.#set({ terminated: { exitCode: 128, reason: "StartError", message: headline(error), finishedAt: at } });
      onEvent("Warning", "Failed", `Error: ${headline(error)}`);
      return { exitCode: 128, at };
    }
    if (!running) return undefined;
    this.#process = running;
    if (this.#abort.signal.aborted) running.kill("SIGKILL");
    onEvent("Normal", "Started", `Started container ${spec.name}`);
    const probes = new AbortController();
    this.#isStarted = spec.startupProbe === undefined;
    this.#isReady = this.#isStarted && spec.readinessProbe === undefined;
    this.#set({ running: { startedAt: running.startedAt } });
    void this.#runProbes(running, probes.signal, running.exec);
    const end = await running.ended;
    probes.abort();
    const reason = end.exitCode === 0 ? "Completed" : "Error";
    this.#set({ terminated: { exitCode: end.exitCode, reason, startedAt: running.startedAt, finishedAt: end.at } });
    return end;
  }

  /** Starts the container where its image runs; `undefined` when it was stopped before. */
  async #start(image: PodImage): Promise<Started | undefined> {
    const { spec, scratch, mounts, security, openPod, onNotRun } = this.#context;
    const pod = "inEngine" in image ? await openPod(image) : undefined;
    const env = await this.#configureUntilComplete(image, pod?.ip);
    if (!env || this.#abort.signal.aborted) return undefined;
    const options: ContainerOptions = {
      name: spec.name,
      env,
      mounts,
      security,
      workingDir: spec.workingDir,
      entrypoint: spec.command,
      arguments: spec.args,
    };
    if (pod && "inEngine" in image) return pod.start(image, options);
    if (!("root" in image)) throw new TypeError("an image that nothing runs was started");
    const exec = async (command: readonly string[]): Promise<number> => {
      try {
        const probe = { ...options, image, scratch: join(scratch, `${spec.name}-probe`), entrypoint: command, arguments: [] };
        return (await startProcess(probe).ended).exitCode;
      } catch (error) {
        if (!(error instanceof NotNode)) throw error;
        onNotRun(needsEngine(`its probe '${command.join(" ")}' is no program of Node`));
        return 0;
      }
    };
    return { ...startProcess({ ...options, image, scratch: join(scratch, spec.name) }), exec };
  }

  /** Takes the place of what is not run: it counts as ready, or as done where it would end, so that the rest of a release can go on, and says so. */
  async #stayIdle(why: string): Promise<ProcessEnd | undefined> {
    const { spec, restart, onEvent, onNotRun } = this.#context;
    onNotRun(why);
    onEvent("Warning", "NotRun", `Container ${spec.name} was not run: ${why}`);
    const startedAt = new Date().toISOString();
    if (restart !== "Always") {
      this.#set({ terminated: { exitCode: 0, reason: "NotRun", message: why, startedAt, finishedAt: startedAt } });
      return { exitCode: 0, at: startedAt };
    }
    this.#isStarted = true;
    this.#isReady = true;
    this.#set({ running: { startedAt } });
    await new Promise<void>((resolve) => this.#abort.signal.addEventListener("abort", () => resolve(), { once: true }));
    return undefined;
  }

  async #configureUntilComplete(image: PodImage, ip: string | undefined): Promise<Record<string, string> | undefined> {
    while (!this.#abort.signal.aborted) {
      try {
        return this.#context.environment(image, ip);
      } catch (error) {
        if (!(error instanceof MissingConfig)) throw error;
        this.#set({ waiting: { reason: "CreateContainerConfigError", message: error.message } });
        this.#context.onEvent("Warning", "Failed", `Error: ${error.message}`);
        await pauseUntilAbort(1_000, this.#abort.signal);
      }
    }
    return undefined;
  }

  async #runProbes(
    running: RunningContainer,
    signal: AbortSignal,
    runCommand: (command: readonly string[]) => Promise<number>,
  ): Promise<void> {
    const { spec, onEvent, onChange, resolvePort } = this.#context;
    const start = (kind: string, probe: Probe, onResult: (passes: boolean, problem: string) => void, once = false): Promise<void> =>
      runProbe({
        probe,
        signal,
        once,
        check: probeCheck(probe, running, resolvePort, runCommand),
        first: probe.exec ? undefined : () => (running.isListening() ? Promise.resolve() : running.nextListen()),
        wake: () => running.nextListen(),
        onFailure: (problem) => onEvent("Warning", "Unhealthy", `${kind} probe failed: ${problem}`),
        onChange: onResult,
      });
    const restart = (kind: string) => (passes: boolean) => {
      if (passes) return;
      onEvent("Normal", "Killing", `Container ${spec.name} failed ${kind} probe, will be restarted`);
      void this.#end(this.#context.graceSeconds);
    };
    if (spec.startupProbe) await start("Startup", spec.startupProbe, restart("startup"), true);
    if (signal.aborted) return;
    this.#isStarted = true;
    this.#isReady = spec.readinessProbe === undefined;
    onChange();
    if (spec.livenessProbe) void start("Liveness", spec.livenessProbe, restart("liveness"));
    if (!spec.readinessProbe) return;
    void start("Readiness", spec.readinessProbe, (passes) => {
      this.#isReady = passes;
      onChange();
    });
  }

  async #backOff(crashes: number): Promise<void> {
    this.#lastState = this.#state;
    const wait = BACK_OFF_MS[crashes - 1] ?? 30_000;
    if (wait === 0) return;
    const message = `back-off ${wait / 1000}s restarting failed container=${this.#context.spec.name} pod=${this.#context.podName}`;
    this.#set({ waiting: { reason: "CrashLoopBackOff", message } });
    this.#context.onEvent("Warning", "BackOff", `Back-off restarting failed container ${this.#context.spec.name}`);
    await pauseUntilAbort(wait, this.#abort.signal);
  }

  #set(state: ContainerState): void {
    this.#state = state;
    this.#context.onChange();
  }
}
