import type { Config, EnvironmentConfig } from "@waybill/config";
import { headline, isPassing, STAGES, worstOf } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { ChainStep, ProofRow, Report } from "@waybill/report";
import { foldPassed, overviewOf } from "./sections/overview.ts";
import { stoppedBetween } from "./sections/stopped-section.ts";
import { runFacts } from "./sections/reports.ts";
import type { Project, Redacting, RunIdentity, RunLimits } from "./session/capabilities.ts";
import { mayContinue } from "./stages/run-stage.ts";
import type { StageOutcome } from "./stages/outcome.ts";
import type { StageRow } from "./stages/stage-row.ts";

/** One link of the chain that a report draws, whether it ran or not. */
interface Link {
  readonly id: string;
  readonly label: string;
}

/** What happened in a release so far, in order, and what it amounts to. */
export class ReleaseProgress {
  readonly outcomes: StageOutcome[] = [];
  readonly #chain: readonly Link[];
  readonly #environment: EnvironmentConfig;
  #current: Link | undefined;

  constructor(table: readonly StageRow[], config: Config, environment: EnvironmentConfig) {
    this.#environment = environment;
    this.#chain = table.flatMap((row) => row.names(config, environment).map((name) => linkOf(row, name)));
  }

  /** Remembers what runs now, so that an error that ends the release can be drawn where it happened. */
  start(row: StageRow, name: string): void {
    this.#current = linkOf(row, name);
  }

  add(outcome: StageOutcome): void {
    this.outcomes.push(outcome);
    this.#current = undefined;
  }

  /** Whether a stage did not pass, so that nothing may follow. */
  isHalted(): boolean {
    return this.outcomes.some((outcome) => !mayContinue(outcome));
  }

  verdict(): Verdict {
    return worstOf(this.outcomes.map((outcome) => outcome.verdict));
  }

  /** The page of the release; `error` is what ended it early, when that was no verdict of a stage. */
  report({ run, config, dryRun, redact }: RunIdentity & Project & RunLimits & Redacting, verdict: Verdict, error?: unknown): Report {
    const ordered = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a));
    // What a dry run would change is what people came to read; after a release, it was approved.
    const sections = foldPassed(ordered, ({ stage }) => dryRun && stage === "plan");
    return {
      title: `Release of ${config.name} to ${this.#environment.name}`,
      subtitle: subtitleOf(verdict, dryRun),
      verdict,
      rehearsal: run.rehearsal,
      run: runFacts(run, run.actor),
      overview: overviewOf(this.outcomes, { run: run.run, missing: this.#missing() }),
      chain: this.#drawnChain(error !== undefined),
      // A stage that was stopped says it itself.
      sections:
        error === undefined || this.outcomes.some(({ stoppedBy }) => stoppedBy !== undefined)
          ? sections
          : [stoppedBetween(redact(headline(error)), this.#current?.label), ...sections],
    };
  }

  /** What would have been proven by the stages that did not run. */
  #missing(): ProofRow[] {
    const next = `waybill release -e ${this.#environment.name}`;
    return this.#chain
      .filter(({ id }) => !this.outcomes.some((outcome) => outcome.id === id))
      .flatMap(({ id }): ProofRow[] => {
        const stage = STAGES.find((known) => id.startsWith(`${known}/`));
        return stage === undefined ? [] : [{ stage, thing: id.slice(stage.length + 1), verdict: "missing", next }];
      });
  }

  #drawnChain(isStopped: boolean): ChainStep[] {
    return this.#chain.map(({ id, label }) => {
      const link = { id, label };
      const outcome = this.outcomes.find((candidate) => candidate.id === id);
      if (outcome) return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
      return { ...link, verdict: isStopped && id === this.#current?.id ? "fail" : "skipped" };
    });
  }
}

function linkOf(row: StageRow, name: string): Link {
  return { id: `${row.id}/${name}`, label: row.label(name) };
}

function subtitleOf(verdict: Verdict, dryRun: boolean): string {
  if (!isPassing(verdict)) return "The release stopped before it was complete.";
  return dryRun ? "A dry run: this is what would change; nothing was changed." : "Every stage passed, and the record proves it.";
}

/** What a release manager wants to see first: what went wrong, then the record, then the rest in the order of the chain. */
function prominence(outcome: StageOutcome): number {
  if (!isPassing(outcome.verdict)) return 2;
  return outcome.stage === "release" ? 1 : 0;
}
