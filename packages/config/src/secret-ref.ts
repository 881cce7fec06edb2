import type { Config, EnvironmentConfig } from "./config.ts";
import { configSchema } from "./schema/schema.ts";
import type { Schema } from "./schema/schema.ts";
import { SecretText } from "./secret.ts";
import type { Secret, SecretRef } from "./secret.ts";

/** A secret that a configuration names, with the key where it stands, such as `images.api.probe.env.TOKEN`. */
export interface PlacedSecret {
  /** The place in the schema, one of `secretPlaces`. */
  readonly place: string;
  readonly at: string;
  readonly ref: SecretRef;
}

/** Reads `env:NAME`; undefined for any other text, which then stands for itself. */
export function parseSecretRef(text: string): SecretRef | undefined {
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)?.[1];
  return name === undefined ? undefined : { env: name };
}

/** Every secret that a configuration names, in the order of its sections; with an environment those that a release to it reads. */
export function secretRefs(config: Pick<Config, "images" | "databases" | "environments">, environment?: string): PlacedSecret[] {
  const isAsked = ({ name }: EnvironmentConfig): boolean => environment === undefined || name === environment;
  const environments = Object.values(config.environments).filter(isAsked);
  const images = Object.values(config.images).filter(
    ({ name }) => environment === undefined || environments.some((one) => one.images.includes(name)),
  );
  // By their keys, because environments without an address of their own have the base's.
  const bases = environment === undefined ? Object.values(config.databases) : [];
  const databases = new Map([...bases, ...environments.flatMap((one) => one.databases)].map((database) => [database.urlKey, database.url]));
  const found: PlacedSecret[] = [];
  /** `place` as `secretPlaces` writes it; `names` are what its stars stand for, but for the last one, which is the key. */
  const look = (place: string, names: readonly string[], values: Readonly<Record<string, string | Secret | undefined>>): void => {
    for (const [key, value] of Object.entries(values)) {
      // What an input gave has no name; whoever reads it hides it first.
      if (value === undefined || value instanceof SecretText) continue;
      const ref = typeof value === "string" ? parseSecretRef(value) : value;
      const stars = [...names, key];
      if (ref) found.push({ place, at: place.replaceAll("*", () => stars.shift() ?? ""), ref });
    }
  };
  for (const { name, args, probe, secrets } of images) {
    look("images.*.args.*", [name], args);
    look("images.*.probe.env.*", [name], probe?.env ?? {});
    look("images.*.secrets.*", [name], secrets);
  }
  for (const [urlKey, url] of databases) if (!(url instanceof SecretText)) found.push({ place: "databases.*.url", at: urlKey, ref: url });
  for (const { name, kubeconfig, secrets } of environments) {
    look("environments.*.kubeconfig", [name], { kubeconfig });
    for (const [secret, keys] of Object.entries(secrets)) look("environments.*.secrets.*.*", [name, secret], keys);
  }
  return found;
}

/** Every place where the schema of waybill.yml allows `env:NAME`, with `*` for a name that the author chooses: `images.*.args.*`. */
export function secretPlaces(schema: Schema = configSchema): string[] {
  const walk = (part: Schema, path: readonly string[]): string[] => {
    if (part.$ref !== undefined) return walk(schema.definitions?.[part.$ref.replace("#/definitions/", "")] ?? {}, path);
    if (part["x-env"]) return [path.join(".")];
    return [
      ...Object.entries(part.properties ?? {}).flatMap(([key, value]) => walk(value, [...path, key])),
      ...(part.additionalProperties ? walk(part.additionalProperties, [...path, "*"]) : []),
      ...(part.items ? walk(part.items, [...path, "*"]) : []),
      ...(part.anyOf ?? []).flatMap((alternative) => walk(alternative, path)),
    ];
  };
  return walk(schema, []);
}
