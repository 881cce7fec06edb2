import { countOf, isRecord, listAt, recordAt, textAt, valueAt } from "@waybill/kit";
import { readYamlFile, scalarText } from "../look/yaml-file.ts";
import { isEnvironmentName } from "../names.ts";
import { inputsOf, readAction } from "./actions.ts";
import type { JobState } from "./actions.ts";
import { readScript } from "./commands.ts";
import { isOpen, matrixCells, resolveExpressions } from "./expressions.ts";
import type { Contexts } from "./expressions.ts";
import { countFacts } from "./facts.ts";
import type { Reading } from "./facts.ts";
import { readCommands } from "./shell.ts";

/** Reads one workflow of GitHub as YAML; nothing of it is run. `path` names it in the account. */
export function readWorkflow(reading: Reading, path: string, text: string): void {
  const read = readYamlFile(text);
  if ("problem" in read) return reading.account.leave(path, read.problem);
  if (/waybill-ci\/waybill/.test(text)) return reading.account.leave(path, "it calls Waybill already");
  const before = countFacts(reading);
  const others: string[] = [];
  for (const [name, job] of Object.entries(recordAt(read.value, "jobs"))) {
    const at = (...inside: readonly (string | number)[]): string => `${path}:${read.lineOf("jobs", name, ...inside)}: ${name}`;
    if (isRecord(job)) others.push(...readJob(reading, at, job, envOf(read.value, {})));
  }
  const found = countFacts(reading) - before;
  if (found > 0) reading.account.take(path, `${countOf(found, "fact")} of a release, in the rows below`);
  if (others.length > 0)
    reading.account.leave(
      `${others[0]}: ${countOf(others.length, "other step")} of ${path}`,
      "none of a release: they stay where they are",
    );
}

function envOf(holder: unknown, outer: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(recordAt(holder, "env")).flatMap(([name, value]) => {
    const text = scalarText(value);
    return text === undefined ? [] : [[name, text]];
  });
  return { ...outer, ...Object.fromEntries(own) };
}

/** The place of something in a job, for the account: file, line and the job's name. */
type PlaceOf = (...inside: readonly (string | number)[]) => string;

/** Reads a job for each cell of its matrix, and gives the places of the steps that are none of a release. */
function readJob(
  reading: Reading,
  placeOf: PlaceOf,
  job: Readonly<Record<string, unknown>>,
  outer: Readonly<Record<string, string>>,
): string[] {
  if (typeof job["uses"] === "string") {
    reading.account.leave(`${placeOf("uses")}: uses ${job["uses"]}`, "what a called workflow does is not read");
    return [];
  }
  const seen = new Set<string>();
  const others = new Set<string>();
  for (const matrix of matrixCells(valueAt(job, "strategy", "matrix"))) {
    const contexts: Contexts = { env: {}, matrix, slug: reading.slug };
    const env = resolveAll(envOf(job, outer), contexts);
    const environment = readEnvironment(reading, placeOf("environment"), job, { ...contexts, env }, seen);
    const state: JobState = { metadata: new Map() };
    for (const [index, step] of listAt(job, "steps").entries()) {
      const from = placeOf("steps", index);
      if (isRecord(step) && !readStep(reading, step, { from, environment, env, contexts, state })) others.add(from);
    }
  }
  return [...others];
}

function resolveAll(env: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> {
  const once = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, resolveExpressions(text, contexts)]));
  return Object.fromEntries(Object.entries(once).map(([name, text]) => [name, resolveExpressions(text, { ...contexts, env: once })]));
}

function readEnvironment(reading: Reading, from: string, job: unknown, contexts: Contexts, seen: Set<string>): string | undefined {
  const written = textAt(job, "environment") ?? textAt(job, "environment", "name");
  if (written === undefined) return undefined;
  const name = resolveExpressions(written, contexts);
  if (seen.has(name)) return isEnvironmentName(name) ? name : undefined;
  seen.add(name);
  if (isOpen(name)) reading.account.leave(`${from}: environment '${name}'`, "known only when it runs; add it under 'environments'");
  else if (!isEnvironmentName(name))
    reading.account.leave(
      `${from}: environment '${name}'`,
      "a name of waybill.yml has letters, digits, '.', '_' and '-' and begins with a letter; rename it on GitHub",
    );
  // Pages are published by GitHub itself.
  else if (name === "github-pages") return undefined;
  else {
    reading.facts.environments.push({ from, name });
    return name;
  }
  return undefined;
}

interface StepPlace {
  readonly from: string;
  readonly environment: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly contexts: Contexts;
  readonly state: JobState;
}

/** Whether the step is one of a release. */
function readStep(reading: Reading, step: Readonly<Record<string, unknown>>, at: StepPlace): boolean {
  const { from, environment, state } = at;
  const env = resolveAll(envOf(step, at.env), at.contexts);
  const contexts = { ...at.contexts, env };
  const uses = textAt(step, "uses");
  if (uses !== undefined) {
    const inputs = Object.fromEntries(
      Object.entries(inputsOf(recordAt(step, "with"))).map(([name, text]) => [name, resolveExpressions(text, contexts)]),
    );
    const action =
      uses
        .replace(/^docker:\/\//i, "")
        .split(/[@:]/)[0]
        ?.toLowerCase() ?? "";
    return readAction(reading, { id: textAt(step, "id"), action, inputs }, { from, folder: ".", environment }, state);
  }
  const script = textAt(step, "run");
  if (script === undefined) return false;
  const folder = resolveExpressions(textAt(step, "working-directory") ?? ".", contexts);
  return readScript(reading, readCommands(resolveExpressions(script, contexts), env), { from, folder, environment });
}
