import { rm } from "node:fs/promises";
import { join } from "node:path";
import { STATE_FOLDER, userStateFolder } from "@waybill/kit";
import { readEnvironment } from "@waybill/kit/edge";
import { ROOT } from "../../scripts/bundles.ts";
import type { Bench } from "../bench.ts";
import { measure } from "../measure/process.ts";
import type { Finished } from "../measure/process.ts";
import type { Row } from "../row.ts";
import { atMost, judge } from "../row.ts";

const HOME = join(ROOT, STATE_FOLDER, "demo");

export const demo: Bench = {
  name: "demo",
  about: "`npm run demo` from nothing and a second time, with the memory of everything that it starts. One run: it has no peer.",
  run: async ({ say }) => {
    await npmDemo("--", "--stop");
    for (const folder of [HOME, await keptIn()]) await rm(folder, { recursive: true, force: true });
    try {
      say("first run");
      const first = await npmDemo();
      say("second run");
      const second = await npmDemo();
      return [...rows("first run", first), ...rows("second run", second)];
    } finally {
      await npmDemo("--", "--stop");
    }
  },
};

/** The folder of the demo's rehearsal, which lies outside of the project. */
function keptIn(): Promise<string> {
  return userStateFolder(join(HOME, "churn"), readEnvironment());
}

async function npmDemo(...args: string[]): Promise<Finished> {
  const alsoMatching = await keptIn(); // The demo leaves its rehearsal running.
  return measure({ command: "npm", args: ["run", "--silent", "demo", ...args], cwd: ROOT, alsoMatching });
}

function rows(what: string, { code, wallSeconds, peakBytes, stdout, stderr }: Finished): Row[] {
  const problem = code === 0 ? undefined : `The demo failed: ${(stdout + stderr).slice(-600)}`;
  return [
    judge({ what: `${what}: wall time`, unit: "s", ours: wallSeconds, bar: atMost(60), problem }),
    judge({ what: `${what}: peak memory`, unit: "MB", ours: peakBytes / 1e6, bar: atMost(1200), problem }),
  ];
}
