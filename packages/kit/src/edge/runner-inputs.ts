import * as core from "@actions/core";
import { inputError } from "../error.ts";
import { didYouMean } from "../text.ts";

/** The names that this process has asked for: an action reads each of its inputs at its start. */
const asked = new Set<string>();

function getInput(name: string): string {
  asked.add(name);
  return core.getInput(name);
}

/** The trimmed value of an input, or undefined when it is empty. Throws an `input` error when a required one is missing. */
export function readInput(name: string, options: { required: true }): string;
export function readInput(name: string, options?: { required?: boolean }): string | undefined;
export function readInput(name: string, options?: { required?: boolean }): string | undefined {
  const value = getInput(name);
  if (value !== "") return value;
  if (options?.required) throw inputError(name, "is required but empty; give it a value under 'with:'");
  return undefined;
}

/** A boolean input: `true` or `false`, nothing else. */
export function readBoolean(name: string): boolean {
  const value = getInput(name);
  if (value === "true") return true;
  if (value === "false" || value === "") return false;
  throw inputError(name, `is '${value}'; allowed are true and false${meantBoolean(value)}`);
}

/** One of a few words; undefined when the input is empty. */
export function readChoice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const text = readInput(name);
  if (text === undefined) return undefined;
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  throw inputError(name, `is '${text}'; allowed are ${allowed.join(", ")}${didYouMean(text, allowed)}`);
}

/** A list input: one entry a line or separated by commas; empty entries are dropped. */
export function readList(name: string): string[] {
  return getInput(name)
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** YAML and other tools have more words for the two; an input is a text, so `yes` stays a word. */
function meantBoolean(value: string): string {
  if (/^(?:true|yes|y|on|1)$/i.test(value)) return "; did you mean 'true'?";
  if (/^(?:false|no|n|off|0)$/i.test(value)) return "; did you mean 'false'?";
  return didYouMean(value, ["true", "false"]);
}

/**
 * Throws an `input` error for an input that was given and that nobody has asked for. The runner only warns of it and hands it on all the same,
 * and a step that passes `enviroment` over does something else than it was told. To be called once an action has read all of its own.
 */
export function refuseUnknownInputs(env: Readonly<Record<string, string>>): void {
  const known = new Set([...asked].map((name) => variableOf(name)));
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith("INPUT_") || value === "" || known.has(variable)) continue;
    const name = variable.slice("INPUT_".length).toLowerCase();
    throw inputError(name, `is no input of this action${didYouMean(name, [...asked]) || `; it has ${[...asked].sort().join(", ")}`}`);
  }
}

/** As the runner names it (docs.github.com, "Metadata syntax for GitHub Actions", `inputs`). */
function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
