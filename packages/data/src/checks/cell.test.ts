import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reading } from "./cell.ts";
import { cellReader } from "./cell.ts";

function read(reading: Reading, text: string): number {
  // Bytes context the value must not matter.
  const bytes = Buffer.from(`9${text}9`);
  return cellReader(reading)(bytes, 1, bytes.length - 1);
}

test("reads numbers to the last bit as JavaScript does", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = String(value).replace("e+", "e");
      expect(read("number", text)).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
      expect(read("integer", String(value))).toBe(Number(value));
      expect(read("number", String(value))).toBe(Number(value));
    }),
  );
});

test.each([
  "",
  "-",
  ".",
  "1.2.3",
  "1e",
  "1e+",
  "e5",
  "1,000",
  " 1",
  "1 ",
  "NaN",
  "Infinity",
  "0x10",
  "1_0",
  "--1",
  "+1",
  "1e9999",
  "1e400",
])("does not take '%s' for a number", (text) => {
  expect(read("number", text)).toBeNaN();
});

test("takes what common writers write for numbers", () => {
  expect([".5", "5.", "007", "1E3", "-2.50e-1"].map((text) => read("number", text))).toEqual([0.5, 5, 7, 1000, -0.25]);
  expect(["1.0", "1e3", "", "-", "12a"].map((text) => read("integer", text))).toEqual(Array.from({ length: 5 }, () => Number.NaN));
});

test("reads every existing day and time as Date does, and no other", () => {
  const day = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString();
      expect(read("datetime", iso)).toBe(date.getTime());
      expect(read("datetime", iso.replace("T", " ").replace("Z", ""))).toBe(date.getTime());
      expect(read("date", iso.slice(0, 10))).toBe(Date.parse(iso.slice(0, 10)));
      expect(read("temporal", iso.slice(0, 10))).toBe(Date.parse(iso.slice(0, 10)));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "2025-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-1-1",
  "20260101",
  "2026-04-31",
  "0000-01-01",
  "2026/01/01",
  "2026-01-01T10:00Z",
])("does not take '%s' for a day", (text) => {
  expect(read("date", text)).toBeNaN();
});

test.each([
  "2026-01-01",
  "2026-01-01T24:00",
  "2026-01-01T10:60",
  "2026-01-01T10:00:60",
  "2026-01-01T10:00:00.",
  "2026-01-01T10:00+1",
  "2026-01-01T10:00ZZ",
  "2026-01-01X10:00",
])("does not take '%s' for a date and time", (text) => {
  expect(read("datetime", text)).toBeNaN();
});

test("honours offsets from UTC", () => {
  const utc = Date.parse("2026-01-01T08:30:00Z");
  expect(
    ["2026-01-01T10:30+02:00", "2026-01-01T10:30+0200", "2026-01-01T10:30:00+02", "2026-01-01T03:30-05:00"].map((text) =>
      read("datetime", text),
    ),
  ).toEqual(Array.from({ length: 4 }, () => utc));
});

test("reads booleans in any case and nothing else", () => {
  expect(["true", "False", "TRUE", "yes", "1", ""].map((text) => read("boolean", text))).toEqual([
    1,
    0,
    1,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
