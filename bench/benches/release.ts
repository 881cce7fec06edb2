import { realProject } from "@waybill/testing/real-release";
import { median, printTable } from "./measure.ts";

const RUNS = 3;
/** Stages whose time is mostly that of others: BuildKit, the kubelet's pull, the container's start. */
const OTHERS = ["Build image", "Deploy to"];

/** A warm release of examples/churn on real parts: a new namespace and database each time, layers and base images cached. */
export async function release(): Promise<void> {
  const rows: string[][] = [];
  const totals: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    await using project = await realProject();
    const started = performance.now();
    const { code, output } = await project.waybill(["release", "--yes"]);
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0) throw new Error(output);
    // The first one warms the caches and is not counted.
    if (run === 0) continue;
    const stages = [...output.matchAll(/^[✓!] (.+?)\s{2,}(?:pass|warn)\s+([\d.]+) (ms|s)/gm)].map(([, name = "", time, unit]) => ({
      name,
      seconds: Number(time) / (unit === "ms" ? 1000 : 1),
    }));
    const others = stages
      .filter(({ name }) => OTHERS.some((prefix) => name.startsWith(prefix)))
      .reduce((sum, stage) => sum + stage.seconds, 0);
    totals.push(seconds);
    rows.push([String(run), seconds.toFixed(1), others.toFixed(1), (seconds - others).toFixed(1)]);
  }
  printTable(["release", "seconds (bar 60)", "build, pull, probe, rollout", "the rest (bar 10)"], rows);
  console.log(`median ${median(totals).toFixed(1)} s`);
}
