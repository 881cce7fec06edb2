import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makeStateFolder } from "@waybill/kit";
import type { StateFolder } from "./capabilities.ts";

/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
export async function makeStateDir({ stateDir }: StateFolder, ...parts: readonly string[]): Promise<string> {
  await makeStateFolder(stateDir);
  const folder = join(stateDir, ...parts);
  await mkdir(folder, { recursive: true });
  return folder;
}
