import { execFile } from "node:child_process";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/bundles.ts";
import type { Bench } from "../bench.ts";
import { listEntries } from "../entries.ts";
import { alternate } from "../measure/alternate.ts";
import { median } from "../measure/statistics.ts";
import { judge, overPeerAtMost } from "../row.ts";

const RUNS = 21;

export const start: Bench = {
  name: "start",
  about: "Start of every committed program until its first line, next to a Node program that only prints one.",
  run: async ({ folder, runs, say }) => {
    const empty = join(folder, "empty.js");
    await writeFile(empty, "console.log(1);\n");
    // A broken configuration makes every action print its first and only line right after it has read its inputs.
    await writeFile(join(folder, "waybill.yml"), "version: 1\nno-such-key: 1\n");
    const rows = [];
    for (const { name, path, args } of await listPrograms()) {
      say(name);
      const contestants = [[path, ...args], [empty]];
      const times = await alternate(contestants, { count: runs ?? RUNS, warmUp: 2 }, (program) => firstLine(folder, program));
      const [own = [], base = []] = times;
      const peer = { name: "empty Node", value: median(base) };
      rows.push(judge({ what: `${name}: first line`, unit: "ms", ours: median(own), peer, bar: overPeerAtMost(80) }));
    }
    return rows;
  },
};

async function listPrograms(): Promise<{ name: string; path: string; args: string[] }[]> {
  const actions = (await listEntries()).map((entry) => ({ ...entry, args: [] }));
  const command = join(ROOT, "dist", "cli", "index.js");
  await access(command);
  return [...actions, { name: "cli", path: command, args: ["matrix"] }];
}

/** Returns the milliseconds until a program prints anything, and ends it then. */
function firstLine(cwd: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  return new Promise((done, fail) => {
    const env = { PATH: process.env["PATH"] ?? "", GITHUB_WORKSPACE: cwd, GITHUB_SHA: "0".repeat(40), GITHUB_ACTIONS: "true" };
    const child = execFile(process.execPath, [...args], { cwd, env }, () => fail(new Error(`${args.join(" ")} printed nothing.`)));
    const report = (): void => {
      done(performance.now() - started);
      child.kill();
    };
    child.stdout?.once("data", report);
    child.stderr?.once("data", report);
  });
}
