import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The top of the repository. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Names of the folders below a folder of the repository. */
export function folders(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Paths of the TypeScript sources below a folder, relative to the repository; tests only when asked for. */
export function sources(path: string, options?: { tests?: boolean }): string[] {
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((file) => !file.includes("node_modules") && !file.includes("/lib/"))
    .filter((file) => options?.tests || !file.endsWith(".test.ts"))
    .sort();
}
