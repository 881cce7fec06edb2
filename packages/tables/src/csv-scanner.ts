/** How a CSV file is written. Nothing is guessed from its content. */
export interface Dialect {
  /** One byte. */
  readonly delimiter: string;
  /** One byte, doubled inside a quoted field; empty when fields are never quoted. */
  readonly quote: string;
  readonly header: boolean;
  /** Whether the last record must end with a line break: without one a cut-off file cannot be told from a whole one. */
  readonly finalLineBreak: "required" | "optional";
}

/** Comma, double quotes, CRLF or LF, a header. */
export const RFC_4180: Dialect = { delimiter: ",", quote: '"', header: true, finalLineBreak: "required" };

/** Where the fields of one record lie in the scanned bytes. `doubled[i]` is 1 when field i holds doubled quotes. */
export interface Fields {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  doubled: Uint8Array;
}

/** What the scanner hands over. `line` is the line on which the record starts, from 1. */
export interface RecordSink {
  record(bytes: Buffer, fields: Fields, line: number): void;
  /** A record that the dialect does not allow; it is left out and the scan goes on with the next line. */
  malformed(line: number, problem: string): void;
}

const LF = 10;
const CR = 13;

type Outcome = "record" | "more" | "malformed";

/**
 * Splits bytes into records in one pass, by offsets, without making strings. The grammar is that of RFC 4180, section 2, with two things that
 * writers do: a line may end with LF alone, and the dialect may name another delimiter or no quote. Bytes of UTF-8 need no decoding for
 * that, because no byte of a longer character is one of ASCII.
 */
export class CsvScanner {
  readonly #sink: RecordSink;
  readonly #delimiter: number;
  readonly #quote: number;
  /** 1 for the bytes at which a plain field can end. */
  readonly #special = new Uint8Array(256);
  readonly #fields: Fields = { count: 0, starts: new Int32Array(64), ends: new Int32Array(64), doubled: new Uint8Array(64) };
  #at = 0;
  #breaks = 0;
  #problem = "";
  /** The line of the next record, from 1. */
  line = 1;
  /** Whether the last record that was well-formed ended with a line break, or a malformed one followed. */
  endedWithBreak = true;

  constructor(dialect: Dialect, sink: RecordSink) {
    this.#sink = sink;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#quote = dialect.quote === "" ? -1 : dialect.quote.charCodeAt(0);
    for (const byte of [this.#delimiter, LF, CR]) this.#special[byte] = 1;
    if (this.#quote >= 0) this.#special[this.#quote] = 1;
  }

  /**
   * Scans the whole records between `start` and `end` and returns where the first incomplete one begins. With `final` nothing follows,
   * so that the last record may end without a line break.
   */
  scan(bytes: Buffer, start: number, end: number, final: boolean): number {
    let from = start;
    while (from < end) {
      this.#breaks = 0;
      this.#fields.count = 0;
      const outcome = this.#scanRecord(bytes, from, end, final);
      if (outcome === "more") return from;
      if (outcome === "record") this.#sink.record(bytes, this.#fields, this.line);
      else {
        const next = bytes.indexOf(LF, this.#at);
        const found = next >= 0 && next < end;
        if (!found && !final) return from;
        this.#sink.malformed(this.line, this.#problem);
        this.#at = found ? next + 1 : end;
        this.#breaks += found ? 1 : 0;
        // A malformed end is a problem of its own.
        this.endedWithBreak = true;
      }
      this.line += this.#breaks;
      from = this.#at;
    }
    return from;
  }

  #scanRecord(bytes: Buffer, from: number, end: number, final: boolean): Outcome {
    const special = this.#special;
    const delimiter = this.#delimiter;
    let at = from;
    for (;;) {
      if (at < end && bytes[at] === this.#quote) {
        const outcome = this.#scanQuoted(bytes, at, end, final);
        if (outcome !== "record") return outcome;
        at = this.#at;
      } else {
        const start = at;
        while (at < end && special[bytes[at]!] === 0) at += 1;
        this.#push(start, at, 0);
      }
      if (at < end && bytes[at] === delimiter) at += 1;
      else return this.#endRecord(bytes, at, end, final);
    }
  }

  /** Reads a field that starts with a quote; `#at` is then behind its closing quote. */
  #scanQuoted(bytes: Buffer, from: number, end: number, final: boolean): Outcome {
    const quote = this.#quote;
    let at = from + 1;
    let doubled = 0;
    for (;;) {
      let byte = -1;
      while (at < end && (byte = bytes[at]!) !== quote) {
        if (byte === LF) this.#breaks += 1;
        at += 1;
      }
      if (at >= end) return final ? this.#malformed(end, "a quoted field is never closed") : "more";
      if (at + 1 >= end && !final) return "more";
      if (at + 1 >= end || bytes[at + 1] !== quote) break;
      doubled = 1;
      at += 2;
    }
    this.#push(from + 1, at, doubled);
    this.#at = at + 1;
    return "record";
  }

  #endRecord(bytes: Buffer, at: number, end: number, final: boolean): Outcome {
    if (at >= end) {
      if (!final) return "more";
      this.#at = end;
      this.endedWithBreak = false;
      return "record";
    }
    const byte = bytes[at];
    if (byte === CR && at + 1 >= end && !final) return "more";
    if (byte === LF || (byte === CR && at + 1 < end && bytes[at + 1] === LF)) {
      this.#at = byte === LF ? at + 1 : at + 2;
      this.#breaks += 1;
      this.endedWithBreak = true;
      return "record";
    }
    if (byte === CR) return this.#malformed(at, "a carriage return stands alone, without a line feed");
    const closed = bytes[at - 1] === this.#quote && byte !== this.#quote;
    return this.#malformed(at, closed ? "text follows a closing quote" : "a quote stands inside a field that is not quoted");
  }

  #malformed(at: number, problem: string): Outcome {
    this.#at = at;
    this.#problem = problem;
    return "malformed";
  }

  #push(start: number, end: number, doubled: number): void {
    const fields = this.#fields;
    const index = fields.count;
    if (index === fields.starts.length) grow(fields);
    fields.starts[index] = start;
    fields.ends[index] = end;
    fields.doubled[index] = doubled;
    fields.count = index + 1;
  }
}

function grow(fields: Fields): void {
  const size = fields.starts.length * 2;
  const starts = new Int32Array(size);
  starts.set(fields.starts);
  const ends = new Int32Array(size);
  ends.set(fields.ends);
  const doubled = new Uint8Array(size);
  doubled.set(fields.doubled);
  Object.assign(fields, { starts, ends, doubled });
}

/** Copies a field with doubled quotes into `target` with single ones and returns its length; `target` must be long enough. */
export function unquote(bytes: Buffer, start: number, end: number, quote: number, target: Buffer): number {
  let length = 0;
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    target[length++] = byte;
    if (byte === quote) index += 1;
  }
  return length;
}
