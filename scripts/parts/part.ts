import type { PartsState } from "./state.ts";
import type { Run } from "./run.ts";

/** One real part: how it comes to this machine, starts, answers and ends. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** Parts that must run before this one starts. */
  readonly needs: readonly string[];
  /** Finds, installs or builds the part and returns how it was found; doing it again costs nothing. */
  install(): Promise<string>;
  /** Starts what is not running and returns what others need to know; called only when `ready` said no. */
  start(run: Run): Promise<Partial<PartsState>>;
  /** Says whether the part answers a real request now. */
  ready(run: Run): Promise<boolean>;
  /** Ends everything the part started and removes what it made outside the run directory. */
  stop(run: Run): Promise<void>;
}
