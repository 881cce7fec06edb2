import { alternate } from "./measure/alternate.ts";
import { measure } from "./measure/process.ts";
import type { Finished, Invocation } from "./measure/process.ts";
import { median } from "./measure/statistics.ts";
import type { Bar, Row, Unit } from "./row.ts";
import { judge } from "./row.ts";

/** One run of one contestant. */
export interface Attempt extends Invocation {
  /** The exit code of a run that did its work; 0 unless given. */
  readonly expectCode?: number | undefined;
  /** What the run computed or did, to be compared with what ours did; read after the run, outside of its time. */
  readonly outcome?: ((finished: Finished) => Promise<unknown>) | undefined;
  /** Other numbers of the run, for example requests; they come before those that were measured under the same name. */
  readonly numbers?: ((finished: Finished) => Readonly<Record<string, number>>) | undefined;
  /** Removes what the run made. */
  readonly clean?: (() => Promise<void>) | undefined;
}

export interface Contestant {
  readonly name: string;
  readonly version?: string | undefined;
  /** Why it cannot take part, with what to do about it. */
  readonly missing?: string | undefined;
  /** Makes a run ready, outside of its time; round is below 0 for runs that only warm up. */
  attempt(round: number): Promise<Attempt>;
}

/** What all runs of one contestant gave. */
export interface Standing {
  readonly name: string;
  /** Why its numbers count for nothing. */
  readonly problem?: string | undefined;
  /** A measure over the counted runs, the median unless it says otherwise; not a number when it has none. */
  value(measured: Measured): number;
}

/**
 * Medians: `wall` and `cpu` in seconds, `cpu-ms` in milliseconds, `memory` in MB (10^6 bytes), and what `numbers` gives by its name.
 * `fastest-ms` is the smallest wall time in milliseconds, for what is so short that other work on the machine is most of it.
 */
export type Measured = "wall" | "cpu" | "cpu-ms" | "fastest-ms" | "memory" | (string & {});

const WORDS: Readonly<Record<string, string>> = {
  wall: "wall time",
  cpu: "CPU time",
  "cpu-ms": "CPU time",
  "fastest-ms": "fastest wall time",
  memory: "peak memory",
  settle: "settle time",
};
const UNITS: Readonly<Record<string, Unit>> = {
  wall: "s",
  cpu: "s",
  "cpu-ms": "ms",
  "fastest-ms": "ms",
  memory: "MB",
  settle: "s",
  requests: "requests",
};

/** One row to be made of a contest. */
export interface RowRequest {
  readonly measured: Measured;
  /** The contestant that ours is compared with. */
  readonly peer?: string | undefined;
  readonly bar: Bar;
  readonly goal?: string | undefined;
}

interface Round {
  readonly numbers: Readonly<Record<string, number>>;
  readonly outcome: string;
}

/** Lets the contestants do the same work in turn; the first one is ours. Returns their standings in the same order. */
export async function compete(
  contestants: readonly Contestant[],
  options: { readonly runs: number; readonly warmUp?: number | undefined; readonly say: (text: string) => void },
): Promise<Standing[]> {
  const failed = new Map<Contestant, string>();
  for (const contestant of contestants) if (contestant.missing !== undefined) failed.set(contestant, contestant.missing);
  const rounds = await alternate(contestants, { count: options.runs, warmUp: options.warmUp ?? 1 }, async (contestant, round) => {
    // One failure is enough: its other runs would only take time.
    if (failed.has(contestant)) return undefined;
    options.say(`${contestant.name}, ${round < 0 ? "warming up" : `run ${round + 1} of ${options.runs}`}`);
    try {
      return await runOnce(contestant, round);
    } catch (error) {
      failed.set(contestant, `${contestant.name} failed: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  });
  const given = rounds.map((list) => list.filter((round) => round !== undefined));
  const expected = given[0]?.[0]?.outcome;
  return contestants.map((contestant, index) => {
    const own = given[index] ?? [];
    const different = own.find((round) => round.outcome !== expected);
    const difference =
      different && `The results differ: ours is ${shorten(expected)}, ${contestant.name}'s is ${shorten(different.outcome)}.`;
    return {
      name: contestant.name,
      problem: failed.get(contestant) ?? difference,
      value: (measured) => {
        const values = own.map((round) => round.numbers[measured] ?? Number.NaN);
        return measured === "fastest-ms" && values.length > 0 ? Math.min(...values) : median(values);
      },
    };
  });
}

/** Makes judged rows of a contest. */
export function rowsOf(work: string, standings: readonly Standing[], requests: readonly RowRequest[]): Row[] {
  const [ours] = standings;
  return requests.map(({ measured, peer: name, bar, goal }) => {
    const peer = name === undefined ? undefined : standings.find((standing) => standing.name === name);
    const unknown = name !== undefined && peer === undefined ? `There is no contestant '${name}' in this bench.` : undefined;
    return judge({
      what: `${work}: ${WORDS[measured] ?? measured}`,
      unit: UNITS[measured] ?? "count",
      ours: ours?.value(measured) ?? Number.NaN,
      peer: name === undefined ? undefined : { name, value: peer?.value(measured) ?? Number.NaN },
      bar,
      goal,
      problem: unknown ?? ours?.problem ?? peer?.problem,
    });
  });
}

async function runOnce(contestant: Contestant, round: number): Promise<Round> {
  const attempt = await contestant.attempt(round);
  try {
    const finished = await measure(attempt);
    if (finished.code !== (attempt.expectCode ?? 0)) throw new Error(describeFailure(finished));
    return {
      numbers: {
        wall: finished.wallSeconds,
        cpu: finished.cpuSeconds,
        "cpu-ms": finished.cpuSeconds * 1000,
        "fastest-ms": finished.wallSeconds * 1000,
        memory: finished.peakBytes / 1e6,
        ...attempt.numbers?.(finished),
      },
      outcome: JSON.stringify(await attempt.outcome?.(finished)) ?? "",
    };
  } finally {
    await attempt.clean?.();
  }
}

function describeFailure({ code, stdout, stderr }: Finished): string {
  const lines = (stderr.trim() || stdout.trim()).split("\n").slice(-5).join(" | ");
  return `it ended with ${code ?? "no exit code (it took too long or was killed)"}. Its last lines: ${lines.slice(-600)}`;
}

function shorten(text: string | undefined): string {
  return text === undefined ? "nothing" : text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
