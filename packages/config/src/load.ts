import { basename, resolve } from "node:path";
import { ActionError, digestOfJson, resolveInWorkspace } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Config } from "./config.ts";
import { checkConsistency } from "./consistency.ts";
import { describeProblem, parseDocument, placeOf, plainValue, problem } from "./document.ts";
import type { Node } from "./document.ts";
import { orderByPredecessor } from "./order.ts";
import type { Policy } from "./policy.ts";
import { readPolicy } from "./policy-file.ts";
import { configSchema } from "./schema.ts";
import { fieldsOf, normalPath, readData, readDatabase, readEnvironmentEntry, readImage, readModel, readSection } from "./sections.ts";
import type { Fields } from "./sections.ts";
import { readText } from "./text-file.ts";
import { validate } from "./validator.ts";

export interface LoadOptions {
  /** The organisation's policy, which `extends: org` asks for. It holds whenever it is given. */
  readonly floor?: Policy;
  /** Stands in for the file's text, for callers that describe a project without a file. */
  readonly text?: string;
}

/** Reads `waybill.yml` (or another file of the workspace) with every default filled in. Throws one `input` error that lists every problem. */
export async function loadConfig(workspace: string, file = "waybill.yml", options: LoadOptions = {}): Promise<Config> {
  const { config, problems } = await checkConfig(workspace, file, options);
  if (config) return config;
  const lines = problems.map(describeProblem);
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  throw new ActionError("input", `'${file}' has ${count}:\n${lines.join("\n")}`);
}

/** Like `loadConfig`, with the problems as findings, for edges that annotate lines. Still throws when the file cannot be read at all. */
export async function checkConfig(
  workspace: string,
  file = "waybill.yml",
  options: LoadOptions = {},
): Promise<{ config?: Config; problems: Finding[] }> {
  const { root, problems } = parseDocument(options.text ?? (await readText(workspace, file)), normalPath(file));
  if (!root) return { problems };
  problems.push(...validate(root, configSchema));
  if (problems.length > 0) return { problems: sorted(problems) };
  const fields = plainValue(root) as Fields;
  problems.push(...checkConsistency(root, fields), ...(await checkPaths(workspace, root, fields)));
  if (problems.length > 0) return { problems: sorted(problems) };
  const policy = await readPolicy(fieldsOf(fields["policy"]), { workspace, file: normalPath(file), at: ["policy"], root, ...options });
  if (policy.problems.length > 0) return { problems: policy.problems };
  return { config: buildConfig(workspace, file, fields, policy.policy), problems: [] };
}

function buildConfig(workspace: string, file: string, fields: Fields, policy: Policy): Config {
  const images = readSection(fields["images"], readImage);
  const databases = readSection(fields["databases"], readDatabase);
  const all = { images: Object.keys(images), databases: Object.keys(databases) };
  const environments = readSection(fields["environments"], (name, entry) => readEnvironmentEntry(name, entry, all));
  const { ordered } = orderByPredecessor(new Map(Object.values(environments).map((environment) => [environment.name, environment.after])));
  const meaning = {
    name: (fields["name"] as string | undefined) ?? folderName(workspace),
    registry: (fields["registry"] as string | undefined) ?? "ghcr.io",
    images,
    data: readSection(fields["data"], readData),
    models: readSection(fields["models"], readModel),
    databases,
    environments: Object.fromEntries(ordered.map((name) => [name, environments[name]!])),
    policy,
  };
  return { file: normalPath(file), ...meaning, digest: digestOfJson(meaning) };
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
    const value = valueAt(fields, path);
    if (typeof value !== "string") continue;
    try {
      await resolveInWorkspace(workspace, value, path.join("."), { mayBeMissing: true });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      problems.push(problem(placeOf(root, path), `'${path.join(".")}' leads outside the workspace; give a path inside it`));
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
    Object.keys(fieldsOf(fields[section])).flatMap((name) =>
      keys.flatMap((key): (string | number)[][] => {
        const value = valueAt(fields, [section, name, key]);
        return Array.isArray(value) ? value.map((_, index) => [section, name, key, index]) : [[section, name, key]];
      }),
    ),
  );
}

function valueAt(fields: Fields, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step], fields);
}

function sorted(problems: Finding[]): Finding[] {
  const position = (finding: Finding): number => (finding.where?.line ?? 0) * 100_000 + (finding.where?.column ?? 0);
  return problems.sort((a, b) => position(a) - position(b));
}
