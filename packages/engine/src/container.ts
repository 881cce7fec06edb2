import { ActionError, numberAt } from "@waybill/kit";
import type Dockerode from "dockerode";

/** What is run. Nothing of this machine is mounted into the container. */
export interface RunOptions {
  /** A reference that the engine holds, by digest where the content matters. */
  readonly image: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** TCP ports of the container that shall be reachable. */
  readonly ports: readonly number[];
  readonly user?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly memoryBytes?: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name?: string | undefined;
  readonly command?: readonly string[] | undefined;
}

/** What a container does now. */
export interface ContainerState {
  readonly running: boolean;
  readonly exitCode?: number | undefined;
  readonly oomKilled?: boolean | undefined;
  readonly error?: string | undefined;
}

/** A running container; disposing it removes it. */
export interface Container extends AsyncDisposable {
  readonly id: string;
  /** Where a published port is reachable from this machine; throws an `environment` error when it is not. */
  address(port: number): { host: string; port: number };
  /** The last lines of both outputs, 100 by default. */
  logs(tail?: number): Promise<string>;
  state(): Promise<ContainerState>;
  /** Kills and removes it at once, because a container under test has nothing to save; one that is gone already is fine. */
  stop(): Promise<void>;
}

/** Creates and starts a container; one that does not start is removed again. */
export async function startContainer(docker: Dockerode, options: RunOptions): Promise<Container> {
  const container = await docker.createContainer(creation(options));
  try {
    await container.start();
    const { NetworkSettings } = await container.inspect();
    return describe(container, NetworkSettings.Ports ?? {});
  } catch (error) {
    await remove(container);
    throw error;
  }
}

function creation(options: RunOptions): Dockerode.ContainerCreateOptions {
  const ports = options.ports.map((port) => `${port}/tcp`);
  return {
    Image: options.image,
    Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
    ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
    Labels: { ...options.labels },
    name: options.name,
    User: options.user,
    Cmd: options.command && [...options.command],
    HostConfig: {
      // Only this machine may reach it, and the engine picks a free port.
      PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
      ReadonlyRootfs: options.readOnly ?? false,
      Memory: options.memoryBytes,
    },
  };
}

function describe(
  container: Dockerode.Container,
  ports: Record<string, { HostIp?: string; HostPort?: string }[] | null | undefined>,
): Container {
  const stop = (): Promise<void> => remove(container);
  return {
    id: container.id,
    address(port) {
      const [binding] = ports[`${port}/tcp`] ?? [];
      if (!binding?.HostPort)
        throw new ActionError(
          "environment",
          `Port ${port} of the container is not published: the container ended at once or the engine has no network.`,
        );
      return {
        host: binding.HostIp === undefined || binding.HostIp === "" || binding.HostIp === "0.0.0.0" ? "127.0.0.1" : binding.HostIp,
        port: Number(binding.HostPort),
      };
    },
    async logs(tail = 100) {
      return splitFrames(await container.logs({ stdout: true, stderr: true, tail, follow: false }));
    },
    async state() {
      const { State } = await container.inspect();
      return {
        running: State.Running,
        exitCode: State.Running ? undefined : State.ExitCode,
        oomKilled: State.OOMKilled ? true : undefined,
        error: State.Error || undefined,
      };
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function remove(container: Dockerode.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch((error: unknown) => {
    const status = numberAt(error, "statusCode");
    // Gone already, or being removed by someone else.
    if (status !== 404 && status !== 409) throw error;
  });
}

/** Joins the frames of the engine's log stream (8 bytes of header each, then the text); a log without frames is taken as it is. */
export function splitFrames(raw: Buffer): string {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + 8 <= raw.length) {
    const [stream = 255, ...zeros] = raw.subarray(at, at + 4);
    const end = at + 8 + raw.readUInt32BE(at + 4);
    if (stream > 2 || zeros.some((zero) => zero !== 0)) return raw.toString("utf8");
    pieces.push(raw.subarray(at + 8, end));
    at = end;
  }
  return pieces.length === 0 ? raw.toString("utf8") : Buffer.concat(pieces).toString("utf8");
}
