import type { PartsState } from "../scripts/parts/state.ts";
import type { Row } from "./row.ts";

/** What a bench is given. */
export interface Context {
  /** Counted runs of each contestant; undefined: as many as the bench thinks right. */
  readonly runs: number | undefined;
  /** A folder of its own that is removed afterwards. */
  readonly folder: string;
  /** Tells what happens now; never part of the result. */
  readonly say: (text: string) => void;
}

/** One thing that the project promises, as a measurement. */
export interface Bench {
  readonly name: string;
  /** One sentence: what is measured, on what. */
  readonly about: string;
  /** Real parts that must run; without them the bench says how to start them, and is missed. */
  readonly needs?: readonly (keyof PartsState)[] | undefined;
  run(context: Context): Promise<readonly Row[]>;
}
