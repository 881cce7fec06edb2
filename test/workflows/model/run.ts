import { LIMITS } from "./limits.ts";
import { readWorkflow } from "./workflow.ts";
import type { Job, Workflow } from "./workflow.ts";

/** A job of a run, with the workflow that it stands in and the job that called that workflow. */
export interface RunJob {
  /** Ids of the calling jobs and its own, such as `release / deploy`. */
  readonly name: string;
  readonly job: Job;
  readonly workflow: Workflow;
  readonly caller: RunJob | undefined;
}

/** All jobs that a caller's run may have, those of called workflows behind the job that calls them. */
export interface Run {
  readonly workflow: Workflow;
  readonly jobs: readonly RunJob[];
  /** Why GitHub refuses to start it; empty for a good one. */
  readonly refusals: readonly string[];
  /** Levels of workflows, the caller's own included. */
  readonly levels: number;
  readonly called: ReadonlySet<string>;
}

/** The text of a workflow by `owner/name/.github/workflows/file.yml`; undefined for one that does not exist. */
export type FindText = (path: string) => string | undefined;

/** Loads a caller and, as GitHub does before a run starts, every workflow that it calls and that those call. */
export function loadRun(path: string, findText: FindText): Run {
  const [jobs, refusals, called]: [RunJob[], string[], Set<string>] = [[], [], new Set()];
  let levels = 0;
  const load = (at: string, caller: RunJob | undefined, way: readonly string[]): Workflow => {
    const workflow = readWorkflow(at, findText(at) ?? "");
    levels = Math.max(levels, way.length + 1);
    refusals.push(...workflow.problems);
    if (way.includes(at)) {
      refusals.push(`${at} calls itself.`);
      return workflow;
    }
    if (caller !== undefined && workflow.events["workflow_call"] === undefined) refusals.push(`${at} cannot be called.`);
    if (way.length >= LIMITS.workflowLevels) return workflow;
    for (const job of workflow.jobs) {
      const entry = { name: caller === undefined ? job.id : `${caller.name} / ${job.id}`, job, workflow, caller };
      jobs.push(entry);
      if (job.uses === undefined) continue;
      const target = resolveCall(at, job.uses);
      called.add(target);
      load(target, entry, [...way, at]);
    }
    return workflow;
  };
  const workflow = load(path, undefined, []);
  if (levels > LIMITS.workflowLevels)
    refusals.push(`${path} connects ${levels} levels of workflows; GitHub takes ${LIMITS.workflowLevels}.`);
  if (called.size > LIMITS.calledWorkflows)
    refusals.push(`${path} calls ${called.size} workflows; GitHub takes ${LIMITS.calledWorkflows}.`);
  return { workflow, jobs, refusals, levels, called };
}

/** Which file a `uses:` of a job means: `./` is the repository of the file that says it. */
export function resolveCall(from: string, uses: string): string {
  const path = uses.replace(/@[^@]*$/, "");
  return path.startsWith("./") ? `${repositoryOf(from)}/${path.slice(2)}` : path;
}

/** `owner/name` of a workflow's path. */
export function repositoryOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}
