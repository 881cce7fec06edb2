import { filesOf } from "@waybill/config";
import type { Config, DataConfig, ModelConfig } from "@waybill/config";
import { digestOfJson, digestOfPath, resolveInWorkspace } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import type { BasisFile, ConfigurationFile, Declared, Expectation } from "@waybill/record";
import type { Project, Reporting, Workspace } from "../session/capabilities.ts";
import { requireFiles } from "../session/files.ts";
import { databaseNames } from "../session/select.ts";
import type { Target } from "./demands.ts";

/** Of what waybill.yml demands of a data set: evidence about other demands is no evidence. */
export async function declarationOfData({ workspace }: Workspace, entry: DataConfig): Promise<Digest> {
  const checks = entry.checks === undefined ? entry.inline : await digestAt(workspace, entry.checks);
  return digestOfJson({ checks: checks ?? null, history: entry.history ?? null });
}

/** Of what waybill.yml demands of a model. */
export function declarationOfModel({ gate, allowPickle, metrics, baseline }: ModelConfig): Digest {
  return digestOfJson({ gate, allowPickle, metrics: metrics ?? null, baseline: baseline ?? null });
}

/**
 * The files that the verdict about a data set rests on, as they are now. Its history is none of them: it grows by every run that passes, so the
 * validation itself makes it another file, and evidence that named its digest would never hold. Whoever rewrites it in the repository makes a
 * new commit, and evidence is of one commit.
 */
export async function basisOfData({ workspace }: Workspace, { checks }: DataConfig): Promise<BasisFile[]> {
  return basisAt(workspace, { checks });
}

async function basisAt(workspace: string, files: { readonly [Role in BasisFile["role"]]?: string | undefined }): Promise<BasisFile[]> {
  const found: BasisFile[] = [];
  for (const role of ["checks", "metrics", "baseline"] as const) {
    const path = files[role];
    if (path !== undefined) found.push({ role, path, digest: await digestAt(workspace, path) });
  }
  return found;
}

/** The files that hold for a release to an environment, as evidence names them: first the one that all environments share. */
export function configurationOf(config: Config, environment: Pick<Target, "name">): ConfigurationFile[] {
  return filesOf(config, environment.name).map(({ path, digest }) => ({ path, digest }));
}

/** The product that evidence is of: the name that waybill.yml gives it. A name that inputs gave, or that was derived from them, is nobody's. */
export function productOf({ file, name }: Pick<Config, "file" | "name">): string | null {
  return file === undefined ? null : name;
}

/** Data, models and migrations as they are in the workspace now, for holding evidence against. */
export type Files = Pick<Expectation, "data" | "models" | "databases">;

const known = new WeakMap<Config, Map<string, Promise<Files>>>();

/**
 * Reads them once for all gates of a run: large data is not hashed before every step. The verification at the end reads every file again.
 * Throws an `input` error that names each missing file.
 */
export function declaredFiles(project: Project & Reporting, environment: Target): Promise<Files> {
  const byEnvironment = known.get(project.config) ?? new Map<string, Promise<Files>>();
  known.set(project.config, byEnvironment);
  const files = byEnvironment.get(environment.name) ?? readFiles(project, environment);
  byEnvironment.set(environment.name, files);
  return files;
}

async function readFiles(project: Project & Reporting, environment: Target): Promise<Files> {
  const { config, workspace } = project;
  await requireFiles(project, "data", Object.keys(config.data));
  await requireFiles(project, "models", Object.keys(config.models));
  await requireFiles(project, "databases", databaseNames(environment));
  const data: Record<string, Declared> = {};
  for (const entry of Object.values(config.data))
    data[entry.name] = {
      path: entry.source,
      digest: await digestAt(workspace, entry.source),
      declaration: await declarationOfData(project, entry),
      basis: await basisOfData(project, entry),
    };
  const models: Record<string, Declared> = {};
  for (const entry of Object.values(config.models))
    models[entry.name] = {
      path: entry.path,
      digest: await digestAt(workspace, entry.path),
      declaration: declarationOfModel(entry),
      basis: await basisAt(workspace, { metrics: entry.metrics, baseline: entry.baseline }),
    };
  const databases: Record<string, { path: string; digest: Digest }> = {};
  for (const { name, migrations } of environment.databases)
    databases[name] = { path: migrations, digest: await digestAt(workspace, migrations) };
  return { data, models, databases };
}

async function digestAt(workspace: string, path: string): Promise<Digest> {
  return (await digestOfPath(await resolveInWorkspace(workspace, path, "path"))).digest;
}
