import type { Reporter } from "@waybill/kit";
import type { Env } from "@waybill/pipeline";

/** What a command gets from the process that runs it. */
export interface CommandContext {
  readonly env: Env;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
  /** Arguments of Node that start this program as the rehearsal's background process. */
  readonly rehearsalEntry?: readonly string[] | undefined;
}
