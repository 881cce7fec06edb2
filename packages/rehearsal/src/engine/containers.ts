import { createHash, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, isTextList, listAt, recordAt, textAt, textsAt, valueAt } from "@waybill/kit";
import { startProcess } from "../container/process-runner.ts";
import type { ProcessEnd } from "../container/runner.ts";
import type { ContainerOptions, EnginePod, PodEngineRunner, PodImage, RunningContainer } from "../container/runner.ts";
import { forwardPort } from "../container/port-forward.ts";
import type { PortForward } from "../container/port-forward.ts";

/** The body of `POST /containers/create`, as far as the rehearsal honours it. */
export interface ContainerRequest {
  readonly Image: string;
  readonly Cmd?: readonly string[] | null | undefined;
  readonly Entrypoint?: readonly string[] | string | null | undefined;
  readonly Env?: readonly string[] | null | undefined;
  readonly Labels?: Readonly<Record<string, string>> | undefined;
  readonly User?: string | undefined;
  readonly WorkingDir?: string | undefined;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | undefined;
  readonly HostConfig?:
    | {
        readonly PortBindings?: Readonly<Record<string, readonly { readonly HostPort?: string | undefined }[] | null>> | undefined;
        readonly PublishAllPorts?: boolean | undefined;
        readonly AutoRemove?: boolean | undefined;
      }
    | undefined;
}

/** Reads the body of `POST /containers/create`. What it says and a rehearsal cannot honour is left out. */
export function readContainerRequest(body: unknown): ContainerRequest {
  const words = (name: string): readonly string[] | undefined => {
    const list = valueAt(body, name);
    return isTextList(list) ? list : undefined;
  };
  const bindings = Object.entries(recordAt(body, "HostConfig", "PortBindings")).map(
    ([port, list]) => [port, listAt(list).map((binding) => ({ HostPort: textAt(binding, "HostPort") }))] as const,
  );
  return {
    Image: textAt(body, "Image") ?? "",
    Cmd: words("Cmd"),
    Entrypoint: textAt(body, "Entrypoint") ?? words("Entrypoint"),
    Env: words("Env"),
    Labels: textsAt(body, "Labels"),
    User: textAt(body, "User"),
    WorkingDir: textAt(body, "WorkingDir"),
    ExposedPorts: recordAt(body, "ExposedPorts"),
    HostConfig: {
      PortBindings: Object.fromEntries(bindings),
      PublishAllPorts: valueAt(body, "HostConfig", "PublishAllPorts") === true,
      AutoRemove: valueAt(body, "HostConfig", "AutoRemove") === true,
    },
  };
}

/** One container of the loopback engine. */
export class EngineContainer {
  readonly id = createHash("sha256").update(randomBytes(32)).digest("hex");
  readonly created = new Date().toISOString();
  readonly name: string;
  readonly request: ContainerRequest;
  readonly image: PodImage;
  readonly #scratch: string;
  readonly #engine: PodEngineRunner | undefined;
  #pod: EnginePod | undefined;
  readonly #forwards = new Map<string, PortForward>();
  #process: RunningContainer | undefined;
  #end: ProcessEnd | undefined;
  #error = "";
  #waiters: ((end: ProcessEnd) => void)[] = [];

  constructor(
    name: string,
    request: ContainerRequest,
    image: PodImage,
    { dir, engine }: { readonly dir: string; readonly engine: PodEngineRunner | undefined },
  ) {
    this.name = name || `rehearsal_${this.id.slice(0, 8)}`;
    this.request = request;
    this.image = image;
    this.#scratch = join(dir, this.id);
    this.#engine = engine;
  }

  get state(): "created" | "running" | "exited" {
    if (this.#process && !this.#end) return "running";
    return this.#end ? "exited" : "created";
  }

  get process(): RunningContainer | undefined {
    return this.#process;
  }

  /** Starts the process and opens a loopback port for every published one. Throws ActionError for a command that a rehearsal cannot run. */
  async start(): Promise<void> {
    const { Env, Cmd, Entrypoint, WorkingDir, User } = this.request;
    const env = Object.fromEntries((Env ?? []).map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
    const entrypoint = typeof Entrypoint === "string" ? [Entrypoint] : (Entrypoint ?? undefined);
    this.#end = undefined;
    try {
      this.#process = await this.#run({
        name: "container",
        env: { HOSTNAME: this.id.slice(0, 12), ...env },
        entrypoint,
        arguments: Cmd ?? undefined,
        workingDir: WorkingDir || undefined,
        security: { user: User || undefined },
      });
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
      this.#end = { exitCode: 127, at: new Date().toISOString() };
      throw error;
    }
    const running = this.#process;
    void running.ended.then((end) => this.#settle(end));
    for (const { port, wanted } of this.#published()) {
      this.#forwards.set(`${port}/tcp`, await forwardPort(wanted, () => running.findPort(port)));
    }
  }

  async #run(options: ContainerOptions): Promise<RunningContainer> {
    const { image } = this;
    if ("root" in image) return startProcess({ ...options, image, scratch: this.#scratch });
    if ("notRun" in image || !this.#engine)
      throw new ActionError("environment", "the rehearsal does not run this image without Docker Engine");
    const ports = this.#published().map(({ port }) => port);
    const uid = this.id.slice(0, 12);
    this.#pod = await this.#engine.openPod({ name: uid, namespace: "images", uid, ports, aliases: [] });
    return this.#pod.start(image, options);
  }

  /** Resolves when the container is not running. */
  wait(): Promise<ProcessEnd> {
    if (this.#end) return Promise.resolve(this.#end);
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  async stop(graceSeconds: number): Promise<void> {
    if (this.state !== "running") return;
    this.#process?.kill("SIGTERM");
    const timer = setTimeout(() => this.#process?.kill("SIGKILL"), graceSeconds * 1000);
    await this.wait();
    clearTimeout(timer);
  }

  /** Ends the process at once and removes what belongs to the container. */
  async remove(): Promise<void> {
    await this.stop(0);
    await this.#pod?.close();
    await rm(this.#scratch, { recursive: true, force: true });
  }

  /** The answer of `GET /containers/{id}/json`. */
  inspect(): object {
    const { Image, Labels = {}, Env, Cmd, WorkingDir = "", User } = this.request;
    const { settings } = this.image;
    const ports = Object.fromEntries(
      [...this.#forwards].map(([port, forward]) => [port, [{ HostIp: "127.0.0.1", HostPort: String(forward.port) }]]),
    );
    const exposed = Object.fromEntries(Object.keys({ ...settings.ExposedPorts, ...this.request.ExposedPorts }).map((port) => [port, null]));
    return {
      Id: this.id,
      Created: this.created,
      Name: `/${this.name}`,
      Image: this.image.id,
      Path: "node",
      Args: [],
      RestartCount: 0,
      Driver: "rehearsal",
      Platform: "linux",
      State: {
        Status: this.state,
        Running: this.state === "running",
        Paused: false,
        Restarting: false,
        OOMKilled: false,
        Dead: false,
        Pid: 0,
        ExitCode: this.#end?.exitCode ?? 0,
        Error: this.#error,
        StartedAt: this.#process?.startedAt ?? "0001-01-01T00:00:00Z",
        FinishedAt: this.#end?.at ?? "0001-01-01T00:00:00Z",
      },
      Config: {
        Hostname: this.id.slice(0, 12),
        Image,
        Labels: { ...settings.Labels, ...Labels },
        Env: [...(settings.Env ?? []), ...(Env ?? [])],
        Cmd: Cmd ?? settings.Cmd,
        WorkingDir,
        User: User ?? settings.User ?? "",
      },
      HostConfig: this.request.HostConfig ?? {},
      NetworkSettings: { IPAddress: "127.0.0.1", Ports: { ...exposed, ...ports }, Networks: { bridge: { IPAddress: "127.0.0.1" } } },
      Mounts: [],
    };
  }

  /** The entry of `GET /containers/json`. */
  summary(): object {
    const Ports = [...this.#forwards].map(([port, forward]) => ({
      IP: "127.0.0.1",
      PrivatePort: Number.parseInt(port, 10),
      PublicPort: forward.port,
      Type: "tcp",
    }));
    const labels = { ...this.image.settings.Labels, ...this.request.Labels };
    return {
      Id: this.id,
      Names: [`/${this.name}`],
      Image: this.request.Image,
      ImageID: this.image.id,
      Created: Math.floor(Date.parse(this.created) / 1000),
      State: this.state,
      Status: this.state,
      Labels: labels,
      Ports,
    };
  }

  #published(): { port: number; wanted: number }[] {
    const { PortBindings = {}, PublishAllPorts } = this.request.HostConfig ?? {};
    const all = PublishAllPorts ? Object.keys({ ...this.image.settings.ExposedPorts, ...this.request.ExposedPorts }) : [];
    return [...new Set([...Object.keys(PortBindings), ...all])].map((port) => ({
      port: Number.parseInt(port, 10),
      wanted: Number(PortBindings[port]?.[0]?.HostPort || 0),
    }));
  }

  #settle(end: ProcessEnd): void {
    this.#end = end;
    for (const forward of this.#forwards.values()) forward.close();
    this.#forwards.clear();
    for (const waiter of this.#waiters) waiter(end);
    this.#waiters = [];
  }
}
