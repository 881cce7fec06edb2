import { loadConfig, secretRefs } from "@waybill/config";
import type { Config } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Way } from "@waybill/workflows";
import { Account } from "./account.ts";
import type { Left, Taken } from "./account.ts";
import { readRepository } from "./look/repository.ts";
import type { Repository } from "./look/repository.ts";
import { survey } from "./look/survey.ts";
import type { Survey } from "./look/survey.ts";
import { callerPath, callerText, chooseWay } from "./propose/caller.ts";
import type { CallerNeeds } from "./propose/caller.ts";
import { checklist } from "./propose/checklist.ts";
import { configTexts, databaseVariable } from "./propose/config-text.ts";
import { readWaybill } from "./waybill.ts";
import type { Waybill, WaybillOptions } from "./waybill.ts";
import { unifiedDiff } from "./write/diff.ts";
import { planVendoring } from "./write/vendor.ts";
import type { VendoredCopies } from "./write/vendor.ts";
import { existingText, writeFiles } from "./write/write-files.ts";
import type { NewFile } from "./write/write-files.ts";

/** What is adopted, and how. */
export interface InitOptions extends WaybillOptions {
  /** Absolute path of the project. */
  readonly workspace: string;
  /** The way that is asked for; the default depends on whether there are environments. */
  readonly way?: Way | undefined;
  /** The folder of the organisation's repository; for the way `vendored`. */
  readonly vendorDir?: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** A file that adopting needs. */
export interface InitFile {
  /** From the repository's root; of the organisation's copies, from that repository's, which `root` then names. */
  readonly path: string;
  /** `written`; `planned` in a dry run; `same` when it was there; `kept` when another one was there, which is never replaced. */
  readonly state: "written" | "planned" | "same" | "kept";
  /** What writing it would change, for `planned` and `kept`. */
  readonly diff: string;
}

/** What was found and done. */
export interface InitResult {
  readonly taken: readonly Taken[];
  readonly left: readonly Left[];
  readonly files: readonly InitFile[];
  readonly way: Way;
  /** What to call next, in order. */
  readonly commands: readonly string[];
  readonly checklist: readonly string[];
}

/**
 * Looks at a repository and writes what adopts Waybill: waybill.yml, check files, one workflow; all of them or none, and never over a file that is
 * there. Executes nothing of what it finds and asks no server. Throws an `input` error for a repository in which nothing could be released.
 */
export async function initialise(options: InitOptions): Promise<InitResult> {
  const { workspace, env, signal } = options;
  const account = new Account();
  const [waybill, repository] = [await readWaybill(options), await readRepository(workspace, env)];
  const found = await survey(workspace, repository, account, signal);
  const configFiles = filesOf(workspace, found);
  const existing = await existingConfig(configFiles, workspace, account);
  if (existing.config === undefined && isEmpty(found)) throw nothingFound(workspace, account);
  const needs = needsOf(found, existing.config, { ...options, account });
  const vendored = options.vendorDir === undefined ? undefined : await planVendoring(options.vendorDir, waybill, env);
  const files = [
    ...configFiles.map((file) => ({ file, mayWrite: !existing.isThere })),
    ...(vendored?.files ?? []).map((file) => ({ file, mayWrite: true })),
    ...(await callerFile(needs, { repository, waybill, vendored, account })).map((file) => ({ file, mayWrite: true })),
  ];
  const planned = await compareFiles(files, options, repository);
  if (!options.dryRun) await writeFiles(planned.flatMap(({ file, state }) => (state === "written" ? [file] : [])));
  const names = { registries: otherRegistries(found), pipelines: found.pipelines };
  return {
    taken: account.taken,
    left: account.left,
    files: planned.map(({ shown: path, state, diff }) => ({ path, state, diff })),
    way: needs.way,
    commands: nextCommands(planned, vendored, options, { ...repository, canRehearse: needs.environments.length > 0 }),
    checklist: checklist({
      environments: needs.environments.map((name) => ({ name, variables: variablesOf(found, existing.config, name) })),
      buildVariables: buildVariables(found, existing.config),
      otherRegistries: names.registries,
      way: needs.way,
      pipelines: names.pipelines,
    }),
  };
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

function needsOf(found: Survey, config: Config | undefined, { way, account }: InitOptions & { readonly account: Account }): CallerNeeds {
  const environments = config === undefined ? found.proposal.environments.map(({ name }) => name) : Object.keys(config.environments);
  return {
    product: config?.name ?? found.proposal.product,
    environments,
    way: chooseWay(way, environments, account),
    hasBuildValues: buildVariables(found, config).length > 0,
    hasOtherRegistry: otherRegistries(found).length > 0,
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

interface Planned {
  readonly file: NewFile;
  readonly shown: string;
  readonly state: InitFile["state"];
  readonly diff: string;
}

async function compareFiles(
  files: readonly { readonly file: NewFile; readonly mayWrite: boolean }[],
  { dryRun, workspace, vendorDir }: InitOptions,
  { root, directory }: Repository,
): Promise<Planned[]> {
  return Promise.all(
    files.map(async ({ file, mayWrite }): Promise<Planned> => {
      const before = await existingText(file);
      const isOwn = file.root === root || file.root === workspace;
      const shown = !isOwn ? `${vendorDir}/${file.path}` : file.root === root ? file.path : `${directory}/${file.path}`;
      const diff = unifiedDiff(shown, before, file.text);
      if (before !== undefined) return { file, shown, state: diff === "" ? "same" : "kept", diff };
      if (!mayWrite) return { file, shown, state: "kept", diff };
      return { file, shown, state: dryRun ? "planned" : "written", diff: dryRun ? diff : "" };
    }),
  );
}

/** The variables that a release to one environment needs, the kubeconfig among them. */
function variablesOf({ proposal }: Survey, config: Config | undefined, environment: string): string[] {
  if (config !== undefined) {
    const named = secretRefs(config, environment).flatMap(({ place, ref }) => (place.startsWith("images.") ? [] : [ref.env]));
    return [...new Set([...named, ...(config.environments[environment]?.kubeconfig === undefined ? ["KUBECONFIG"] : [])])];
  }
  const kubeconfig = proposal.environments.find(({ name }) => name === environment)?.kubeconfig ?? "KUBECONFIG";
  return [...proposal.databases.map(({ name }) => databaseVariable(proposal, name, environment)), kubeconfig];
}

function buildVariables({ proposal }: Survey, config: Config | undefined): string[] {
  if (config !== undefined)
    return [...new Set(secretRefs(config).flatMap(({ place, ref }) => (place.startsWith("images.") ? [ref.env] : [])))];
  const values = proposal.images.flatMap(({ args }) => Object.values(args));
  return [...new Set(values.flatMap((value) => (value.startsWith("env:") ? [value.slice("env:".length)] : [])))];
}

function otherRegistries({ proposal }: Survey): string[] {
  const hosts = proposal.images.flatMap(({ repository }) => repository?.split("/")[0] ?? []);
  return [...new Set(hosts)].filter((host) => host !== "ghcr.io");
}

function nextCommands(
  planned: readonly Planned[],
  vendored: VendoredCopies | undefined,
  options: InitOptions,
  { directory, canRehearse }: Repository & { readonly canRehearse: boolean },
): string[] {
  const at = directory === undefined ? "" : ` -C ${quote(directory)}`;
  if (vendored !== undefined && vendored.reference === undefined) {
    const dir = quote(options.vendorDir ?? "");
    return [
      `git -C ${dir} add .github/workflows && git -C ${dir} commit -m "Take the workflows of Waybill" && git -C ${dir} push`,
      `waybill init${at} --vendor ${dir}   # again: it writes the caller, which names that commit`,
      `waybill check${at}`,
    ];
  }
  const added = planned
    .filter(({ state, file }) => (state === "written" || state === "planned") && !vendored?.files.includes(file))
    .map(({ shown }) => quote(directory === undefined ? shown : `:/${shown}`));
  return [
    `waybill check${at}`,
    ...(canRehearse ? [`waybill rehearse${at}`] : []), // a release without an environment goes nowhere
    ...(added.length === 0 ? [] : [`git add ${added.join(" ")} && git commit -m "Release with Waybill"`]),
  ];
}

/** A path as a shell takes it. */
function quote(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
