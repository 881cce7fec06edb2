import { runCommand, tryCommand } from "../install/command.ts";
import type { Part } from "../part.ts";
import type { PartsState } from "../state.ts";

/** A program that is only called: it has a path and a version, and nothing to start. */
export interface Program {
  readonly name: string;
  readonly version: string;
  /** Arguments that it answers when it works. */
  readonly question: readonly string[];
  /** Brings the program here, if it is not, and gives its path. */
  readonly bring: () => Promise<string>;
  /** Where it comes from. */
  readonly source: string | (() => Promise<string>);
}

/** Where the state of a run keeps the program's path. */
export interface Keeping {
  readonly put: (path: string) => Partial<PartsState>;
  readonly find: (state: Partial<PartsState>) => string | undefined;
}

/** The part that such a program is. */
export function programPart({ name, version, question, bring, source }: Program, { put, find }: Keeping): Part {
  return {
    name,
    version,
    needs: [],
    install: async () => {
      const path = await bring();
      await runCommand(path, question, { advice: `Remove ${path} and run 'npm run parts -- install ${name}' again.` });
      return typeof source === "string" ? source : source();
    },
    start: async () => put(await bring()),
    ready: async (run) => {
      const path = find(run.state());
      return path !== undefined && (await tryCommand(path, question)).code === 0;
    },
    stop: async () => undefined, // It has no process of its own.
  };
}
