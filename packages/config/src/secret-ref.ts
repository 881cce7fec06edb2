import type { Config } from "./config.ts";
import { configSchema } from "./schema/schema.ts";
import type { Schema } from "./schema/schema.ts";
import { SecretText } from "./secret.ts";
import type { Secret, SecretRef } from "./secret.ts";

/** A secret that a configuration names, with the key where it stands, such as `images.api.probe.env.TOKEN`. */
export interface PlacedSecret {
  readonly at: string;
  readonly ref: SecretRef;
}

/** Reads `env:NAME`; undefined for any other text, which then stands for itself. */
export function parseSecretRef(text: string): SecretRef | undefined {
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)?.[1];
  return name === undefined ? undefined : { env: name };
}

/** Every secret that a configuration names, in the order of its sections. */
export function secretRefs({ images, databases, environments }: Pick<Config, "images" | "databases" | "environments">): PlacedSecret[] {
  return [
    ...Object.values(images).flatMap((image) => [
      ...placed(`images.${image.name}.args`, image.args),
      ...placed(`images.${image.name}.probe.env`, image.probe?.env ?? {}),
      ...placed(`images.${image.name}.secrets`, image.secrets),
    ]),
    ...Object.values(databases).flatMap((database) => placed(`databases.${database.name}`, { url: database.url })),
    ...Object.values(environments).flatMap((environment) => [
      ...placed(`environments.${environment.name}`, environment.kubeconfig ? { kubeconfig: environment.kubeconfig } : {}),
      ...Object.entries(environment.secrets).flatMap(([name, keys]) => placed(`environments.${environment.name}.secrets.${name}`, keys)),
    ]),
  ];
}

function placed(under: string, values: Readonly<Record<string, string | Secret>>): PlacedSecret[] {
  return Object.entries(values).flatMap(([key, value]) => {
    // What an input gave has no name; whoever reads it hides it first.
    if (value instanceof SecretText) return [];
    const ref = typeof value === "string" ? parseSecretRef(value) : value;
    return ref ? [{ at: `${under}.${key}`, ref }] : [];
  });
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
