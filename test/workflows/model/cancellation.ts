import { holds } from "./expression.ts";
import type { Contexts } from "./expression.ts";
import { LIMITS } from "./limits.ts";

/** GitHub asks the conditions of a cancelled run's jobs and steps once more: this is what they are told. */
const CANCELLED = { success: false, failure: false, cancelled: true, always: true };

/** Whether a job or step of a cancelled run goes on, or still begins. */
export function goesOn(condition: string | undefined, contexts: Contexts): boolean {
  return holds(condition, contexts, CANCELLED);
}

/** What the process of a cancelled step is sent, and how many ms it then has to end. */
export const SIGNALS = [
  { signal: "SIGINT", forMs: LIMITS.interruptMs },
  { signal: "SIGTERM", forMs: LIMITS.terminateMs },
  { signal: "SIGKILL", forMs: 0 },
] as const;
