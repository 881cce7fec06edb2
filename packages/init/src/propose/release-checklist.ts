import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "@waybill/config";
import { ActionError, isSystemError } from "@waybill/kit";
import { describeReasons, readCalledWorkflow, unionOf } from "@waybill/workflows";
import type { Way } from "@waybill/workflows";
import { readRepository } from "../look/repository.ts";
import type { Repository } from "../look/repository.ts";
import { readOwnWorkflows } from "../waybill.ts";
import { readFoundCaller } from "../look/found-caller.ts";
import type { FoundCaller } from "../look/found-caller.ts";
import { checklist } from "./checklist.ts";
import { handedOn, needsOfConfig } from "./needs.ts";

/** What the checklist is about. */
export interface ReleaseChecklistOptions {
  readonly config: Config;
  /** Absolute path of the project. */
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of a folder inside of Waybill: where the running code lies. */
  readonly searchFrom: string;
}

/** What has to be done by people, and what the workflow's job must be allowed, with the reason for each. */
export interface ReleaseChecklist {
  readonly steps: readonly string[];
  readonly permissions: readonly { readonly permission: string; readonly reason: string }[];
}

const CALLED: Readonly<Record<Way, readonly string[]>> = {
  public: ["release.yml"],
  vendored: ["release.yml"],
  inline: ["validate.yml", "build.yml", "deploy.yml"],
};

/**
 * What a real release of a project needs besides what its repository holds, as `waybill init` tells it: by its configuration, and by the way in
 * which the workflow that is there calls Waybill. Asks no server.
 */
export async function releaseChecklist({ config, workspace, env, searchFrom }: ReleaseChecklistOptions): Promise<ReleaseChecklist> {
  const repository = await readRepository(workspace, env);
  const needs = needsOfConfig(config);
  const caller = await findCaller(repository);
  const way = caller?.way ?? (needs.environments.length > 0 ? "inline" : "public");
  const workflow =
    caller === undefined
      ? "Workflow: none in .github/workflows calls Waybill; 'waybill init' writes it."
      : `Workflow: ${caller.path} calls Waybill; commit it to the branch that is released.`;
  const all = handedOn({ ...needs, way, pipelines: [] }, caller?.path, caller);
  return { steps: [workflow, ...checklist(all)], permissions: await permissionsOf(way, searchFrom) };
}

async function permissionsOf(way: Way, searchFrom: string): Promise<ReleaseChecklist["permissions"]> {
  let texts: Readonly<Record<string, string>>;
  try {
    texts = await readOwnWorkflows(searchFrom);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return [{ permission: "not known here", reason: error.message }];
  }
  const all = CALLED[way].flatMap((name) => readCalledWorkflow(name, texts[name] ?? "").permissions);
  return unionOf(all).map((each) => ({ permission: `${each.scope}: ${each.access}`, reason: describeReasons(each) }));
}

interface Caller extends FoundCaller {
  /** From the repository's root. */
  readonly path: string;
}

/** The workflow that calls Waybill for this product: of a product in a folder, the one that names the folder. */
async function findCaller({ root, directory }: Repository): Promise<Caller | undefined> {
  const folder = join(root, ".github", "workflows");
  const names = await readdir(folder).catch((error: unknown) => {
    // There need be none.
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return [];
    throw error;
  });
  for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const text = await readFile(join(folder, name), "utf8");
    const found = readFoundCaller(text);
    if (found && (directory === undefined || text.includes(directory))) return { path: `.github/workflows/${name}`, ...found };
  }
  return undefined;
}
