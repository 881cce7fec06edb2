import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, isSystemError } from "@waybill/kit";
import type { Account } from "../account.ts";

/** The files of a repository that are looked at. */
export interface Tree {
  /** Absolute path. */
  readonly workspace: string;
  /** Paths of the plain files in it, with `/`, sorted. Links are not followed. */
  readonly files: readonly string[];
  /** Folders with a waybill.yml of their own, whose files are not among these. */
  readonly products: readonly string[];
  /** The text of one of them; undefined when it is too large or no UTF-8, which the account says. */
  read(path: string): Promise<string | undefined>;
}

/** What others have written, or what a build has: nothing of it is released as it lies there. */
const SKIPPED = new Set(
  ".git .hg .svn .waybill .idea .vscode .venv venv env .tox .terraform .gradle .next .cache .mypy_cache .pytest_cache node_modules bower_components vendor __pycache__ target dist build out coverage site-packages".split(
    " ",
  ),
);
const MAX_FILES = 50_000;
const MAX_DEPTH = 12;
const MAX_TEXT_BYTES = 2 << 20;

/** Lists a repository's files. What cannot be read is told to the account; throws an `environment` error when its own folder cannot be. */
export async function readTree(workspace: string, account: Account): Promise<Tree> {
  const files: string[] = [];
  const products: string[] = [];
  await walk({ workspace, account, files, products }, "", 0);
  if (files.length >= MAX_FILES)
    account.leave("the rest of the files", `only the first ${MAX_FILES} files are looked at; give the product's folder as '--directory'`);
  return { workspace, files: files.sort(), products: products.sort(), read: (path) => readText(workspace, path, account) };
}

interface Walk {
  readonly workspace: string;
  readonly account: Account;
  readonly files: string[];
  readonly products: string[];
}

async function walk(at: Walk, folder: string, depth: number): Promise<void> {
  const entries = await listFolder(at, folder);
  if (depth > 0 && entries.some((entry) => entry.isFile() && entry.name === "waybill.yml")) {
    at.account.leave(folder, `a product with a waybill.yml of its own; give it as '--directory ${folder}'`);
    at.products.push(folder);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (at.files.length >= MAX_FILES) return;
    if (/[\p{Cc}\\]/u.test(entry.name)) at.account.leave(path, "its name holds a character that no path of waybill.yml should; rename it");
    else if (entry.isFile()) at.files.push(path);
    else if (entry.isDirectory() && !SKIPPED.has(entry.name) && depth < MAX_DEPTH) await walk(at, path, depth + 1);
  }
}

async function listFolder({ workspace, account }: Walk, folder: string) {
  try {
    return await readdir(join(workspace, folder), { withFileTypes: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (folder !== "") account.leave(folder, `the folder cannot be read (${error.code})`);
    else
      throw new ActionError("environment", `The folder '${workspace}' cannot be read (${error.code}). Check who owns it.`, {
        cause: error,
      });
    return [];
  }
}

async function readText(workspace: string, path: string, account: Account): Promise<string | undefined> {
  try {
    const file = join(workspace, path);
    if ((await lstat(file)).size > MAX_TEXT_BYTES) {
      account.leave(path, "larger than 2 MB, so it was not looked into");
      return undefined;
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const why =
      isSystemError(error) && error.code !== "ERR_ENCODING_INVALID_ENCODED_DATA" ? `cannot be read (${error.code})` : "is no UTF-8 text";
    account.leave(path, why);
    return undefined;
  }
}
