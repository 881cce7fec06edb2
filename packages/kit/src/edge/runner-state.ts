import * as core from "@actions/core";

/** Keeps a text for the post step of this very step, also when this process is killed a moment later; undefined forgets it. */
export function saveState(name: string, value: string | undefined): void {
  core.saveState(name, value ?? "");
}

/** What the main step kept for its post step; undefined when it kept nothing, or has forgotten it. */
export function readState(name: string): string | undefined {
  return core.getState(name) || undefined;
}
