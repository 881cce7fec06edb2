import type { Config } from "@waybill/config";
import type { CommandContext } from "../command-context.ts";
import { table } from "../table.ts";

/** What a real release will need that no rehearsal can give, to be taken to GitHub. */
export async function describeNeeded(
  config: Config,
  { workspace, env }: Pick<CommandContext, "env"> & { readonly workspace: string },
): Promise<string> {
  const { releaseChecklist } = await import("@waybill/init");
  const { steps, permissions } = await releaseChecklist({ config, workspace, env, searchFrom: import.meta.dirname });
  const marked = table(steps.map((step) => ["[ ]", step]));
  const reasons = table(permissions.map(({ permission, reason }) => ["   ", permission, reason]));
  return `Before the first real release (docs/init.md says why and how)\n${marked}  [ ]  Permissions of the workflow's job:\n${reasons}`;
}
