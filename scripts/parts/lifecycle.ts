import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { ALL_PARTS, namesToStop, PARTS } from "./catalogue.ts";
import { tryCommand } from "./install/command.ts";
import { endProcesses, findOwnProcesses } from "./install/daemon.ts";
import { PartError } from "./failure.ts";
import type { Part } from "./part.ts";
import type { Progress } from "./progress.ts";
import { fromEarlierBoot, openRun, type Run } from "./run.ts";

/** Installs parts side by side; throws one error that names every part that could not be had. */
export async function installParts(parts: readonly Part[], progress: Progress): Promise<void> {
  const outcome = await Promise.allSettled(parts.map((part) => installPart(part, progress)));
  throwFailures(parts, outcome, "could not be installed");
}

/** Starts the parts that do not run, each as soon as it is installed and those it needs answer. */
export async function startParts(directory: string, parts: readonly Part[], progress: Progress): Promise<Run> {
  if (fromEarlierBoot(directory)) await stopEverything(directory, progress);
  const run = await openRun(directory);
  const running = new Map<string, Promise<void>>();
  for (const part of parts) {
    const needs = part.needs.map((name) => running.get(name) ?? Promise.resolve());
    const started = startPart(run, part, needs, progress);
    started.catch(() => undefined); // Reported below; a dependent part may fail first.
    running.set(part.name, started);
  }
  const outcome = await Promise.allSettled(running.values());
  throwFailures(parts, outcome, "did not start");
  return run;
}

async function startPart(run: Run, part: Part, needs: readonly Promise<void>[], progress: Progress): Promise<void> {
  const found = await installPart(part, progress);
  const needed = await Promise.allSettled(needs);
  if (needed.some((need) => need.status === "rejected")) throw new PartError(`It needs ${part.needs.join(", ")}, which failed.`);
  if (await part.ready(run)) {
    await run.publish({ found: { [part.name]: found } });
    return;
  }
  const isAgain = run.state().found?.[part.name] !== undefined;
  const began = Date.now();
  await part.stop(run);
  // The mark stays when a start fails or is killed; what that one made is not taken for whole.
  const mark = run.path(`starting-${part.name}`);
  if (existsSync(mark)) await removeFolder(run.path(part.name));
  await writeFile(mark, "");
  const state = await part.start(run);
  await run.publish({ ...state, found: { [part.name]: found } });
  await rm(mark);
  progress.say(part.name, `${isAgain ? "runs again" : "runs"} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function installPart(part: Part, progress: Progress): Promise<string> {
  const began = Date.now();
  const found = await part.install();
  const seconds = (Date.now() - began) / 1000;
  if (seconds > 3) progress.say(part.name, `is there after ${seconds.toFixed(0)} s (${found})`);
  return found;
}

/** Ends parts and those that need them; what others use keeps running. */
export async function stopParts(directory: string, names: readonly string[], progress: Progress): Promise<void> {
  const run = await openRun(directory);
  const ending = new Set(names.flatMap(namesToStop));
  for (const part of ALL_PARTS) if (part.needs.some((need) => ending.has(need))) ending.add(part.name);
  for (const part of ALL_PARTS.toReversed().filter((item) => ending.has(item.name))) {
    await part.stop(run);
    await run.retract(part.name);
    progress.say(part.name, "stopped");
  }
}

/** Ends every part and removes everything the run made; throws when something is left. */
export async function stopEverything(directory: string, progress: Progress): Promise<void> {
  if (!existsSync(directory)) return progress.say("all", `nothing runs in ${directory}`);
  const run = await openRun(directory);
  const problems: string[] = [];
  for (const part of PARTS.toReversed()) {
    await part.stop(run).catch((error: unknown) => problems.push(`${part.name}: ${messageOf(error)}`));
  }
  await endProcesses(await findOwnProcesses(run), 2_000);
  // Cgroups and links can be removed only when the last process is gone.
  for (const part of PARTS.filter(({ name }) => name === "kubernetes" || name === "network")) await part.stop(run);
  const left = await findOwnProcesses(run);
  if (left.length > 0) problems.push(`these processes do not end: ${left.join(", ")}`);
  await removeFolder(directory);
  if (problems.length > 0) throw new PartError(`Stopping left something behind.\n${problems.join("\n")}`);
  progress.say("all", "stopped, nothing left");
}

async function removeFolder(directory: string): Promise<void> {
  await unmountAll(directory);
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function unmountAll(directory: string): Promise<void> {
  const mounts = (await readFile("/proc/self/mounts", "utf8"))
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replaceAll("\\040", " "));
  for (const mount of mounts
    .filter((path) => path.startsWith(`${directory}/`))
    .toSorted()
    .toReversed()) {
    const { code } = await tryCommand("umount", [mount]);
    if (code !== 0) await tryCommand("umount", ["-l", mount]);
  }
}

function throwFailures(parts: readonly Part[], outcome: readonly PromiseSettledResult<unknown>[], what: string): void {
  const failures = parts.flatMap((part, index) => {
    const result = outcome[index];
    return result?.status === "rejected" ? [`- ${part.name}: ${messageOf(result.reason)}`] : [];
  });
  if (failures.length > 0) {
    throw new PartError(
      `${failures.length} of ${parts.length} parts ${what}. Run 'npm run parts -- status' afterwards, and see docs/real-parts.md.\n${failures.join("\n")}`,
    );
  }
}

function messageOf(error: unknown): string {
  if (error instanceof PartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
