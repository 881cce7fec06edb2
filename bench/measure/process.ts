import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { ProcessTree } from "./process-tree.ts";

/** What to run and measure. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Counts the memory of processes with this text in their command line too, whoever started them. */
  readonly alsoMatching?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** One finished process with everything that it started. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly wallSeconds: number;
  /** User and system time of the process and of every descendant that was waited for. */
  readonly cpuSeconds: number;
  /** Highest sum of the proportional memory (PSS) of the whole tree, in bytes, as it was sampled. */
  readonly peakBytes: number;
}

const TIMEOUT_MS = 10 * 60_000;
const SAMPLE_MS = 20;
/** Looking may take this share of one processor, so that it does not become part of what it looks at. */
const SAMPLE_SHARE = 0.1;
/** bash's `time` is the one clock everywhere that counts the CPU time of children to the millisecond. */
const SCRIPT = 'TIMEFORMAT="%U %S"; { time "$@" 2>&4 3>&- 4>&-; } 4>&2 2>&3';

/** Runs a command to its end and measures it. A command that runs too long is ended with its descendants and has no exit code. */
export async function measure(what: Invocation): Promise<Finished> {
  const started = performance.now();
  const child = spawn("bash", ["-c", SCRIPT, "bash", what.command, ...what.args], {
    cwd: what.cwd,
    env: what.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    detached: true,
  });
  const text = { stdout: collect(child.stdout), stderr: collect(child.stderr), times: collect(child.stdio[3]) };
  const shell = child.pid ?? 0;
  const memory = sample(new ProcessTree(shell, what.alsoMatching), shell);
  const timer = setTimeout(() => endGroup(child.pid), what.timeoutMs ?? TIMEOUT_MS);
  let wallSeconds = 0;
  child.once("exit", () => (wallSeconds = (performance.now() - started) / 1000));
  const code = await new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  clearTimeout(timer);
  const cpuSeconds = text
    .times()
    .trim()
    .split(/\s+/)
    .reduce((sum, part) => sum + Number(part), 0);
  return { code, stdout: text.stdout(), stderr: text.stderr(), wallSeconds, cpuSeconds, peakBytes: memory.end() };
}

/** Looks again and again; each pause is as long as the last look allows. */
function sample(tree: ProcessTree, except: number): { end(): number } {
  let peakBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const started = performance.now();
    peakBytes = Math.max(peakBytes, tree.memory(except));
    timer = setTimeout(look, Math.max(SAMPLE_MS, (performance.now() - started) / SAMPLE_SHARE));
  };
  look();
  return {
    end: () => {
      clearTimeout(timer);
      return peakBytes;
    },
  };
}

function collect(stream: unknown): () => string {
  let text = "";
  if (isReadable(stream)) stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text;
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === "object" && stream !== null && "setEncoding" in stream;
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
