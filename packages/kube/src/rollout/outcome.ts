import type { Digest, Finding, Reporter, RunContext, Verdict } from "@waybill/kit";
import type { PodProof } from "../health/proof.ts";
import type { AppliedObject } from "./send-objects.ts";
import type { ProbeResult, ServiceProbe } from "../health/service-probe.ts";

/** How a plan is applied. */
export interface DeployOptions {
  /** The digest that was approved. Default: that of the plan. */
  readonly expectDigest?: Digest | undefined;
  /** For everything to become ready; a rollback has as long again, three minutes at most. */
  readonly timeoutMs: number;
  /** How long everything has to stay ready without a restart before it is proven, on top of `timeoutMs`. Default ten seconds; 0: not at all. */
  readonly settleMs?: number | undefined;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  readonly run: RunContext;
  /** Whether nothing outside of the application's namespace may be changed, whatever is kept there about a state before. */
  readonly isConfined?: boolean | undefined;
  /** Of the revision that is brought back, so that the new one has the same content. */
  readonly salt?: string | undefined;
  readonly probe?: ServiceProbe | undefined;
  /** How long to wait for another run on the same application. Default one minute. */
  readonly lockTimeoutMs?: number | undefined;
}

/** Wall time in milliseconds; waiting for definitions counts as applying. */
export interface DeployDurations {
  readonly applyMs: number;
  /** Until everything was ready. */
  readonly waitMs: number;
  /** Of watching that it stays so. */
  readonly settleMs: number;
  readonly proveMs: number;
  readonly rollbackMs: number;
  readonly totalMs: number;
}

/** What a deployment did and proved. Plain data without secrets. */
export interface DeployOutcome {
  readonly verdict: Verdict;
  /** The revision that this deployment wrote, or the one that it found unchanged; 0 when there is none. */
  readonly revision: number;
  /** False when everything was as planned already. */
  readonly changed: boolean;
  /** True when an interrupted run of the same plan was continued. */
  readonly resumed: boolean;
  readonly applied: readonly AppliedObject[];
  readonly rolledBack: boolean;
  /** Whether every object was found to be as before; absent without a rollback. */
  readonly rollbackVerified?: boolean | undefined;
  /** Why it failed, the likeliest cause first; absent when it did not. */
  readonly diagnosis?: readonly Finding[] | undefined;
  /** What else a person should know. */
  readonly findings: readonly Finding[];
  readonly pods: readonly PodProof[];
  readonly probe?: ProbeResult | undefined;
  readonly durations: DeployDurations;
}

type Phase = "apply" | "wait" | "settle" | "prove" | "rollback";

/** Measures the phases of a deployment. */
export class Stopwatch {
  readonly #started = performance.now();
  readonly #phases = new Map<Phase, number>();

  async measure<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#phases.set(phase, (this.#phases.get(phase) ?? 0) + performance.now() - started);
    }
  }

  /** Counts time that was measured as one phase to another one. */
  move(from: Phase, to: Phase, ms: number): void {
    this.#phases.set(from, (this.#phases.get(from) ?? 0) - ms);
    this.#phases.set(to, (this.#phases.get(to) ?? 0) + ms);
  }

  durations(): DeployDurations {
    const of = (phase: Phase): number => Math.round(this.#phases.get(phase) ?? 0);
    return {
      applyMs: of("apply"),
      waitMs: of("wait"),
      settleMs: of("settle"),
      proveMs: of("prove"),
      rollbackMs: of("rollback"),
      totalMs: Math.round(performance.now() - this.#started),
    };
  }
}
