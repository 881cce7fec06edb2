import { readFile, stat } from "node:fs/promises";
import { ActionError, isSystemError, resolveInWorkspace } from "@waybill/kit";

const MAX_FILE_BYTES = 1_000_000;

/** The text of a file of the workspace; its absence, size and encoding are `input` errors. */
export async function readText(workspace: string, file: string): Promise<string> {
  const path = await resolveInWorkspace(workspace, file, "config");
  const info = await stat(path);
  if (!info.isFile()) throw new ActionError("input", `'${file}' is not a plain file; give the path of a YAML file.`);
  if (info.size > MAX_FILE_BYTES)
    throw new ActionError("input", `'${file}' is larger than 1 MB, which no configuration needs; check the path.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (isSystemError(error, "EACCES")) throw new ActionError("environment", `'${file}' may not be read by this user.`, { cause: error });
    if (error instanceof TypeError) throw new ActionError("input", `'${file}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
    throw error;
  }
}
