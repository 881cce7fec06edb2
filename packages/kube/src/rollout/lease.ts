import { ActionError, numberAt, pause, recordAt, textAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import type { KubeObject } from "../api/object.ts";
import type { Application } from "../plan/ownership.ts";
import { identifyProcess, isStillRunning } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** How a lease is held and waited for. */
export interface LeaseOptions {
  /** Id of the run, shown to whoever waits. */
  readonly run: string;
  /** How long to wait for another holder before giving up. */
  readonly waitMs: number;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  /** How long a lease lives without being renewed. */
  readonly durationSeconds?: number | undefined;
}

// Renewed four times in it, so that a lost request does not cost the lease; a dead holder elsewhere blocks others no longer than this.
const DEFAULT_DURATION_SECONDS = 20;
const POLL_MS = 1_000;

/**
 * Does work while holding the application's Lease, so that no other run changes the same application. A holder that died on this machine
 * is replaced at once, one elsewhere when its lease has expired; a living one is waited for, then the work is refused, naming it. The
 * signal given to the work ends when the lease is lost or the caller's signal ends.
 */
export async function withLease<T>(
  cluster: Cluster,
  app: Application,
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const holder = { ...(await identifyProcess()), run: options.run };
  const lease = new HeldLease(cluster, app, formatHolder(holder), options);
  await lease.acquire(options);
  const lost = new AbortController();
  const stop = lease.keep(lost);
  try {
    return await work(options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal);
  } finally {
    await stop();
    await lease.release();
  }
}

class HeldLease {
  readonly #cluster: Cluster;
  readonly #app: Application;
  readonly #identity: string;
  readonly #durationSeconds: number;
  readonly #reporter: Reporter;
  #current: KubeObject | undefined;
  // When the lease of another holder was last seen to change, by our own clock: clocks of machines differ.
  #seen: { version: string; at: number } | undefined;

  constructor(cluster: Cluster, app: Application, identity: string, options: LeaseOptions) {
    this.#cluster = cluster;
    this.#app = app;
    this.#identity = identity;
    this.#durationSeconds = options.durationSeconds ?? DEFAULT_DURATION_SECONDS;
    this.#reporter = options.reporter;
  }

  async acquire(options: LeaseOptions): Promise<void> {
    const deadline = performance.now() + options.waitMs;
    for (let tries = 0; ; tries++) {
      options.signal?.throwIfAborted();
      let live = await this.#cluster.read(this.#ref());
      if (await this.#isFree(live)) {
        if (await this.#take(live)) return;
        // Another run was faster: it is the one to wait for.
        live = await this.#cluster.read(this.#ref());
      }
      const holder = describeHolder(textAt(live, "spec", "holderIdentity") ?? "");
      if (performance.now() >= deadline) throw this.#busy(holder, options.waitMs);
      if (tries === 0)
        this.#reporter.info(`Another run deploys '${this.#app.application}' to '${this.#app.namespace}' (${holder}); waiting for it.`);
      await pause(Math.min(POLL_MS, Math.max(1, deadline - performance.now())), options.signal);
    }
  }

  /** Renews the lease until it is told to stop; ends `lost` when it could not be renewed in time. */
  keep(lost: AbortController): () => Promise<void> {
    const stopped = new AbortController();
    const loop = async (): Promise<void> => {
      let renewed = performance.now();
      while (!stopped.signal.aborted) {
        await pause((this.#durationSeconds * 1000) / 4, stopped.signal);
        if (await this.#renew()) renewed = performance.now();
        else if (performance.now() - renewed > this.#durationSeconds * 900) return lost.abort(this.#lostError());
      }
    };
    const running = loop().catch((error: unknown) => {
      if (!stopped.signal.aborted) lost.abort(error);
    });
    return async () => {
      stopped.abort();
      await running;
    };
  }

  async release(): Promise<void> {
    try {
      const live = await this.#cluster.read(this.#ref());
      if (textAt(live, "spec", "holderIdentity") !== this.#identity) return;
      await this.#cluster.remove(this.#ref(), { uid: live?.metadata.uid });
    } catch (error) {
      // The work is done, and the lease expires by itself: a failed clean-up must not turn it into a failure.
      this.#reporter.debug(`The lease could not be released: ${String(error)}`);
    }
  }

  async #isFree(live: KubeObject | undefined): Promise<boolean> {
    const identity = textAt(live, "spec", "holderIdentity") ?? "";
    if (!live || identity === "" || identity === this.#identity) return true;
    const holder = parseHolder(identity);
    if (holder && (await isStillRunning(holder)) === false) {
      this.#reporter.info(`The last run on '${this.#app.application}' (${describeHolder(identity)}) died; taking over.`);
      return true;
    }
    const version = live.metadata.resourceVersion ?? "";
    if (this.#seen?.version !== version) this.#seen = { version, at: performance.now() };
    const seconds = numberAt(live, "spec", "leaseDurationSeconds") ?? this.#durationSeconds;
    const renewed = Date.parse(textAt(live, "spec", "renewTime") ?? "");
    // Long expired even by the holder's clock, or not renewed for a whole duration while we watched.
    return Date.now() - renewed > seconds * 1000 + 60_000 || performance.now() - this.#seen.at > seconds * 1000;
  }

  async #take(live: KubeObject | undefined): Promise<boolean> {
    const now = new Date().toISOString().replace("Z", "000Z");
    const spec = { holderIdentity: this.#identity, leaseDurationSeconds: this.#durationSeconds, acquireTime: now, renewTime: now };
    const { application, namespace } = this.#app;
    const metadata = {
      name: `waybill-${application}`,
      namespace,
      resourceVersion: live?.metadata.resourceVersion,
    };
    const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec };
    try {
      this.#current = live ? await this.#cluster.replace(lease) : await this.#cluster.create(lease);
      return true;
    } catch (error) {
      // Another run was faster; look again.
      if (isApiFailure(error, 409) || (live && isApiFailure(error, 404))) return false;
      throw error;
    }
  }

  async #renew(): Promise<boolean> {
    const current = this.#current;
    if (!current) return false;
    const spec = { ...recordAt(current, "spec"), renewTime: new Date().toISOString().replace("Z", "000Z") };
    try {
      this.#current = await this.#cluster.replace({ ...current, spec });
      return true;
    } catch (error) {
      if (isApiFailure(error, 404, 409)) throw this.#lostError();
      return false;
    }
  }

  #ref(): { apiVersion: string; kind: string; namespace: string; name: string } {
    return {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      namespace: this.#app.namespace,
      name: `waybill-${this.#app.application}`,
    };
  }

  #busy(holder: string, waitMs: number): ActionError {
    const { application, namespace } = this.#app;
    return new ActionError(
      "remote",
      `'${application}' in namespace '${namespace}' is being deployed by another run (${holder}), which did not end within ${Math.round(waitMs / 1000)} seconds. Wait for it, then start again.`,
    );
  }

  #lostError(): ActionError {
    return new ActionError(
      "remote",
      `This run lost its lease on '${this.#app.application}' in namespace '${this.#app.namespace}', so it stopped. Start again: the next run continues or rolls back what was begun.`,
    );
  }
}

type Holder = ProcessIdentity & { readonly run: string };

/** The text that names a holder in a Lease: host, process, its start and the run. */
export function formatHolder({ host, pid, started, run }: Holder): string {
  return [host, String(pid), started.replaceAll(/\s+/g, "_"), run].map((part) => part.replaceAll(";", ",")).join(";");
}

/** Reads what `formatHolder` wrote; undefined for a holder that is no run of ours. */
export function parseHolder(identity: string): Holder | undefined {
  const [host, pid, started, run, ...rest] = identity.split(";");
  if (!host || pid === undefined || !/^[1-9]\d{0,9}$/.test(pid) || started === undefined || run === undefined || rest.length > 0)
    return undefined;
  return { host, pid: Number(pid), started, run };
}

function describeHolder(identity: string): string {
  if (identity === "") return "just ended";
  const holder = parseHolder(identity);
  return holder ? `${holder.run} on ${holder.host.split("#")[0] ?? ""}, process ${holder.pid}` : identity;
}
