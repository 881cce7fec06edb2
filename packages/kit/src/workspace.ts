import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { inputError, isSystemError } from "./error.ts";

/** What a path can be that no file has, by the system's code for it. */
const UNUSABLE: Readonly<Record<string, string>> = {
  ELOOP: "a link that leads back to itself; give a path that leads to a file or folder",
  ENAMETOOLONG: "which is longer than a path can be; check that the value is a path and not the content of a file",
  ENOTDIR: "which leads through a file as if it were a folder; check the spelling",
  ERR_INVALID_ARG_VALUE: "which holds a character that no path can; check the value",
};

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
    const problem = pathProblem(error);
    if (problem !== undefined) throw inputError(input, `is '${path}', ${problem}`, { cause: error });
    if (!isSystemError(error, "ENOENT")) throw error;
    if (options?.mayBeMissing) return target;
    throw inputError(input, `is '${path}', but nothing exists there; check the spelling and that an earlier step made it`, {
      cause: error,
    });
  }
}

/** Why the system could not follow a path, as the end of the sentence "'path' is …"; undefined for any other error. */
export function pathProblem(error: unknown): string | undefined {
  return isSystemError(error) ? UNUSABLE[error.code ?? ""] : undefined;
}

function isInside(root: string, target: string): boolean {
  const path = relative(root, target);
  return path === "" || (path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}
