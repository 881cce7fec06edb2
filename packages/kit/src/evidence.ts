import type { Digest } from "./digest.ts";
import type { Verdict } from "./verdict.ts";

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
  /** Login of who started this attempt, which is another than the run's actor when someone re-runs it; absent outside GitHub. */
  readonly triggeringActor?: string | undefined;
  /** `<workflow>@<ref>` on GitHub, else the command. */
  readonly workflow: string;
  /** URL of the run on GitHub, else an id. */
  readonly run: string;
  /** Which attempt of the run on GitHub, counted from 1; 1 elsewhere. */
  readonly attempt: number;
  /** True only in a rehearsal; shown on every page. */
  readonly rehearsal: boolean;
}

/** One stage that must have evidence with one of the allowed verdicts, for every thing that it is about. */
export interface Demand {
  readonly stage: Stage;
  readonly allow: readonly Verdict[];
  /** Who demands it, for people: files with lines (`waybill.yml:12`), joined by `, `. */
  readonly from: string;
}

/** Whose statements are believed, and about what. Everything that is named must hold. */
export interface PolicySigner extends SignerScope {
  /** A public key in PEM form, or the id of one (see `keyIdOf` of the package record); then nothing of a workflow is named. */
  readonly key?: string | undefined;
  /** Who vouches for a workflow, such as `https://token.actions.githubusercontent.com`. Always there where something of one is named. */
  readonly issuer?: string | undefined;
  /** The repository whose runs sign: `owner/name` on github.com, else its URL. */
  readonly repository?: string | undefined;
  /**
   * The file that the signing job comes from, which is the reusable workflow where one was called:
   * `owner/name/.github/workflows/file.yml@refs/tags/v*`. The part behind `@` may be a pattern.
   */
  readonly workflow?: string | undefined;
  /** The ref of the run, such as `refs/heads/main`; may be a pattern. */
  readonly ref?: string | undefined;
}

/** What a signer is believed about; without a list about everything. */
export interface SignerScope {
  readonly stages?: readonly Stage[] | undefined;
  readonly environments?: readonly string[] | undefined;
}
