import { randomBytes } from "node:crypto";
import { copyFile, constants, link, mkdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { ActionError, isSystemError, resolveInWorkspace } from "@waybill/kit";

/** A file that is to be there, by its path below a root. */
export interface NewFile {
  /** Absolute path of the folder that it must not leave. */
  readonly root: string;
  /** With `/`. */
  readonly path: string;
  readonly text: string;
}

/** What lies at a file's place: its text, or undefined where nothing does. Throws an `input` error for a place that leads out of its root. */
export async function existingText({ root, path }: NewFile): Promise<string | undefined> {
  const place = await resolveInWorkspace(root, path, path, { mayBeMissing: true });
  try {
    return await readFile(place, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    if (isSystemError(error)) throw refusal(path, error);
    throw error;
  }
}

/**
 * Writes files that are not there yet: all of them or, after an error, none. Nothing that exists is ever replaced, also when it comes into being
 * meanwhile. Throws an `environment` error where the system refuses.
 */
export async function writeFiles(files: readonly NewFile[]): Promise<void> {
  const undo: Undo[] = [];
  try {
    const drafts: { file: NewFile; draft: string; place: string }[] = [];
    for (const file of files) {
      const place = await preparePlace(file, undo);
      const draft = `${place}.${randomBytes(6).toString("hex")}.tmp`;
      undo.push({ path: below(file.root, draft), step: () => rm(draft, { force: true }) });
      await writeFile(draft, file.text, { flag: "wx", flush: true }).catch(explain(file));
      drafts.push({ file, draft, place });
    }
    for (const { file, draft, place } of drafts) {
      await publish(draft, place).catch(explain(file));
      undo.push({ path: file.path, step: () => rm(place, { force: true }) });
    }
    for (const { draft } of drafts) await rm(draft, { force: true });
  } catch (error) {
    throw told(error, await takeBack(undo));
  }
}

interface Undo {
  readonly path: string;
  readonly step: () => Promise<void>;
}

/** Takes back what was written, the last first, and gives what the system does not let go. */
async function takeBack(undo: readonly Undo[]): Promise<string[]> {
  const left: string[] = [];
  for (const { path, step } of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      // What was refused once may be refused again; what never came to be needs no taking back.
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR") left.push(`'${path}' (${error.code})`);
    }
  }
  return left;
}

/** Says of a refusal whether anything of what was written is still there. */
function told(error: unknown, left: readonly string[]): unknown {
  if (!(error instanceof ActionError)) return error;
  const end = left.length === 0 ? NOTHING_CHANGED : `What was written before could not all be taken back: remove ${left.join(", ")}.`;
  return new ActionError(error.kind, `${error.message.replace(` ${NOTHING_CHANGED}`, "")} ${end}`, { cause: error });
}

const NOTHING_CHANGED = "Nothing was changed.";

/** Makes the folders of a file, below the real root and through no link that leads out of it. */
async function preparePlace(file: NewFile, undo: Undo[]): Promise<string> {
  const { root, path } = file;
  const parts = path.split("/");
  for (let length = 1; length < parts.length; length++) {
    const folder = await resolveInWorkspace(root, parts.slice(0, length).join("/"), path, { mayBeMissing: true });
    try {
      await mkdir(folder);
      undo.push({ path: parts.slice(0, length).join("/"), step: () => rmdir(folder) });
    } catch (error) {
      if (isSystemError(error, "EEXIST")) continue;
      throw isSystemError(error) ? refusal(path, error) : error;
    }
  }
  return join(await resolveInWorkspace(root, dirname(path), path), parts.at(-1) ?? "");
}

/** A second name for the draft appears at once and never over another file; some file systems know no second names. */
async function publish(draft: string, place: string): Promise<void> {
  try {
    await link(draft, place);
  } catch (error) {
    if (!isSystemError(error) || !["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(error.code ?? "")) throw error;
    await copyFile(draft, place, constants.COPYFILE_EXCL);
  }
}

function explain({ path }: NewFile): (error: unknown) => never {
  return (error) => {
    throw isSystemError(error) ? refusal(path, error) : error;
  };
}

function refusal(path: string, error: NodeJS.ErrnoException): ActionError {
  const advice: Readonly<Record<string, string>> = {
    EACCES: "Check who owns the folder",
    EPERM: "Check who owns the folder",
    EROFS: "The file system is read-only",
    ENOSPC: "The disk is full; free some space",
    EDQUOT: "The disk quota is used up; free some space",
    EFBIG: "The system lets no file become so large",
    ENOTDIR: "A file stands where a folder is needed",
    EISDIR: "A folder stands where the file is needed",
    EEXIST: "Something is there that was not there before, or a link that leads nowhere; remove it",
  };
  const next = advice[error.code ?? ""] ?? "See what the system says";
  return new ActionError("environment", `'${path}' cannot be written (${error.code}). ${next}, and run again. ${NOTHING_CHANGED}`, {
    cause: error,
  });
}

/** A path below a root, with `/`. */
function below(root: string, path: string): string {
  return relative(root, path).split("\\").join("/");
}
