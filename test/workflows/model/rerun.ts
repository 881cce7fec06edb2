/** A job of an attempt. */
export interface Attempted {
  readonly id: string;
  readonly needs: readonly string[];
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
}

/** One attempt of a run. The ref, the commit and whose rights it has stay those of the first. */
export interface Attempt {
  readonly attempt: number;
  readonly sha: string;
  readonly actor: string;
  readonly jobs: readonly Attempted[];
}

/**
 * Which jobs a re-run starts again: all of them, or those that did not succeed and every job after them. The outputs of the others stand as
 * they were, so what they name must still be there.
 */
export function rerun(
  { jobs, attempt, sha, actor }: Attempt,
  which: "all" | "failed",
): {
  readonly attempt: number;
  readonly sha: string;
  readonly actor: string;
  readonly started: readonly string[];
  readonly kept: Readonly<Record<string, Readonly<Record<string, string>>>>;
} {
  const started = new Set(
    jobs.filter(({ result }) => which === "all" || result === "failure" || result === "cancelled").map(({ id }) => id),
  );
  for (let before = -1; before !== started.size;) {
    before = started.size;
    for (const { id, needs } of jobs) if (needs.some((need) => started.has(need))) started.add(id);
  }
  const kept = jobs.filter(({ id, result }) => !started.has(id) && result === "success").map(({ id, outputs }) => [id, outputs] as const);
  return { attempt: attempt + 1, sha, actor, started: [...started], kept: Object.fromEntries(kept) };
}

/** Which commit of a called workflow a re-run takes, where its reference is a tag or branch that has moved in between. */
export function calledCommit(which: "all" | "failed", first: string, now: string): string {
  return which === "all" ? now : first;
}
