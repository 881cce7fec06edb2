import { recordAt } from "@waybill/kit";
import type { Config, ConfigFile } from "./config.ts";
import { filesOf } from "./files.ts";
import { readConfig } from "./load.ts";
import type { LoadOptions } from "./load.ts";
import type { Origin } from "./origin.ts";
import { configSchema } from "./schema/schema.ts";
import type { Schema } from "./schema/schema-type.ts";
import { choose } from "./schema/validator.ts";
import { mergeTrees, plainValue } from "./tree.ts";
import type { Node } from "./tree.ts";

/** One value of a configuration: a scalar, or what a list has at one place. */
export interface EffectiveValue {
  /** Keys, and numbers for places in a list. */
  readonly path: readonly (string | number)[];
  /** JSON; a secret is `env:NAME`. */
  readonly value: unknown;
  /** `file:line`, or `default`. */
  readonly from: string;
}

/** What the files of a configuration come to. */
export interface EffectiveConfig {
  readonly environment?: string | undefined;
  readonly files: readonly ConfigFile[];
  readonly values: readonly EffectiveValue[];
}

/**
 * The configuration as it holds for one environment, or the base with what each environment says of itself; every value with its origin, and
 * the fixed defaults of what is there. Policies that the project's own stands on are left out. Throws as `loadConfig` does; `environment` is
 * one of the configuration's.
 */
export async function describeConfig(
  workspace: string,
  file: string | undefined,
  { environment, ...options }: LoadOptions & { readonly environment?: string | undefined },
): Promise<EffectiveConfig> {
  const { config, root, overlays } = await readConfig(workspace, file, options);
  const chosen = overlays.filter((overlay) => environment === undefined || overlay.environment === environment);
  // Demands of an environment's own file come on top of the base's, so their lists are joined.
  const whole = chosen.reduce((tree, overlay) => mergeTrees(tree, part(overlay.root, "policy"), "join"), root);
  const addressed =
    environment === undefined ? whole : chosen.reduce((tree, overlay) => mergeTrees(tree, part(overlay.root, "databases")), whole);
  const shown = environment === undefined ? addressed : withOnly(addressed, environment);
  const values = [...walk(shown, configSchema, [], computedDefaults(config))];
  return { environment, files: environment === undefined ? config.files : filesOf(config, environment), values };
}

function part(root: Node, key: string): Node {
  const member = root.members?.get(key);
  return { ...root, members: new Map(member ? [[key, member]] : []) };
}

/** The tree with one of its environments. */
function withOnly(root: Node, environment: string): Node {
  const section = root.members?.get("environments");
  const member = section?.value.members?.get(environment);
  if (!section || !member) return root;
  const value = { ...section.value, members: new Map([[environment, member]]) };
  return { ...root, members: new Map(root.members).set("environments", { ...section, value }) };
}

/** Defaults that follow from other values, by key. */
function computedDefaults({ name, images, environments }: Config): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  return new Map<string, Readonly<Record<string, unknown>>>([
    ["", { name }],
    ...Object.values(images).map((image) => [`images.${image.name}`, { dockerfile: image.dockerfile }] as const),
    ...Object.values(environments).map(
      (one) => [`environments.${one.name}`, { databases: one.databases.map((database) => database.name), images: one.images }] as const,
    ),
  ]);
}

type Path = readonly (string | number)[];

function* walk(
  node: Node,
  part_: Schema,
  path: Path,
  computed: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): Generator<EffectiveValue> {
  const schema = choose(configSchema, node, part_);
  const from = placeOf(node.origin);
  if (node.items) {
    for (const [index, item] of node.items.entries()) yield { path: [...path, index], value: plainValue(item), from: placeOf(item.origin) };
    if (node.items.length === 0) yield { path, value: [], from };
    return;
  }
  // An entry that is empty in the file has its defaults all the same.
  const members = node.members ?? (node.type === "null" && schema?.properties ? new Map() : undefined);
  if (!members) return yield { path, value: plainValue(node), from };
  let shown = 0;
  for (const [key, member] of members) {
    if (schema?.patternProperties && key.startsWith("x-")) continue;
    shown++;
    yield* walk(member.value, schema?.properties?.[key] ?? (schema?.additionalProperties || {}), [...path, key], computed);
  }
  // What a policy leaves out may be said by the files that it stands on.
  const properties = path[0] === "policy" ? {} : (schema?.properties ?? {});
  const fixed = Object.fromEntries(Object.entries(properties).map(([key, property]) => [key, property.default]));
  for (const [key, value] of Object.entries({ ...fixed, ...computed.get(path.join(".")) })) {
    if (value === undefined || members.has(key)) continue;
    shown++;
    yield* defaults(value, [...path, key]);
  }
  if (shown === 0) yield { path, value: {}, from };
}

function* defaults(value: unknown, path: Path): Generator<EffectiveValue> {
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(recordAt(value));
  if (entries.length === 0) yield { path, value, from: "default" };
  for (const [step, one] of entries) yield { path: [...path, step], value: one, from: "default" };
}

function placeOf(origin: Origin): string {
  return origin.from === "file" ? `${origin.place.file}:${origin.place.line}` : `input '${origin.input}'`;
}

/** Where the databases of other environments are, for whoever prints all of them at once: by the key of the base's URL. */
export function otherAddresses({ environments, origins }: Config): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const environment of Object.values(environments)) {
    for (const { name, url, urlKey } of environment.databases) {
      const [base, origin] = [`databases.${name}.url`, origins.get(urlKey)];
      if (urlKey === base || !origin || !("env" in url)) continue;
      found.set(base, [...(found.get(base) ?? []), `${environment.name}: env:${url.env}, ${placeOf(origin)}`]);
    }
  }
  return found;
}
