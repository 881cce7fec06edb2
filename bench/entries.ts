import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../scripts/bundles.ts";

/** A committed program as a runner starts it. */
export interface Entry {
  readonly name: string;
  readonly path: string;
}

/** Every action's `main`, the root action's too, as its action.yml names it. */
export async function listEntries(root = ROOT): Promise<Entry[]> {
  const actions = (await readdir(join(root, "actions"))).toSorted();
  const files = [...actions.map((name) => join("actions", name, "action.yml")), "action.yml"];
  const entries = await Promise.all(
    files.map(async (file) => {
      const main: unknown = parse(await readFile(join(root, file), "utf8"))?.runs?.main;
      if (typeof main !== "string") throw new Error(`${file} has no 'runs.main'.`);
      const path = resolve(root, dirname(file), main);
      // The root action is a copy of one of the others.
      return { name: relative(join(root, "dist"), dirname(path)), path };
    }),
  );
  return [...new Map(entries.map((entry) => [entry.path, entry])).values()];
}

/** The program of one action. */
export async function entryOf(name: string): Promise<string> {
  const entry = (await listEntries()).find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`No action.yml names a program in dist/${name}/.`);
  return entry.path;
}
