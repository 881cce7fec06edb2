import { ActionError, isSystemError, numberAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type Dockerode from "dockerode";
import { startContainer } from "./container.ts";
import type { Container, RunOptions } from "./container.ts";

/** What is known about an image in the local engine. */
export interface ImageFacts {
  /** The digest of its configuration. */
  readonly id: string;
  readonly repoDigests: readonly string[];
  readonly architecture: string;
  readonly os: string;
  /** Unpacked size in bytes. */
  readonly size: number;
  readonly user: string;
  readonly exposedPorts: readonly string[];
}

/** Login of the registry that the engine pulls from. */
export interface PullAuth {
  readonly username: string;
  readonly password: string;
}

/** A container engine. */
export interface Engine {
  /** Version of the engine, or undefined when none answers within ten seconds. */
  ping(): Promise<{ version: string; apiVersion: string } | undefined>;
  /** Pulls an image; name it by digest where the content matters. */
  pull(reference: string, auth?: PullAuth, onProgress?: (message: string) => void): Promise<void>;
  inspectImage(reference: string): Promise<ImageFacts | undefined>;
  /** Starts a container of an image that is already here; its ports are published on 127.0.0.1 with random numbers. */
  run(options: RunOptions): Promise<Container>;
  /** Removes every container that carries a label (`key=value`) and returns how many there were. */
  removeStale(label: string): Promise<number>;
}

/** An engine that hangs takes the question and never answers. */
const PING_TIMEOUT_MS = 10_000;

const DEFAULT_HOST = "unix:///var/run/docker.sock";

/** Connects to a Docker Engine at a `unix://` or `tcp://` address; nothing is sent before the first call. */
export function connectEngine(options: { readonly host?: string | undefined; readonly reporter?: Reporter | undefined } = {}): Engine {
  const { host, docker } = openDocker(options.host);
  const ask = async <T>(what: string, work: (docker: Dockerode) => Promise<T>): Promise<T> => {
    try {
      return await work(await docker());
    } catch (error) {
      throw translate(error, what, host);
    }
  };
  return {
    async ping() {
      try {
        const { Version, ApiVersion } = await inTime((await docker()).version());
        return { version: Version, apiVersion: ApiVersion };
      } catch (error) {
        options.reporter?.debug(`no Docker Engine at ${host}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
    },
    pull: (reference, auth, onProgress) => ask(`pull '${reference}'`, (client) => pullImage(client, reference, auth, onProgress)),
    inspectImage: (reference) => ask(`inspect '${reference}'`, (client) => inspectImage(client, reference)),
    run: (runOptions) => ask(`run '${runOptions.image}'`, (client) => startContainer(client, runOptions)),
    removeStale: (label) => ask("remove old containers", (client) => removeStale(client, label)),
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PING_TIMEOUT_MS / 1000} s`)), PING_TIMEOUT_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The client of an address, made when it is first asked for. Throws an `input` error for an address that cannot be read. */
export function openDocker(host = DEFAULT_HOST): { readonly host: string; readonly docker: () => Promise<Dockerode> } {
  const address = parseHost(host);
  let connected: Promise<Dockerode> | undefined;
  // Loading the client costs more than the start of a whole action, so it waits until someone needs it.
  return { host, docker: () => (connected ??= import("dockerode").then(({ default: Docker }) => new Docker(address))) };
}

/** The forms of `DOCKER_HOST` that need no client of their own. */
function parseHost(host: string): Dockerode.DockerOptions {
  if (host.startsWith("unix://") && host.length > "unix://".length) return { socketPath: host.slice("unix://".length) };
  const url =
    /^(?:tcp|http):\/\//.test(host) && URL.canParse(host.replace(/^tcp:/, "http:")) ? new URL(host.replace(/^tcp:/, "http:")) : undefined;
  if (url) return { protocol: "http", host: url.hostname, port: Number(url.port === "" ? 2375 : url.port) };
  throw new ActionError("input", `The Docker host '${host}' is not supported. Use unix:///path/to/docker.sock or tcp://host:port.`);
}

/** The engine answers 200 at once and says in the stream what became of the pull. */
async function pullImage(
  docker: Dockerode,
  reference: string,
  auth: PullAuth | undefined,
  onProgress?: (message: string) => void,
): Promise<void> {
  const stream = await docker.pull(reference, auth ? { authconfig: { ...auth, serveraddress: reference.split("/")[0] ?? "" } } : {});
  await new Promise<void>((resolve, reject) => {
    const onFinished = (error: Error | null): void => (error ? reject(error) : resolve());
    docker.modem.followProgress(stream, onFinished, (event: { status?: string; id?: string; progress?: string; error?: string }) => {
      if (event.error !== undefined) reject(new Error(event.error));
      else if (event.status !== undefined) onProgress?.([event.id, event.status, event.progress].filter(Boolean).join(" "));
    });
  });
}

async function inspectImage(docker: Dockerode, reference: string): Promise<ImageFacts | undefined> {
  try {
    const facts = await docker.getImage(reference).inspect();
    return {
      id: facts.Id,
      repoDigests: facts.RepoDigests ?? [],
      architecture: facts.Architecture,
      os: facts.Os,
      size: facts.Size,
      user: facts.Config?.User ?? "",
      exposedPorts: Object.keys(facts.Config?.ExposedPorts ?? {}),
    };
  } catch (error) {
    if (numberAt(error, "statusCode") === 404) return undefined;
    throw error;
  }
}

async function removeStale(docker: Dockerode, label: string): Promise<number> {
  const containers = await docker.listContainers({ all: true, filters: { label: [label] } });
  for (const { Id } of containers) {
    await docker
      .getContainer(Id)
      .remove({ force: true, v: true })
      .catch((error: unknown) => {
        // Another run has just removed it, or is about to.
        if (numberAt(error, "statusCode") !== 404 && numberAt(error, "statusCode") !== 409) throw error;
      });
  }
  return containers.length;
}

/** Turns an engine's error into plain English; secrets never occur in what the engine says. */
export function translate(error: unknown, what: string, host: string): unknown {
  if (error instanceof ActionError || !(error instanceof Error)) return error;
  if (isSystemError(error, "ENOENT") || isSystemError(error, "ECONNREFUSED")) {
    return new ActionError("environment", `Could not ${what}: no Docker Engine answers at '${host}'. Start it, or set the right host.`, {
      cause: error,
    });
  }
  if (isSystemError(error, "EACCES")) {
    return new ActionError(
      "environment",
      `Could not ${what}: this user may not use the Docker Engine at '${host}'. Add it to the group 'docker'.`,
      { cause: error },
    );
  }
  const status = numberAt(error, "statusCode");
  const said = error.message.replace(/^\(HTTP code \d+\)\s*/, "").trim();
  const isAbsent = status === 404 || /not found|manifest unknown/i.test(said);
  const next = isAbsent
    ? "Check the name and digest."
    : /unauthorized|denied/i.test(said)
      ? "Check the registry login."
      : "See the engine's log.";
  return new ActionError(
    isAbsent || status === 400 ? "environment" : "remote",
    `Could not ${what}: the Docker Engine answered${status === undefined ? "" : ` HTTP ${status}`}: ${said}. ${next}`,
    { cause: error },
  );
}
