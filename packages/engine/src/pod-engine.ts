import { Readable } from "node:stream";
import { numberAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type Dockerode from "dockerode";
import { openDocker, translate } from "./client.ts";
import { followLogs } from "./frames.ts";

/** What an engine knows about an image that it holds. */
export interface HeldImage {
  readonly id: string;
  /** The digests of its unpacked layers, which no engine can name otherwise, whatever it keeps its images in. */
  readonly layers: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly size: number;
  readonly created: string;
}

/** A container to make; nothing of this machine's files gets in but what volumes hold. */
export interface PodContainerOptions {
  readonly name: string;
  /** A reference or id that the engine holds. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly workingDir?: string | undefined;
  readonly user?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly dropCapabilities?: readonly string[] | undefined;
  readonly addCapabilities?: readonly string[] | undefined;
  /** Whether a program may not get more rights than the one that starts it. */
  readonly noNewPrivileges?: boolean | undefined;
  /** Volumes of the engine by the path at which the container sees them. */
  readonly volumes?: readonly { readonly path: string; readonly volume: string; readonly readOnly: boolean }[] | undefined;
  /** The id of the container whose network it shares, or a network with names and published ports. */
  readonly network: "none" | { readonly of: string } | PodNetwork;
}

/** How a container is reached. */
export interface PodNetwork {
  readonly name: string;
  readonly hostname: string;
  readonly aliases: readonly string[];
  /** TCP ports that get a free port on 127.0.0.1. */
  readonly ports: readonly number[];
  /** Further names with their addresses; `host-gateway` is this machine. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** A container of a pod. */
export interface PodContainer {
  readonly id: string;
  start(): Promise<void>;
  /** Its own address in its network, and the ports of 127.0.0.1 behind its published ports. */
  addresses(): Promise<{ readonly ip: string; readonly ports: ReadonlyMap<number, number> }>;
  /** Calls back for every piece of output until it ends. */
  follow(onText: (stream: "stdout" | "stderr", text: string) => void): Promise<void>;
  /** Resolves with the exit code when it has ended. */
  wait(): Promise<number>;
  /** A container that has ended already is fine. */
  kill(signal: string): Promise<void>;
  /** Runs a command in it and returns its exit code. */
  exec(command: readonly string[]): Promise<number>;
  /** Unpacks a tar archive at a path; what lies in a volume stays in it. */
  unpack(path: string, tar: Buffer): Promise<void>;
  /** Ends and removes it; one that is gone already is fine. */
  remove(): Promise<void>;
}

/** What running pods needs of a container engine. Everything that is made carries the labels that it is made with. */
export interface PodEngine {
  readonly host: string;
  /** In Docker's words: `amd64`, `arm64`. */
  architecture(): Promise<string>;
  findImage(reference: string): Promise<HeldImage | undefined>;
  pull(reference: string): Promise<void>;
  /** Takes in images from an archive in the format of `docker save`. */
  load(archive: AsyncIterable<Uint8Array>): Promise<void>;
  removeImage(reference: string): Promise<void>;
  listImages(repository: string): Promise<readonly string[]>;
  /** Makes a network with names for its containers, or finds it; returns the address of this machine in it where the engine tells. */
  makeNetwork(name: string, labels: Readonly<Record<string, string>>): Promise<{ readonly gateway: string | undefined }>;
  removeNetwork(name: string): Promise<void>;
  makeVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  removeVolume(name: string): Promise<void>;
  create(options: PodContainerOptions): Promise<PodContainer>;
  /** Removes every container, then every network and volume that carries the label (`key=value`). */
  removeLabelled(label: string, what: readonly ("containers" | "networks" | "volumes")[]): Promise<void>;
}

/** Speaks with the Docker Engine at a `unix://` or `tcp://` address; nothing is sent before the first call. */
export function connectPodEngine(
  options: { readonly host?: string | undefined; readonly reporter?: Reporter | undefined } = {},
): PodEngine {
  const { host, docker } = openDocker(options.host);
  const ask = async <T>(what: string, work: (docker: Dockerode) => Promise<T>): Promise<T> => {
    try {
      return await work(await docker());
    } catch (error) {
      throw translate(error, what, host);
    }
  };
  return {
    host,
    architecture: () => ask("ask for the engine's architecture", async (client) => (await client.version()).Arch),
    findImage: (reference) => ask(`inspect '${reference}'`, (client) => findImage(client, reference)),
    pull: (reference) => ask(`pull '${reference}'`, async (client) => finish(client, await client.pull(reference, {}))),
    load: (archive) =>
      ask("load an image", async (client) =>
        finish(client, await client.loadImage(Readable.from(archive, { objectMode: false }), { quiet: true })),
      ),
    removeImage: (reference) =>
      ask(`remove the image '${reference}'`, (client) => orGone(client.getImage(reference).remove({ force: true }))),
    listImages: (repository) =>
      ask("list images", async (client) =>
        (await client.listImages({ filters: { reference: [`${repository}:*`] } })).flatMap(({ RepoTags }) => RepoTags ?? []),
      ),
    makeNetwork: (name, labels) => ask(`make the network '${name}'`, (client) => makeNetwork(client, name, labels)),
    removeNetwork: (name) => ask(`remove the network '${name}'`, (client) => orGone(client.getNetwork(name).remove())),
    makeVolume: (name, labels) =>
      ask(`make the volume '${name}'`, async (client) => void (await client.createVolume({ Name: name, Labels: { ...labels } }))),
    removeVolume: (name) => ask(`remove the volume '${name}'`, (client) => orGone(client.getVolume(name).remove({ force: true }))),
    create: (container) =>
      ask(`make the container '${container.name}'`, async (client) => describe(await client.createContainer(creation(container)), ask)),
    removeLabelled: (label, what) => ask(`remove what has the label ${label}`, (client) => removeLabelled(client, label, what)),
  };
}

/** The engine answers 200 at once and says in the stream what became of it. */
async function finish(docker: Dockerode, stream: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onFinished = (error: Error | null): void => (error ? reject(error) : resolve());
    docker.modem.followProgress(stream, onFinished, (event: { error?: string }) => {
      if (event.error !== undefined) reject(new Error(event.error));
    });
  });
}

/** What is gone already, or being removed by someone else, need not be removed. */
async function orGone(removing: Promise<unknown>): Promise<void> {
  await removing.catch((error: unknown) => {
    const status = numberAt(error, "statusCode");
    if (status !== 404 && status !== 409 && status !== 304) throw error;
  });
}

async function findImage(docker: Dockerode, reference: string): Promise<HeldImage | undefined> {
  try {
    const { Id, RootFS, Config, Size, Created } = await docker.getImage(reference).inspect();
    return { id: Id, layers: RootFS.Layers ?? [], config: { ...Config }, size: Size, created: Created };
  } catch (error) {
    if (numberAt(error, "statusCode") === 404) return undefined;
    throw error;
  }
}

async function makeNetwork(
  docker: Dockerode,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<{ gateway: string | undefined }> {
  const known = await docker.listNetworks({ filters: { name: [name] } });
  // Engines let two networks have one name.
  if (!known.some((network) => network.Name === name)) await docker.createNetwork({ Name: name, Driver: "bridge", Labels: { ...labels } });
  const { IPAM } = (await docker.getNetwork(name).inspect()) as { IPAM?: { Config?: { Gateway?: string }[] | null } };
  // A gateway may be written with the length of its network.
  return { gateway: IPAM?.Config?.[0]?.Gateway?.split("/")[0] };
}

function creation(options: PodContainerOptions): Dockerode.ContainerCreateOptions {
  const { network, volumes = [] } = options;
  const own = typeof network === "object" && "name" in network ? network : undefined;
  const ports = (own?.ports ?? []).map((port) => `${port}/tcp`);
  return {
    name: options.name,
    Image: options.image,
    Labels: { ...options.labels },
    Entrypoint: options.entrypoint && [...options.entrypoint],
    Cmd: options.command && [...options.command],
    Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
    WorkingDir: options.workingDir,
    User: options.user,
    Hostname: own?.hostname,
    ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
    // An image's own check would be a second opinion beside the pod's probes.
    Healthcheck: { Test: ["NONE"] },
    HostConfig: {
      NetworkMode: network === "none" ? "none" : "name" in network ? network.name : `container:${network.of}`,
      PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
      ExtraHosts: Object.entries(own?.hosts ?? {}).map(([name, address]) => `${name}:${address}`),
      Mounts: volumes.map(({ path, volume, readOnly }) => ({
        Type: "volume",
        Source: volume,
        Target: path,
        ReadOnly: readOnly,
        // A pod's volume hides what the image has there.
        VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "local", Options: {} } },
      })),
      ReadonlyRootfs: options.readOnly ?? false,
      CapDrop: options.dropCapabilities && [...options.dropCapabilities],
      CapAdd: options.addCapabilities && [...options.addCapabilities],
      GroupAdd: options.groups && [...options.groups],
      SecurityOpt: options.noNewPrivileges === true ? ["no-new-privileges"] : [],
    },
    NetworkingConfig: own ? { EndpointsConfig: { [own.name]: { Aliases: [...own.aliases] } } } : undefined,
  };
}

type Ask = <T>(what: string, work: (docker: Dockerode) => Promise<T>) => Promise<T>;

function describe(container: Dockerode.Container, ask: Ask): PodContainer {
  const { id } = container;
  const run = <T>(what: string, work: () => Promise<T>): Promise<T> => ask(`${what} the container ${id.slice(0, 12)}`, work);
  return {
    id,
    start: () => run("start", async () => void (await container.start())),
    addresses: () =>
      run("inspect", async () => {
        const { Ports, Networks } = (await container.inspect()).NetworkSettings;
        const published = Object.entries(Ports ?? {}).flatMap(([port, bindings]: [string, { HostPort: string }[] | null]) =>
          bindings?.[0] ? [[Number.parseInt(port, 10), Number(bindings[0].HostPort)] as const] : [],
        );
        return { ip: Object.values(Networks)[0]?.IPAddress ?? "", ports: new Map(published) };
      }),
    follow: (onText) =>
      run("read the output of", async () => {
        const stream = await container.logs({ stdout: true, stderr: true, follow: true });
        await followLogs(stream, onText);
      }),
    wait: () =>
      run("wait for", async () => {
        const answer: unknown = await container.wait();
        return numberAt(answer, "StatusCode") ?? 255;
      }),
    kill: (signal) => run("end", () => orGone(container.kill({ signal }))),
    exec: (command) =>
      run("run a command in", async () => {
        const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
        const stream = await exec.start({});
        await new Promise((resolve) => stream.once("end", resolve).once("close", resolve).once("error", resolve).resume());
        return (await exec.inspect()).ExitCode ?? 255;
      }),
    unpack: (path, tar) => run("fill a volume of", async () => void (await container.putArchive(tar, { path }))),
    remove: () => run("remove", () => orGone(container.remove({ force: true, v: true }))),
  };
}

async function removeLabelled(docker: Dockerode, label: string, what: readonly string[]): Promise<void> {
  const filters = { label: [label] };
  if (what.includes("containers"))
    await Promise.all(
      (await docker.listContainers({ all: true, filters })).map(({ Id }) =>
        orGone(docker.getContainer(Id).remove({ force: true, v: true })),
      ),
    );
  if (what.includes("networks")) for (const { Id } of await docker.listNetworks({ filters })) await orGone(docker.getNetwork(Id).remove());
  if (what.includes("volumes"))
    for (const { Name } of (await docker.listVolumes({ filters })).Volumes ?? [])
      await orGone(docker.getVolume(Name).remove({ force: true }));
}
