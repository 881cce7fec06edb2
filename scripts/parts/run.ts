import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { PartError } from "./failure.ts";
import { bootId, runDirectory, type PartsState } from "./state.ts";
import { turn } from "./install/turn.ts";

// Below the ports that Linux gives to outgoing connections and below Kubernetes' node ports.
const FIRST_PORT = 20_000;
const PORT_COUNT = 9_000;

/** One instance of the parts: its folder, its identity, its ports and secrets, and what it says to others. */
export interface Run {
  readonly directory: string;
  /** Four characters that tell this instance's network links, cgroups and names from another's. */
  readonly id: string;
  path(...names: string[]): string;
  /** Returns the port of a name, the same one for as long as the run lives. */
  port(name: string): Promise<number>;
  /** Returns the random secret of a name, the same one for as long as the run lives. */
  secret(name: string): Promise<string>;
  /** Returns one of 60 private networks `10.<200..259>` of this instance, as its first two bytes. */
  readonly network: string;
  state(): Partial<PartsState>;
  publish(change: Partial<PartsState>): Promise<void>;
  /** Takes back what a part of this name said. */
  retract(name: string): Promise<void>;
}

interface Memory {
  readonly boot: string;
  readonly ports: Record<string, number>;
  readonly secrets: Record<string, string>;
}

/** Opens the run directory, making it when there is none. */
export async function openRun(directory = runDirectory()): Promise<Run> {
  await mkdir(join(directory, "logs"), { recursive: true });
  // Others may pass (databases run as users of their own) but not look; every secret in it is 0600.
  await chmod(directory, 0o711);
  await refuseClosedParent(directory);
  const digest = createHash("sha256").update(directory).digest();
  const write = turn();
  const memoryFile = join(directory, "memory.json");
  const stateFile = join(directory, "parts.json");
  const remember = (change: (memory: Memory) => Promise<void>): Promise<void> =>
    write(async () => {
      const memory = readMemory(memoryFile) ?? { boot: bootId(), ports: {}, secrets: {} };
      await change(memory);
      await writeAtomically(memoryFile, JSON.stringify(memory));
    });
  const state = (): Partial<PartsState> => (readJson(stateFile) as Partial<PartsState> | undefined) ?? {};
  return {
    directory,
    id: digest.toString("hex").slice(0, 4),
    network: `10.${200 + ((digest[2] ?? 0) % 50)}`,
    path: (...names) => join(directory, ...names),
    port: async (name) => {
      await remember(async (memory) => {
        memory.ports[name] ??= await freePort(Object.values(memory.ports));
      });
      return readMemory(memoryFile)?.ports[name] ?? 0;
    },
    secret: async (name) => {
      await remember(async (memory) => {
        memory.secrets[name] ??= randomBytes(18).toString("hex");
      });
      return readMemory(memoryFile)?.secrets[name] ?? "";
    },
    state,
    publish: (change) => write(() => writeState(stateFile, merge(state(), change))),
    retract: (name) => write(() => writeState(stateFile, without(state(), name))),
  };
}

/** The databases run as users of their own and must be able to reach their folders. */
async function refuseClosedParent(directory: string): Promise<void> {
  for (let path = dirname(directory); path !== dirname(path); path = dirname(path)) {
    const isOpen = ((await stat(path)).mode & 0o001) !== 0;
    if (!isOpen)
      throw new PartError(
        `Other users cannot pass through ${path}, so the databases could not run in ${directory}. Set WAYBILL_PARTS_RUN to another folder.`,
      );
  }
}

/** Says whether the run directory was left by an earlier boot of the machine, so nothing in it runs. */
export function fromEarlierBoot(directory: string): boolean {
  const memory = readMemory(join(directory, "memory.json"));
  return memory !== undefined && memory.boot !== bootId();
}

function writeState(file: string, state: Partial<PartsState>): Promise<void> {
  return writeAtomically(file, `${JSON.stringify({ ...state, boot: bootId() }, null, 2)}\n`);
}

function without(state: Partial<PartsState>, name: string): Partial<PartsState> {
  const keep = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) as T;
  const postgres = (state.postgres ?? []).filter((server) => `postgres-${server.major}` !== name);
  const { postgres: _, ...rest } = keep(state);
  return {
    ...rest,
    ...(postgres.length > 0 ? { postgres } : {}),
    ...(state.tools ? { tools: keep(state.tools) } : {}),
    ...(state.peers ? { peers: keep(state.peers) } : {}),
  };
}

function merge(before: Partial<PartsState>, change: Partial<PartsState>): Partial<PartsState> {
  const majors = new Set(change.postgres?.map((server) => server.major));
  const others = (before.postgres ?? []).filter((server) => !majors.has(server.major));
  const postgres = [...others, ...(change.postgres ?? [])].sort((a, b) => a.major - b.major);
  return {
    ...before,
    ...change,
    ...(postgres.length > 0 ? { postgres } : {}),
    ...(before.tools || change.tools ? { tools: { ...before.tools, ...change.tools } as PartsState["tools"] } : {}),
    ...(before.peers || change.peers ? { peers: { ...before.peers, ...change.peers } } : {}),
    found: { ...before.found, ...change.found },
  };
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function readMemory(file: string): Memory | undefined {
  return readJson(file) as Memory | undefined;
}

/** Writes a file that only root may read, whole or not at all. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await writeFile(`${file}.${process.pid}.new`, text, { mode: 0o600 });
  await rename(`${file}.${process.pid}.new`, file);
}

async function freePort(taken: readonly number[]): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORT_COUNT);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new PartError(`No free port was found between ${FIRST_PORT} and ${FIRST_PORT + PORT_COUNT} on 127.0.0.1. End what listens there.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(port, "0.0.0.0", () => server.close(() => resolve(true)));
  });
}
