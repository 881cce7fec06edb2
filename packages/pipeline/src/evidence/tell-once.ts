import type { Reporter } from "@waybill/kit";

/** How many things of each kind a run was told of. */
const told = new WeakMap<Reporter, Map<string, number>>();

/**
 * Says a line about a number of things once for each run, and again only when the number grew: several steps of a run ask the same registry
 * for the same evidence.
 */
export function tellOnce(reporter: Reporter, kind: string, count: number, tell: () => void): void {
  const known = told.get(reporter) ?? new Map<string, number>();
  told.set(reporter, known);
  if (count <= (known.get(kind) ?? 0)) return;
  known.set(kind, count);
  tell();
}
