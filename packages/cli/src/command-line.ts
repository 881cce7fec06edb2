import { createRedactor, headline } from "@waybill/kit";
import { terminalReporter } from "@waybill/kit/edge";
import type { Env } from "@waybill/pipeline";
import { inTermsOfOptions, parseArguments } from "./arguments.ts";
import type { Command } from "./arguments.ts";
import { exitCodeOf, exitCodeOfError } from "./exit-code.ts";
import { USAGE } from "./usage.ts";

/** What a command line gets from the process that it is run in. */
export interface Shell {
  readonly env: Env;
  readonly signal: AbortSignal;
  readonly out: Parameters<typeof terminalReporter>[0];
  readonly err: { write(text: string): unknown };
  /** Arguments of Node that start this program as the rehearsal's background process. */
  readonly rehearsalEntry?: readonly string[] | undefined;
}

/** Runs one command line, says how it ended, and returns the exit code; never throws. See `exitCodeOf` for what the code means. */
export async function runCommandLine(argv: readonly string[], { env, signal, out, err, rehearsalEntry }: Shell): Promise<number> {
  const redactor = createRedactor();
  let command: Command | undefined;
  try {
    const call = parseArguments(argv);
    command = call.command;
    if (call.command === "help") {
      out.write(USAGE);
      return 0;
    }
    // What only carries out a command is loaded once it is clear that there is one.
    const { runCommand } = await import("./commands.ts");
    const reporter = terminalReporter(out, redactor, { verbose: call.verbose });
    const print = (text: string): void => void out.write(redactor.redact(text));
    return exitCodeOf(await runCommand(call, { env, reporter, signal, print, rehearsalEntry }), command);
  } catch (thrown) {
    const error = signal.aborted ? signal.reason : inTermsOfOptions(thrown);
    err.write(`\nwaybill: ${redactor.redact(headline(error))}\n`);
    if (argv.includes("--verbose") && error instanceof Error) err.write(`${redactor.redact(error.stack ?? "")}\n`);
    return exitCodeOfError(error, command);
  }
}
