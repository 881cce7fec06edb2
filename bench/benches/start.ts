import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listBundles, ROOT } from "../scripts/bundles.ts";
import { median, printTable } from "./measure.ts";

const RUNS = 21;

/** Start of every bundle until its first line, next to an empty Node program started in turn. */
export async function start(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-start-"));
  try {
    const empty = join(folder, "empty.js");
    await writeFile(empty, "console.log(1);\n");
    // A broken configuration makes every action print its first and only line right after it has read its inputs.
    await writeFile(join(folder, "waybill.yml"), "version: 1\nno-such-key: 1\n");
    const rows = [];
    for (const { name } of await listBundles()) {
      const bundle = join(ROOT, "dist", name, "index.js");
      const args = name === "cli" ? ["matrix"] : [];
      const own: number[] = [];
      const base: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        base.push(await firstLine(folder, [empty]));
        own.push(await firstLine(folder, [bundle, ...args]));
      }
      rows.push([
        name,
        median(own).toFixed(0),
        median(base).toFixed(0),
        (median(own) - median(base)).toFixed(0),
        "120",
        (median(own) / median(base)).toFixed(1),
      ]);
    }
    printTable(["bundle", "first line ms", "empty Node ms", "over it ms", "bar", "ratio"], rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function firstLine(cwd: string, args: string[]): Promise<number> {
  const started = performance.now();
  return new Promise((done, fail) => {
    const env = { PATH: process.env["PATH"] ?? "", GITHUB_WORKSPACE: cwd, GITHUB_SHA: "0".repeat(40), GITHUB_ACTIONS: "true" };
    const child = execFile(process.execPath, args, { cwd, env }, () => fail(new Error(`${args.join(" ")} printed nothing`)));
    const report = (): void => {
      done(performance.now() - started);
      child.kill();
    };
    child.stdout?.once("data", report);
    child.stderr?.once("data", report);
  });
}
