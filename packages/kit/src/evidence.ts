import type { Digest } from "./digest.ts";

/** The stages that write evidence, in the order of the chain. */
export const STAGES = ["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy", "release"] as const;
/** The name of a stage as statements, policies and reports write it. */
export type Stage = (typeof STAGES)[number];

/** What a subject is. Declared by whoever proves something about it and signed with it; nothing is concluded from a name. */
export const SUBJECT_KINDS = ["image", "path", "plan", "environment", "release"] as const;
/** One of `SUBJECT_KINDS`. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** A thing that evidence is about. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Of an image its repository; of a file or folder its path in the workspace; of a plan and an environment the environment's name; of a release the application. */
  readonly name: string;
  readonly digest: Digest;
}

/** Where and by whom a run happens; goes into every statement. */
export interface RunContext {
  /** `owner/name`, or `local/<folder>` on a laptop. */
  readonly repository: string;
  /**
   * What is checked out: 40 hex digits, or `uncommitted`. Where a certificate signs it must be the commit that started the run, because that
   * is what the certificate says.
   */
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
