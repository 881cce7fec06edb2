import { loadConfig } from "@waybill/config";
import type { Config, DatabaseConfig, EnvironmentConfig, PolicyFloor } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { findEnvironment, knownImages, parseImages, releasedEnvironments } from "@waybill/pipeline";
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
  /** In the order in which they are released; none where the configuration declares none. */
  readonly environments: readonly EnvironmentConfig[];
  readonly images: ImageReferences;
  /** What each database of an environment speaks. */
  readonly dialectOf: (environment: Pick<EnvironmentConfig, "databases">, database: DatabaseConfig) => KnownDialect;
}

/** Reads what is rehearsed. Throws an `input` error for whatever is wrong with it, so that a mistake costs no wait. */
export async function readProject(options: ProjectOptions): Promise<RehearsedProject> {
  const { workspace, configFile, floor } = options;
  const config = await loadConfig(workspace, configFile, { floor });
  const environments =
    options.environment === undefined ? Object.values(releasedEnvironments(config)) : [findEnvironment(config, options.environment)];
  const images = parseImages(options.images, config);
  if (environments.length === 0) refuseNothing(config, images);
  for (const environment of environments) knownImages(config, environment, images);
  const dialects = new Map<DatabaseConfig, KnownDialect>();
  const databases =
    environments.length === 0 ? Object.values(config.databases) : environments.flatMap((environment) => environment.databases);
  for (const database of databases) dialects.set(database, await findDialect(database, options));
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

function refuseNothing({ file = "the configuration", ...config }: Config, given: ImageReferences): void {
  const built = Object.keys(config.images).filter((name) => !Object.hasOwn(given, name));
  const declared = [config.data, config.models, config.databases].flatMap((section) => Object.keys(section));
  if (built.length + declared.length > 0) return;
  throw inputError("config", `is '${file}', which declares nothing to try: no environment, and no image to build, data, model or database`);
}
