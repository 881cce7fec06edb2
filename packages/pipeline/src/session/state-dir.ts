import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makeStateFolder } from "@waybill/kit";

/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
export async function makeStateDir(session: { readonly stateDir: string }, ...parts: readonly string[]): Promise<string> {
  await makeStateFolder(session.stateDir);
  const folder = join(session.stateDir, ...parts);
  await mkdir(folder, { recursive: true });
  return folder;
}
