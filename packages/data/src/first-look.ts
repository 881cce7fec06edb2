import { CsvScanner, MAX_RECORD_BYTES, readSource, RFC_4180 } from "@waybill/tables";
import type { Dialect, Fields, RecordSink } from "@waybill/tables";
import { open } from "node:fs/promises";
import { cellReader } from "./checks/cell.ts";
import type { ReadCell } from "./checks/cell.ts";

/** What one pass over a CSV file proves of it. */
export interface FirstLook {
  readonly dialect: Pick<Dialect, "delimiter" | "finalLineBreak">;
  readonly rows: number;
  readonly columns: readonly SeenColumn[];
}

/** A column of the header. */
export interface SeenColumn {
  readonly name: string;
  /** The narrowest type that every value has; undefined where that is no more than a text, or there is no value. */
  readonly type: SeenType | undefined;
  /** Whether every row has a value. */
  readonly complete: boolean;
}

/** From narrow to wide. */
const TYPES = ["integer", "number", "date", "datetime", "boolean"] as const;
export type SeenType = (typeof TYPES)[number];

const DELIMITERS = [",", ";", "\t", "|"];
const HEAD_BYTES = 64 * 1024;

/**
 * Reads a whole file to say what its columns are. The delimiter is the one that the header has most of, and is believed only when every record
 * has as many fields as the header. Gives a text, which completes "the file …", where the file is no such table. `path` is absolute.
 */
export async function lookAtData(path: string, shown: string, signal?: AbortSignal): Promise<FirstLook | string> {
  const delimiter = await likelyDelimiter(path);
  const look = new Look({ ...RFC_4180, delimiter });
  const facts = await readSource(path, shown, (bytes, start, end, final) => look.consume(bytes, start, end, final), { signal });
  if (facts.bytes === 0) return "is empty";
  if (facts.changed) return "changed while it was read";
  return look.problem ?? look.result();
}

async function likelyDelimiter(path: string): Promise<string> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const header =
    buffer
      .toString("latin1", 0, bytesRead)
      .split(/\r?\n/)[0]
      ?.replaceAll(/"[^"]*"/g, "") ?? "";
  const count = (mark: string): number => header.split(mark).length;
  return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

interface Seen {
  readonly name: string;
  types: { readonly name: SeenType; readonly read: ReadCell }[];
  values: number;
  complete: boolean;
}

class Look implements RecordSink {
  problem: string | undefined;
  readonly #dialect: Dialect;
  readonly #scanner: CsvScanner;
  #columns: Seen[] | undefined;
  #rows = 0;
  #started = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#scanner = new CsvScanner(dialect, this);
  }

  consume(bytes: Buffer, start: number, end: number, final: boolean): number {
    let from = start;
    if (!this.#started) {
      this.#started = true;
      // The byte order mark that some programs write before UTF-8.
      if (end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) from += 3;
    }
    if (this.problem !== undefined) return end;
    const used = this.#scanner.scan(bytes, from, end, final);
    if (!final && used === from && end === bytes.length) this.problem = `has a record of more than ${MAX_RECORD_BYTES / 2 ** 20} MiB`;
    return used;
  }

  malformed(line: number, problem: string): void {
    this.problem ??= `is no table in line ${line}: ${problem}`;
  }

  record(bytes: Buffer, fields: Fields, line: number): void {
    if (this.#columns === undefined) {
      this.#readHeader(bytes, fields);
      return;
    }
    if (fields.count !== this.#columns.length) {
      this.problem ??= `has ${fields.count} fields in line ${line}, and ${this.#columns.length} in its header`;
      return;
    }
    this.#rows += 1;
    for (const [index, column] of this.#columns.entries()) this.#take(column, bytes, fields, index);
  }

  #take(column: Seen, bytes: Buffer, fields: Fields, index: number): void {
    const [start, end] = [fields.starts[index]!, fields.ends[index]!];
    if (start === end) {
      column.complete = false;
      return;
    }
    column.values += 1;
    if (column.types.length === 0) return;
    // A quoted field with quotes in it is a text; and so is a number with leading zeros, which is a code that somebody counts with.
    const isText =
      fields.doubled[index] === 1 || (bytes[start] === 48 && end - start > 1 && bytes[start + 1]! >= 48 && bytes[start + 1]! <= 57);
    column.types = isText ? [] : column.types.filter(({ read }) => !Number.isNaN(read(bytes, start, end)));
  }

  #readHeader(bytes: Buffer, fields: Fields): void {
    const names = Array.from({ length: fields.count }, (_, index) => {
      const [start, end] = [fields.starts[index]!, fields.ends[index]!];
      const text = bytes.subarray(start, end);
      return fields.doubled[index] === 1
        ? text.toString("utf8").replaceAll(this.#dialect.quote.repeat(2), this.#dialect.quote)
        : text.toString("utf8");
    });
    if (names.some((name) => name === "")) this.problem ??= "has a column without a name";
    else if (names.some((name) => name.trim() !== "" && !Number.isNaN(Number(name))))
      this.problem ??= "has numbers in its first record, so it seems to have no header";
    else if (new Set(names).size < names.length) this.problem ??= "has two columns of one name";
    const types = TYPES.map((name) => ({ name, read: cellReader(name) }));
    this.#columns = names.map((name) => ({ name, types, values: 0, complete: true }));
  }

  result(): FirstLook | string {
    if (this.#columns === undefined || this.#rows === 0) return "has no row below its header";
    return {
      dialect: { delimiter: this.#dialect.delimiter, finalLineBreak: this.#scanner.endedWithBreak ? "required" : "optional" },
      rows: this.#rows,
      columns: this.#columns.map(({ name, types, values, complete }) => ({
        name,
        type: values === 0 ? undefined : types[0]?.name,
        complete,
      })),
    };
  }
}
