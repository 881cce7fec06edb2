import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../repository.ts";
import { writeTree } from "./repositories.ts";
import type { Files } from "./repositories.ts";

/** The files that a page shows: the blocks whose first line has a path behind the language, such as ```yaml redis/waybill.yml. */
export async function filesOfPage(page: string): Promise<Files> {
  const text = await readFile(join(ROOT, page), "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^```\w+ (\S+\/\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", content = ""]) => [path, content]),
  );
}

/** Writes those files of a page that lie below a folder into another one. */
export async function writePageFolder(page: string, folder: string, into: string): Promise<void> {
  const files = Object.entries(await filesOfPage(page)).filter(([path]) => path.startsWith(`${folder}/`));
  if (files.length === 0) throw new Error(`${page} shows no file below ${folder}/.`);
  await writeTree(into, Object.fromEntries(files.map(([path, content]) => [path.slice(folder.length + 1), content])));
}
