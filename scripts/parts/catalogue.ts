import { buildkit } from "./buildkit.ts";
import { docker } from "./docker.ts";
import { PartError } from "./failure.ts";
import { images } from "./images.ts";
import { kubernetes } from "./kubernetes.ts";
import { mariadb } from "./mariadb.ts";
import { network } from "./network.ts";
import type { Part } from "./part.ts";
import { postgres15, postgres18 } from "./postgres.ts";
import { registry } from "./registry.ts";
import { TOOLS } from "./tools.ts";

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
