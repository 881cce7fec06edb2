import { recordAt } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { DatabaseConfig } from "../config.ts";
import { unknownName } from "../consistency.ts";
import type { Origin } from "../origin.ts";
import { problem } from "../origin.ts";
import type { Overlay } from "./overlay.ts";
import { usedDatabases } from "./previews.ts";
import { parseSecretRef } from "../secret-ref.ts";
import { nodeAt, plainValue } from "../tree.ts";
import type { Node } from "../tree.ts";

/** The URL of a database in one environment. */
export interface DatabaseAddress {
  readonly database: string;
  /** `env:NAME`. */
  readonly url: string;
  readonly origin: Origin;
  /** Whether the environment's own file says so. */
  readonly isOwn: boolean;
}
/** By environment, every database that a release to it migrates. */
export type DatabaseAddresses = ReadonlyMap<string, readonly DatabaseAddress[]>;

/** Where each environment's databases are: at the base's URL, or at that of the environment's own file. */
export function databaseAddresses(root: Node, overlays: readonly Overlay[]): { byEnvironment: DatabaseAddresses; problems: Finding[] } {
  const known = [...(nodeAt(root, ["databases"])?.members?.keys() ?? [])];
  const problems: Finding[] = [];
  const byEnvironment = new Map<string, DatabaseAddress[]>();
  const section = nodeAt(root, ["environments"]);
  const environments = recordAt(section && plainValue(section));
  for (const environment of section?.members?.keys() ?? []) {
    const used = usedDatabases(environments, environment, known);
    const overlay = overlays.find((each) => each.environment === environment);
    for (const [name, member] of (overlay && nodeAt(overlay.root, ["databases"])?.members) ?? []) {
      if (!known.includes(name)) problems.push(problem(member.origin, unknownName("database", name, known)));
      else if (!used.includes(name))
        problems.push(
          problem(
            member.origin,
            `'${environment}' does not use the database '${name}', so this changes nothing; name it in its 'databases', or remove this`,
          ),
        );
    }
    byEnvironment.set(
      environment,
      used.flatMap((database) => addressOf(root, overlay, database) ?? []),
    );
  }
  return { byEnvironment, problems };
}

function addressOf(root: Node, overlay: Overlay | undefined, database: string): DatabaseAddress | undefined {
  const own = overlay && nodeAt(overlay.root, ["databases", database, "url"]);
  const node = own ?? nodeAt(root, ["databases", database, "url"]);
  return typeof node?.scalar === "string" ? { database, url: node.scalar, origin: node.origin, isOwn: own !== undefined } : undefined;
}

/** The databases as an environment has them. An address of its own gets a key of its own in `origins`. */
export function addressedIn(
  environment: string,
  databases: Readonly<Record<string, DatabaseConfig>>,
  addresses: DatabaseAddresses,
  origins: Map<string, Origin>,
): Record<string, DatabaseConfig> {
  const addressed = { ...databases };
  for (const { database, url, origin, isOwn } of addresses.get(environment) ?? []) {
    const [base, ref] = [databases[database], parseSecretRef(url)];
    if (!base || !ref || !isOwn) continue;
    const urlKey = `environments.${environment}.databases.${database}.url`;
    origins.set(urlKey, origin);
    addressed[database] = { ...base, url: ref, urlKey };
  }
  return addressed;
}
