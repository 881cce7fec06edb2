import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { entryOf } from "./entries.ts";
import type { Invocation } from "./measure/process.ts";

/** Runs a committed action as a runner does: inputs as variables, outputs and summary as files. */
export async function actionRun(
  name: string,
  inputs: Readonly<Record<string, string>>,
  place: { readonly folder: string; readonly workspace: string; readonly env?: Readonly<Record<string, string>> | undefined },
): Promise<Invocation> {
  const files: Record<string, string> = {};
  for (const file of ["OUTPUT", "STATE", "ENV", "STEP_SUMMARY"]) {
    const path = join(place.folder, `github-${file.toLowerCase()}`);
    await writeFile(path, "");
    files[`GITHUB_${file}`] = path;
  }
  const variables = Object.entries(inputs).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]);
  return {
    command: process.execPath,
    args: [await entryOf(name)],
    cwd: place.workspace,
    env: {
      PATH: process.env["PATH"],
      HOME: place.folder,
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: place.workspace,
      GITHUB_REPOSITORY: "acme/bench",
      GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
      GITHUB_REF: "refs/heads/main",
      GITHUB_ACTOR: "bench",
      GITHUB_RUN_ID: "1",
      ...files,
      ...Object.fromEntries(variables),
      ...place.env,
    },
  };
}
