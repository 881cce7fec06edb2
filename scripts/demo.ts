// Carries examples/churn through a whole release on the embedded defaults: `npm run demo [-- --break STAGE | --stop]`.
import { access, cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ActionError, createRedactor, headline, isPassing, makeStateFolder, STATE_FOLDER } from "@waybill/kit";
import { abortOnSignals, readEnvironment, terminalReporter } from "@waybill/kit/edge";
import { rehearse, removeFormerRehearsal } from "../packages/cli/src/rehearse.ts";
import { ROOT } from "./bundles.ts";
import { BREAKAGES, breakProject } from "./demo-breakages.ts";
import type { Breakage } from "./demo-breakages.ts";

const HOME = join(ROOT, STATE_FOLDER, "demo");
const PROJECT = join(HOME, "churn");
const redactor = createRedactor();

/** A copy, so that a broken stage never touches the example itself; what earlier runs left in `.waybill` stays. */
async function copyExample(): Promise<void> {
  await makeStateFolder(join(ROOT, STATE_FOLDER));
  await mkdir(PROJECT, { recursive: true });
  for (const entry of await readdir(PROJECT))
    if (entry !== STATE_FOLDER && entry !== "data") await rm(join(PROJECT, entry), { recursive: true });
  const example = join(ROOT, "examples", "churn");
  const history = join(PROJECT, "data", "history.jsonl");
  const kept = await access(history).then(
    () => true,
    () => false,
  );
  await cp(example, PROJECT, {
    recursive: true,
    filter: (source) => !source.includes("node_modules") && !(kept && source.endsWith("history.jsonl")),
  });
}

/** Throws an `input` error for a wrong call. */
function readOptions(): { readonly stage: Breakage | undefined; readonly stop: boolean; readonly verbose: boolean } {
  try {
    const { values } = parseArgs({
      options: { break: { type: "string" }, stop: { type: "boolean", default: false }, verbose: { type: "boolean", default: false } },
    });
    const { break: stage, stop, verbose } = values;
    if (stage !== undefined && !isBreakage(stage)) throw new Error(`--break is '${stage}'; allowed are ${BREAKAGES.join(", ")}.`);
    return { stage, stop, verbose };
  } catch (error) {
    const usage = `Write 'npm run demo', 'npm run demo -- --break ${BREAKAGES.join("|")}' or 'npm run demo -- --stop'.`;
    throw new ActionError("input", `${(error instanceof Error ? error.message : String(error)).replace(/\.?$/, ".")} ${usage}`, {
      cause: error,
    });
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  const { signal, stop } = abortOnSignals();
  const around = {
    env: readEnvironment(),
    reporter: terminalReporter(process.stdout, redactor, { verbose: options.verbose }),
    signal,
    print: (text: string) => void process.stdout.write(redactor.redact(text)),
    workspace: PROJECT,
    // The demo shows the same on every machine, whatever engine that has.
    builder: "assemble" as const,
    next: [
      "Next: 'npm run demo' again shows what does not need doing twice; 'npm run demo -- --break deploy' (or data, model, image, migration)",
      "shows a failure. 'npm run demo -- --stop' ends the background processes.",
    ],
  };
  try {
    await removeFormerRehearsal(join(HOME, "world"), around);
    if (options.stop) return isPassing(await rehearse({ ...around, stop: true })) ? 0 : 1;
    await copyExample();
    if (options.stage === undefined) return isPassing(await rehearse(around)) ? 0 : 1;
    return await demonstrateFailure(options.stage, around);
  } finally {
    stop();
  }
}

/** First a release that works, so that there is an old version to protect; then the same with one thing broken. */
async function demonstrateFailure(stage: Breakage, around: Parameters<typeof rehearse>[0]): Promise<number> {
  around.print("First a release that works, so that something runs that a failure could harm:\n\n");
  await rehearse({ ...around, print: () => undefined });
  around.print(`\nNow the same release with this broken: ${await breakProject(stage, PROJECT)}\n\n`);
  try {
    await rehearse(around);
  } catch (error) {
    around.print(
      `\nwaybill: ${headline(error)}\n\nThis is what a broken ${stage} looks like. The version from before still answers; 'npm run demo' brings the working one back.\n`,
    );
    return 1;
  }
  throw new Error(`The broken ${stage} was not noticed. That is a defect of Waybill; please report it.`);
}

function isBreakage(text: string): text is Breakage {
  return BREAKAGES.some((known) => known === text);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`\nwaybill: ${redactor.redact(headline(error))}\n`);
  process.exitCode = 1;
}
