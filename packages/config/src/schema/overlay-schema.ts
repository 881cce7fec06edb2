import { configSchema } from "./schema.ts";
import type { Schema } from "./schema-type.ts";

const definition = (name: string): Schema => configSchema.definitions?.[name] ?? {};

/** Some of an object's properties, none of them needed: the base has what an overlay leaves out. */
function partOf(schema: Schema, keep: (key: string) => boolean): Schema {
  const { required: _, minProperties: __, ...rest } = schema;
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => keep(key));
  return { ...rest, properties: Object.fromEntries(properties.map(([key, value]) => [key, optional(value)])) };
}

function optional(schema: Schema): Schema {
  return schema.properties ? partOf(schema, () => true) : schema;
}

const { properties = {} } = configSchema;
const ofEntries = (section: string, entry: Schema): Schema => ({ ...properties[section], additionalProperties: entry });

/**
 * The JSON Schema of `waybill.<environment>.yml`: where a release goes and what it needs there. What is released and validated, and in which
 * order, is the same in every environment and stands in the base; so does who may sign.
 */
export const overlaySchema: Schema = {
  ...configSchema,
  $id: "https://github.com/waybill-ci/waybill/waybill.overlay.schema.json",
  title: "waybill.<environment>.yml",
  properties: {
    version: properties["version"] ?? {},
    databases: ofEntries(
      "databases",
      partOf(definition("database"), (key) => key === "url"),
    ),
    environments: ofEntries("environments", {
      ...partOf(definition("environment"), (key) => key !== "after" && key !== "preview"),
      type: "object",
    }),
    policy: partOf(definition("policy"), (key) => key === "environments"),
  },
  definitions: {},
};
