import { existsSync, readFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { PartError } from "./failure.ts";

const WAIT_MS = 30 * 60_000;

/** Runs work while no other start or stop of the same run directory is under way. */
export async function locked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const file = `${directory}.lock`;
  const end = Date.now() + WAIT_MS;
  while (!(await take(file))) {
    if (Date.now() > end) throw new PartError(`Another start or stop holds ${file} (process ${holder(file)}). Wait for it or end it.`);
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx", 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch {
    // A holder that was killed does not let go by itself.
    if (holder(file) !== "" && !existsSync(`/proc/${holder(file)}`)) await rm(file, { force: true });
    return false;
  }
}

function holder(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
