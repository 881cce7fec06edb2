import { AsyncLocalStorage } from "node:async_hooks";
import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join, resolve, sep } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { ActionError } from "./error.ts";

export interface CommandOptions {
  /** The whole environment of the program, its PATH included; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** What the program reads on its standard input; nothing when it is left out. */
  readonly input?: string | undefined;
  /** Receives every line of both outputs as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface CommandResult {
  /** 128 for a program that a signal ended. */
  readonly exitCode: number;
  /** At most the last 4 MiB. */
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT = 4 << 20;
const GRACE_MS = 5_000;

/**
 * Runs a program with an argument list, never through a shell, and prints nothing of it. A missing program is an `environment` error; an exit
 * code is a result. A cancelled signal rejects with its reason, the time limit with a `command` error, both after the program has ended.
 */
export async function runCommand(program: string, argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const path = await locate(program, options);
  options.signal?.throwIfAborted();
  const stdout = collect(options.onLine);
  const stderr = collect(options.onLine);
  const leash = leashOn(program, options);
  try {
    // Loaded here because most steps start no program.
    const { exec } = await import("@actions/exec");
    const exitCode: unknown = await holding(leash.hold, () =>
      exec(`"${path.replaceAll('"', String.raw`\"`)}"`, [...argv], {
        env: { ...options.env },
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        // Otherwise the command line goes to the log, and the output once more.
        silent: true,
        ignoreReturnCode: true,
        // Left out, the program's input would stay open, and a program that reads it would wait forever.
        input: Buffer.from(options.input ?? ""),
        listeners: { stdout: stdout.take, stderr: stderr.take },
      }),
    );
    leash.check();
    return { exitCode: typeof exitCode === "number" ? exitCode : 128, stdout: await stdout.text(), stderr: await stderr.text() };
  } catch (cause) {
    leash.check();
    throw new ActionError("environment", `The program '${program}' could not be started (${wordsOf(cause)}).`, { cause });
  } finally {
    leash.release();
  }
}

interface Leash {
  readonly hold: (child: ChildProcess) => void;
  /** Throws why the program was ended, if it was. */
  readonly check: () => void;
  readonly release: () => void;
}

/** Ends the program of one call when it is cancelled or takes too long; @actions/exec does neither. */
function leashOn(program: string, { signal, timeoutMs }: CommandOptions): Leash {
  let child: ChildProcess | undefined;
  let why: unknown;
  let killer: NodeJS.Timeout | undefined;
  const end = (reason: unknown): void => {
    why ??= reason;
    child?.kill("SIGTERM");
    // A program that ignores the polite signal must not hold up a cancelled job.
    killer ??= setTimeout(() => child?.kill("SIGKILL"), GRACE_MS);
  };
  const cancel = (): void => end(signal?.reason);
  const late = (): void => end(new ActionError("command", `'${program}' did not end within ${(timeoutMs ?? 0) / 1000} s and was stopped.`));
  signal?.addEventListener("abort", cancel, { once: true });
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
  return {
    hold(started) {
      child = started;
      queueMicrotask(() => {
        // A program that ends without reading would raise EPIPE; its exit code says more.
        started.stdin?.on("error", () => undefined);
      });
      started.once("spawn", () => {
        if (why !== undefined) end(why);
      });
    },
    check() {
      if (why !== undefined) throw why;
    },
    release() {
      clearTimeout(timer);
      clearTimeout(killer);
      signal?.removeEventListener("abort", cancel);
    },
  };
}

const holder = new AsyncLocalStorage<(child: ChildProcess) => void>();
let isWatching = false;

/**
 * Runs work and hands over the child process that it starts. @actions/exec keeps the process to itself, so it is taken from Node's own notice
 * of every new process (https://nodejs.org/api/diagnostics_channel.html#child-process); the async context tells whose it is.
 */
function holding<T>(hold: (child: ChildProcess) => void, work: () => Promise<T>): Promise<T> {
  if (!isWatching) subscribe("child_process", onChildProcess);
  isWatching = true;
  return holder.run(hold, work);
}

function onChildProcess(message: unknown): void {
  const child = typeof message === "object" && message !== null && "process" in message ? message.process : undefined;
  if (child instanceof ChildProcess) holder.getStore()?.(child);
}

function collect(onLine: CommandOptions["onLine"]): { take: (data: Buffer) => void; text: () => Promise<string> } {
  const stream = new PassThrough();
  let text = "";
  const lines = createInterface({ input: stream }).on("line", (line) => {
    text = `${text}${line}\n`.slice(-MAX_OUTPUT);
    onLine?.(line);
  });
  const ended = new Promise<void>((done) => lines.once("close", done));
  return {
    take: (data) => void stream.write(data),
    async text() {
      stream.end();
      await ended;
      return text;
    },
  };
}

/** The program's file: as given, or the first one on the environment's own PATH, which need not be this process's. */
async function locate(program: string, { env, cwd = "." }: CommandOptions): Promise<string> {
  const isPath = program.includes("/") || program.includes(sep);
  const candidates = isPath ? [resolve(cwd, program)] : (env["PATH"] ?? "").split(delimiter).map((dir) => join(resolve(cwd, dir), program));
  for (const candidate of candidates) if (await isProgram(candidate)) return candidate;
  // On Windows names lack their extension, which @actions/exec knows how to find.
  if (process.platform === "win32") return program;
  throw new ActionError("environment", `The program '${program}' is not on this machine. Install it or correct its path.`);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // Not there, or not to be run by this user: the next folder of the PATH may have it.
    return false;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
