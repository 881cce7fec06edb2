import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ActionError, isSystemError } from "@waybill/kit";

export interface CommandOptions {
  /** The whole environment of the program; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** Receives every line of both outputs as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface CommandResult {
  readonly exitCode: number;
  /** At most the last 4 MiB. */
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_OUTPUT = 4 << 20;
const GRACE_MS = 5_000;

/** Runs a program with an argument list, never through a shell. A missing program is an `environment` error; an exit code is a result. */
export function runCommand(program: string, argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      env: { ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      createInterface({ input: child[name] }).on("line", (line) => {
        output[name] = `${output[name]}${line}\n`.slice(-MOST_OUTPUT);
        options.onLine?.(line);
      });
    }
    let ended: "cancelled" | "timed out" | undefined;
    let killer: NodeJS.Timeout | undefined;
    const end = (why: "cancelled" | "timed out") => (): void => {
      ended ??= why;
      child.kill("SIGTERM");
      // A program that ignores the polite signal must not hold up a cancelled job.
      killer ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    const cancel = end("cancelled");
    options.signal?.addEventListener("abort", cancel, { once: true });
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(end("timed out"), options.timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(killer);
      options.signal?.removeEventListener("abort", cancel);
    };
    child.on("error", (cause) => {
      settle();
      reject(notStarted(program, cause));
    });
    child.on("close", (code, signal) => {
      settle();
      if (ended === "cancelled") reject(options.signal?.reason as Error);
      else if (ended === "timed out")
        reject(new ActionError("command", `'${program}' did not end within ${(options.timeoutMs ?? 0) / 1000} s and was stopped.`));
      else resolve({ ...output, exitCode: code ?? (signal === null ? 1 : 128) });
    });
  });
}

function notStarted(program: string, cause: Error): ActionError {
  if (isSystemError(cause, "ENOENT"))
    return new ActionError("environment", `The program '${program}' is not on this machine. Install it or correct its path.`, { cause });
  return new ActionError("environment", `The program '${program}' could not be started (${cause.message}).`, { cause });
}
