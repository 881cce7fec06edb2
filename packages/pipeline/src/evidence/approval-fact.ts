import type { Digest } from "@waybill/kit";

/** What is known of an approval: the facts of the stage's statement. */
export interface ApprovalFact {
  readonly plan: Digest;
  readonly environment: string;
  /** A review of the run's deployment on GitHub, a comment there, an answer at the terminal, an option or input; `none` when nobody approved. */
  readonly source: "github-review" | "comment" | "prompt" | "flag" | "none";
  /** Logins on GitHub, elsewhere the user's name. */
  readonly approvers: readonly string[];
  readonly rejectedBy?: readonly string[] | undefined;
  readonly run: string;
  readonly attempt: number;
  /** Logins or names of the commit's authors; empty outside GitHub. */
  readonly authors: readonly string[];
  /** An approver is shown to have had this very plan before them, and not only the job. */
  readonly boundToPlan: boolean;
  /** An approver is among the commit's authors, or started the run or its attempt. */
  readonly selfApproved: boolean;
  readonly comment?: string | undefined;
}
