import { overlaySchema } from "./overlay-schema.ts";
import { configSchema } from "./schema.ts";
import type { Schema } from "./schema-type.ts";

/** The published files by their names in the package: the schema of `waybill.yml` and that of `waybill.<environment>.yml`. */
export const SCHEMA_FILES: Readonly<Record<string, Schema>> = {
  "waybill.schema.json": configSchema,
  "waybill.overlay.schema.json": overlaySchema,
};

/** The text of a published schema. */
export function renderSchema(schema: Schema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
