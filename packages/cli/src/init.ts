import { initialise } from "@waybill/init";
import type { InitFile, InitResult } from "@waybill/init";
import type { Verdict } from "@waybill/kit";
import type { Call } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { table } from "./table.ts";

/** Writes what adopts Waybill in a project and says what became of everything that was found. */
export async function initProject(call: Call, workspace: string, { env, print, signal }: CommandContext): Promise<Verdict> {
  const result = await initialise({
    workspace,
    searchFrom: import.meta.dirname,
    env,
    commit: call.commit,
    version: call.version,
    way: call.way,
    vendorDir: call.vendor,
    dryRun: call.dryRun,
    signal,
  });
  print(describe(result));
  return "pass";
}

const STATES: Readonly<Record<InitFile["state"], string>> = {
  written: "written",
  planned: "would be written",
  same: "there already",
  kept: "not written: see the difference above",
};

/** The account of everything: differences first, because they are long, and what to do next at the end, where people look. */
function describe({ taken, left, files, commands, checklist }: InitResult): string {
  const parts = [
    ...files.flatMap(({ diff }) => (diff === "" ? [] : [diff])),
    section(
      "Found",
      taken.map(({ found, became }) => [found, "→", became]),
    ),
    section(
      "Not taken",
      left.map(({ found, why }) => [found, why]),
    ),
    section(
      "Files",
      files.map(({ path, state }) => [path, STATES[state]]),
    ),
    section(
      "Next",
      commands.map((command, index) => [`${index + 1}.`, command]),
    ),
    section(
      "Before the first release",
      checklist.map((line) => ["[ ]", line]),
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `${title}\n${table(rows)}`;
}
