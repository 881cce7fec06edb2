import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, openSync, readSync, closeSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { ActionError, numberAt, parseJson } from "@waybill/kit";
import { CONTAINER_HOOK } from "./hook.ts";
import type { ImageSettings, LocalImage } from "./image-pull.ts";
import { ProcessLog } from "./process-log.ts";
import type { Mount, ProcessEnd, RunningContainer } from "./runner.ts";

/** What one container process runs, and with what. */
export interface ProcessOptions {
  readonly image: LocalImage;
  /** A folder of this container alone; it becomes `/tmp`. */
  readonly scratch: string;
  readonly env: Readonly<Record<string, string>>;
  /** Replaces the image's ENTRYPOINT (and then its CMD as well), as Kubernetes' `command` and Docker's `Entrypoint` do. */
  readonly entrypoint?: readonly string[] | undefined;
  /** Replaces the image's CMD. */
  readonly arguments?: readonly string[] | undefined;
  readonly workingDir?: string | undefined;
  readonly mounts?: readonly Mount[] | undefined;
}

/** A container of the rehearsal: one Node process that believes it has the machine for itself. */
export interface RunningProcess extends RunningContainer {
  readonly pid: number;
}

/** The words that a container runs, by Docker's rules for ENTRYPOINT and CMD. */
export function planCommand(settings: ImageSettings, entrypoint?: readonly string[], args?: readonly string[]): readonly string[] {
  if (entrypoint && entrypoint.length > 0) return [...entrypoint, ...(args ?? [])];
  return [...(settings.Entrypoint ?? []), ...(args && args.length > 0 ? args : (settings.Cmd ?? []))];
}

/** A command that is no program of Node. */
export class NotNode extends ActionError {
  constructor(program: string) {
    super(
      "environment",
      `exec ${program}: exec format error: the rehearsal runs Node programs only, so the command must start with 'node'.`,
    );
  }
}

/**
 * Turns a container's command into arguments of Node. Throws NotNode in the words of a container engine for a program that is not
 * Node: a rehearsal has no kernel of its own to run others in isolation.
 */
export function planNodeArguments(command: readonly string[], root: string): readonly string[] {
  const [program, ...rest] = unwrapShell(command);
  if (!program) throw new ActionError("environment", "no command specified: the image has neither ENTRYPOINT nor CMD.");
  const inImage = (path: string): string => (path.startsWith("/") && existsSync(join(root, path)) ? join(root, path) : path);
  if (/^(\/usr(\/local)?\/bin\/)?node(js)?$/.test(program)) return rest.map(inImage);
  if (program.startsWith("/") && isNodeScript(inImage(program))) return [inImage(program), ...rest.map(inImage)];
  throw new NotNode(program);
}

/** Whether a command is one that a process of Node can be, as far as its words say it. */
export function runsAsProcess(command: readonly string[]): boolean {
  try {
    planNodeArguments(command, "");
    return true;
  } catch (error) {
    if (error instanceof NotNode) return false;
    throw error;
  }
}

/** The shell form of CMD with nothing but words in it needs no shell. */
function unwrapShell(command: readonly string[]): readonly string[] {
  const [shell, flag, script] = command;
  if (!/^(\/bin\/)?(ba)?sh$/.test(shell ?? "") || flag !== "-c" || script === undefined) return command;
  if (!/^[\w./:@%+=, -]+$/.test(script)) return command;
  return script
    .trim()
    .replace(/^exec +/, "")
    .split(/ +/);
}

function isNodeScript(path: string): boolean {
  try {
    const file = openSync(path, "r");
    const head = Buffer.alloc(64);
    readSync(file, head, 0, head.length, 0);
    closeSync(file);
    return /^#!.*\bnode\b/.test(head.toString("latin1"));
  } catch {
    // An unreadable program is none that Node can run; the caller says so.
    return false;
  }
}

/** Starts a container's process. Throws ActionError when its command is not one that a rehearsal can run. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { image, scratch } = options;
  const command = planCommand(image.settings, options.entrypoint, options.arguments);
  const argv = planNodeArguments(command, image.root);
  const temporary = join(scratch, "tmp");
  mkdirSync(temporary, { recursive: true });
  const hook = join(scratch, "hook.mjs");
  writeFileSync(hook, CONTAINER_HOOK);
  const cwd = join(image.root, options.workingDir ?? image.settings.WorkingDir ?? "/");
  mkdirSync(cwd, { recursive: true });
  // The longest path wins, as with nested mounts.
  const mounts = [...(options.mounts ?? []), { path: "/tmp", source: temporary }].sort((a, b) => b.path.length - a.path.length);
  const child = spawn(process.execPath, ["--import", `file://${hook}`, ...argv], {
    cwd,
    env: { ...planEnvironment(image.settings, options.env), WAYBILL_REHEARSAL: JSON.stringify({ root: image.root, mounts }) },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // Its own group, so that whatever the program starts ends with it.
    detached: true,
  });
  return superviseProcess(child);
}

/** Nothing of this machine's environment gets in: a container does not inherit the secrets of the shell that started it. */
function planEnvironment(settings: ImageSettings, env: Readonly<Record<string, string>>): Record<string, string> {
  const fromImage = Object.fromEntries(
    (settings.Env ?? []).map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]),
  );
  return { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/tmp", ...fromImage, ...env };
}

function superviseProcess(child: ChildProcess): RunningProcess {
  const log = new ProcessLog();
  const ports = new Map<number, number>();
  let nextListen = makeSignal();
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => log.write("stdout", chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => log.write("stderr", chunk));
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error("a container's process has no channel on file descriptor 3");
  channel.on("error", () => undefined);
  let rest = "";
  channel.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = parseJson(line);
      const [wanted, actual] = [numberAt(message, "wanted"), numberAt(message, "actual")];
      if (wanted === undefined || actual === undefined) continue;
      ports.set(wanted, actual);
      nextListen.fire();
      nextListen = makeSignal();
    }
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    const end = (exitCode: number, signal?: NodeJS.Signals): void => {
      ports.clear();
      log.close();
      channel.destroy();
      resolve({ exitCode, signal, at: new Date().toISOString() });
    };
    child.once("error", (error) => {
      log.write("stderr", `${error.message}\n`);
      end(127);
    });
    // What the program started and left behind would hold the output open for ever.
    child.once("exit", () => signalGroup(child, "SIGKILL"));
    child.once("close", (code, signal) => end(code ?? (signal === "SIGKILL" ? 137 : 143), signal ?? undefined));
  });
  return {
    pid: child.pid ?? 0,
    startedAt: new Date().toISOString(),
    log,
    ended,
    findPort: (wanted) => ports.get(wanted),
    isListening: () => ports.size > 0,
    nextListen: () => nextListen.promise,
    kill: (signal) => killGroup(child, signal),
  };
}

function makeSignal(): { readonly promise: Promise<void>; readonly fire: () => void } {
  let fire = (): void => undefined;
  const promise = new Promise<void>((resolve) => (fire = resolve));
  return { promise, fire: () => fire() };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}
