import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "@waybill/kit";
import type { StateFolder } from "../capabilities.ts";
import { makeStateDir } from "../state-dir.ts";

/**
 * A folder for one build's OCI image layout that no other run touches, two runs in one workspace included. It goes away when it is disposed
 * of; what a killed run left is removed by the next one.
 */
export async function makeImageLayoutDir(context: StateFolder, image: string): Promise<{ readonly dir: string } & AsyncDisposable> {
  const root = await makeStateDir(context, "layouts");
  for (const entry of await readdir(root)) {
    const owner = Number(/\.(\d+)$/.exec(entry)?.[1] ?? 0);
    if (owner === 0 || owner === process.pid || !isAlive(owner)) await rm(join(root, entry), { recursive: true, force: true });
  }
  const dir = join(root, `${image}.${process.pid}`);
  await mkdir(dir, { recursive: true });
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
