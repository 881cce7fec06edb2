import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, headline, isPassing, worstOf } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { ChainStep, Report } from "@waybill/report";
import { approveStage } from "./stages/approve.ts";
import type { ApprovalSource } from "./stages/approve.ts";
import { buildStage } from "./stages/build.ts";
import { checkFilesStage } from "./stages/check-files.ts";
import { deployStage } from "./stages/deploy.ts";
import { announceDeployment } from "./stages/github-deployment.ts";
import { migrateStage } from "./stages/migrate.ts";
import { planStage } from "./stages/plan.ts";
import type { ImageReferences, ReleasePlan } from "./stages/release-plan.ts";
import { findEntry } from "./session/session.ts";
import type { Session } from "./session/session.ts";
import { mayContinue } from "./stages/stage.ts";
import type { StageOutcome } from "./stages/stage.ts";
import { validateDataStage, validateModelStage } from "./stages/validate.ts";
import { verifyStage } from "./stages/verify.ts";

export interface ReleaseOptions {
  readonly environment: EnvironmentConfig;
  readonly approval: ApprovalSource;
  /** Images that were built elsewhere, by name; the others are built. */
  readonly images?: ImageReferences;
}

export interface ReleaseResult {
  readonly verdict: Verdict;
  readonly outcomes: readonly StageOutcome[];
  readonly report: Report;
  readonly plan?: ReleasePlan;
  readonly images: ImageReferences;
  readonly recordPath?: string;
  /** The error that ended the release early, when it was not a verdict of a stage. */
  readonly error?: unknown;
}

/** Names of the steps that are drawn even when they did not run. */
interface Step {
  readonly id: string;
  readonly label: string;
}

/**
 * Carries one release through validate, build, plan, approve, migrate, deploy and verify. Stops at the first stage that does not pass;
 * nothing after it runs. Every step can be repeated: what is in place already is recognised and said.
 */
export async function release(session: Session, options: ReleaseOptions): Promise<ReleaseResult> {
  const journey = new Journey(session, plannedSteps(session, options.environment));
  let error: unknown;
  try {
    await travel(session, options, journey);
  } catch (thrown) {
    error = session.signal.aborted ? session.signal.reason : thrown;
    journey.fail(error);
  }
  const verdict = error === undefined ? journey.verdict() : "fail";
  return {
    verdict,
    outcomes: journey.outcomes,
    report: journey.report(options.environment, verdict),
    images: journey.images,
    ...(journey.plan ? { plan: journey.plan } : {}),
    ...(journey.recordPath ? { recordPath: journey.recordPath } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

async function travel(session: Session, options: ReleaseOptions, journey: Journey): Promise<void> {
  const { config } = session;
  const { environment } = options;
  const files = await checkFilesStage(session, { environment, images: options.images ?? {} });
  if (!mayContinue(files)) return journey.add(files);
  for (const entry of Object.values(config.data)) journey.add(await validateDataStage(session, entry));
  for (const entry of Object.values(config.models)) journey.add(await validateModelStage(session, entry));
  if (journey.halted()) return;

  for (const name of environment.images) {
    const given = options.images?.[name];
    if (given) {
      journey.images[name] = given;
      continue;
    }
    const built = await buildStage(session, findEntry(config.images, name, "images", config.file));
    journey.add(built);
    if (journey.halted()) return;
    journey.images[name] = built.result.reference;
  }

  const planned = await planStage(session, environment, journey.images);
  journey.add(planned);
  journey.plan = planned.result;
  // A dry run ends with the plan: it says what would happen and changes nothing.
  if (journey.halted() || session.dryRun) return;
  journey.add(await approveStage(session, environment, planned.result, options.approval));
  if (journey.halted()) return;

  await announceDeployment(session, environment, planned.result, async () => {
    for (const name of environment.databases) {
      journey.add(
        await migrateStage(
          session,
          findEntry(config.databases, name, "databases", config.file),
          environment.name,
          planned.result.parts.databases[name],
        ),
      );
      if (journey.halted()) return journey.verdict();
    }
    journey.add(await deployStage(session, environment, journey.images, planned.result.parts.deploy));
    if (journey.halted()) return journey.verdict();
    const verified = await verifyStage(session, environment, journey.images);
    journey.add(verified);
    journey.recordPath = verified.result.recordPath;
    return journey.verdict();
  });
}

function plannedSteps({ config }: Session, environment: EnvironmentConfig): Step[] {
  return [
    ...Object.keys(config.data).map((name) => ({ id: `validate-data/${name}`, label: `Data ${name}` })),
    ...Object.keys(config.models).map((name) => ({ id: `validate-model/${name}`, label: `Model ${name}` })),
    ...environment.images.map((name) => ({ id: `build/${name}`, label: `Build ${name}` })),
    { id: `plan/${environment.name}`, label: "Plan" },
    { id: `approve/${environment.name}`, label: "Approve" },
    ...environment.databases.map((name) => ({ id: `migrate/${name}`, label: `Migrate ${name}` })),
    { id: `deploy/${environment.name}`, label: "Deploy" },
    { id: `verify/${environment.name}`, label: "Verify" },
  ];
}

/** What happened so far, in order, and what it amounts to. */
class Journey {
  readonly outcomes: StageOutcome[] = [];
  readonly images: Record<string, string> = {};
  plan: ReleasePlan | undefined;
  recordPath: string | undefined;
  readonly #session: Session;
  readonly #steps: readonly Step[];
  #error: unknown;

  constructor(session: Session, steps: readonly Step[]) {
    this.#session = session;
    this.#steps = steps;
  }

  add(outcome: StageOutcome): void {
    this.outcomes.push(outcome);
  }

  fail(error: unknown): void {
    this.#error = error;
  }

  /** Whether a stage did not pass, so that nothing may follow. */
  halted(): boolean {
    return this.outcomes.some((outcome) => !mayContinue(outcome));
  }

  verdict(): Verdict {
    return worstOf(this.outcomes.map((outcome) => outcome.verdict));
  }

  report(environment: EnvironmentConfig, verdict: Verdict): Report {
    const { run, config } = this.#session;
    const sections = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a)).map((outcome) => outcome.section);
    if (this.#error !== undefined) {
      const failed = this.#failedStep();
      sections.unshift({
        id: "stopped",
        title: `Stopped${failed ? ` at ${failed.label}` : ""}`,
        verdict: "fail",
        blocks: [
          { type: "findings", findings: [{ rule: "stopped", severity: "error", what: this.#session.redact(headline(this.#error)) }] },
        ],
      });
    }
    return {
      title: `Release of ${config.name} to ${environment.name}`,
      subtitle: subtitleOf(verdict, this.#session.dryRun),
      verdict,
      rehearsal: run.rehearsal,
      run: [
        { label: "Repository", value: run.repository },
        { label: "Commit", value: run.commit },
        { label: "Started by", value: run.actor },
        { label: "Run", value: run.run, ...(run.run.startsWith("http") ? { href: run.run } : {}) },
      ],
      chain: this.#chain(),
      sections,
    };
  }

  #failedStep(): Step | undefined {
    return this.#steps.find((step) => !this.outcomes.some((outcome) => outcome.id === step.id));
  }

  #chain(): ChainStep[] {
    const failed = this.#error === undefined ? undefined : this.#failedStep();
    return this.#steps.map((step) => {
      const outcome = this.outcomes.find((candidate) => candidate.id === step.id);
      if (outcome) return { ...step, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
      return { ...step, verdict: step === failed ? "fail" : "skipped" };
    });
  }
}

/** Throws the error that an edge reports when a release did not pass. */
export function failUnlessPassed(result: ReleaseResult): void {
  if (result.error !== undefined) throw result.error;
  if (isPassing(result.verdict)) return;
  const bad = result.outcomes.find((outcome) => !isPassing(outcome.verdict));
  throw new ActionError(
    "verdict",
    bad ? `${bad.label}: ${bad.verdict}. ${sentence(bad.note)} Nothing after it has run.` : "The release did not pass.",
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
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
