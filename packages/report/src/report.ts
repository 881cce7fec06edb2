import type { Finding, Stage, Verdict } from "@waybill/kit";

/** Everything that a page, a summary or a terminal says about one run; every renderer draws this one model. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly verdict: Verdict;
  /** Every rendering says so when nothing real was changed. */
  readonly rehearsal: boolean;
  readonly run?: readonly { readonly label: string; readonly value: string; readonly href?: string | undefined }[] | undefined;
  /** What whoever decides must know first; every rendering begins with it. */
  readonly overview?: Overview | undefined;
  readonly chain: readonly ChainStep[];
  readonly sections: readonly Section[];
  /** What to do now, one sentence each. */
  readonly next?: readonly string[] | undefined;
}

/**
 * The four answers that a page gives before anything else: what changes, what is proven, who approved what, how to go back. An empty list is an
 * answer too and drawn as one; what is absent was not asked.
 */
export interface Overview {
  /** Digest of the plan that all of this is about; drawn in a line of its own to copy. */
  readonly plan?: string | undefined;
  readonly changes?: readonly ChangeRow[] | undefined;
  /** What is proven for the digests at hand, and what is missing. */
  readonly proven?: readonly ProofRow[] | undefined;
  readonly approvals?: readonly ApprovalRow[] | undefined;
  readonly back?: WayBack | undefined;
}

/** Things of one kind that change. */
export interface ChangeRow {
  /** What they belong to: `Database main`, `Namespace churn`. */
  readonly about: string;
  /** Their number and what happens to them: `5 migrations to apply`. */
  readonly what: string;
  readonly names: readonly string[];
}

/** Whether one stage is proven for one thing. */
export interface ProofRow {
  readonly stage: Stage;
  /** What was looked at, as waybill.yml names it: a data set, model, image, database or environment. */
  readonly thing: string;
  readonly verdict: Verdict | "missing";
  /** URL of the run that proved it. */
  readonly by?: string | undefined;
  /** The command or job that makes what is missing. */
  readonly next?: string | undefined;
}

/** Who approved what, or that nobody did. */
export interface ApprovalRow {
  readonly by: string;
  readonly verdict: Verdict | "missing";
  /** What was approved, and whether its digest was seen. */
  readonly what: string;
  /** What an approver does now, when it is missing. */
  readonly next?: string | undefined;
}

/** How to go back. */
export interface WayBack {
  readonly text: string;
  /** The exact command, drawn in a line of its own to copy. */
  readonly command?: string | undefined;
}

/** The verdict of a step or proof, or why it has none. */
export type StepState = Verdict | "skipped" | "running" | "missing";

/** One step of the chain, drawn in order. */
export interface ChainStep {
  readonly id: string;
  readonly label: string;
  readonly verdict: StepState;
  readonly durationMs?: number | undefined;
  readonly note?: string | undefined;
}

/** One part of a report. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly verdict?: Verdict | undefined;
  /** One line that stands for the section where it is folded, and the reason where it failed and has no finding. */
  readonly summary?: string | undefined;
  /** Folds the section away behind its title and summary; for what passed or does not change. */
  readonly folded?: boolean | undefined;
  /** What the section adds to the overview of its report. */
  readonly overview?: Overview | undefined;
  readonly intro?: string | undefined;
  readonly blocks: readonly Block[];
}

/** A table; every row has as many cells as the head. */
export interface TableBlock {
  readonly type: "table";
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly caption?: string | undefined;
  readonly align?: readonly ("left" | "right" | "center")[] | undefined;
}

/** A control chart: values in order, with centre line and limits where they are known. */
export interface ChartBlock {
  readonly type: "chart";
  readonly title: string;
  readonly points: readonly { readonly x: string; readonly y: number }[];
  readonly center?: number | undefined;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
  readonly unit?: string | undefined;
}

/** Code, or a diff with the language `diff`. One of many lines folds away on pages. */
export interface CodeBlock {
  readonly type: "code";
  readonly language: string;
  readonly text: string;
  readonly caption?: string | undefined;
  /** A person decides by it, so a terminal prints all of it where others get the first lines. */
  readonly whole?: boolean | undefined;
}

/** Blocks that fold away behind a line. */
export interface DetailsBlock {
  readonly type: "details";
  readonly summary: string;
  readonly blocks: readonly Block[];
  /** A person decides by it, so a terminal, which cannot unfold, prints it where others get the line alone. */
  readonly whole?: boolean | undefined;
}

/** A piece of a section. */
export type Block =
  | TableBlock
  | ChartBlock
  | { readonly type: "findings"; readonly findings: readonly Finding[] }
  | CodeBlock
  | { readonly type: "facts"; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | { readonly type: "text"; readonly text: string }
  | DetailsBlock;

/** A cell of a table: plain text, or text with a verdict's mark, in code type, or as a link. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly verdict?: Verdict | undefined;
      readonly code?: boolean | undefined;
      readonly href?: string | undefined;
    };
