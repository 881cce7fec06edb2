import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/bundles.ts";
import type { Bench } from "../bench.ts";
import { measure } from "../measure/process.ts";
import { atMost, judge } from "../row.ts";

const run = promisify(execFile);

export const install: Bench = {
  name: "install",
  about: "`npm ci` of a fresh clone with an empty cache: time, disk and production packages. One run: it has no peer.",
  run: async ({ folder, say }) => {
    const clone = join(folder, "clone");
    await run("git", ["clone", "--quiet", ROOT, clone]);
    await mkdir(join(folder, "cache"));
    say("npm ci");
    const env = { ...process.env, npm_config_cache: join(folder, "cache") };
    const { wallSeconds, code, stderr } = await measure({ command: "npm", args: ["ci"], cwd: clone, env });
    const problem = code === 0 ? undefined : `npm ci failed: ${stderr.slice(-600)}`;
    const megabytes = Number((await run("du", ["-s", "--block-size=1000000", join(clone, "node_modules")])).stdout.split("\t")[0]);
    return [
      judge({ what: "npm ci: wall time", unit: "s", ours: wallSeconds, bar: atMost(90), problem }),
      judge({ what: "node_modules: disk", unit: "MB", ours: megabytes, bar: atMost(600), problem }),
      judge({ what: "production packages, transitive", unit: "count", ours: await countPackages(clone), bar: atMost(110), problem }),
    ];
  },
};

/** Counts what is installed for production, listed in docs/dependencies.md by what brings it. */
async function countPackages(clone: string): Promise<number> {
  const lock: { packages: Record<string, { dev?: boolean; link?: boolean; optional?: boolean }> } = JSON.parse(
    await readFile(join(clone, "package-lock.json"), "utf8"),
  );
  return Object.entries(lock.packages).filter(
    ([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.link && !entry.optional,
  ).length;
}
