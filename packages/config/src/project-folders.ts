import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { isSystemError } from "@waybill/kit";

/** Deep enough for `services/shop/api`, and few enough folders for any repository. */
const MAX_DEPTH = 3;
const MAX_FOLDERS = 2_000;

/** Folders below a workspace that hold a file of that name, nearest first; at most five, and none of hidden folders and of packages. */
export async function findProjectFolders(workspace: string, file: string): Promise<string[]> {
  const found: string[] = [];
  let level = ["."];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (++seen > MAX_FOLDERS || found.length >= 5) return found;
      const entries = await readdir(join(workspace, folder), { withFileTypes: true }).catch((error: unknown) => {
        if (isSystemError(error)) return [];
        throw error;
      });
      if (depth > 0 && entries.some((entry) => entry.isFile() && entry.name === file)) found.push(folder);
      const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules");
      next.push(...below.map((entry) => posix.join(folder, entry.name)).sort());
    }
    level = next;
  }
  return found;
}
