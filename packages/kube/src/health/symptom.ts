import type { JsonKey } from "@waybill/kit";

/** A sign in a pod or controller that explains why a workload does not become ready. */
export interface Symptom {
  readonly rule:
    | "out-of-memory"
    | "config-reference"
    | "image-pull"
    | "container-start"
    | "failed-probe"
    | "crash-loop"
    | "quota"
    | "admission"
    | "unschedulable"
    | "job-failed";
  /** A full sentence. */
  readonly what: string;
  readonly observed: string;
  readonly next: string;
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
  /** The part of the container, or of the pod specification when no container is named, that explains it. */
  readonly field: readonly JsonKey[];
  /** Which log tells more. */
  readonly log?: "current" | "previous" | undefined;
  /** After how long, seen all the time, nothing can heal it any more; absent when it may heal until the deadline. */
  readonly graceMs?: number | undefined;
}

/** An event in our words. */
export interface PodEvent {
  readonly uid: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

// Where several signs are seen, the first one listed here explains the others: a container killed for its memory is also in a crash loop.
const RANK: readonly Symptom["rule"][] = [
  "out-of-memory",
  "config-reference",
  "image-pull",
  "container-start",
  "failed-probe",
  "crash-loop",
  "quota",
  "admission",
  "unschedulable",
  "job-failed",
];

/** Sorts symptoms so that the likeliest cause comes first: those beyond healing before others, then by rule. */
export function inOrderOfCause<T extends Symptom>(symptoms: readonly T[]): T[] {
  const weight = (symptom: T): number => RANK.indexOf(symptom.rule) + (symptom.graceMs === undefined ? 100 : 0);
  return [...symptoms].sort((a, b) => weight(a) - weight(b));
}
