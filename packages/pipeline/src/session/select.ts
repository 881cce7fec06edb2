import { join } from "node:path";
import type { Config, DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { didYouMean, findNearest, inputError } from "@waybill/kit";
import type { StateFolder } from "./capabilities.ts";

/** The environment of that name, or the only one; previews are none that anything is released to. Throws an `input` error that lists the known ones. */
export function findEnvironment(config: Config, name?: string): EnvironmentConfig {
  const { file = "the configuration" } = config;
  const known = Object.keys(releasedEnvironments(config));
  const chosen = name ?? (known.length === 1 ? known[0] : undefined);
  if (chosen === undefined)
    throw inputError(
      "environment",
      known.length === 0
        ? `is needed, but ${file} declares no environment; add one under 'environments' (docs/waybill-yml.md)`
        : `is needed; ${file} has ${known.join(", ")}`,
    );
  const environment = ownEntry(config.environments, chosen);
  if (environment?.preview === true)
    throw inputError(
      "environment",
      `is '${chosen}', which ${file} declares as the pattern of previews; only the commands preview and preview-remove use it`,
    );
  if (environment) return environment;
  const nearest = findNearest(chosen, known);
  const hint = nearest === undefined ? "" : `, of which '${nearest}' is the nearest`;
  throw inputError("environment", `is '${chosen}', which ${file} does not declare; it has ${known.join(", ") || "none"}${hint}`);
}

/** The environments that releases go to, by name: all but the patterns of previews. */
export function releasedEnvironments({ environments }: Config): Readonly<Record<string, EnvironmentConfig>> {
  return Object.fromEntries(Object.entries(environments).filter(([, { preview }]) => preview !== true));
}

/** As `findEnvironment`; undefined where waybill.yml declares none, so that nothing is demanded of an environment. */
export function findEnvironmentIfDeclared(config: Config, name?: string): EnvironmentConfig | undefined {
  return Object.keys(config.environments).length === 0 ? undefined : findEnvironment(config, name);
}

/** One entry of a section of waybill.yml. Throws an `input` error that lists the known names. */
export function findEntry<T>(entries: Readonly<Record<string, T>>, name: string, section: string, file = "the inputs"): T {
  const entry = ownEntry(entries, name);
  if (entry === undefined)
    throw inputError(
      "name",
      `is '${name}', which ${file} does not declare under '${section}:'; it has ${Object.keys(entries).join(", ") || "none"}${didYouMean(name, Object.keys(entries))}`,
    );
  return entry;
}

/** Every object inherits `constructor` and `toString`, which are no entries of anybody's file. */
function ownEntry<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** The names of an environment's databases, in its order. */
export function databaseNames({ databases }: Pick<EnvironmentConfig, "databases">): string[] {
  return databases.map(({ name }) => name);
}

/** A database with the address that it has in an environment. Throws an `input` error when a release to it migrates no such database. */
export function findDatabase(config: Config, environment: EnvironmentConfig, name: string): DatabaseConfig {
  const declared = findEntry(config.databases, name, "databases", config.file);
  const found = environment.databases.find((database) => database.name === declared.name);
  if (found) return found;
  throw inputError(
    "name",
    `is '${name}', which '${environment.name}' does not use; it has ${databaseNames(environment).join(", ") || "no database"}. Name it in its 'databases'`,
  );
}

/**
 * The databases that a step works on, with their addresses in its environment: the named one, those of the environment, or all of
 * waybill.yml where that is one place. Throws an `input` error for none, and where no environment is given to say which address is meant.
 */
export function selectDatabases(
  config: Config,
  choice: { readonly name?: string | undefined; readonly environment?: string | undefined },
): DatabaseConfig[] {
  const { databases, file = "the configuration" } = config;
  // Where no environment is declared, the input only says what the evidence is about.
  const declared = choice.environment !== undefined && Object.keys(config.environments).length > 0;
  const environment = declared || hasOwnAddresses(config) ? findEnvironment(config, choice.environment) : undefined;
  if (choice.name !== undefined)
    return [environment ? findDatabase(config, environment, choice.name) : findEntry(databases, choice.name, "databases", file)];
  const chosen = environment ? [...environment.databases] : Object.values(databases);
  if (chosen.length === 0)
    throw inputError("name", `is needed, because ${file} declares no database; or give 'migrations' and 'database-url'`);
  return chosen;
}

/** Whether a database has another address in some environment than in the base, so that a step must know its environment. */
function hasOwnAddresses({ databases, environments }: Config): boolean {
  return Object.values(environments).some((environment) =>
    environment.databases.some(({ name, urlKey }) => urlKey !== databases[name]?.urlKey),
  );
}

/** Folder of one environment's report, record and brief. */
export function environmentDir({ stateDir }: StateFolder, environment: string): string {
  return join(stateDir, environment);
}
