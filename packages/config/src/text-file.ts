import { readFile, stat } from "node:fs/promises";
import { ActionError, digestOf, isSystemError, resolveInWorkspace } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

const MAX_FILE_BYTES = 1_000_000;

/** A file of the workspace as text, with the digest of its bytes; its absence, size and encoding are `input` errors about `input`. */
export async function readSource(workspace: string, file: string, input = "config"): Promise<{ text: string; digest: Digest }> {
  const path = await resolveInWorkspace(workspace, file, input);
  const info = await stat(path);
  if (!info.isFile()) throw new ActionError("input", `'${file}' is not a plain file; give the path of a YAML file.`);
  if (info.size > MAX_FILE_BYTES)
    throw new ActionError("input", `'${file}' is larger than 1 MB, which no configuration needs; check the path.`);
  try {
    const bytes = await readFile(path);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), digest: digestOf(bytes) };
  } catch (error) {
    if (isSystemError(error, "EACCES")) throw new ActionError("environment", `'${file}' may not be read by this user.`, { cause: error });
    if (error instanceof TypeError) throw new ActionError("input", `'${file}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
    throw error;
  }
}
