import { lstatSync } from "node:fs";
import { dirname, posix, resolve, sep } from "node:path";
import type { ExternalData } from "./tensor.ts";

/** The folder a model may take data from. */
export interface ModelFolder {
  /** Absolute path of the model's folder. */
  readonly root: string;
  /** Absolute path of the file that refers to external data. */
  readonly file: string;
}

/**
 * Finds what is wrong with a piece of external data, or nothing: it must be a plain file of the model's folder, reached by a relative path without `..`, links or second names,
 * and hold the bytes the tensor takes.
 */
export function checkExternalFile(data: ExternalData, folder: ModelFolder): string | undefined {
  const { location, offset, length, bytes } = data;
  if (/[\p{Cc}\\:]/u.test(location)) return "is at a path with a backslash, a colon or a control character";
  if (posix.isAbsolute(location)) return "is at an absolute path";
  if (location.split("/").some((part) => part === ".." || part === "")) return "is at a path that leads upwards or is malformed";
  const base = dirname(folder.file);
  const path = resolve(base, location);
  if (!path.startsWith(folder.root + sep)) return "is outside the model's folder";
  try {
    // Every step is looked at without following it, so that a link to a folder is found, too.
    for (let step = path; step !== base; step = dirname(step)) {
      const info = lstatSync(step);
      if (info.isSymbolicLink()) return "is reached through a symbolic link";
      if (step !== path) continue;
      if (!info.isFile()) return "is not a plain file";
      if (info.nlink !== 1) return "is a file with a second name (hard link)";
      if (offset + (length ?? bytes) > info.size)
        return `needs ${offset + (length ?? bytes)} bytes of a file that has ${info.size}: it is truncated`;
    }
    return undefined;
  } catch {
    // Whatever keeps it from being looked at keeps the model from being loaded.
    return "is not there, or cannot be looked at";
  }
}
