import { basename, dirname, resolve } from "node:path";
import { ActionError, digestOfJson, recordAt, resolveInWorkspace, textAt, valueAt } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { Config } from "./config.ts";
import { checkConsistency } from "./consistency.ts";
import { parseDocument } from "./document.ts";
import { treeOfEntry } from "./entry-inputs.ts";
import type { EntryInputs } from "./entry-inputs.ts";
import { readSection } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { orderByPredecessor } from "./order.ts";
import { problemOf, problemsError } from "./origin.ts";
import type { PolicyFloor } from "./policy/floor.ts";
import type { Policy } from "./policy/policy.ts";
import { readPolicy } from "./policy/read-policy.ts";
import { configSchema } from "./schema/schema.ts";
import { normalPath, readData, readDatabase, readEnvironmentEntry, readImage, readModel } from "./sections.ts";
import { readSource } from "./text-file.ts";
import { originAt, originsOf, plainValue, treeOf } from "./tree.ts";
import type { Node } from "./tree.ts";
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

/** Reads `waybill.yml` (or another file of the workspace) with every default filled in. Throws one `input` error that lists every problem. */
export async function loadConfig(workspace: string, file = "waybill.yml", options: LoadOptions = {}): Promise<Config> {
  return demand(await checkConfig(workspace, file, options), file);
}

/** Like `loadConfig`, with the problems as findings, for edges that annotate lines. Still throws when the file cannot be read at all. */
export async function checkConfig(workspace: string, file = "waybill.yml", options: LoadOptions = {}): Promise<CheckedConfig> {
  const { text, digest } = await readSource(workspace, file);
  const { root, problems } = parseDocument(text, normalPath(file));
  return root ? judge(root, { workspace, file: { name: normalPath(file), digest }, floor: options.floor }) : { problems };
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
  readonly application?: string | undefined;
  readonly registry?: string | undefined;
  readonly floor?: PolicyFloor | undefined;
}

async function judge(root: Node, source: Source): Promise<CheckedConfig> {
  const problems = validate(root, configSchema);
  if (problems.length > 0) return { problems: sorted(problems) };
  const fields = recordAt(plainValue(root));
  const policy = await readPolicy({ root, ...source });
  problems.push(...checkConsistency(root, fields), ...(await checkPaths(source.workspace, root, fields)), ...policy.problems);
  if (problems.length > 0) return { problems: sorted(problems) };
  return { config: buildConfig(root, source, fields, policy.policy), problems: [] };
}

function buildConfig(root: Node, source: Source, fields: Fields, policy: Policy): Config {
  const images = readSection(fields["images"], readImage);
  const databases = readSection(fields["databases"], readDatabase);
  const all = { images: Object.keys(images), databases: Object.keys(databases) };
  const environments = readSection(fields["environments"], (name, entry) => readEnvironmentEntry(name, entry, all));
  const { ordered } = orderByPredecessor(new Map(Object.values(environments).map((environment) => [environment.name, environment.after])));
  const meaning = {
    name: textAt(fields, "name") ?? source.application ?? folderName(source.workspace),
    registry: textAt(fields, "registry") ?? source.registry ?? "ghcr.io",
    images,
    data: readSection(fields["data"], readData),
    models: readSection(fields["models"], readModel),
    databases,
    environments: Object.fromEntries(ordered.map((name) => [name, environments[name]!])),
    policy,
  };
  const digest = digestOfJson({ ...meaning, policy: meaningOf(policy) });
  const files = source.file ? [{ path: source.file.name, digest: source.file.digest }] : [];
  return { file: source.file?.name, files, origins: originsOf(root), ...meaning, digest };
}

/** A policy without the files and lines that it was read from. */
function meaningOf({ environments, signers }: Policy): unknown {
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
  images: ["context", "dockerfile"],
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
        return Array.isArray(value) ? value.map((_, index) => [section, name, key, index]) : [[section, name, key]];
      }),
    ),
  );
}

function sorted(problems: Finding[]): Finding[] {
  const position = (finding: Finding): number => (finding.where?.line ?? 0) * 100_000 + (finding.where?.column ?? 0);
  return problems.sort((a, b) => position(a) - position(b));
}
