import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvScanner, RFC_4180, unquote } from "./csv-scanner.ts";
import type { Dialect } from "./csv-scanner.ts";

interface Scanned {
  readonly records: readonly { readonly line: number; readonly values: readonly string[] }[];
  readonly malformed: readonly number[];
}

/** Scans text in pieces of the given size, carrying the rest over as the reader does. */
function scan(text: string, pieceSize: number, dialect: Dialect = RFC_4180): Scanned {
  const records: { line: number; values: string[] }[] = [];
  const malformed: number[] = [];
  const scanner = new CsvScanner(dialect, {
    record(bytes, fields, line) {
      const values: string[] = [];
      for (let index = 0; index < fields.count; index++) {
        const [start, end] = [fields.starts[index] as number, fields.ends[index] as number];
        const target = Buffer.alloc(end - start);
        const length = fields.doubled[index] ? unquote(bytes, start, end, dialect.quote.charCodeAt(0), target) : -1;
        values.push(length < 0 ? bytes.toString("utf8", start, end) : target.toString("utf8", 0, length));
      }
      records.push({ line, values });
    },
    malformed: (line) => void malformed.push(line),
  });
  const bytes = Buffer.from(text);
  let rest = Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += pieceSize) {
    const piece = Buffer.concat([rest, bytes.subarray(at, at + pieceSize)]);
    const used = scanner.scan(piece, 0, piece.length, at + pieceSize >= bytes.length);
    rest = piece.subarray(used);
  }
  expect(rest.length).toBe(0);
  return { records, malformed };
}

/** Reads CSV one character after the other, as slowly and plainly as possible. */
function parseNaively(text: string): Scanned {
  const records: { line: number; values: string[] }[] = [];
  const malformed: number[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const from = line;
    const values: string[] = [];
    let bad = false;
    for (let done = false; !done;) {
      let value = "";
      if (text[at] === '"') {
        at += 1;
        while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
          if (text[at] === '"') at += 1;
          if (text[at] === "\n") line += 1;
          value += text[at++];
        }
        if (at >= text.length) bad = true;
        at += 1;
      } else while (at < text.length && !'",\r\n'.includes(text[at] as string)) value += text[at++];
      values.push(value);
      if (bad || at >= text.length) done = true;
      else if (text[at] === ",") at += 1;
      else if (text[at] === "\n" || text.startsWith("\r\n", at)) {
        at += text[at] === "\n" ? 1 : 2;
        line += 1;
        done = true;
      } else {
        bad = true;
        done = true;
        while (at < text.length && text[at] !== "\n") at += 1;
        if (at < text.length) line += 1;
        at += 1;
      }
    }
    if (bad) malformed.push(from);
    else records.push({ line: from, values });
  }
  return { records, malformed };
}

test("reads any text as a naive reader does, wherever it is cut into pieces", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "\r\n", "\r", " ", "7", '""'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (csv, size) => {
      expect(scan(csv, size)).toEqual(parseNaively(csv));
    }),
    { numRuns: 3000 },
  );
});

test("gives back every table that a writer quotes as RFC 4180 says", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", "😀", ",", '"', "\n", "\r", ";"), maxLength: 8 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), fc.boolean(), (rows, lineBreak, ended) => {
      const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join(lineBreak);
      const { records, malformed } = scan(ended ? text + lineBreak : text, 7);
      expect(malformed).toEqual([]);
      expect(records.map((record) => record.values)).toEqual(rows);
    }),
  );
});

test("names the line on which a record starts, also behind quoted line breaks", () => {
  const { records } = scan('a,b\n"1\n2\n",x\n3,4\n', 4);
  expect(records.map((record) => record.line)).toEqual([1, 2, 5]);
});

test("goes on with the next line after a record that is not allowed", () => {
  const { records, malformed } = scan('a,b\n1,x"y\n"2"z,3\n4\r5,6\n7,8\n', 1024);
  expect(malformed).toEqual([2, 3, 4]);
  expect(records.map((record) => record.values)).toEqual([
    ["a", "b"],
    ["7", "8"],
  ]);
});

test("a quote that is never closed is no record", () => {
  expect(scan('a\n"1\n2\n', 3)).toEqual({ records: [{ line: 1, values: ["a"] }], malformed: [2] });
});

test("honours a dialect with tabs and without quotes", () => {
  const { records } = scan('a\t"b\n', 2, { ...RFC_4180, delimiter: "\t", quote: "" });
  expect(records[0]?.values).toEqual(["a", '"b']);
});

test("holds a record with more fields than it has room for at first", () => {
  const values = Array.from({ length: 500 }, (_, index) => String(index));
  expect(scan(`${values.join(",")}\n`, 100).records[0]?.values).toEqual(values);
});
