import { parseArgs } from "node:util";
import { headline, isSystemError } from "@waybill/kit";
import { abortOnSignals, readEnvironment } from "@waybill/kit/edge";
import { runCommandLine } from "./command-line.ts";

/** The `waybill` command; see `exitCodeOf` for how it ends. */
async function main(argv: readonly string[]): Promise<number> {
  // The rehearsal's background process is this same program, started by ourselves; it ends by its own handling of signals.
  if (argv[0] === "rehearsal-process") return runRehearsalProcess(argv.slice(1));
  const { signal, stop } = abortOnSignals();
  // Whoever stops reading (`| head`) is no reason to leave a release half-way: its record and page say the rest.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error) => {
      if (!isSystemError(error, "EPIPE")) throw error;
    });
  try {
    return await runCommandLine(argv, {
      env: readEnvironment(),
      signal,
      out: process.stdout,
      err: process.stderr,
      // The file that was started, not this one: in the bundle this code lies in a chunk that starts nothing.
      rehearsalEntry: [...process.execArgv, process.argv[1] ?? import.meta.filename, "rehearsal-process"],
    });
  } finally {
    stop();
  }
}

async function runRehearsalProcess(args: readonly string[]): Promise<number> {
  try {
    const { runRehearsal } = await import("@waybill/rehearsal");
    const { values } = parseArgs({
      args: [...args],
      options: { dir: { type: "string" }, "idle-ms": { type: "string" }, "pod-engine": { type: "string" } },
    });
    await runRehearsal({ dir: values.dir ?? ".", podEngine: values["pod-engine"], searchFrom: [import.meta.dirname] });
    return 0;
  } catch (error) {
    // Whoever started it quotes these words; a stack with lines of the bundle would hide them.
    process.stderr.write(`${headline(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
