import { countOf } from "@waybill/kit";

/** A row that failed a check; `shape` describes its value without showing it. */
export interface FailingRow {
  readonly line: number;
  readonly shape?: string | undefined;
}

/** Counts what was tested and what failed, and keeps the first few failing rows. */
export class FailureCount {
  readonly #limit: number;
  readonly rows: FailingRow[] = [];
  tested = 0;
  failing = 0;
  /** Values that were tested and could not be judged. */
  undecided = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a failing row without a value. */
  failRow(line: number): void {
    this.failing += 1;
    if (this.rows.length < this.#limit) this.rows.push({ line });
  }

  /** Counts a failing value. */
  failCell(bytes: Buffer, start: number, end: number, line: number): void {
    this.failing += 1;
    if (this.rows.length < this.#limit) this.rows.push({ line, shape: describeShape(bytes, start, end) });
  }
}

/** Says what kind of value it is, but nothing from which it could be told. */
function describeShape(bytes: Buffer, start: number, end: number): string {
  const count = countCharacters(bytes, start, end);
  const text = bytes.toString("latin1", start, Math.min(end, start + 64));
  const kind = /^-?\d+$/.test(text) ? "digits" : /^-?\d*\.\d+$/.test(text) ? "a decimal number" : "a text";
  return `${kind} of ${countOf(count, "character")}`;
}

/** Code points: every byte of UTF-8 but the continuation bytes starts one. */
export function countCharacters(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) if ((bytes[index]! & 0xc0) !== 0x80) count += 1;
  return count;
}
