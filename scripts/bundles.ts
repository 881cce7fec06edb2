import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The top of the repository. */
export const ROOT = resolve(import.meta.dirname, "..");

/** Modules that bundled code may look for at run time and live without. */
const OPTIONAL_MODULES = ["supports-color", "pg-native", "cpu-features", "bufferutil", "utf-8-validate"];

export interface Bundle {
  /** Folder under `dist/`. */
  readonly name: string;
  /** Compiled entry, relative to the repository. */
  readonly entry: string;
}

/** Every bundle that is committed: one per action and one for the command. */
export async function listBundles(): Promise<Bundle[]> {
  const actions = (await readdir(join(ROOT, "actions"))).sort();
  return [...actions.map((name) => ({ name, entry: `actions/${name}/lib/main.js` })), { name: "cli", entry: "packages/cli/lib/main.js" }];
}

/** Compiles all packages to `lib/`. */
export async function compile(): Promise<void> {
  await tool(["node_modules/typescript/bin/tsc", "-b", "tsconfig.build.json"]);
}

/** Bundles one entry into `out/<name>/`, without the cache of earlier builds, which can carry old code over; throws when the bundle would miss a module at run time. */
export async function bundle({ name, entry }: Bundle, out: string): Promise<void> {
  const folder = join(out, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await tool([
    "node_modules/@vercel/ncc/dist/ncc/cli.js",
    "build",
    join(ROOT, entry),
    "--out",
    folder,
    "--license",
    "licenses.txt",
    "--quiet",
    "--no-cache",
  ]);
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".js")) continue;
    const text = await readFile(join(folder, file), "utf8");
    for (const [, module] of text.matchAll(/eval\("require"\)\("([^"]+)"\)/g)) {
      if (!OPTIONAL_MODULES.includes(module ?? ""))
        throw new Error(`${name}: module '${module}' was not found when bundling and would fail at run time.`);
    }
    // The same text on every system, whatever a dependency was published with.
    await writeFile(join(folder, file), text.replaceAll("\r\n", "\n"));
  }
}

/** Paths of all files below a folder, sorted, relative to it. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function tool(args: string[]): Promise<void> {
  try {
    await run(process.execPath, args, { cwd: ROOT, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${args.slice(0, 2).join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
