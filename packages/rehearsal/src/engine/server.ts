import { chmod, mkdir, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { ActionError, headline, isTextList, parseJson, recordAt, valueAt } from "@waybill/kit";
import { EngineContainer, readContainerRequest } from "./containers.ts";
import { sendContainerLogs } from "./logs.ts";
import { readBody, sendJson, startService } from "../http-service.ts";
import { PodImages } from "../container/images.ts";
import type { PodEngineRunner, PodImage } from "../container/runner.ts";

/** Where the engine listens and writes. */
export interface EngineOptions {
  readonly socketPath: string;
  /** Folder for the containers' own files. */
  readonly dir: string;
  /** Folder for unpacked images; may be shared with the cluster. */
  readonly images: string;
  /** A real engine, which runs what no process can be. */
  readonly engine?: PodEngineRunner | undefined;
  readonly onRequest?: (() => void) | undefined;
}

/** A running engine; `host` is a value for `DOCKER_HOST`. */
export interface LoopbackEngine {
  readonly host: string;
  close(): Promise<void>;
}

const API_VERSION = "1.47";
const SIGNALS = ["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

interface EngineRequest {
  readonly engine: EngineState;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

interface EngineState {
  readonly options: EngineOptions;
  readonly puller: PodImages;
  readonly images: Map<string, PodImage>;
  readonly containers: Map<string, EngineContainer>;
}

/** An answer that is not a success, in the format of the Docker Engine API. */
class EngineRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Serves the subset of the Docker Engine API that pulling, running and probing an image needs, on a Unix socket that only this user can open. */
export async function startEngine(options: EngineOptions): Promise<LoopbackEngine> {
  await mkdir(options.dir, { recursive: true });
  await rm(options.socketPath, { force: true });
  const puller = new PodImages(options.images, options.engine);
  const engine: EngineState = { options, puller, images: new Map(), containers: new Map() };
  const service = await startService((request, response, url) => answer({ engine, request, response, url }), {
    socketPath: options.socketPath,
    onRequest: options.onRequest,
    onError: (error, response) => sendJson(response, error instanceof EngineRefusal ? error.status : 500, { message: headline(error) }),
  });
  await chmod(options.socketPath, 0o600);
  return {
    host: `unix://${options.socketPath}`,
    close: async () => {
      await Promise.all([...engine.containers.values()].map((container) => container.remove()));
      await service.close();
      await rm(options.socketPath, { force: true });
    },
  };
}

async function answer(incoming: EngineRequest): Promise<void> {
  const { request, response, url, engine } = incoming;
  const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, "");
  const method = request.method ?? "GET";
  response.setHeader("api-version", API_VERSION);
  response.setHeader("ostype", "linux");
  if (path === "/_ping") return void response.writeHead(200, { "content-type": "text/plain" }).end(method === "HEAD" ? undefined : "OK");
  if (path === "/version") return sendJson(response, 200, version());
  if (path === "/info")
    return sendJson(response, 200, {
      ID: "rehearsal",
      Name: "rehearsal",
      ServerVersion: "rehearsal",
      OSType: "linux",
      Architecture: process.arch,
      Containers: engine.containers.size,
      Images: engine.images.size,
    });
  if (path === "/images/create" && method === "POST") return pull(incoming);
  if (path === "/images/json")
    return sendJson(
      response,
      200,
      [...engine.images].map(([name, image]) => imageSummary(name, image)),
    );
  const image = /^\/images\/(.+?)(\/json)?$/.exec(path);
  if (image?.[1]) return answerImage(incoming, decodeURIComponent(image[1]), image[2] !== undefined);
  if (path === "/containers/create" && method === "POST") return create(incoming);
  if (path === "/containers/json") return list(incoming);
  const container = /^\/containers\/([^/]+)(?:\/(\w+))?$/.exec(path);
  if (container?.[1]) return answerContainer(incoming, findContainer(engine, container[1]), container[2] ?? "");
  throw new EngineRefusal(404, `the rehearsal's engine does not serve ${method} ${path}`);
}

async function pull({ engine, response, url }: EngineRequest): Promise<void> {
  const name = url.searchParams.get("fromImage") ?? "";
  const tag = url.searchParams.get("tag") ?? "";
  const reference = tag === "" || name.includes("@") ? name : `${name}${tag.startsWith("sha256:") ? "@" : ":"}${tag}`;
  const image = await engine.puller.pull(reference).catch((error: unknown) => {
    throw new EngineRefusal(error instanceof ActionError && error.message.endsWith(" not found") ? 404 : 500, headline(error));
  });
  engine.images.set(reference, image);
  engine.images.set(image.repoDigest, image);
  const lines = [
    { status: `Pulling from ${name}` },
    { status: `Digest: ${image.repoDigest.split("@")[1]}` },
    { status: `Status: Downloaded newer image for ${reference}` },
  ];
  response.writeHead(200, { "content-type": "application/json" }).end(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
}

function answerImage({ engine, request, response }: EngineRequest, name: string, isInspect: boolean): void {
  const image = findImage(engine, name);
  if (isInspect) return sendJson(response, 200, inspectImage(name, image));
  if (request.method !== "DELETE") throw new EngineRefusal(404, "page not found");
  for (const [key, value] of engine.images) if (value.id === image.id) engine.images.delete(key);
  sendJson(response, 200, [{ Untagged: name }, { Deleted: image.id }]);
}

async function create({ engine, request, response, url }: EngineRequest): Promise<void> {
  const body = readContainerRequest(parseJson((await readBody(request)).toString()));
  const image = findImage(engine, body.Image);
  const name = url.searchParams.get("name") ?? "";
  if (name && [...engine.containers.values()].some((container) => container.name === name)) {
    throw new EngineRefusal(
      409,
      `Conflict. The container name "/${name}" is already in use. You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }
  const container = new EngineContainer(name, body, image, { dir: join(engine.options.dir, "containers"), engine: engine.options.engine });
  engine.containers.set(container.id, container);
  const isOtherUser = "root" in image && (body.User ?? image.settings.User ?? "") !== "";
  sendJson(response, 201, {
    Id: container.id,
    Warnings: isOtherUser ? ["The rehearsal runs the process as your own user; USER is not honoured."] : [],
  });
}

function list({ engine, response, url }: EngineRequest): void {
  const filters = parseJson(url.searchParams.get("filters") ?? "{}");
  const wanted = (name: string): string[] => {
    const list = valueAt(filters, name);
    return isTextList(list) ? list : Object.keys(recordAt(list));
  };
  const isAll = ["1", "true"].includes(url.searchParams.get("all") ?? "") || wanted("status").length > 0;
  const found = [...engine.containers.values()].filter((container) => {
    const labels: Readonly<Record<string, string>> = { ...container.image.settings.Labels, ...container.request.Labels };
    const hasLabels = wanted("label").every((label) =>
      label.includes("=") ? `${label.split("=", 1)[0]}=${labels[label.split("=", 1)[0] ?? ""]}` === label : label in labels,
    );
    const hasName = wanted("name").length === 0 || wanted("name").some((name) => container.name.includes(name.replace(/^\//, "")));
    const hasState = wanted("status").length === 0 || wanted("status").includes(container.state);
    return hasLabels && hasName && hasState && (isAll || container.state === "running");
  });
  sendJson(
    response,
    200,
    found.map((container) => container.summary()),
  );
}

async function answerContainer(
  { engine, request, response, url }: EngineRequest,
  container: EngineContainer,
  action: string,
): Promise<void> {
  const done = (status: number): void => void response.writeHead(status).end();
  if (request.method === "DELETE" && action === "") {
    const isForced = ["1", "true"].includes(url.searchParams.get("force") ?? "");
    if (container.state === "running" && !isForced)
      throw new EngineRefusal(
        409,
        `cannot remove container "/${container.name}": container is running: stop the container before removing or force remove`,
      );
    await container.remove();
    engine.containers.delete(container.id);
    return done(204);
  }
  if (action === "json") return sendJson(response, 200, container.inspect());
  if (action === "logs") return sendContainerLogs(container, url, response);
  if (action === "start") {
    if (container.state === "running") return done(304);
    await container.start().catch((error: unknown) => {
      throw new EngineRefusal(400, `failed to create task for container: ${headline(error)}`);
    });
    if (container.request.HostConfig?.AutoRemove)
      void container.wait().then(() => container.remove().then(() => engine.containers.delete(container.id)));
    return done(204);
  }
  if (action === "stop") {
    if (container.state !== "running") return done(304);
    await container.stop(Number(url.searchParams.get("t") ?? 10));
    return done(204);
  }
  if (action === "kill") {
    if (container.state !== "running") throw new EngineRefusal(409, `cannot kill container: ${container.id}: container is not running`);
    container.process?.kill(signalOf(url.searchParams.get("signal") ?? "SIGKILL"));
    return done(204);
  }
  if (action === "wait") {
    // The client waits for headers before it starts the container.
    response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    const end = await container.wait();
    return void response.end(JSON.stringify({ StatusCode: end.exitCode }));
  }
  throw new EngineRefusal(404, `the rehearsal's engine does not serve containers/${action}`);
}

function signalOf(text: string): NodeJS.Signals {
  const name = text.startsWith("SIG") ? text : `SIG${text}`;
  const signal = SIGNALS.find((known) => known === name);
  if (signal) return signal;
  throw new EngineRefusal(400, `Invalid signal: ${text}`);
}

function findImage(engine: EngineState, name: string): PodImage {
  const found = engine.images.get(name) ?? [...engine.images.values()].find((image) => image.id === name || image.repoDigest === name);
  if (!found) throw new EngineRefusal(404, `No such image: ${name}`);
  return found;
}

function findContainer(engine: EngineState, id: string): EngineContainer {
  const found = [...engine.containers.values()].find((container) => container.id.startsWith(id) || container.name === id);
  if (!found) throw new EngineRefusal(404, `No such container: ${id}`);
  return found;
}

function inspectImage(name: string, image: PodImage): object {
  const { id, repoDigest, created, architecture, size, settings } = image;
  return {
    Id: id,
    RepoTags: name.includes("@") ? [] : [name],
    RepoDigests: [repoDigest],
    Created: created,
    Architecture: architecture,
    Os: "linux",
    Size: size,
    Config: settings,
    RootFS: { Type: "layers", Layers: [] },
  };
}

function imageSummary(name: string, image: PodImage): object {
  return {
    Id: image.id,
    RepoTags: name.includes("@") ? [] : [name],
    RepoDigests: [image.repoDigest],
    Created: Math.floor(Date.parse(image.created) / 1000),
    Size: image.size,
    Labels: image.settings.Labels ?? {},
  };
}

function version(): object {
  return {
    Platform: { Name: "Waybill rehearsal" },
    Version: "rehearsal",
    ApiVersion: API_VERSION,
    MinAPIVersion: "1.24",
    Os: "linux",
    Arch: process.arch === "x64" ? "amd64" : process.arch,
    KernelVersion: "",
    GoVersion: "",
    GitCommit: "",
  };
}
