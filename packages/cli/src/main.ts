import { parseArgs } from "node:util";
import { createRedactor, headline } from "@waybill/kit";
import { abortOnSignals, readEnvironment, terminalReporter } from "@waybill/kit/edge";
import { inTermsOfOptions, parseArguments } from "./arguments.ts";
import type { Command } from "./arguments.ts";
import { exitCodeOf, exitCodeOfError } from "./exit-code.ts";
import { USAGE } from "./usage.ts";

/** The `waybill` command; see `exitCodeOf` for how it ends. */
async function main(argv: readonly string[]): Promise<number> {
  // The rehearsal's background process is this same program, started by ourselves; it ends by its own handling of signals.
  if (argv[0] === "rehearsal-process") return runRehearsalProcess(argv.slice(1));
  const redactor = createRedactor();
  const { signal, stop } = abortOnSignals();
  let command: Command | undefined;
  try {
    const call = parseArguments(argv);
    command = call.command;
    if (call.command === "help") {
      process.stdout.write(USAGE);
      return 0;
    }
    // What only carries out a command is loaded once it is clear that there is one.
    const { runCommand } = await import("./commands.ts");
    const reporter = terminalReporter(process.stdout, redactor, { verbose: call.verbose });
    const verdict = await runCommand(call, {
      env: readEnvironment(),
      reporter,
      signal,
      print: (text) => void process.stdout.write(redactor.redact(text)),
      // The file that was started, not this one: in the bundle this code lies in a chunk that starts nothing.
      rehearsalEntry: [...process.execArgv, process.argv[1] ?? import.meta.filename, "rehearsal-process"],
    });
    return exitCodeOf(verdict, command);
  } catch (thrown) {
    const error = signal.aborted ? signal.reason : inTermsOfOptions(thrown);
    process.stderr.write(`\nwaybill: ${redactor.redact(headline(error))}\n`);
    if (argv.includes("--verbose") && error instanceof Error) process.stderr.write(`${redactor.redact(error.stack ?? "")}\n`);
    return exitCodeOfError(error, command);
  } finally {
    stop();
  }
}

async function runRehearsalProcess(args: readonly string[]): Promise<number> {
  try {
    const { runRehearsal } = await import("@waybill/rehearsal");
    const { values } = parseArgs({ args: [...args], options: { dir: { type: "string" }, "idle-ms": { type: "string" } } });
    await runRehearsal({ dir: values.dir ?? ".", searchFrom: [import.meta.dirname] });
    return 0;
  } catch (error) {
    // Whoever started it quotes these words; a stack with lines of the bundle would hide them.
    process.stderr.write(`${headline(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
