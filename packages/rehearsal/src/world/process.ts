import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { headline } from "@waybill/kit";
import { startEngine } from "../engine/server.ts";
import { startGitHub } from "../github/server.ts";
import { sendJson, startService } from "../http-service.ts";
import { startCluster } from "../cluster/cluster.ts";
import { startPostgres } from "../postgres/postgres.ts";
import { startRegistry } from "../registry/server.ts";
import { Clusters } from "./clusters.ts";
import { OnDemand } from "./on-demand.ts";
import { makeSocketPath, makeRehearsalFolder, readPorts, releaseLock, takeLock, writePorts, writeRecord } from "./files.ts";
import type { Rehearsal } from "./files.ts";
import { openPodEngine, within } from "./pod-engine.ts";

/** What the background process is told. */
export interface RehearsalProcessOptions {
  readonly dir: string;
  /** How long a rehearsal without a request lives. Default: 30 minutes. */
  readonly idleMs?: number | undefined;
  /** The address of a Docker Engine that shall run the pods. */
  readonly podEngine?: string | undefined;
  /** Folders from which the embedded PostgreSQL is searched upwards, besides the one of this package. */
  readonly searchFrom?: readonly string[] | undefined;
}

interface Closable {
  close(): Promise<void>;
}

const IDLE_MS = 30 * 60_000;

/**
 * Is the rehearsal: starts the servers that every project needs, and PostgreSQL and clusters when they are asked for, writes their addresses, and returns when it was told to end, by its control address, by a signal, or by
 * nobody having asked for anything for long. Returns `false` at once when another process is the rehearsal of this folder already.
 */
export async function runRehearsal(options: RehearsalProcessOptions): Promise<boolean> {
  const dir = resolve(options.dir);
  await makeRehearsalFolder(dir);
  for (const folder of ["registry", "engine", "clusters", "images"]) await mkdir(join(dir, folder), { recursive: true, mode: 0o700 });
  if (!(await takeLock(dir))) return false;
  const services: Closable[] = [];
  try {
    await live(dir, options, services);
  } finally {
    // The pods use the database and the registry, so they end first.
    for (const service of services.toReversed())
      await service.close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    await releaseLock(dir);
  }
  return true;
}

async function live(dir: string, options: RehearsalProcessOptions, services: Closable[]): Promise<void> {
  const ended = waitForEnd(options.idleMs ?? IDLE_MS);
  const { onRequest } = ended;
  const ports = await readPorts(dir);
  const images = join(dir, "images");
  const socket = await makeSocketPath(dir);
  services.push({ close: socket.remove });
  const keep = async <Started extends Closable>(starting: Promise<Started>): Promise<Started> => {
    const started = await starting;
    services.push(started);
    return started;
  };
  const servers: number[] = [];
  const pods = options.podEngine === undefined ? undefined : await keep(openPodEngine(dir, options.podEngine, () => servers));
  const postgres = new OnDemand(async () => {
    const server = await startPostgres({ dir: join(dir, "postgres"), keepData: true, searchFrom: options.searchFrom });
    servers.push(Number(new URL(server.url).port));
    return { url: server.url, close: () => server.stop() };
  });
  services.push(postgres);
  const starting = [
    keep(startRegistry({ dir: join(dir, "registry"), port: ports.registry, onRequest })),
    keep(startGitHub({ dir, port: ports.github, onRequest })),
    keep(startEngine({ socketPath: socket.path, dir: join(dir, "engine"), images, engine: pods, onRequest })),
  ] as const;
  // A service that started while another failed must be known before it can be closed.
  await Promise.allSettled(starting);
  const [registry, github, engine] = await Promise.all(starting);
  const onProblem = (problem: unknown): void =>
    void process.stderr.write(`${problem instanceof Error ? problem.stack : String(problem)}\n`);
  const clusters = new Clusters((environment) =>
    startCluster({ dir: join(dir, "clusters", environment), images, engine: pods && within(pods, environment), onRequest, onProblem }),
  );
  services.push(clusters);
  await writePorts(dir, { registry: registry.port, github: github.port });
  const rehearsal: Rehearsal = {
    registry: registry.address,
    dockerHost: engine.host,
    githubApi: `http://${github.address}`,
    podEngine: options.podEngine,
    pid: process.pid,
    dir,
    startedAt: new Date().toISOString(),
  };
  const token = randomBytes(24).toString("base64url");
  const control = await keep(startControl({ rehearsal, clusters, postgres, token, ended }));
  ended.onRequest();
  await writeRecord(dir, { rehearsal, control: { url: `http://${control.address}`, token } });
  await ended.promise;
}

interface End {
  readonly promise: Promise<void>;
  readonly onRequest: () => void;
  readonly end: () => void;
}

function waitForEnd(idleMs: number): End {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  let timer: NodeJS.Timeout | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => end());
  return {
    promise: promise.finally(() => clearTimeout(timer)),
    end,
    onRequest: () => void (timer ? timer.refresh() : (timer = setTimeout(() => end(), idleMs))),
  };
}

interface Control {
  readonly rehearsal: Rehearsal;
  readonly clusters: Clusters;
  readonly postgres: OnDemand<Closable & { readonly url: string }>;
  readonly token: string;
  readonly ended: End;
}

function startControl({ rehearsal, clusters, postgres, token, ended }: Control): Promise<Closable & { readonly address: string }> {
  return startService(
    async (request, response, url) => {
      if (request.headers.authorization !== `Bearer ${token}`) return sendJson(response, 401, {});
      ended.onRequest();
      const [, folder, name] = url.pathname.split("/");
      if (request.method === "POST" && folder === "clusters" && name) {
        const { kubeconfig, server } = await clusters.open(decodeURIComponent(name));
        return sendJson(response, 200, { kubeconfig, kubernetesApi: server });
      }
      if (request.method === "POST" && folder === "postgres") return sendJson(response, 200, { databaseUrl: (await postgres.open()).url });
      sendJson(response, 200, rehearsal);
      if (request.method === "POST" && folder === "stop") ended.end();
    },
    { onError: (error, response) => sendJson(response, 500, { message: headline(error) }) },
  );
}
