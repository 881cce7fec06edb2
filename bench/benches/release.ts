import { realProject } from "@waybill/testing/real-release";
import type { Bench } from "../bench.ts";
import { settledSeconds } from "../measure/settled.ts";
import { median } from "../measure/statistics.ts";
import { atMost, judge } from "../row.ts";

const RUNS = 3;
/** Stages whose time is mostly that of others: BuildKit, the kubelet's pull, the container's start. */
const OTHERS = ["Build image", "Deploy to"];

export const release: Bench = {
  name: "release",
  about:
    "A release of examples/churn on real parts, a new namespace and database each time, layers and base images cached. It has no peer. " +
    "The time in which the roll-out only watches that its pods stay ready is a row of its own, because it is a setting ('settle').",
  needs: ["registry", "docker", "buildkit", "postgres", "kubernetes", "images", "tools"],
  run: async ({ runs = RUNS, say }) => {
    const totals: number[] = [];
    const own: number[] = [];
    const settling: number[] = [];
    // The first one warms the caches and is not counted.
    for (let run = 0; run <= runs; run++) {
      say(run === 0 ? "warming up" : `run ${run} of ${runs}`);
      const { seconds, others, settled } = await releaseOnce();
      if (run === 0) continue;
      totals.push(seconds - settled);
      own.push(seconds - others);
      settling.push(settled);
    }
    return [
      judge({ what: "release: wall time without the settle time", unit: "s", ours: median(totals), bar: atMost(60) }),
      judge({ what: "release without building, pulling and rolling out: wall time", unit: "s", ours: median(own), bar: atMost(10) }),
      judge({ what: "release: settle time", unit: "s", ours: median(settling), bar: atMost(11) }),
    ];
  },
};

async function releaseOnce(): Promise<{ seconds: number; others: number; settled: number }> {
  await using project = await realProject();
  const started = performance.now();
  const { code, output } = await project.waybill(["release", "--yes"]);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`The release ended with ${code}:\n${output.slice(-2000)}`);
  const stages = [...output.matchAll(/^[✓!] (.+?)\s{2,}(?:pass|warn)\s+([\d.]+) (ms|s)/gm)];
  const others = stages.filter(([, name = ""]) => OTHERS.some((prefix) => name.startsWith(prefix)));
  // A time that cannot be found must not count as none.
  if (others.length < OTHERS.length)
    throw new Error(`The release's summary does not name ${OTHERS.join(" and ")}:\n${output.slice(-2000)}`);
  return {
    seconds,
    settled: settledSeconds(output),
    others: others.reduce((sum, [, , time, unit]) => sum + Number(time) / (unit === "ms" ? 1000 : 1), 0),
  };
}
