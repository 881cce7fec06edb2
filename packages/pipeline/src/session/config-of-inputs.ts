import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { configOfEntry, joinPolicies, loadConfig } from "@waybill/config";
import type { Config, DatabaseConfig, EntryInputs, EnvironmentConfig } from "@waybill/config";
import { ActionError, inputError, isSystemError, repositoryOf } from "@waybill/kit";
import type { SessionOptions } from "./options.ts";
import { findSecret } from "./secret.ts";
import type { SecretSource } from "./secret.ts";

type Options = Pick<SessionOptions, "workspace" | "configFile" | "floor" | "env" | "reporter">;

/** A waybill.yml, and the absolute folder that its paths are relative to. */
interface Project {
  readonly folder: string;
  readonly config: Config;
}

const DEFAULT_FILE = "waybill.yml";

/**
 * What a step's inputs describe. Where a waybill.yml lies, inputs are no way around it: what it declares is refused, and anything else that
 * would be changed is bound by its policy. That holds for the file that was named, and for the waybill.yml of this folder and of those above
 * it in the repository, so that naming another one leads around nothing. Throws an `input` error for what cannot be read, and for inputs that
 * describe what is declared.
 */
export async function configOfInputs(options: Options, entry: EntryInputs): Promise<Config> {
  const { workspace, floor, reporter } = options;
  const config = await configOfEntry(workspace, entry, { floor });
  if (entry.section !== "environments" && entry.section !== "databases") return config;
  const paths = [
    ...Object.values(config.environments).flatMap((each) => each.manifests),
    ...Object.values(config.databases).map((each) => each.migrations),
  ];
  const projects = await projectsAround(options, paths);
  for (const project of projects) {
    for (const described of Object.values(config.environments)) await refuseEnvironment(options, entry, described, project);
    for (const described of Object.values(config.databases)) await refuseDatabase(options, described, project);
  }
  if (projects.length === 0) return config;
  const policy = joinPolicies(projects.map((project) => project.config.policy));
  if (!policy)
    throw new ActionError(
      "input",
      `${projects.map((project) => nameOf(options, project)).join(" and ")} name different signers, and what these inputs describe is bound by both. Declare it in one of the files and name it.`,
    );
  if (policy.sources.length === 0)
    reporter.info(
      `${projects.map((project) => nameOf(options, project)).join(" and ")} does not declare what these inputs describe, and has no policy: no evidence is asked for.`,
    );
  const files = projects.flatMap(({ folder, config: own }) =>
    own.files.map(({ path, digest }) => ({ path: slashes(relative(workspace, join(folder, path))), digest })),
  );
  return { ...config, policy, files };
}

/** The paths are those that the inputs describe: what lies in the folder of another project of the repository is that project's. */
async function projectsAround({ workspace, configFile = DEFAULT_FILE, floor }: Options, paths: readonly string[]): Promise<Project[]> {
  const found = new Map<string, Project>();
  const load = async (folder: string, file: string): Promise<void> => {
    const path = resolve(folder, file);
    if (!existsSync(path) || found.has(realpathSync(path))) return;
    found.set(realpathSync(path), { folder, config: await loadConfig(folder, file, { floor }) });
  };
  await load(workspace, configFile);
  const top = repositoryOf(resolve(workspace)) ?? resolve(workspace);
  const described = paths.map((path) => resolve(workspace, path));
  for (const path of [resolve(workspace), ...described, ...described.map(realPathOf)])
    for (const folder of foldersUpTo(top, path)) await load(folder, DEFAULT_FILE);
  return [...found.values()];
}

/** A folder and those above it up to one of them; none where it lies elsewhere. */
function foldersUpTo(top: string, folder: string): string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (at === top || at === realPathOf(top)) return folders;
    if (dirname(at) === at) return [];
  }
}

async function refuseEnvironment(options: Options, { name }: EntryInputs, described: EnvironmentConfig, project: Project): Promise<void> {
  const declared = Object.values(project.config.environments);
  const refuse = (input: string, is: string, environment: EnvironmentConfig): never => {
    const says = `${is} environment '${environment.name}' of ${nameOf(options, project)}`;
    throw inputError(input, `${says}: write 'environment: ${environment.name}' instead of 'namespace' and 'manifests'`);
  };
  const sameName = declared.find((each) => name.input === "environment" && each.name.toLowerCase() === described.name.toLowerCase());
  const sameNamespace = declared.find(({ namespace }) => namespace === described.namespace);
  if (sameNamespace) refuse("namespace", `is '${described.namespace}', which is that of`, sameNamespace);
  if (sameName) refuse("environment", `is '${described.name}', which is`, sameName);
  for (const path of described.manifests)
    for (const environment of declared)
      if (environment.manifests.some((own) => overlap(resolve(options.workspace, path), resolve(project.folder, own))))
        refuse("manifests", `is '${path}', which holds or lies in the manifests of`, environment);
  const namespaces = declared.length === 0 ? new Map<string, string>() : await namespacesIn(options, described);
  for (const environment of declared) {
    const place = namespaces.get(environment.namespace);
    if (place !== undefined)
      refuse("manifests", `has an object in the namespace '${environment.namespace}' (${place}), which is that of`, environment);
  }
}

/** Where the objects of manifests say that they belong, or which namespace they are, each with the first that says so. An object's own namespace goes before the input's. */
async function namespacesIn({ workspace }: Options, { manifests }: EnvironmentConfig): Promise<ReadonlyMap<string, string>> {
  const { loadManifests } = await import("@waybill/kube");
  try {
    const { objects } = await loadManifests(manifests, workspace);
    return new Map(
      objects.toReversed().flatMap(({ object: { apiVersion, kind, metadata }, file, line }) => {
        const isNamespace = apiVersion === "v1" && kind === "Namespace";
        const namespace = isNamespace ? metadata.name : metadata.namespace;
        return namespace === undefined ? [] : [[namespace, `${file}:${line}`]];
      }),
    );
  } catch (error) {
    // The stage that reads them says what is wrong with them.
    if (error instanceof ActionError) return new Map();
    throw error;
  }
}

async function refuseDatabase(options: Options, described: DatabaseConfig, project: Project): Promise<void> {
  const { workspace } = options;
  const { databases, environments } = project.config;
  const source: SecretSource = options;
  const url = findSecret(source, described.url);
  for (const declared of [...Object.values(databases), ...Object.values(environments).flatMap((each) => each.databases)]) {
    const instead = `database '${declared.name}' of ${nameOf(options, project)}: write 'name: ${declared.name}', with the environment, instead of 'migrations' and 'database-url'`;
    if (overlap(resolve(workspace, described.migrations), resolve(project.folder, declared.migrations)))
      throw inputError("migrations", `is '${described.migrations}', which holds or lies in the migrations of ${instead}`);
    const own = findSecret(source, declared.url);
    if (url && own && (own === url || (await leadsToSame(options, project, url, own))))
      throw inputError("database-url", `leads to ${instead}`);
  }
}

/** Whether two URLs name one database. One that cannot be read is said where it is used. */
async function leadsToSame({ workspace }: Options, { folder }: Project, url: string, declared: string): Promise<boolean> {
  // Loaded here: only a step that migrates by inputs beside a waybill.yml asks.
  const { isSameDatabase } = await import("@waybill/migrate");
  try {
    return isSameDatabase({ url, workspace }, { url: declared, workspace: folder });
  } catch (error) {
    if (error instanceof ActionError) return false;
    throw error;
  }
}

/** Whether one of two absolute paths is the other or lies in it, behind links where they exist. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [realPathOf(one) + sep, realPathOf(other) + sep];
  return a.startsWith(b) || b.startsWith(a);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return path;
    throw error;
  }
}

/** The file of a project as somebody in the workspace writes it. */
function nameOf({ workspace }: Options, { folder, config }: Project): string {
  return slashes(relative(workspace, join(folder, config.file ?? DEFAULT_FILE)));
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}
