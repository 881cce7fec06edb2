import { crc32 } from "node:zlib";
import type { TableName } from "./databases/database.ts";

/** The longest name that PostgreSQL keeps whole, in bytes. */
const MAX_NAME_BYTES = 63;
/** Histories with their tool's usual name; what stands beside them needs no longer one. */
const USUAL_NAMES = ["schema_migrations", "flyway_schema_history"];

/** A table of ours beside a history, in the same schema. Two histories in one schema have two, because both begin with version 1. */
export function sideTable(name: string, history: TableName): TableName {
  const { schema } = history;
  if (USUAL_NAMES.includes(history.name)) return { schema, name };
  const full = `${name}_${history.name}`;
  const isShort = Buffer.byteLength(full) <= MAX_NAME_BYTES;
  return { schema, name: isShort ? full : `${name}_${crc32(history.name).toString(16).padStart(8, "0")}` };
}
