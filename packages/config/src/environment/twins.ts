import { recordAt } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { DatabaseAddress, DatabaseAddresses } from "./database-addresses.ts";
import type { Fields } from "../fields.ts";
import { problem, problemOf } from "../origin.ts";
import { isPreview } from "./previews.ts";
import { originAt } from "../tree.ts";
import type { Node } from "../tree.ts";

/**
 * Environments that would be changed together because they name one database or one namespace of one cluster. Whoever means it says so with
 * `shared`. What only the values behind the names show is looked at before a connection is made.
 */
export function checkTwins(root: Node, file: Fields, addresses: DatabaseAddresses): Finding[] {
  return [...databaseTwins(file, addresses), ...namespaceTwins(root, file)];
}

function databaseTwins(file: Fields, addresses: DatabaseAddresses): Finding[] {
  const isSaid = (database: string): boolean => recordAt(file, "databases", database)["shared"] !== undefined;
  const byUrl = new Map<string, [environment: string, address: DatabaseAddress][]>();
  for (const [environment, entries] of addresses)
    for (const address of entries) byUrl.set(address.url, [...(byUrl.get(address.url) ?? []), [environment, address]]);
  return [...byUrl].flatMap(([url, users]): Finding[] => {
    const environments = [...new Set(users.map(([environment]) => environment))];
    // A preview shares nothing, whatever is said.
    const silent = users.find(([environment, { database }]) => !isSaid(database) || isPreview(recordAt(file, "environments")[environment]));
    const last = users.at(-1);
    if (environments.length < 2 || !silent || !last) return [];
    const { database, origin } = last[1];
    return [
      problem(
        origin,
        `${environments.join(" and ")} have one address, ${url}, for the database '${database}', so a release to one could migrate the other; ` +
          `give '${last[0]}' a 'url' of its own in its own file, or say 'shared: false' in 'databases.${silent[1].database}' where ${url} has another value in each, ` +
          `'shared: true' where they have one database on purpose`,
      ),
    ];
  });
}

function namespaceTwins(root: Node, file: Fields): Finding[] {
  const targets = new Map<string, [name: string, fields: Fields]>();
  return Object.entries(recordAt(file, "environments")).flatMap(([name, entry]): Finding[] => {
    const fields = recordAt(entry);
    // Each of its namespaces has the number of a pull request in its name.
    if (isPreview(entry)) return [];
    const target = JSON.stringify([fields["kubeconfig"] ?? null, fields["context"] ?? null, fields["namespace"] ?? "default"]);
    const twin = targets.get(target);
    targets.set(target, twin ?? [name, fields]);
    if (!twin || fields["shared"] !== undefined || twin[1]["shared"] !== undefined) return [];
    return [
      problemOf(
        originAt(root, ["environments", name]),
        `deploys to the same namespace of the same cluster as '${twin[0]}', so each would undo the other; give them different namespaces, ` +
          `or say 'shared: false' where the same kubeconfig leads to another cluster in each ('shared: true' where it is one namespace on purpose)`,
      ),
    ];
  });
}
