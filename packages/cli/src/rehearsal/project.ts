import { loadConfig } from "@waybill/config";
import type { Config, DatabaseConfig, EnvironmentConfig, PolicyFloor } from "@waybill/config";
import { findEnvironment, knownImages, parseImages } from "@waybill/pipeline";
import type { Builder, Env, ImageReferences } from "@waybill/pipeline";
import { findDialect } from "./dialect.ts";
import type { KnownDialect } from "./dialect.ts";

/** What a rehearsal is asked for. */
export interface ProjectOptions {
  readonly workspace: string;
  readonly env: Env;
  readonly configFile?: string | undefined;
  /** All of them, in the order in which they are released, when it is left out. */
  readonly environment?: string | undefined;
  /** JSON of name to `repository@sha256:…`, to use instead of building. */
  readonly images?: string | undefined;
  readonly builder?: Builder | undefined;
  /** The organisation's policy, which binds a rehearsal as well. */
  readonly floor?: PolicyFloor | undefined;
}

/** What is rehearsed, read and judged before anything is started. */
export interface RehearsedProject {
  readonly config: Config;
  readonly environments: readonly EnvironmentConfig[];
  readonly images: ImageReferences;
  /** What each database of an environment speaks. */
  readonly dialectOf: (environment: EnvironmentConfig, database: DatabaseConfig) => KnownDialect;
}

/** Reads what is rehearsed. Throws an `input` error for whatever is wrong with it, so that a mistake costs no wait. */
export async function readProject(options: ProjectOptions): Promise<RehearsedProject> {
  const { workspace, configFile, floor } = options;
  const config = await loadConfig(workspace, configFile, { floor });
  const all = Object.values(config.environments);
  const environments = options.environment === undefined && all.length > 1 ? all : [findEnvironment(config, options.environment)];
  const images = parseImages(options.images, config);
  for (const environment of environments) knownImages(config, environment, images);
  const dialects = new Map<DatabaseConfig, KnownDialect>();
  for (const database of environments.flatMap((environment) => environment.databases))
    dialects.set(database, await findDialect(database, options));
  return {
    config,
    environments,
    images,
    dialectOf: (environment, { name }) => {
      const database = environment.databases.find((each) => each.name === name);
      return (database && dialects.get(database)) ?? { dialect: "postgresql", because: "nothing says otherwise" };
    },
  };
}
