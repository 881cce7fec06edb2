import { inputError } from "@waybill/kit";
import { setOutput } from "@waybill/kit/edge";
import { findEntry } from "../session/select.ts";
import type { Session } from "../session/session.ts";
import type { StageOutcome } from "../stages/outcome.ts";

/**
 * The entries that a step works on: the one that the input `name` names, or all of a section of the configuration. Throws an `input` error
 * when there is none, because a step that looked at nothing must not be green; `instead` says which inputs describe one.
 */
export function selectEntries<T>(
  { file }: Session["config"],
  section: string,
  entries: Readonly<Record<string, T>>,
  name: string | undefined,
  instead: string,
): T[] {
  if (name !== undefined) return [findEntry(entries, name, section, file)];
  const all = Object.values(entries);
  if (all.length === 0)
    throw inputError("name", `is needed, because ${file ?? "the configuration"} has nothing under '${section}:'; or ${instead}`);
  return all;
}

/** Sets the outputs of a step from the results of the entries that it worked on. */
export interface EntryOutputs<T> {
  /** An output that speaks of one entry: set only when the step works on exactly one, so that none of several is taken for the only one. */
  single(name: string, value: (result: T) => string | number): void;
  /** A JSON map by the entry's name; it holds what is known when the step fails half-way. */
  map(name: string, value: (result: T) => string | number): void;
  /** A number of all entries together; not set when the step fails half-way, because the rest of it is not known. */
  sum(name: string, value: (result: T) => number): void;
}

/**
 * Works on one entry after another and sets `verdicts` and what `publish` sets, also when one of them cannot be finished: that one and those
 * after it are then inconclusive, so that nobody takes the verdicts of some for those of all.
 */
export async function forEachEntry<E extends { readonly name: string }, T>(
  entries: readonly E[],
  work: (entry: E) => Promise<StageOutcome<T>>,
  publish: (outputs: EntryOutputs<T>) => void = () => undefined,
): Promise<StageOutcome<T>[]> {
  const done = new Map<string, StageOutcome<T>>();
  const setMap = (name: string, value: (outcome: StageOutcome<T>) => string | number): void =>
    setOutput(name, JSON.stringify(Object.fromEntries([...done].map(([entry, outcome]) => [entry, value(outcome)]))));
  try {
    for (const entry of entries) done.set(entry.name, await work(entry));
  } finally {
    const results = [...done.values()].map(({ result }) => result);
    setOutput("verdicts", JSON.stringify(Object.fromEntries(entries.map(({ name }) => [name, done.get(name)?.verdict ?? "inconclusive"]))));
    publish({
      single: (name, value) => entries.length === 1 && results.forEach((result) => setOutput(name, value(result))),
      map: (name, value) => setMap(name, ({ result }) => value(result)),
      sum: (name, value) =>
        done.size === entries.length &&
        setOutput(
          name,
          results.reduce((sum, result) => sum + value(result), 0),
        ),
    });
  }
  return [...done.values()];
}
