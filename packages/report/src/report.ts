import type { Finding, Verdict } from "@waybill/kit";

/** Everything that a page, a summary or a terminal says about one run; every renderer draws this one model. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly verdict: Verdict;
  /** Every rendering says so when nothing real was changed. */
  readonly rehearsal: boolean;
  readonly run?: readonly { readonly label: string; readonly value: string; readonly href?: string | undefined }[] | undefined;
  readonly chain: readonly ChainStep[];
  readonly sections: readonly Section[];
  /** What to do now, one sentence each. */
  readonly next?: readonly string[] | undefined;
}

/** The verdict of a step, or why it has none. */
export type StepState = Verdict | "skipped" | "running";

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

/** A piece of a section. */
export type Block =
  | TableBlock
  | ChartBlock
  | { readonly type: "findings"; readonly findings: readonly Finding[] }
  | { readonly type: "code"; readonly language: string; readonly text: string; readonly caption?: string | undefined }
  | { readonly type: "facts"; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "details"; readonly summary: string; readonly blocks: readonly Block[] };

/** A cell of a table: plain text, or text with a verdict's mark, in code type, or as a link. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly verdict?: Verdict | undefined;
      readonly code?: boolean | undefined;
      readonly href?: string | undefined;
    };
