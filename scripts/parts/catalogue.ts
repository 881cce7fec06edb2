import { buildkit } from "./kinds/buildkit.ts";
import { docker } from "./kinds/docker.ts";
import { PartError } from "./failure.ts";
import { images } from "./kinds/images.ts";
import { kubernetes } from "./kinds/kubernetes.ts";
import { mariadb } from "./kinds/mariadb.ts";
import { network } from "./kinds/network.ts";
import type { Part } from "./part.ts";
import { postgres15, postgres18 } from "./kinds/postgres.ts";
import { registry } from "./kinds/registry.ts";
import { TOOLS } from "./kinds/tools.ts";

/** All parts; each comes after those it needs. */
export const PARTS: readonly Part[] = [network, registry, images, postgres15, postgres18, mariadb, docker, buildkit, kubernetes, ...TOOLS];

/** Returns the parts of these names and all that they need, in the order in which they can start; no name means all. */
export function selectParts(names: readonly string[]): readonly Part[] {
  if (names.length === 0) return PARTS;
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new PartError(`There is no part '${unknown.join("', '")}'. The parts are ${PARTS.map((part) => part.name).join(", ")}.`);
  const wanted = new Set<string>();
  const add = (name: string): void => {
    wanted.add(name);
    for (const need of PARTS.find((part) => part.name === name)?.needs ?? []) add(need);
  };
  for (const name of names) add(name);
  return PARTS.filter((part) => wanted.has(part.name));
}
