import { makeStateFolder } from "@waybill/kit";
import type { StateFolder } from "./capabilities.ts";

/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
export async function makeStateDir({ stateDir }: StateFolder, ...parts: readonly string[]): Promise<string> {
  return makeStateFolder(stateDir, ...parts);
}
