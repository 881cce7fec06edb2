import { rm } from "node:fs/promises";
import { join } from "node:path";
import { STATE_FOLDER, userStateFolder } from "@waybill/kit";
import { readEnvironment } from "@waybill/kit/edge";
import { ROOT } from "../scripts/bundles.ts";
import { measure, printTable } from "./measure.ts";

/** The demo from nothing and a second time: time, and memory of all its processes. */
export async function demo(): Promise<void> {
  const home = join(ROOT, STATE_FOLDER, "demo");
  const state = await userStateFolder(join(home, "churn"), readEnvironment());
  const npm = (...args: string[]) => measure("npm", ["run", "--silent", "demo", ...args], { cwd: ROOT, alsoMatching: state });
  await npm("--", "--stop");
  for (const folder of [home, state]) await rm(folder, { recursive: true, force: true });
  const first = await npm();
  const second = await npm();
  await npm("--", "--stop");
  for (const { code, output } of [first, second]) if (code !== 0) throw new Error(`The demo failed:\n${output}`);
  printTable(
    ["demo", "seconds", "bar", "peak memory MB", "bar"],
    [
      ["first run", first.seconds.toFixed(1), "60", (first.peakBytes / 1e6).toFixed(0), "1200"],
      ["second run", second.seconds.toFixed(1), "", (second.peakBytes / 1e6).toFixed(0), "1200"],
    ],
  );
}
