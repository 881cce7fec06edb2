import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isAlive, isSystemError, numberAt, parseJson, pause, textAt, valueAt } from "@waybill/kit";

/** What a running rehearsal tells about itself. */
export interface Rehearsal {
  /** `127.0.0.1:port` */
  readonly registry: string;
  /** `unix://…` */
  readonly dockerHost: string;
  /** `http://127.0.0.1:port` */
  readonly githubApi: string;
  /** The address of the Docker Engine that runs its pods; without one they are processes. */
  readonly podEngine?: string | undefined;
  readonly pid: number;
  readonly dir: string;
  readonly startedAt: string;
}

/** A rehearsal and the address at which its owner speaks to it. */
export interface RehearsalRecord {
  readonly rehearsal: Rehearsal;
  readonly control: { readonly url: string; readonly token: string };
}

const TEXTS = ["registry", "dockerHost", "githubApi", "dir", "startedAt"];

/** Whether a value, from a file or over the control address, is what a rehearsal tells about itself. */
export function isRehearsal(value: unknown): value is Rehearsal {
  return TEXTS.every((name) => textAt(value, name) !== undefined) && numberAt(value, "pid") !== undefined;
}

/** Ports that a rehearsal had before; the next one takes them again when they are free. */
export interface Ports {
  readonly registry?: number | undefined;
  readonly github?: number | undefined;
}

const PATHS = { record: "rehearsal.json", lock: "rehearsal.lock", log: "rehearsal.log", ports: "ports.json" };
// The kernel's limit for the path of a Unix socket is 104 bytes on macOS, 108 on Linux.
const MAX_SOCKET_PATH = 100;

/** Where a file of the rehearsal lies. */
export function pathIn(dir: string, file: keyof typeof PATHS): string {
  return join(resolve(dir), PATHS[file]);
}

/** Reads who the rehearsal of a folder is; undefined when none runs, or the file is of another version. */
export async function readRecord(dir: string): Promise<RehearsalRecord | undefined> {
  const record = await readJson(pathIn(dir, "record"));
  const [url, token] = [textAt(record, "control", "url"), textAt(record, "control", "token")];
  const rehearsal = valueAt(record, "rehearsal");
  return isRehearsal(rehearsal) && url !== undefined && token !== undefined ? { rehearsal, control: { url, token } } : undefined;
}

/** Tells where the rehearsal answers; only its owner may read it, since it holds the control token. */
export async function writeRecord(dir: string, record: RehearsalRecord): Promise<void> {
  await writeJson(pathIn(dir, "record"), record);
}

/** Reads the ports of the last rehearsal of a folder; none when there was none. */
export async function readPorts(dir: string): Promise<Ports> {
  const ports = await readJson(pathIn(dir, "ports"));
  return { registry: numberAt(ports, "registry"), github: numberAt(ports, "github") };
}

/** Keeps the ports for the next start. */
export async function writePorts(dir: string, ports: Ports): Promise<void> {
  await writeJson(pathIn(dir, "ports"), ports);
}

/** Makes the folder of a rehearsal, which only its owner may list. Root's rehearsal lends PostgreSQL to `nobody`, who must be able to pass through. */
export async function makeRehearsalFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/** Takes the lock of a rehearsal's folder for this process. Returns `false` when a living process holds it. */
export async function takeLock(dir: string): Promise<boolean> {
  const path = pathIn(dir, "lock");
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await open(path, "wx", 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return true;
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) throw error;
      const holder = await readHolder(path);
      if (holder > 0 && isAlive(holder)) return false;
      await rm(path, { force: true });
    }
  }
  return false;
}

/** Who holds a lock; 0 for nobody. Whoever has just made the file needs a moment to write their number into it. */
async function readHolder(path: string): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const text = await readFile(path, "utf8").catch(() => "0");
    if (text !== "" || attempt >= 40) return Number(text);
    await pause(25);
  }
}

/** Gives the folder free; doing it twice does no harm. */
export async function releaseLock(dir: string): Promise<void> {
  await rm(pathIn(dir, "record"), { force: true });
  await rm(pathIn(dir, "lock"), { force: true });
}

/** Makes the folder and the path for the engine's socket; a folder deep in the tree gets it in the system's temporary folder. */
export async function makeSocketPath(dir: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const inside = join(resolve(dir), "docker.sock");
  if (inside.length <= MAX_SOCKET_PATH) return { path: inside, remove: () => rm(inside, { force: true }) };
  const folder = await mkdtemp(join(tmpdir(), "waybill-"));
  return { path: join(folder, "docker.sock"), remove: () => rm(folder, { recursive: true, force: true }) };
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseJson(text);
}

/** The files hold passwords and tokens, so only their owner may read them. */
async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
