import { evaluate } from "./expression.ts";
import type { Run, RunJob } from "./run.ts";

/** How many jobs a job's matrix makes; 1 for a job without one. */
export type MatrixLength = (entry: RunJob) => number;

/**
 * The longest way of jobs that wait for each other, which is what a release lasts at least: `needs`, the called jobs in place of the
 * calling one, and a matrix with `max-parallel` as often as it has rounds. Jobs that the given inputs leave out do not count.
 */
export function jobsInRow(run: Run, lengthOf: MatrixLength): number {
  const within = (caller: RunJob | undefined): number => {
    const jobs = run.jobs.filter((entry) => entry.caller === caller);
    const ends = new Map<string, number>();
    const endOf = (entry: RunJob, way: readonly string[]): number => {
      const known = ends.get(entry.job.id);
      if (known !== undefined) return known;
      if (way.includes(entry.job.id)) throw new Error(`${entry.name} needs itself.`);
      const starts = entry.job.needs.map((id) => {
        const needed = jobs.find(({ job }) => job.id === id);
        if (needed === undefined) throw new Error(`${entry.name} needs '${id}', which is no job.`);
        return endOf(needed, [...way, entry.job.id]);
      });
      const jobsInIt = entry.job.uses === undefined ? 1 : within(entry);
      const end = Math.max(0, ...starts) + (isLeftOut(entry) ? 0 : roundsOf(entry, lengthOf) * jobsInIt);
      ends.set(entry.job.id, end);
      return end;
    };
    return Math.max(0, ...jobs.map((entry) => endOf(entry, [])));
  };
  return within(undefined);
}

/** Whether what the caller gave keeps a job from running: its condition is about inputs alone, and does not hold. */
function isLeftOut({ job, caller }: RunJob): boolean {
  const { condition } = job;
  if (condition === undefined || caller === undefined || !/^\$\{\{[^}]*\}\}$/.test(condition)) return false;
  if (/\b(?!inputs\b)[a-z]+[.(]/.test(condition) || !condition.includes("inputs.")) return false;
  // What an expression will give is not known, but something.
  return evaluate(condition, { inputs: caller.job.inputs }) === "false";
}

function roundsOf(entry: RunJob, lengthOf: MatrixLength): number {
  const length = entry.job.strategy === undefined ? 1 : lengthOf(entry);
  return Math.ceil(length / Math.min(length || 1, entry.job.strategy?.maxParallel ?? 1));
}
