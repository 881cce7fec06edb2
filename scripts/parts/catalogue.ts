import { buildkit } from "./kinds/buildkit.ts";
import { docker } from "./kinds/docker.ts";
import { PartError } from "./failure.ts";
import { images } from "./kinds/images.ts";
import { kubernetes } from "./kinds/kubernetes.ts";
import { mariadb } from "./kinds/mariadb.ts";
import { network } from "./kinds/network.ts";
import type { Part } from "./part.ts";
import { ADMISSION, PEER_TOOLS, PEERS } from "./kinds/peers/peers.ts";
import { postgres15, postgres18 } from "./kinds/postgres.ts";
import { registry } from "./kinds/registry.ts";
import { TOOLS } from "./kinds/tools.ts";

/** The parts that tests need; each comes after those it needs. */
export const PARTS: readonly Part[] = [network, registry, images, postgres15, postgres18, mariadb, docker, buildkit, kubernetes, ...TOOLS];

/** The parts that tests need, then the peers, which only benches use, and what takes minutes to build for a few tests. */
export const ALL_PARTS: readonly Part[] = [...PARTS, ...PEERS, ...ADMISSION];

/** Names that stand for several parts. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  peers: [...PEER_TOOLS, ...PEERS.map((part) => part.name)],
  admission: ADMISSION.map((part) => part.name),
};

/** What can be named on the command line. */
export const PART_NAMES: readonly string[] = [...ALL_PARTS.map((part) => part.name), ...Object.keys(GROUPS)];

/** Returns the names that a name stands for when parts are ended: of a group only what tests do not need as well. */
export function namesToStop(name: string): readonly string[] {
  return GROUPS[name]?.filter((member) => !PARTS.some((part) => part.name === member)) ?? [name];
}

/**
 * Returns the parts of these names and all that they need, in the order in which they can start. No name means all that tests need: the
 * group `peers` is named when it is wanted.
 */
export function selectParts(names: readonly string[]): readonly Part[] {
  if (names.length === 0) return PARTS;
  const unknown = names.filter((name) => !PART_NAMES.includes(name));
  if (unknown.length > 0) throw new PartError(`There is no part '${unknown.join("', '")}'. The parts are ${PART_NAMES.join(", ")}.`);
  const wanted = new Set<string>();
  const add = (name: string): void => {
    wanted.add(name);
    for (const need of ALL_PARTS.find((part) => part.name === name)?.needs ?? []) add(need);
  };
  for (const name of names.flatMap((name) => GROUPS[name] ?? [name])) add(name);
  return ALL_PARTS.filter((part) => wanted.has(part.name));
}
