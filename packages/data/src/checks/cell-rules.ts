import { PatternError } from "../pattern/parse.ts";
import { compilePattern } from "../pattern/program.ts";
import { cellReader } from "./cell.ts";
import type { CellRule } from "./check-plan.ts";
import type { ColumnTable } from "./column-table.ts";
import type { Members, Node, SpecReader } from "./spec-reader.ts";

/** The keys that demand something of each value, of a column or of the check `invalid`. */
export const RULE_KEYS = ["type", "values", "pattern", "min", "max", "min_length", "max_length"] as const;
/** What `type` may be. */
export const COLUMN_TYPES = ["integer", "number", "string", "boolean", "date", "datetime"] as const;

const TYPE_WORDS: Record<(typeof COLUMN_TYPES)[number], string> = {
  integer: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  date: "a date (YYYY-MM-DD)",
  datetime: "a date and time (ISO 8601)",
};

/** Reads the rules for single values among the members of a column or of an `invalid` check. */
export function readCellRules(reader: SpecReader, table: ColumnTable, column: string, members: Members): CellRule[] {
  const rules: (CellRule | undefined)[] = [readType(reader, members), readValues(reader, members), readPattern(reader, members)];
  rules.push(readRange(reader, table, column, members), readLength(reader, members));
  return rules.filter((rule) => rule !== undefined);
}

function readType(reader: SpecReader, members: Members): CellRule | undefined {
  const member = members.get("type");
  const type = member && reader.word(member.value, "'type'", COLUMN_TYPES);
  return type && { kind: "type", reading: type, text: TYPE_WORDS[type] };
}

function readValues(reader: SpecReader, members: Members): CellRule | undefined {
  const member = members.get("values");
  const items = member && reader.list(member.value, "'values'");
  if (items === undefined) return undefined;
  const values = items.flatMap((item) => reader.text(item, "an entry of 'values'") ?? []);
  if (items.length === 0) return reader.fail(member?.value, "'values' is empty, so that no value could pass");
  const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
  const more = values.length - shown.length;
  return { kind: "values", values, text: `one of ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}` };
}

function readPattern(reader: SpecReader, members: Members): CellRule | undefined {
  const member = members.get("pattern");
  const source = member && reader.text(member.value, "'pattern'");
  if (source === undefined) return undefined;
  try {
    return { kind: "pattern", program: compilePattern(source), text: `matching /${source}/ as a whole` };
  } catch (error) {
    if (error instanceof PatternError) {
      const why = `'pattern' ${error.message}, which cannot be matched in a time that is bounded`;
      return reader.fail(member?.value, `${why}; write it without, or as several 'invalid' checks with a pattern each`);
    }
    if (!(error instanceof SyntaxError)) throw error;
    return reader.fail(member?.value, `'pattern' is not a regular expression: ${error.message}`);
  }
}

function readRange(reader: SpecReader, table: ColumnTable, column: string, members: Members): CellRule | undefined {
  const [min, max] = [members.get("min")?.value, members.get("max")?.value];
  if (min === undefined && max === undefined) return undefined;
  const bounds = [min, max].map((node) => (node === undefined ? undefined : readBound(reader, node)));
  if (bounds.some((bound, index) => bound === undefined && [min, max][index] !== undefined)) return undefined;
  const kinds = new Set(bounds.flatMap((bound) => bound?.kind ?? []));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) return reader.fail(min, "'min' and 'max' must both be numbers or both be dates");
  table.need(column, kind, min ?? max);
  const [low, high] = [bounds[0]?.value ?? -Infinity, bounds[1]?.value ?? Infinity];
  if (low > high) return reader.fail(min, "'min' is above 'max', so that no value could pass");
  return { kind: "range", low, high, text: describeRange(bounds[0]?.text, bounds[1]?.text) };
}

function readBound(reader: SpecReader, node: Node): { kind: "number" | "temporal"; value: number; text: string } | undefined {
  const text = reader.text(node, "a bound");
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text);
  const number = cellReader("number")(bytes, 0, bytes.length);
  if (!Number.isNaN(number)) return { kind: "number", value: number, text };
  const time = cellReader("temporal")(bytes, 0, bytes.length);
  if (!Number.isNaN(time)) return { kind: "temporal", value: time, text };
  return reader.fail(node, `a bound must be a number, a date or a date and time, not '${text}'`);
}

function readLength(reader: SpecReader, members: Members): CellRule | undefined {
  const [min, max] = [members.get("min_length"), members.get("max_length")];
  if (min === undefined && max === undefined) return undefined;
  const low = min && reader.integer(min.value, "'min_length'", 0, 1e9);
  const high = max && reader.integer(max.value, "'max_length'", 0, 1e9);
  if ((min && low === undefined) || (max && high === undefined)) return undefined;
  if (low !== undefined && high !== undefined && low > high) return reader.fail(min?.value, "'min_length' is above 'max_length'");
  return { kind: "length", low: low ?? 0, high: high ?? Infinity, text: `${describeRange(low?.toString(), high?.toString())} characters` };
}

function describeRange(low: string | undefined, high: string | undefined): string {
  if (low === undefined) return `at most ${high}`;
  return high === undefined ? `at least ${low}` : `between ${low} and ${high}, both included`;
}
