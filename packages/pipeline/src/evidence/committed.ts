import { relative } from "node:path";
import { ActionError } from "@waybill/kit";
import type { Finding, UncommittedFile } from "@waybill/kit";
import type { Committed, RunIdentity, RunLimits, Workspace } from "../session/capabilities.ts";

type Context = Committed & RunIdentity & RunLimits & Workspace;

/**
 * Refuses to change anything by a configuration or policy that is not committed: whoever edits the file in the workspace would take away what
 * it demands, and nobody could read later what did hold. A dry run and a rehearsal change nothing that matters and may. Throws a `verdict`
 * error that names each file.
 */
export async function requireCommitted(context: Context): Promise<void> {
  if (context.dryRun || context.run.rehearsal) return;
  const files = await context.findUncommitted();
  if (files.length === 0) return;
  throw new ActionError(
    "verdict",
    `Nothing was changed, because what is demanded must be committed:\n${files.map((file) => `  ${describe(context, file)}.`).join("\n")}\nCommit and run again. 'waybill rehearse' carries out a whole release with files that are not committed.`,
  );
}

/** The same as warnings of a plan, which changes nothing yet. */
export async function uncommittedFindings(context: Context): Promise<Finding[]> {
  if (context.run.rehearsal) return [];
  return (await context.findUncommitted()).map((file) => ({
    rule: "config-uncommitted",
    severity: "warning",
    what: `${describe(context, file)}, so nothing can be applied by it.`,
    next: "Commit it and plan again; the plan of a changed file is another one.",
  }));
}

function describe({ workspace, run }: Context, { path, why }: UncommittedFile): string {
  const inside = relative(workspace, path);
  const name = inside.startsWith("..") ? path : inside;
  return why === "untracked" ? `'${name}' is not tracked by git` : `'${name}' differs from commit ${run.commit.slice(0, 12)}`;
}
