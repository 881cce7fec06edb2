import { crc32 } from "node:zlib";
import type { Database, TableName } from "../databases/database.ts";

/** "wayb" in the upper half, so that no tool's key is met. */
const PREFIX = 0x77617962n << 32n;

/** A lock that only runs of ours know, for one history of one tool's layout. */
export function ownLockKey(layout: string, database: Database, table: TableName): bigint {
  return PREFIX | BigInt(crc32(`${layout}\0${table.schema ?? ""}\0${table.name}\0${database.name}`));
}
