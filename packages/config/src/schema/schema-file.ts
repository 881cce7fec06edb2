import { configSchema } from "./schema.ts";

/** The text of `waybill.schema.json`. */
export function renderSchemaFile(): string {
  return `${JSON.stringify(configSchema, undefined, 2)}\n`;
}
