import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../scripts/bundles.ts";
import { measure, printTable } from "./measure.ts";

/** `npm ci` of a fresh clone with an empty cache: time, disk, and the number of production dependencies. */
export async function install(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-install-"));
  const run = promisify(execFile);
  try {
    const clone = join(folder, "clone");
    await run("git", ["clone", "--quiet", ROOT, clone]);
    const { seconds, code, output } = await measure("npm", ["ci"], {
      cwd: clone,
      env: { ...process.env, npm_config_cache: join(folder, "cache") },
    });
    if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
    const disk = Number((await run("du", ["-sm", join(clone, "node_modules")])).stdout.split("\t")[0]);
    const lock = JSON.parse(await readFile(join(clone, "package-lock.json"), "utf8")) as {
      packages: Record<string, { dev?: boolean; link?: boolean; optional?: boolean }>;
    };
    const production = Object.entries(lock.packages).filter(
      ([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.link && !entry.optional,
    );
    printTable(
      ["npm ci, empty cache", "measured", "bar"],
      [
        ["seconds", seconds.toFixed(1), "90"],
        ["node_modules, MB", String(disk), "600"],
        ["production packages (transitive)", String(production.length), "listed in docs/dependencies.md"],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
