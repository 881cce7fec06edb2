import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { PartError } from "../failure.ts";

const TAIL_LINES = 15;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Everything the program prints is also appended to this file. */
  readonly log?: string;
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What to tell the reader to do when the program fails. */
  readonly advice?: string;
}

/** Runs a program to its end and returns what it printed on standard output; throws with its last lines when it fails. */
export async function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await tryCommand(program, args, options);
  if (result.code === 0) return result.stdout;
  const tail = lastLines(result.stderr || result.stdout, TAIL_LINES);
  const where = options.log ? ` Its whole output is in ${options.log}.` : "";
  throw new PartError(
    `'${program} ${args[0] ?? ""}' ended with ${result.code}.${where}${options.advice ? ` ${options.advice}` : ""}\n${tail}`,
  );
}

/** Runs a program to its end and returns its exit code and output, whatever they are; a program that is not there is code 127. */
export async function tryCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(program, args, {
    ...(options.cwd ? { cwd: options.cwd } : {}),
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    ...options.user,
    ...(options.timeoutMs ? { timeout: options.timeoutMs, killSignal: "SIGKILL" as const } : {}),
  });
  const log = options.log ? createWriteStream(options.log, { flags: "a" }) : undefined;
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      log?.write(chunk);
    });
  }
  child.stdin.on("error", () => undefined); // A program may end before it reads its input; its exit code tells.
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      text.stderr += error.message;
      resolve(error.code === "ENOENT" ? 127 : 126);
    });
    child.once("close", (exit, signal) => resolve(signal ? 128 : (exit ?? 1)));
  });
  if (log) {
    log.end();
    await once(log, "close");
  }
  return { code, ...text };
}

/** Returns the last lines of a text, without empty ones. */
export function lastLines(text: string, count: number): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}
