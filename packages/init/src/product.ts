import { loadConfig } from "@waybill/config";
import type { Config } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Way } from "@waybill/workflows";
import { Account } from "./account.ts";
import { readRepository } from "./look/repository.ts";
import type { Repository } from "./look/repository.ts";
import { survey } from "./look/survey.ts";
import type { Survey } from "./look/survey.ts";
import { readFoundCaller } from "./look/found-caller.ts";
import { callerPath, callerText, chooseWay } from "./propose/caller.ts";
import type { CallerNeeds } from "./propose/caller.ts";
import type { ChecklistNeeds } from "./propose/checklist.ts";
import { handedOn, needsOfConfig } from "./propose/needs.ts";
import { configTexts, databaseVariable } from "./propose/config-text.ts";
import type { Waybill } from "./waybill.ts";
import type { VendoredCopies } from "./write/vendor.ts";
import { existingText } from "./write/write-files.ts";
import type { NewFile } from "./write/write-files.ts";

/** A file that adopting needs, and whether it may be written where it is not there. */
export interface WantedFile {
  readonly file: NewFile;
  readonly mayWrite: boolean;
}

/** What adopts Waybill for one product; nothing is written yet. */
export interface ProductPlan {
  readonly repository: Repository;
  readonly account: Account;
  readonly files: readonly WantedFile[];
  readonly needs: ChecklistNeeds;
}

export interface ProductOptions {
  /** Absolute path of the product's folder. */
  readonly workspace: string;
  /** The repository that it lies in, as far as it is known. */
  readonly above: Repository;
  /** Its name as a DNS label, where that of its folder is not enough. */
  readonly name?: string | undefined;
  readonly way?: Way | undefined;
  readonly waybill: Waybill;
  readonly vendored: VendoredCopies | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Looks at a product's folder and says what adopts Waybill for it. Throws an `input` error for a folder in which nothing could be released.
 */
export async function planProduct({ workspace, above, name, way, waybill, vendored, env, signal }: ProductOptions): Promise<ProductPlan> {
  const account = new Account();
  const read = await readRepository(workspace, env, above);
  const repository = name === undefined ? read : { ...read, product: name };
  const found = await survey(workspace, repository, account, signal);
  const configFiles = filesOf(workspace, found);
  const existing = await existingConfig(configFiles, workspace, account);
  if (existing.config === undefined && isEmpty(found)) throw nothingFound(workspace, account);
  const needs = needsOf(found, existing.config, { way, account });
  const caller = await callerFile(needs, { repository, waybill, vendored, account });
  return {
    repository,
    account,
    files: [...configFiles.map((file) => ({ file, mayWrite: !existing.isThere })), ...caller.map((file) => ({ file, mayWrite: true }))],
    needs: await needsOfPeople(found, existing.config, needs, caller[0]),
  };
}

/** What people have to set up: where the caller is kept that is there, what that one leaves to be set up. */
async function needsOfPeople(
  found: Survey,
  config: Config | undefined,
  { environments, way }: CallerNeeds,
  caller: NewFile | undefined,
): Promise<ChecklistNeeds> {
  const there = caller && (await existingText(caller));
  const kept = there === undefined ? undefined : readFoundCaller(there);
  const needs = {
    environments: environments.map((name) => ({ name, variables: variablesOf(found, config, name) })),
    buildVariables: buildVariables(found, config),
    otherRegistries: otherRegistries(found, config),
    way: kept?.way ?? way,
    pipelines: found.pipelines,
  };
  return handedOn(needs, caller?.path, kept);
}

function isEmpty({ proposal }: Survey): boolean {
  return [proposal.images, proposal.data, proposal.models, proposal.databases, proposal.environments].every(
    (entries) => entries.length === 0,
  );
}

function nothingFound(workspace: string, account: Account): ActionError {
  const seen = account.left.slice(0, 5).map(({ found, why }) => `\n  ${found}: ${why}`);
  return new ActionError(
    "input",
    `Nothing in '${workspace}' could be released, so nothing was written. Looked for: Dockerfiles, Compose services with 'build:', folders of numbered SQL files, Kubernetes manifests, CSV files in a folder 'data', models (.onnx, .safetensors). Give the product's folder as '--directory' if it lies deeper.${seen.length === 0 ? "" : `\nSeen and not taken:${seen.join("")}`}`,
  );
}

function filesOf(workspace: string, { proposal }: Survey): NewFile[] {
  const checks = proposal.data.flatMap(({ checks: path, text }) => (text === undefined ? [] : [{ root: workspace, path, text }]));
  return [...configTexts(proposal).map((text) => ({ root: workspace, ...text })), ...checks];
}

/** A waybill.yml that is there says what is released, whatever would have been written. */
async function existingConfig(
  [base]: readonly NewFile[],
  workspace: string,
  account: Account,
): Promise<{ isThere: boolean; config?: Config }> {
  if (base === undefined || (await existingText(base)) === undefined) return { isThere: false };
  try {
    return { isThere: true, config: await loadConfig(workspace) };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    account.leave("waybill.yml", `it is kept, and cannot be used as it is: ${error.message}`);
    return { isThere: true };
  }
}

function needsOf(
  found: Survey,
  config: Config | undefined,
  { way, account }: { readonly way: Way | undefined; readonly account: Account },
): CallerNeeds {
  const environments =
    config === undefined ? found.proposal.environments.map(({ name }) => name) : needsOfConfig(config).environments.map(({ name }) => name);
  return {
    product: config?.name ?? found.proposal.product,
    environments,
    way: chooseWay(way, environments, account),
    hasBuildValues: buildVariables(found, config).length > 0,
    hasOtherRegistry: otherRegistries(found, config).length > 0,
  };
}

interface CallerPlace {
  readonly repository: Repository;
  readonly waybill: Waybill;
  readonly vendored: VendoredCopies | undefined;
  readonly account: Account;
}

/** Nothing can name copies that no commit holds yet. A workflow of that name that is about something else stays, and the caller gets another. */
async function callerFile(needs: CallerNeeds, { repository, waybill, vendored, account }: CallerPlace): Promise<NewFile[]> {
  if (needs.way === "vendored" && vendored?.reference === undefined) return [];
  const { root } = repository;
  const text = callerText(needs, repository, waybill, vendored?.reference);
  const path = callerPath(repository);
  const there = await existingText({ root, path, text });
  if (there === undefined || /waybill/i.test(there)) return [{ root, path, text }];
  const other = callerPath(repository, "waybill");
  account.leave(path, `it stays as it is; what calls Waybill is '${other}'`);
  return [{ root, path: other, text }];
}

/** The variables that a release to one environment needs, the kubeconfig among them. */
function variablesOf({ proposal }: Survey, config: Config | undefined, environment: string): readonly string[] {
  if (config !== undefined) return needsOfConfig(config).environments.find(({ name }) => name === environment)?.variables ?? [];
  const kubeconfig = proposal.environments.find(({ name }) => name === environment)?.kubeconfig ?? "KUBECONFIG";
  return [...proposal.databases.map(({ name }) => databaseVariable(proposal, name, environment)), kubeconfig];
}

function buildVariables({ proposal }: Survey, config: Config | undefined): readonly string[] {
  if (config !== undefined) return needsOfConfig(config).buildVariables;
  const values = proposal.images.flatMap(({ args }) => Object.values(args));
  return [...new Set(values.flatMap((value) => (value.startsWith("env:") ? [value.slice("env:".length)] : [])))];
}

function otherRegistries({ proposal }: Survey, config: Config | undefined): readonly string[] {
  if (config !== undefined) return needsOfConfig(config).otherRegistries;
  const hosts = proposal.images.flatMap(({ repository }) => repository?.split("/")[0] ?? []);
  return [...new Set(hosts)].filter((host) => host !== "ghcr.io");
}
