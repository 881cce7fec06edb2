import type { ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SIGNALS } from "./model/cancellation.ts";

/** How a run ends before its time. */
export interface Cancellation {
  /** The text of the log at which it happens. */
  readonly at: RegExp;
  /** What is waited for after that text, where no text says that the moment has come. */
  readonly until?: (() => Promise<unknown>) | undefined;
  /** `cancel`: as a person does on GitHub. `kill step`: as a machine without memory ends one program. `kill`: as a machine that goes away. */
  readonly how: "cancel" | "kill step" | "kill";
}

const POLL_MS = 50;
const STEP_MS = 5_000;
/** What always runs after a cancelled step, such as keeping its files, has five minutes on GitHub. */
const AFTERWARDS_MS = 60_000;

/**
 * Makes a watcher of a run's log that ends the run, or a step of it, at a text of it. act knows no cancelling of a step: its own end kills
 * what runs. So the step's process gets a runner's signals, act does what always follows in that job, and ends then, before another job
 * begins; after a killed step everything goes on as it does after a failure.
 */
export function watchFor({ at, until, how }: Cancellation, act: ChildProcess): (log: string) => void {
  let seen: number | undefined;
  let hasBegun = false;
  let isOver = false;
  const end = async (): Promise<void> => {
    // A moment that never comes is found by who looks at how the run ended.
    await until?.().catch(() => undefined);
    hasBegun = true;
    if (how === "cancel") setTimeout(() => act.kill("SIGINT"), AFTERWARDS_MS).unref();
    await { cancel: cancelStep, kill: endAll, "kill step": killStep }[how](act.pid ?? 0);
  };
  return (log) => {
    if (seen === undefined) {
      const found = at.exec(log);
      if (!found) return;
      seen = found.index;
      void end();
    } else if (hasBegun && !isOver && how === "cancel" && /Job failed/.test(log.slice(seen))) {
      isOver = true;
      act.kill("SIGINT");
    }
  };
}

/** Ends the step that an act process runs as a runner ends a cancelled one. */
async function cancelStep(act: number): Promise<void> {
  const step = await findStep(act);
  if (step === undefined) return;
  for (const { signal, forMs } of SIGNALS) {
    send(step.pid, signal);
    for (const until = Date.now() + forMs; Date.now() < until;) {
      if (!(await isThere(step.pid))) return;
      await sleep(POLL_MS);
    }
  }
}

async function killStep(act: number): Promise<void> {
  const step = await findStep(act);
  if (step !== undefined) await endAll(step.pid);
}

/** Ends a process and everything that it has started. */
async function endAll(pid: number): Promise<void> {
  for (const { pid: one } of [...(await descendants(pid)), { pid }]) send(one, "SIGKILL");
}

/** The log names a step a moment before its process begins. */
async function findStep(act: number): Promise<Process | undefined> {
  for (const until = Date.now() + STEP_MS; Date.now() < until; await sleep(POLL_MS)) {
    const step = (await descendants(act)).find(({ command }) => /node.*\/dist\/[^/]+\/index\.js/.test(command));
    if (step !== undefined) return step;
  }
  return undefined;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

async function descendants(of: number): Promise<Process[]> {
  const all = (await Promise.all((await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(readProcess))).flat();
  const found: Process[] = [];
  for (let next = [of]; next.length > 0;) {
    const children = all.filter(({ parent }) => next.includes(parent));
    found.push(...children);
    next = children.map(({ pid }) => pid);
  }
  return found;
}

async function readProcess(name: string): Promise<Process[]> {
  try {
    const stat = await readFile(`/proc/${name}/stat`, "utf8");
    const command = (await readFile(`/proc/${name}/cmdline`, "utf8")).replaceAll("\0", " ");
    const [, parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), parent: Number(parent), command }];
  } catch {
    // It has ended since the folder was listed.
    return [];
  }
}

async function isThere(pid: number): Promise<boolean> {
  const [found] = await readProcess(String(pid));
  return found !== undefined && found.command !== "";
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
