import { existsSync } from "node:fs";
import { PART_NAMES, selectParts } from "./parts/catalogue.ts";
import { PartError } from "./parts/failure.ts";
import { installParts, startParts, stopEverything, stopParts } from "./parts/lifecycle.ts";
import { locked } from "./parts/lock.ts";
import { reportTo } from "./parts/progress.ts";
import { openRun } from "./parts/run.ts";
import { runDirectory } from "./parts/state.ts";
import { renderStatus } from "./parts/status.ts";

const USAGE = `npm run parts -- start|stop|status|install [part...]

start    installs what is missing, starts what does not run, and writes parts.json
stop     ends everything (or the named parts) and removes what they made
status   says of each part whether it runs, how it was found and where it answers
install  installs or builds only

Parts: ${PART_NAMES.join(", ")}
Without names: all parts that tests need, and not the peers, which benches measure against.
`;

async function main(args: readonly string[]): Promise<number> {
  const [command = "", ...names] = args;
  const directory = runDirectory();
  const progress = reportTo(process.stderr);
  const parts = selectParts(names);
  switch (command) {
    case "install":
      requireMachine();
      await installParts(parts, progress);
      progress.say("all", `${parts.length} parts are there`);
      return 0;
    case "start":
      requireMachine();
      await locked(directory, () => startParts(directory, parts, progress));
      progress.say("all", `${parts.length} parts run; their addresses are in ${directory}/parts.json`);
      return 0;
    case "stop":
      await locked(directory, () => (names.length > 0 ? stopParts(directory, names, progress) : stopEverything(directory, progress)));
      return 0;
    case "status":
      if (!existsSync(directory)) process.stdout.write(`Nothing runs in ${directory}. Run 'npm run parts -- start'.\n`);
      else process.stdout.write(await renderStatus(await openRun(directory), parts));
      return 0;
    default:
      process.stderr.write(USAGE);
      return 2;
  }
}

function requireMachine(): void {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new PartError(
      `The real parts run on Linux x64, not on ${process.platform} ${process.arch}. Use a container or a virtual machine of Debian 12.`,
    );
  }
  if (process.getuid?.() !== 0)
    throw new PartError("The real parts need root: they start a container engine and a Kubernetes node. Run it with sudo.");
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof PartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
