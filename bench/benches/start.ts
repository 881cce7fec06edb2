import { execFileSync } from "node:child_process";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/bundles.ts";
import type { Bench } from "../bench.ts";
import type { Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { listEntries } from "../entries.ts";
import { overPeerAtMost } from "../row.ts";

const RUNS = 21;
const EMPTY = "empty Node";

export const start: Bench = {
  name: "start",
  about:
    "Every committed program from its start to the end of a run that stops at a wrong configuration file in a git repository, next to a Node program that prints one line. " +
    "Of the wall times the fastest counts: of so short a time, other work on the machine is most.",
  run: async ({ folder, runs, say }) => {
    const file = join(folder, "empty.js");
    await writeFile(file, "console.log(1);\n");
    // Every program reads its inputs and loads what it needs before it says that the file is wrong.
    await writeFile(join(folder, "waybill.yml"), "version: 1\nno-such-key: 1\n");
    commitAll(folder);
    const rows = [];
    for (const { name, path, args } of await listPrograms()) {
      say(name);
      const contestants = [program(name, folder, [path, ...args], { expectCode: 1 }), program(EMPTY, folder, [file], {})];
      const standings = await compete(contestants, { runs: runs ?? RUNS, warmUp: 2, say: () => undefined });
      rows.push(
        ...rowsOf(name, standings, [
          { measured: "cpu-ms", peer: EMPTY, bar: overPeerAtMost(80) },
          { measured: "fastest-ms", peer: EMPTY, bar: overPeerAtMost(80) },
        ]),
      );
    }
    return rows;
  },
};

/** Steps run in a checkout, and ask git what is checked out. */
function commitAll(folder: string): void {
  const git = (...args: string[]): unknown => execFileSync("git", ["-C", folder, ...args]);
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message=bench");
}

function program(name: string, folder: string, args: readonly string[], more: { expectCode?: number }): Contestant {
  const env = { PATH: process.env["PATH"], GITHUB_WORKSPACE: folder, GITHUB_SHA: "0".repeat(40), GITHUB_ACTIONS: "true" };
  return { name, attempt: async () => ({ command: process.execPath, args, cwd: folder, env, ...more }) };
}

async function listPrograms(): Promise<{ name: string; path: string; args: string[] }[]> {
  const actions = (await listEntries()).map((entry) => ({ ...entry, args: [] }));
  const command = join(ROOT, "dist", "cli", "index.js");
  await access(command);
  return [...actions, { name: "cli", path: command, args: ["matrix"] }];
}
