import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ActionError, digestOfJson, inputError, recordAt, resolveInWorkspace, textAt, valueAt } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { Config, ConfigFile, DatabaseConfig } from "./config.ts";
import { checkConsistency } from "./consistency.ts";
import { addressedIn, databaseAddresses } from "./environment/database-addresses.ts";
import type { DatabaseAddresses } from "./environment/database-addresses.ts";
import { parseDocument } from "./document.ts";
import { treeOfEntry } from "./entry-inputs.ts";
import type { EntryInputs } from "./entry-inputs.ts";
import { readSection } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { orderByPredecessor } from "./order.ts";
import { checkPreviews, usedDatabases } from "./environment/previews.ts";
import { problemOf, problemsError } from "./origin.ts";
import { mergeEnvironments, readOverlays } from "./environment/overlay.ts";
import type { Overlay } from "./environment/overlay.ts";
import type { PolicyFloor } from "./policy/floor.ts";
import type { Policy } from "./policy/policy.ts";
import { readPolicy } from "./policy/read-policy.ts";
import type { ReadPolicy } from "./policy/read-policy.ts";
import { configSchema } from "./schema/schema.ts";
import { isImageContext, normalPath, readData, readDatabase, readEnvironmentEntry, readImage, readModel } from "./sections.ts";
import { findProjectFolders } from "./project-folders.ts";
import { readSource } from "./text-file.ts";
import { nodeAt, originAt, originsOf, plainValue, treeOf } from "./tree.ts";
import type { Node } from "./tree.ts";
import { checkTwins } from "./environment/twins.ts";
import { validate } from "./schema/validator.ts";

export interface LoadOptions {
  /** The organisation's policy, which `extends: org` asks for. It binds whenever it is given. */
  readonly floor?: PolicyFloor | undefined;
}

/** A configuration, or what is wrong with it. */
export interface CheckedConfig {
  readonly config?: Config | undefined;
  readonly problems: Finding[];
}

const DEFAULT_FILE = "waybill.yml";

/** Nobody named the file, so an input that names one cannot be what is wrong. A repository may hold several products, each in a folder. */
async function noConfig(workspace: string): Promise<ActionError> {
  const found = await findProjectFolders(workspace, DEFAULT_FILE);
  const next =
    found.length > 0
      ? `There is one in ${found.join(" and in ")}; give that folder as 'working-directory', at a terminal as '--directory'`
      : "In a workflow check the repository out before this step (actions/checkout), and give 'working-directory' where the project lies in a folder; at a terminal go to the project's folder or give '--directory'. For a repository that has none yet, 'waybill init' writes one";
  return inputError("config", `is not given, and there is no waybill.yml in '${workspace}', so nothing says what is released. ${next}`);
}

/** Reads `waybill.yml` (or another file of the workspace) with every default filled in. Throws one `input` error that lists every problem. */
export async function loadConfig(workspace: string, file = DEFAULT_FILE, options: LoadOptions = {}): Promise<Config> {
  return demand(await checkConfig(workspace, file, options), file);
}

/** Like `loadConfig`, with the problems as findings, for edges that annotate lines. Still throws when the file cannot be read at all. */
export async function checkConfig(workspace: string, file = DEFAULT_FILE, options: LoadOptions = {}): Promise<CheckedConfig> {
  const { config, problems } = await readFiles(workspace, file, options);
  return { config, problems };
}

/** Like `loadConfig`, with the trees that it was read from: that of the base with what its environments say, and those of their own files. */
export async function readConfig(workspace: string, file = DEFAULT_FILE, options: LoadOptions = {}): Promise<Trees & { config: Config }> {
  const { root, overlays, ...checked } = await readFiles(workspace, file, options);
  return { config: demand(checked, file), root, overlays };
}

interface Trees {
  readonly root: Node;
  readonly overlays: readonly Overlay[];
}

async function readFiles(workspace: string, file: string, options: LoadOptions): Promise<CheckedConfig & Trees> {
  if (file === DEFAULT_FILE && !existsSync(join(workspace, file))) throw await noConfig(workspace);
  const { text, digest } = await readSource(workspace, file);
  const name = normalPath(file);
  const { root = treeOf({}, { from: "input", input: "config", key: "" }), problems } = parseDocument(text, name);
  if (problems.length > 0) return { problems, root, overlays: [] };
  const declared = [...(nodeAt(root, ["environments"])?.members?.keys() ?? [])];
  const { overlays, problems: found } = await readOverlays(workspace, name, declared);
  const source = { workspace, file: { name, digest }, overlays, floor: options.floor };
  const judged = await judge(root, source, found);
  return { ...judged, problems: sorted(judged.problems, name), root: mergeEnvironments(root, overlays), overlays };
}

/**
 * The configuration that a step's inputs describe without a file, judged by the same rules as a file. Throws one `input` error that names
 * the input of every problem.
 */
export async function configOfEntry(workspace: string, entry: EntryInputs, { floor }: LoadOptions = {}): Promise<Config> {
  const { application, registry } = entry;
  return demand(await judge(treeOfEntry(entry), { workspace, application, registry, floor }), "The inputs");
}

/** What the organisation's policy says by itself, for judging where there is no project. Throws an `input` error with every problem of it. */
export async function policyOfFloor(floor: PolicyFloor): Promise<Policy> {
  const root = treeOf({}, { from: "input", input: "policy", key: "" });
  const { policy, problems } = await readPolicy({ workspace: floor.path === undefined ? "." : dirname(floor.path), root, floor });
  if (problems.length === 0) return policy;
  throw problemsError(problems, `'${floor.file}' has ${problems.length === 1 ? "one problem" : `${problems.length} problems`}:`);
}

function demand({ config, problems }: CheckedConfig, source: string): Config {
  if (config) return config;
  throw problemsError(problems, `'${source}' has ${problems.length === 1 ? "one problem" : `${problems.length} problems`}:`);
}

/** What is known of a configuration besides its tree. */
interface Source {
  readonly workspace: string;
  readonly file?: { readonly name: string; readonly digest: Digest } | undefined;
  readonly overlays?: readonly Overlay[] | undefined;
  readonly application?: string | undefined;
  readonly registry?: string | undefined;
  readonly floor?: PolicyFloor | undefined;
}

/** Judges a tree with what its environments say over it; `found` is what was wrong with that on its own. */
async function judge(base: Node, source: Source, found: readonly Finding[] = []): Promise<CheckedConfig> {
  const problems = [...validate(base, configSchema), ...found];
  if (problems.length > 0) return { problems };
  // Each says nothing of other environments, so one tree holds what all of them say.
  const root = mergeEnvironments(base, source.overlays ?? []);
  problems.push(...validate(root, configSchema));
  if (problems.length > 0) return { problems };
  const fields = recordAt(plainValue(root));
  const addresses = databaseAddresses(root, source.overlays ?? []);
  const read = await readPolicy({ root, ...source });
  problems.push(...addresses.problems, ...checkConsistency(root, fields), ...checkTwins(root, fields, addresses.byEnvironment));
  problems.push(...checkPreviews(root, fields, read.policy));
  problems.push(...(await checkPaths(source.workspace, root, fields)), ...read.problems);
  return problems.length > 0
    ? { problems }
    : { config: buildConfig(root, source, fields, { ...read, addresses: addresses.byEnvironment }), problems };
}

function buildConfig(root: Node, source: Source, fields: Fields, read: ReadPolicy & { addresses: DatabaseAddresses }): Config {
  const images = readSection(fields["images"], readImage);
  const databases = readSection(fields["databases"], readDatabase);
  const origins = originsOf(root);
  const environments = readSection(fields["environments"], (name, entry) =>
    readEnvironmentEntry(name, entry, {
      images: Object.keys(images),
      used: usedDatabases(recordAt(fields, "environments"), name, Object.keys(databases)),
      databases: addressedIn(name, databases, read.addresses, origins),
    }),
  );
  const { ordered } = orderByPredecessor(new Map(Object.values(environments).map((environment) => [environment.name, environment.after])));
  const meaning = {
    name: textAt(fields, "name") ?? source.application ?? folderName(source.workspace),
    registry: textAt(fields, "registry") ?? source.registry ?? "ghcr.io",
    images,
    data: readSection(fields["data"], readData),
    models: readSection(fields["models"], readModel),
    databases,
    environments: Object.fromEntries(ordered.map((name) => [name, environments[name]!])),
    policy: read.policy,
  };
  const { file, overlays = [] } = source;
  const files: ConfigFile[] = [
    ...(file ? [{ path: file.name, digest: file.digest }] : []),
    ...overlays.map(({ file: path, digest, environment }) => ({ path, digest, environment })),
    ...read.files,
  ];
  return { file: file?.name, files, origins, ...meaning, digest: digestOfJson(meaningOf(meaning)) };
}

/** A configuration without the places that it was read from. */
function meaningOf({ databases, environments, policy, ...rest }: Omit<Config, "file" | "files" | "origins" | "digest">): unknown {
  const plain = (database: DatabaseConfig): unknown => {
    const { urlKey: _, ...meaning } = database;
    return meaning;
  };
  return {
    ...rest,
    databases: Object.values(databases).map(plain),
    environments: Object.values(environments).map((environment) => ({ ...environment, databases: environment.databases.map(plain) })),
    policy: policyMeaning(policy),
  };
}

/** A policy without the files and lines that it was read from. */
function policyMeaning({ environments, signers }: Policy): unknown {
  const demands = Object.entries(environments).map(([name, { require, selfApproval }]) => [
    name,
    { require: require.map(({ stage, allow }) => ({ stage, allow })), selfApproval },
  ]);
  return { environments: Object.fromEntries(demands), signers };
}

function folderName(workspace: string): string {
  const words = basename(resolve(workspace))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-");
  return words.slice(0, 63).replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "") || "app";
}

async function checkPaths(workspace: string, root: Node, fields: Fields): Promise<Finding[]> {
  const problems: Finding[] = [];
  for (const path of pathsOf(fields)) {
    const value = valueAt(fields, ...path);
    if (typeof value !== "string") continue;
    try {
      await resolveInWorkspace(workspace, value, path.join("."), { mayBeMissing: true });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      problems.push(problemOf(originAt(root, path), "leads outside the workspace; give a path inside it"));
    }
  }
  return problems;
}

const PATH_KEYS: Readonly<Record<string, readonly string[]>> = {
  images: ["context", "dockerfile", "contexts"],
  data: ["source", "checks", "contract", "history"],
  models: ["path", "metrics", "baseline"],
  databases: ["migrations"],
  environments: ["manifests"],
};

function pathsOf(fields: Fields): (string | number)[][] {
  return Object.entries(PATH_KEYS).flatMap(([section, keys]) =>
    Object.keys(recordAt(fields[section])).flatMap((name) =>
      keys.flatMap((key): (string | number)[][] => {
        const value = valueAt(fields, section, name, key);
        if (key === "contexts")
          return Object.entries(recordAt(value)).flatMap(([context, at]) =>
            isImageContext(String(at)) ? [] : [[section, name, key, context]],
          );
        return Array.isArray(value) ? value.map((_, index) => [section, name, key, index]) : [[section, name, key]];
      }),
    ),
  );
}

/** By their place, those of the configuration's own file first. */
function sorted(problems: readonly Finding[], own: string): Finding[] {
  const rank = ({ where }: Finding): string => (where === undefined || where.file === own ? "" : where.file);
  const position = ({ where }: Finding): number => (where?.line ?? 0) * 100_000 + (where?.column ?? 0);
  return problems.toSorted((a, b) => (rank(a) === rank(b) ? position(a) - position(b) : rank(a) < rank(b) ? -1 : 1));
}
