import { appendFile } from "node:fs/promises";
import * as core from "@actions/core";

const given = new Set<string>();

/** Whether this process has set an output of that name. */
export function hasOutput(name: string): boolean {
  return given.has(name);
}

/** Sets an output of the step; undefined sets the empty text, so that a later step always sees a defined output. */
export function setOutput(name: string, value: string | number | boolean | undefined): void {
  given.add(name);
  core.setOutput(name, value ?? "");
}

/** Adds Markdown to the job summary where the runner has one. */
export async function writeSummary(markdown: string): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file) await appendFile(file, `${markdown}\n`);
}

/** Lists an artifact of this step for the runner (`$GITHUB_ARTIFACTS`, runners from July 2026); older runners ignore it. */
export async function appendArtifact(line: `oci://${string}` | `file://${string}`): Promise<void> {
  const file = process.env["GITHUB_ARTIFACTS"];
  if (file) await appendFile(file, `${line}\n`);
}
