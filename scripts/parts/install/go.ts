import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildLogs, cached } from "./cache.ts";
import { runCommand, tryCommand } from "./command.ts";
import { PartError } from "../failure.ts";
import { turn } from "./turn.ts";

/** Programs of one Go module, built at one version. */
export interface GoPrograms {
  readonly name: string;
  readonly version: string;
  readonly modules: Readonly<Record<string, string>>;
  /** Package paths; the last element names the program unless a name is given as `path=name`. */
  readonly packages: readonly string[];
  readonly tags?: string;
  readonly ldflags?: string;
  readonly cgo?: boolean;
  /** The version that replaces a `./staging/...` path in the module's own replace lines. */
  readonly stagingVersion?: string;
  /** Runs on the finished folder before it becomes the cached one. */
  readonly finish?: (directory: string, moduleDirectory: (path: string) => Promise<string>) => Promise<void>;
}

// Fetching overlaps with other work, compiling does not: two compilations on two cores take as long and twice the memory.
const compiling = turn();
const fetching = turn();

/** Builds Go programs once and returns the folder they are in. */
export async function goPrograms(programs: GoPrograms): Promise<string> {
  return cached(programs.name, programs.version, async (directory) => {
    await requireGo();
    const source = join(directory, "source");
    await mkdir(source);
    const log = join(await buildLogs(), `${programs.name}-${programs.version}.log`);
    await rm(log, { force: true });
    const env = { GOFLAGS: "-mod=mod -buildvcs=false", CGO_ENABLED: programs.cgo ? "1" : "0", GOWORK: "off" };
    const options = { cwd: source, env, log, advice: "Check that the Go module proxy answers (go env GOPROXY), then run it again." };
    await fetching(async () => {
      await writeModule(source, programs);
      const paths = programs.packages.map((item) => item.split("=")[0] ?? item);
      await runCommand("go", ["list", "-deps", "-f", "{{/* only fetch */}}", ...flags(programs), ...paths], options);
    });
    await compiling(async () => {
      for (const group of groups(programs.packages)) {
        const output = group.name ? join(directory, group.name) : `${directory}/`;
        const link = ["-trimpath", "-ldflags", `-s -w ${programs.ldflags ?? ""}`.trim()];
        await runCommand("go", ["build", ...flags(programs), ...link, "-o", output, ...group.paths], options);
      }
    });
    await programs.finish?.(directory, (path) => moduleDirectory(path, source));
    await rm(source, { recursive: true });
  });
}

function flags(programs: GoPrograms): string[] {
  return programs.tags ? ["-tags", programs.tags] : [];
}

function groups(packages: readonly string[]): { name?: string; paths: string[] }[] {
  const named = packages.filter((item) => item.includes("="));
  const plain = packages.filter((item) => !item.includes("="));
  const single = named.map((item) => ({ name: item.split("=")[1] ?? "", paths: [item.split("=")[0] ?? ""] }));
  return plain.length > 0 ? [...single, { paths: plain }] : single;
}

/** A module of our own: replace lines count only in the main module, so those of the required modules are repeated here. */
async function writeModule(source: string, programs: GoPrograms): Promise<void> {
  const requires: string[] = [];
  const replaces: string[] = [];
  for (const [path, version] of Object.entries(programs.modules)) {
    requires.push(`require ${path} ${version}`);
    const facts = await moduleFacts(`${path}@${version}`, source);
    replaces.push(...replaceLines(await readFile(facts.GoMod, "utf8"), programs.stagingVersion));
  }
  const go = (await runCommand("go", ["env", "GOVERSION"])).trim().replace(/^go/, "");
  await writeFile(join(source, "go.mod"), ["module parts", `go ${go}`, ...requires, ...new Set(replaces), ""].join("\n"));
}

/** Returns the replace lines of a go.mod, with staging paths turned into versions. */
export function replaceLines(goMod: string, stagingVersion?: string): string[] {
  const lines: string[] = [];
  let inBlock = false;
  for (const line of goMod.split("\n").map((text) => text.replace(/\/\/.*/, "").trim())) {
    if (line === "replace (") inBlock = true;
    else if (line === ")") inBlock = false;
    else if (line.includes("=>") && (inBlock || line.startsWith("replace "))) lines.push(line.replace(/^replace\s+/, ""));
  }
  return lines.flatMap((line) => {
    const [from = "", to = ""] = line.split("=>").map((side) => side.trim());
    if (!to.startsWith(".")) return [`replace ${from} => ${to}`];
    // Any other folder is of a repository of several modules, whose requirements name the published versions as well.
    return to.startsWith("./staging/") && stagingVersion ? [`replace ${from} => ${from.split(" ")[0] ?? from} ${stagingVersion}`] : [];
  });
}

async function moduleFacts(query: string, cwd: string): Promise<{ GoMod: string; Dir: string }> {
  // The folder may not have a go.mod yet; outside a module `go mod download` takes any path@version.
  const text = await runCommand("go", ["mod", "download", "-json", query], { cwd, env: { GOFLAGS: "-mod=mod", GOWORK: "off" } });
  const facts: unknown = JSON.parse(text);
  if (typeof facts === "object" && facts !== null && "GoMod" in facts && "Dir" in facts)
    return { GoMod: String(facts.GoMod), Dir: String(facts.Dir) };
  throw new PartError(`'go mod download -json ${query}' printed something this script does not understand. Use Go 1.22 or later.`);
}

async function moduleDirectory(query: string, cwd: string): Promise<string> {
  return (await moduleFacts(query, cwd)).Dir;
}

async function requireGo(): Promise<void> {
  const { code } = await tryCommand("go", ["version"]);
  if (code !== 0)
    throw new PartError("The 'go' command is missing. Install Go 1.26 or later (on GitHub: actions/setup-go) and run it again.");
}
