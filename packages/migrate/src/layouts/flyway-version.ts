import { crc32 } from "node:zlib";
import type { ParsedName } from "../migration.ts";

/** What Flyway reads from a file name, or undefined when the name is not one of its own. `U` files are undone only on demand and thus `ignored`. */
export function parseFlywayName(script: string): ParsedName | "ignored" | "baseline" | "callback" | undefined {
  const file = script.split("/").at(-1) ?? "";
  if (!/\.sql$/i.test(file)) return undefined;
  const base = file.slice(0, -4);
  if (CALLBACKS.has(base.split("__")[0] ?? "")) return "callback";
  const match = /^(V|R|U|B)(.*?)__(.+)$/.exec(base) ?? /^(V|U|B)(\d[\d._]*)$/.exec(base);
  if (!match) return undefined;
  const name = (match[3] ?? "").replaceAll("_", " ");
  if (match[1] === "R") return match[2] === "" ? { key: `R:${name}`, version: "", name, isRepeatable: true } : undefined;
  const version = (match[2] ?? "").replaceAll("_", ".");
  if (!/^\d+(\.\d+)*$/.test(version)) return undefined;
  if (match[1] === "U") return "ignored";
  return match[1] === "B" ? "baseline" : { key: `V:${normalVersion(version)}`, version, name, isRepeatable: false };
}

/** Compares versions number by number; `1`, `1.0` and `01` are the same. */
export function compareFlywayVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0n) - (right[index] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

/** The one spelling of a version. */
export function normalVersion(version: string): string {
  const numbers = numbersOf(version);
  while (numbers.length > 1 && numbers.at(-1) === 0n) numbers.pop();
  return numbers.join(".");
}

/** Flyway's checksum (`ChecksumCalculator`): the CRC32 of all lines without their ends, without byte order mark, as a signed 32-bit number. */
export function flywayChecksum(text: string): number {
  let sum = 0;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) sum = crc32(line, sum);
  return sum | 0;
}

/** The advisory lock key that Flyway takes for its history table (`PostgreSQLAdvisoryLockTemplate`): the letters "Flyway" as a number, plus Java's hash of the table's quoted name. */
export function flywayLockKey(schema: string, table: string): bigint {
  return 77_431_708_279_161n + BigInt(javaHashCode(`"${schema}"."${table}"`));
}

function javaHashCode(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}

function numbersOf(version: string): bigint[] {
  return version.split(/[._]/).map((part) => BigInt(/^\d+$/.test(part) ? part : 0));
}

/** Names that Flyway runs at certain moments instead of as migrations (its documentation, "Callback events"). */
const CALLBACKS = new Set(
  `
    beforeMigrate beforeRepeatables beforeVersioned beforeEachMigrate beforeEachMigrateStatement beforeConnect createSchema
    afterMigrate afterMigrateApplied afterMigrateError afterEachMigrate afterEachMigrateStatement afterEachMigrateError
    afterEachMigrateStatementError afterVersioned afterRepeatables afterConnect afterMigrateOperationFinish beforeValidate
    afterValidate afterValidateError beforeBaseline afterBaseline afterBaselineError beforeClean afterClean afterCleanError
    beforeInfo afterInfo afterInfoError beforeRepair afterRepair afterRepairError beforeUndo beforeEachUndo afterUndo
    afterEachUndo afterUndoError afterEachUndoError
  `
    .trim()
    .split(/\s+/),
);
