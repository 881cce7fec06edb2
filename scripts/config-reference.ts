// The table of every key of waybill.yml, from its schema.
import { SCHEMA_FILES } from "../packages/config/src/schema/schema-file.ts";
import type { Schema } from "../packages/config/src/schema/schema-type.ts";

const config = SCHEMA_FILES["waybill.schema.json"] ?? {};
const overlay = SCHEMA_FILES["waybill.overlay.schema.json"] ?? {};

/** Every key with what it is, its default, and whether an environment's own file may say it. */
export function renderConfigKeys(): string {
  const own = new Set(keysOf(overlay, overlay, []).map(({ path }) => path));
  const rows = keysOf(config, config, []).map(
    ({ path, schema, isNeeded }) =>
      `| \`${path}\` | ${(schema.description ?? "").replaceAll("<", "&lt;")} | ${defaultOf(schema, isNeeded)} | ${own.has(path) ? "yes" : ""} |`,
  );
  return ["| key | what it is | default | in `waybill.<environment>.yml` |", "|---|---|---|---|", ...rows].join("\n");
}

interface Key {
  readonly path: string;
  readonly schema: Schema;
  readonly isNeeded: boolean;
}

function keysOf(top: Schema, part: Schema, path: readonly string[]): Key[] {
  const schema = resolve(top, part);
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    { path: [...path, key].join("."), schema: resolve(top, value), isNeeded: schema.required?.includes(key) ?? false },
    ...keysOf(top, value, [...path, key]),
  ]);
  const below = [...(schema.additionalProperties ? [schema.additionalProperties] : []), ...(schema.items ? [schema.items] : [])];
  return [
    ...own,
    ...below.flatMap((one) => keysOf(top, one, [...path, "*"])),
    ...(schema.anyOf ?? []).flatMap((one) => keysOf(top, one, path)),
  ];
}

function defaultOf(schema: Schema, isNeeded: boolean): string {
  if (isNeeded) return "**required**";
  const value = schema.default;
  return value === undefined ? "" : `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function resolve(top: Schema, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : (top.definitions?.[schema.$ref.replace("#/definitions/", "")] ?? {});
}
