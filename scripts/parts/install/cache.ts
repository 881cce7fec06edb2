import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Returns the folder outside the tree in which everything built once is kept, one folder per part and version. */
export function cacheRoot(): string {
  return process.env["WAYBILL_PARTS_CACHE"] || join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "waybill-parts");
}

/** Returns the folder a part and version has, or would have, in the cache. */
export function cachePath(name: string, version: string): string {
  return join(cacheRoot(), `${name}-${version}`);
}

/** Returns the folder of the logs of builds; it stays when a build fails. */
export async function buildLogs(): Promise<string> {
  const directory = join(cacheRoot(), "logs");
  await mkdir(directory, { recursive: true });
  return directory;
}

/**
 * Returns the cached folder of a part and version, filling it first when it is not there.
 * The filling happens in a folder beside it that is renamed when complete, so a killed install is never taken for a good one.
 */
export function cached(name: string, version: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const target = cachePath(name, version);
  const work = filling.get(target) ?? fillOnce(name, version, fill).finally(() => filling.delete(target));
  filling.set(target, work);
  return work;
}
// Several parts may need the same programs at once; they are made once.
const filling = new Map<string, Promise<string>>();

async function fillOnce(name: string, version: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const target = cachePath(name, version);
  if (existsSync(target)) return target;
  await mkdir(cacheRoot(), { recursive: true });
  await removeAbandoned(name, version);
  const building = await mkdtemp(join(cacheRoot(), `.${name}-${version}.${process.pid}.`));
  try {
    await fill(building);
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // Another process was quicker with the same version; what it made is as good.
    if (existsSync(target)) return target;
    throw error;
  }
  return target;
}

/** Removes half-made folders whose maker is gone. */
async function removeAbandoned(name: string, version: string): Promise<void> {
  const prefix = `.${name}-${version}.`;
  for (const entry of await readdir(cacheRoot())) {
    if (!entry.startsWith(prefix)) continue;
    const maker = entry.slice(prefix.length).split(".")[0] ?? "";
    if (!existsSync(`/proc/${maker}`)) await rm(join(cacheRoot(), entry), { recursive: true, force: true });
  }
}
