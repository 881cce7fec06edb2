import type { Digest } from "./digest.ts";
import type { Verdict } from "./verdict.ts";

/** The stages that write evidence, in the order of the chain. */
export const STAGES = ["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy", "release"] as const;
/** The name of a stage as statements, policies and reports write it. */
export type Stage = (typeof STAGES)[number];

/** A thing that evidence is about. */
export interface Subject {
  /** For a file or folder its path in the workspace; for an image its repository; for a plan `plan/<environment>`; for a deployment `environment/<name>`. */
  readonly name: string;
  readonly digest: Digest;
}

/** What a stage proved about its subjects, before it becomes a signed statement. */
export interface Evidence {
  readonly stage: Stage;
  readonly subjects: readonly Subject[];
  readonly verdict: Verdict;
  /** Stage-specific facts: plain JSON without secrets or row values. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** ISO 8601 times. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Where and by whom a run happens; goes into every statement. */
export interface RunContext {
  /** `owner/name`, or `local/<folder>` on a laptop. */
  readonly repository: string;
  /** What is checked out, which need not be the commit that started the run: 40 hex digits, or `uncommitted`. */
  readonly commit: string;
  /** Tracked files differ from the commit. False for `uncommitted`, which says by itself that no commit has these files. */
  readonly dirty: boolean;
  readonly ref: string;
  readonly actor: string;
  /** `<workflow>@<ref>` on GitHub, else the command. */
  readonly workflow: string;
  /** URL of the run on GitHub, else an id. */
  readonly run: string;
  /** Which attempt of the run on GitHub, counted from 1; 1 elsewhere. */
  readonly attempt: number;
  /** True only in a rehearsal; shown on every page. */
  readonly rehearsal: boolean;
}
