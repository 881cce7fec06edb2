import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { STATE_FOLDER, userStateFolder } from "@waybill/kit";
import { readEnvironment } from "@waybill/kit/edge";
import { ROOT } from "../../scripts/bundles.ts";
import type { Bench, Context } from "../bench.ts";
import { measure } from "../measure/process.ts";
import type { Finished } from "../measure/process.ts";
import type { Row } from "../row.ts";
import { atMost, judge } from "../row.ts";

const HOME = join(ROOT, STATE_FOLDER, "demo");

export const demo: Bench = {
  name: "demo",
  about:
    "`npm run demo` from nothing and a second time, with the memory of everything that it starts; and `waybill rehearse --builder assemble` of `examples/minimal`, which has no database, in the same way. One run: it has no peer.",
  run: async ({ say, folder }) => [...(await runDemo(say)), ...(await runMinimal(folder, say))],
};

async function runDemo(say: Context["say"]): Promise<Row[]> {
  await npmDemo("--", "--stop");
  for (const folder of [HOME, await keptIn()]) await rm(folder, { recursive: true, force: true });
  try {
    say("first run");
    const first = await npmDemo();
    say("second run");
    const second = await npmDemo();
    return [...rows("first run", first, 60), ...rows("second run", second, 60)];
  } finally {
    await npmDemo("--", "--stop");
  }
}

/** The folder of the demo's rehearsal, which lies outside of the project. */
function keptIn(): Promise<string> {
  return userStateFolder(join(HOME, "churn"), readEnvironment());
}

async function npmDemo(...args: string[]): Promise<Finished> {
  const alsoMatching = await keptIn(); // The demo leaves its rehearsal running.
  return measure({ command: "npm", args: ["run", "--silent", "demo", ...args], cwd: ROOT, alsoMatching });
}

/** The bar of the first hour: what a stranger sees first, from nothing to a page that answers. */
const MINIMAL_SECONDS = 10;

async function runMinimal(folder: string, say: Context["say"]): Promise<Row[]> {
  const workspace = join(folder, "minimal");
  await cp(join(ROOT, "examples/minimal"), workspace, { recursive: true, filter: (source) => !source.endsWith(`/${STATE_FOLDER}`) });
  const keptIn = await userStateFolder(workspace, readEnvironment());
  const rehearse = (...args: string[]): Promise<Finished> =>
    measure({
      command: process.execPath,
      args: [join(ROOT, "dist/cli/index.js"), "rehearse", "-C", workspace, ...args],
      cwd: folder,
      alsoMatching: keptIn,
    });
  try {
    say("first rehearsal of minimal");
    const first = await rehearse("--builder", "assemble");
    say("second rehearsal of minimal");
    const second = await rehearse("--builder", "assemble");
    return [...rows("minimal, first rehearsal", first, MINIMAL_SECONDS), ...rows("minimal, second rehearsal", second, MINIMAL_SECONDS)];
  } finally {
    await rehearse("--stop");
    await rm(keptIn, { recursive: true, force: true });
  }
}

function rows(what: string, { code, wallSeconds, peakBytes, stdout, stderr }: Finished, seconds: number): Row[] {
  const problem = code === 0 ? undefined : `It failed: ${(stdout + stderr).slice(-600)}`;
  return [
    judge({ what: `${what}: wall time`, unit: "s", ours: wallSeconds, bar: atMost(seconds), problem }),
    judge({ what: `${what}: peak memory`, unit: "MB", ours: peakBytes / 1e6, bar: atMost(1200), problem }),
  ];
}
