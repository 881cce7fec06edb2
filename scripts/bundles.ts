import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The top of the repository. */
export const ROOT = resolve(import.meta.dirname, "..");

/** The folder below `dist/` that holds the one bundle; every other folder is an entry into it. */
export const BUNDLE = "bundle";

/**
 * Packages whose import does nothing but define, which their authors forgot to declare. Declared, the bundler leaves out what nobody uses of
 * them; otherwise every program would start with an HTTP client of 1 MB, for an identity token that `@actions/core` alone could ask for.
 */
const PURE_PACKAGES = ["@actions/core", "@actions/http-client"];

/** Modules that bundled code may look for at run time and live without. */
const OPTIONAL_MODULES = ["supports-color", "pg-native", "cpu-features", "bufferutil", "utf-8-validate"];

/** A program that starts from `dist/<name>/index.js`. */
export interface Entry {
  readonly name: string;
  /** Compiled module that is the program, relative to the repository; importing it runs it. */
  readonly module: string;
}

/** Every program that is committed: one per action, one more for an action that has something to do after its job, and the command. */
export async function listBundles(): Promise<Entry[]> {
  const actions = (await readdir(join(ROOT, "actions"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return [
    ...actions
      .flatMap(({ name }) => [
        { name, module: `actions/${name}/lib/main.js` },
        ...(existsSync(join(ROOT, "actions", name, "src/post.ts"))
          ? [{ name: `${name}-post`, module: `actions/${name}/lib/post.js` }]
          : []),
      ])
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    { name: "cli", module: "packages/cli/lib/main.js" },
  ];
}

/** Compiles all packages to `lib/`. */
export async function compile(): Promise<void> {
  await tool(["node_modules/typescript/bin/tsc", "-b", "tsconfig.build.json"]);
}

/**
 * Writes all of `dist/` into `out`: one bundle whose chunks are loaded when they are used, and for every program two lines that enter it.
 * Throws when the bundle would miss a module at run time.
 */
export async function bundle(out: string): Promise<void> {
  const entries = await listBundles();
  await rm(out, { recursive: true, force: true });
  await declarePure();
  await bundleAll(entries, join(out, BUNDLE));
  for (const { name } of entries) {
    await mkdir(join(out, name), { recursive: true });
    await writeFile(join(out, name, "index.js"), `import { run } from "../${BUNDLE}/index.js";\nawait run(${JSON.stringify(name)});\n`);
  }
  await writeFile(join(out, "package.json"), `${JSON.stringify({ type: "module" })}\n`);
}

async function bundleAll(entries: readonly Entry[], folder: string): Promise<void> {
  await tool([
    "node_modules/@vercel/ncc/dist/ncc/cli.js",
    "build",
    await writeSource(entries),
    "--out",
    folder,
    "--license",
    "licenses.txt",
    "--quiet",
    // The cache of an earlier build can carry old code over.
    "--no-cache",
  ]);
  for (const file of await readdir(folder)) {
    // ncc copies the protocol files that dockerode reads for BuildKit sessions of its own, which we do not have.
    if (file.endsWith(".proto")) await rm(join(folder, file));
    if (!file.endsWith(".js")) continue;
    const text = await readFile(join(folder, file), "utf8");
    for (const [, module] of text.matchAll(/eval\("require"\)\("([^"]+)"\)/g)) {
      if (!OPTIONAL_MODULES.includes(module ?? ""))
        throw new Error(`${file}: module '${module}' was not found when bundling and would fail at run time.`);
    }
    // The same text on every system, whatever a dependency was published with.
    await writeFile(join(folder, file), text.replaceAll("\r\n", "\n"));
  }
}

/** Says so in the installed packages themselves, where alone a bundler reads it; to run the code it makes no difference. */
async function declarePure(): Promise<void> {
  for (const name of PURE_PACKAGES) {
    const file = join(ROOT, "node_modules", name, "package.json");
    const text = await readFile(file, "utf8");
    if (!/"sideEffects"/.test(text)) await writeFile(file, text.replace("{", '{\n  "sideEffects": false,'));
  }
}

/** Writes the bundle's first module, which knows every program by name and loads it only when it is asked for. */
async function writeSource(entries: readonly Entry[]): Promise<string> {
  const file = join(ROOT, "build", "entries.js");
  await mkdir(join(ROOT, "build"), { recursive: true });
  const imports = entries.map(({ name, module }) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(`../${module}`)}),`);
  await writeFile(
    file,
    [
      "const PROGRAMS = {",
      ...imports,
      "};",
      "",
      "/** Runs one of Waybill's programs: the name is that of its folder beside this one. */",
      "export async function run(name) {",
      "  await PROGRAMS[name]();",
      "}",
      "",
    ].join("\n"),
  );
  return file;
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
    const said = (name: string): string => (error instanceof Error ? String(Reflect.get(error, name) ?? "") : "");
    throw new Error(`${args.slice(0, 2).join(" ")} failed:\n${said("stdout")}${said("stderr")}`, { cause: error });
  }
}
