import { connect } from "node:net";
import { pause as sleep } from "@waybill/kit";
import type { PodContainer } from "@waybill/engine/pods";
import { ProcessLog } from "../process-log.ts";
import type { ProcessEnd } from "../runner.ts";
import type { RunningContainer } from "../runner.ts";

/** Between two looks whether a program listens; one that does not after a while is asked less often. */
const LOOK_MS = [100, 100, 100, 200, 200, 400, 400];
const LATE_LOOK_MS = 1_000;
/** How long a connection has to stay open: an engine accepts it for a program that does not listen, and closes it at once. */
const HOLD_MS = 100;

/** Follows a container that was started: its output, its end, and which of its pod's ports answer. */
export function supervise(container: PodContainer, published: ReadonlyMap<number, number>, onEnd: () => void): RunningContainer {
  const log = new ProcessLog();
  const open = new Set<number>();
  const life = { isOver: false };
  let waiters: (() => void)[] = [];
  const looking = async (): Promise<void> => {
    for (let look = 0; !life.isOver && open.size < published.size; look += 1) {
      for (const [inside, port] of published) {
        if (open.has(inside) || !(await stays(port)) || life.isOver) continue;
        open.add(inside);
        for (const wake of waiters) wake();
        waiters = [];
      }
      await sleep(LOOK_MS[look] ?? LATE_LOOK_MS);
    }
  };
  const output = container.follow((stream, text) => log.write(stream, text)).catch(() => undefined);
  const wait = async (): Promise<ProcessEnd> => {
    // An engine that is gone has taken its containers with it.
    const exitCode = await container.wait().catch(() => 255);
    life.isOver = true;
    open.clear();
    await output;
    log.close();
    onEnd();
    await container.remove().catch(() => undefined);
    return { exitCode, at: new Date().toISOString() };
  };
  void looking();
  return {
    startedAt: new Date().toISOString(),
    log,
    ended: wait(),
    findPort: (wanted) => (open.has(wanted) ? published.get(wanted) : undefined),
    isListening: () => open.size > 0,
    nextListen: () => new Promise((resolve) => void waiters.push(resolve)),
    kill: (signal) => void container.kill(signal).catch(() => undefined),
  };
}

/** Whether somebody holds a connection, or answers, at a port of 127.0.0.1. */
function stays(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (answer: boolean) => (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(socket.readyState === "open")(), HOLD_MS);
    socket.once("data", end(true)).once("end", end(false)).once("close", end(false)).once("error", end(false));
    socket.resume();
  });
}
