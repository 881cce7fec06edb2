import * as core from "@actions/core";
import { inputError } from "../error.ts";

/** The trimmed value of an input, or undefined when it is empty. Throws an `input` error when a required one is missing. */
export function readInput(name: string, options: { required: true }): string;
export function readInput(name: string, options?: { required?: boolean }): string | undefined;
export function readInput(name: string, options?: { required?: boolean }): string | undefined {
  const value = core.getInput(name);
  if (value !== "") return value;
  if (options?.required) throw inputError(name, "is required but empty; give it a value under 'with:'");
  return undefined;
}

/** A boolean input: `true` or `false`, nothing else. */
export function readBoolean(name: string): boolean {
  const value = core.getInput(name);
  if (value === "true") return true;
  if (value === "false" || value === "") return false;
  throw inputError(name, `is '${value}'; allowed are true and false`);
}

/** A list input: one entry a line or separated by commas; empty entries are dropped. */
export function readList(name: string): string[] {
  return core
    .getInput(name)
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
