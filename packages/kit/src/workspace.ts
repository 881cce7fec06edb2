import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { inputError, isSystemError } from "./error.ts";

/**
 * Resolves a user-given path inside the workspace, following symbolic links of what exists.
 * Throws an `input` error that names the input when the path leaves the workspace or (unless `mayBeMissing`) does not exist.
 */
export async function resolveInWorkspace(
  workspace: string,
  path: string,
  input: string,
  options?: { mayBeMissing?: boolean },
): Promise<string> {
  const root = await realpath(workspace);
  const target = resolve(root, path);
  if (!isInside(root, target)) throw inputError(input, `is '${path}', which lies outside the workspace; give a path inside it`);
  try {
    const real = await realpath(target);
    if (!isInside(root, real)) throw inputError(input, `is '${path}', a link that leads outside the workspace; give a path inside it`);
    return real;
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
    if (options?.mayBeMissing) return target;
    throw inputError(input, `is '${path}', but nothing exists there; check the spelling and that an earlier step made it`);
  }
}

function isInside(root: string, target: string): boolean {
  const path = relative(root, target);
  return path === "" || (path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}
