import type { Config, DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import type { Finding } from "@waybill/kit";
import { makeDatabase } from "@waybill/rehearsal";
import type { Rehearsal } from "@waybill/rehearsal";
import type { KnownDialect } from "./dialect.ts";
import { NOWHERE } from "./parts.ts";
import type { RehearsedProject } from "./project.ts";

/** The databases of one environment in a rehearsal. */
export interface RehearsedDatabases {
  /** The URL that each variable of waybill.yml stands for. */
  readonly urls: ReadonlyMap<string, string>;
  /** Those that a rehearsal has no server for. */
  readonly missing: readonly Finding[];
  /** The configuration without these. */
  readonly without: (config: Config) => Config;
}

/** An environment, or what stands for it where there is none. */
type Place = Pick<EnvironmentConfig, "name" | "databases">;

const NAMES = { postgresql: "PostgreSQL", sqlite: "SQLite", mariadb: "MariaDB" } as const;

/** How a dialect is called, and how that is known. */
export function describeDialect({ dialect, because }: KnownDialect): string {
  return `${NAMES[dialect]} (${because})`;
}

/** Gives every database of an environment one of its own, of its own kind; environments share one only where waybill.yml says so. */
export async function openDatabases(
  { config, dialectOf }: Pick<RehearsedProject, "config" | "dialectOf">,
  environment: Place,
  rehearsal: Rehearsal,
): Promise<RehearsedDatabases> {
  const urls = new Map<string, string>();
  const missing: Finding[] = [];
  const left = new Set<string>();
  for (const database of environment.databases) {
    const known = dialectOf(environment, database);
    if (known.dialect === "mariadb") {
      left.add(database.name);
      missing.push(notRehearsed(database, environment, known));
    } else if ("env" in database.url && !urls.has(database.url.env)) {
      const wanted = { environment: ownerOf(config, environment, database), database: database.name, dialect: known.dialect };
      urls.set(database.url.env, await makeDatabase(rehearsal, wanted));
    }
  }
  return { urls, missing, without: (whole) => (left.size === 0 ? whole : withoutDatabases(whole, left)) };
}

/** The first environment that has a shared database owns it. */
function ownerOf(config: Config, { name }: Place, database: DatabaseConfig): string {
  if (database.shared !== true) return name;
  const all = Object.values(config.environments);
  return all.find(({ databases }) => databases.some((each) => each.name === database.name))?.name ?? name;
}

function notRehearsed({ name }: DatabaseConfig, environment: Place, known: KnownDialect): Finding {
  return {
    rule: "not-rehearsed",
    severity: "error",
    what: `The database '${name}'${environment.name === NOWHERE ? "" : ` of ${environment.name}`} was not rehearsed: it needs ${describeDialect(known)}.`,
    next: "A rehearsal has PostgreSQL and SQLite. Whatever stands here was not tried at all; try these migrations on a copy of the database.",
  };
}

function withoutDatabases(config: Config, left: ReadonlySet<string>): Config {
  const databases = Object.fromEntries(Object.entries(config.databases).filter(([name]) => !left.has(name)));
  const environments = Object.entries(config.environments).map(([name, environment]) => [
    name,
    { ...environment, databases: environment.databases.filter((database) => !left.has(database.name)) },
  ]);
  return { ...config, databases, environments: Object.fromEntries(environments) };
}
