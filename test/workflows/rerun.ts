import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** The outputs of jobs that stand, by the workflow's file and the job's id. */
export type StandingJobs = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/**
 * Copies a product as a re-run of failed jobs meets it: a job that ended well in an earlier attempt is not run again, and its outputs stand
 * (the model's `rerun`). act has no attempts, so in the copy such a job does nothing and has the outputs of then.
 */
export async function layOutRerun(product: string, into: string, standing: StandingJobs): Promise<void> {
  await cp(product, into, { recursive: true });
  for (const [name, jobs] of Object.entries(standing)) {
    const file = join(into, ".github/workflows", name);
    const workflow = parseDocument(await readFile(file, "utf8"));
    for (const [id, outputs] of Object.entries(jobs))
      workflow.setIn(["jobs", id], { name: `${id}, of an earlier attempt`, "runs-on": "ubuntu-latest", outputs, steps: [{ run: "true" }] });
    await writeFile(file, workflow.toString({ lineWidth: 0 }));
  }
}

/** The value that a step of a run gave to an output last. */
export function outputIn(log: string, name: string): string {
  return [...log.matchAll(new RegExp(`::set-output:: ${name}=(.*)$`, "gm"))].at(-1)?.[1] ?? "";
}
