import type { Digest } from "@waybill/kit";
import type { StatementView } from "@waybill/record";

/** A duration in milliseconds as people read it: `12 ms`, `3.4 s`. */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A size in bytes as people read it, in powers of ten: `12 kB`, `3.4 MB`. */
export function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The first 12 hex digits of a digest, enough to recognise it. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19);
}

/** What a statement is about, as waybill.yml calls it: the data set, model, image or database, or the environment. */
export function thingOf(view: StatementView): string {
  if (view.stage === "migrate") return view.facts.database.name;
  if ("name" in view.facts) return view.facts.name;
  return view.environment ?? view.subjects[0]?.name ?? "";
}

/** A stage's note as a sentence. A digest, a path or a name that it begins with stays as it is. */
export function noteSentence(note: string): string {
  const isWord = /^[a-z]+[ ,]/.test(note) && !/^[0-9a-f]{12}\b/.test(note);
  return `${isWord ? note.slice(0, 1).toUpperCase() : note.slice(0, 1)}${note.slice(1)}${/[.!?]$/.test(note) ? "" : "."}`;
}
