import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { headline } from "@waybill/kit";
import type { RunningContainer } from "../../container/runner.ts";
import type { Probe } from "../workloads.ts";

/** One try of a probe: `undefined` when it passed, else what went wrong in a kubelet's words. */
export type ProbeCheck = () => Promise<string | undefined>;

/** One probe of one container while that runs. */
export interface ProbeRun {
  readonly probe: Probe;
  readonly check: ProbeCheck;
  readonly signal: AbortSignal;
  /** Resolves when the first try is worth the while; it comes after one period at the latest. */
  readonly first?: (() => Promise<void>) | undefined;
  /** Resolves when a try is worth the while before its time, for example because the program began to listen. */
  readonly wake: () => Promise<void>;
  /** Called after every change: the probe holds (`true`), or failed often enough (`false`). */
  readonly onChange: (passes: boolean, problem: string) => void;
  readonly onFailure: (problem: string) => void;
  /** Whether the probe is over after it has passed once, as a startup probe is. */
  readonly once?: boolean | undefined;
}

/** Repeats a probe with its delays and thresholds until the signal aborts. */
export async function runProbe({ probe, check, signal, first, wake, onChange, onFailure, once }: ProbeRun): Promise<void> {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, successThreshold = 1 } = probe;
  await pauseUntilAbort(initialDelaySeconds * 1000, signal);
  // A try before the program could listen would only add an event that distracts from why it does not.
  if (first) await Promise.race([pauseUntilAbort(periodSeconds * 1000, signal), first()]);
  let state: boolean | undefined;
  let [passed, failed] = [0, 0];
  while (!signal.aborted) {
    // A container that is just ending cannot be asked.
    const problem = await check().catch(headline);
    if (signal.aborted) return;
    [passed, failed] = problem === undefined ? [passed + 1, 0] : [0, failed + 1];
    if (problem !== undefined) onFailure(problem);
    const next = passed >= successThreshold ? true : failed >= failureThreshold ? false : state;
    if (next !== state && next !== undefined) onChange((state = next), problem ?? "");
    if (once && state) return;
    const early = state === true ? [] : [wake()];
    await Promise.race([pauseUntilAbort(periodSeconds * 1000, signal), ...early]);
  }
}

/** Makes the check of a probe against a container's process. `runCommand` runs an exec probe and returns its exit code. */
export function probeCheck(
  probe: Probe,
  running: RunningContainer,
  resolve: (port: number | string) => number | undefined,
  runCommand: (command: readonly string[]) => Promise<number>,
): ProbeCheck {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  const find = (port: number | string): number | undefined => {
    const number = resolve(port);
    return number === undefined ? undefined : running.findPort(number);
  };
  const { httpGet, tcpSocket, exec } = probe;
  if (httpGet) {
    return async () => {
      const port = find(httpGet.port);
      const path = httpGet.path ?? "/";
      if (port === undefined)
        return `Get "http://127.0.0.1:${httpGet.port}${path}": dial tcp 127.0.0.1:${httpGet.port}: connect: connection refused`;
      return tryHttp(`http://127.0.0.1:${port}${path}`, httpGet.httpHeaders ?? [], timeoutMs);
    };
  }
  if (tcpSocket) return () => tryConnect(find(tcpSocket.port), tcpSocket.port, timeoutMs);
  if (exec) {
    return async () => {
      const code = await Promise.race([runCommand(exec.command), sleep(timeoutMs, -1, { ref: false })]);
      if (code === -1) return `command timed out: "${exec.command.join(" ")}" timed out after ${timeoutMs / 1000}s`;
      return code === 0 ? undefined : `command "${exec.command.join(" ")}" ended with exit code ${code}`;
    };
  }
  // Not green because not evaluated.
  return () => Promise.resolve("the rehearsal has no probe of this type: use httpGet, tcpSocket or exec");
}

async function tryHttp(url: string, headers: readonly { name: string; value: string }[], timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        "user-agent": "kube-probe/1.35",
        connection: "close",
        ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      },
    });
    await response.body?.cancel();
    return response.status >= 200 && response.status < 400 ? undefined : `HTTP probe failed with statuscode: ${response.status}`;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return `Get "${url}": ${isTimeout ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)" : "connect: connection refused"}`;
  }
}

function tryConnect(port: number | undefined, asked: number | string, timeoutMs: number): Promise<string | undefined> {
  const problem = `dial tcp 127.0.0.1:${asked}: connect: connection refused`;
  if (port === undefined) return Promise.resolve(problem);
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: timeoutMs });
    const end = (result: string | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(undefined));
    socket.once("timeout", () => end(`dial tcp 127.0.0.1:${asked}: i/o timeout`));
    socket.once("error", () => end(problem));
  });
}

/** Waits, but not longer than until the signal aborts. */
export async function pauseUntilAbort(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
