/** How the bytes of a column's values are understood. `temporal` is a date or a datetime. */
export const READINGS = ["string", "integer", "number", "boolean", "date", "datetime", "temporal"] as const;
/** One of the readings that a column can have. */
export type Reading = (typeof READINGS)[number];

/** Reads a value from bytes without making a string: its number (milliseconds since 1970 UTC for times, 0 or 1 for booleans), NaN when it is not of the kind. */
export type ReadCell = (bytes: Buffer, start: number, end: number) => number;

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
// Up to 15 digits a mantissa is exact, and so are powers of ten up to 22: their quotient is then correctly rounded.
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;

/** The reader of a kind; a string is never wrong and reads as 0. */
export function cellReader(reading: Reading): ReadCell {
  switch (reading) {
    case "string":
      return () => 0;
    case "integer":
      return readInteger;
    case "number":
      return readNumber;
    case "boolean":
      return readBoolean;
    case "date":
      return readDate;
    case "datetime":
      return readDatetime;
    case "temporal":
      return (bytes, start, end) => (end - start === 10 ? readDate(bytes, start, end) : readDatetime(bytes, start, end));
  }
}

/** Digits with an optional minus. Beyond 2^53 the number is the nearest double. */
function readInteger(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  if (at >= end) return Number.NaN;
  let value = 0;
  for (let index = at; index < end; index++) {
    const digit = bytes[index]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  if (end - at > EXACT_DIGITS) value = Number(bytes.toString("latin1", at, end));
  return negative ? -value : value;
}

/** A decimal number with an optional minus, fraction and exponent; `NaN`, `Infinity`, spaces and thousands separators are not numbers. */
function readNumber(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  let mantissa = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      if (fraction >= 0) fraction += 1;
    } else if (byte === POINT && fraction < 0) fraction = 0;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (at < end) return isExponent(bytes, at, end) ? finite(Number(bytes.toString("latin1", start, end))) : Number.NaN;
  if (digits > EXACT_DIGITS) return finite(Number(bytes.toString("latin1", start, end)));
  const value = fraction > 0 ? mantissa / POWERS[fraction]! : mantissa;
  return negative ? -value : value;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

function isExponent(bytes: Buffer, start: number, end: number): boolean {
  // 101 and 69 are e and E.
  if (bytes[start] !== 101 && bytes[start] !== 69) return false;
  const signed = bytes[start + 1] === 43 || bytes[start + 1] === MINUS;
  const at = start + (signed ? 2 : 1);
  return at < end && at + 4 >= end && !Number.isNaN(digitsAt(bytes, at, end - at, end));
}

/** `true` or `false` in any case. */
function readBoolean(bytes: Buffer, start: number, end: number): number {
  if (end - start !== 4 && end - start !== 5) return Number.NaN;
  const text = bytes.toString("latin1", start, end).toLowerCase();
  if (text === "true") return 1;
  return text === "false" ? 0 : Number.NaN;
}

/** `YYYY-MM-DD`, a day that exists, as the start of that day in UTC. */
function readDate(bytes: Buffer, start: number, end: number): number {
  return end - start === 10 ? dayAt(bytes, start, end) : Number.NaN;
}

/** `YYYY-MM-DD` then `T` or a space, `HH:MM`, optionally `:SS`, a fraction, and `Z` or an offset; without an offset it is UTC. */
function readDatetime(bytes: Buffer, start: number, end: number): number {
  const day = end - start >= 16 ? dayAt(bytes, start, end) : Number.NaN;
  const separator = bytes[start + 10];
  // 84, 116 and 32 are T, t and a space.
  if (Number.isNaN(day) || (separator !== 84 && separator !== 116 && separator !== 32)) return Number.NaN;
  const hour = digitsAt(bytes, start + 11, 2, end);
  const minute = digitsAt(bytes, start + 14, 2, end);
  if (!(hour < 24) || !(minute < 60) || bytes[start + 13] !== COLON) return Number.NaN;
  let at = start + 16;
  let seconds = 0;
  if (at < end && bytes[at] === COLON) {
    seconds = digitsAt(bytes, at + 1, 2, end);
    if (!(seconds < 60)) return Number.NaN;
    at += 3;
    if (at < end && bytes[at] === POINT) {
      const from = at + 1;
      at = from;
      while (at < end && isDigit(bytes[at])) at += 1;
      if (at === from || at - from > 9) return Number.NaN;
      seconds += digitsAt(bytes, from, at - from, end) / 10 ** (at - from);
    }
  }
  return day + hour * 3_600_000 + minute * 60_000 + seconds * 1000 - readOffset(bytes, at, end);
}

function readOffset(bytes: Buffer, start: number, end: number): number {
  if (start === end) return 0;
  const sign = bytes[start];
  // 90 and 122 are Z and z, 43 is a plus.
  if (sign === 90 || sign === 122) return start + 1 === end ? 0 : Number.NaN;
  if (sign !== 43 && sign !== MINUS) return Number.NaN;
  const hours = digitsAt(bytes, start + 1, 2, end);
  const minutesAt = bytes[start + 3] === COLON && start + 3 < end ? start + 4 : start + 3;
  const minutes = minutesAt === end && minutesAt === start + 3 ? 0 : digitsAt(bytes, minutesAt, 2, end);
  if (!(hours < 24) || !(minutes < 60) || (minutesAt !== end && minutesAt + 2 !== end)) return Number.NaN;
  return (sign === MINUS ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

function dayAt(bytes: Buffer, start: number, end: number): number {
  const year = digitsAt(bytes, start, 4, end);
  const month = digitsAt(bytes, start + 5, 2, end);
  const day = digitsAt(bytes, start + 8, 2, end);
  if (!(year >= 1) || !(month >= 1 && month <= 12) || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return Number.NaN;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = DAYS_IN[month - 1]! + (leap && month === 2 ? 1 : 0);
  if (!(day >= 1 && day <= length)) return Number.NaN;
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  // The proleptic Gregorian calendar, as ISO 8601 has it. 719,162 days lie between 0001-01-01 and 1970-01-01.
  return (days - 719_162 + DAYS_BEFORE[month - 1]! + (leap && month > 2 ? 1 : 0) + day - 1) * DAY_MS;
}

function digitsAt(bytes: Buffer, start: number, count: number, end: number): number {
  if (start + count > end) return Number.NaN;
  let value = 0;
  for (let index = start; index < start + count; index++) {
    if (!isDigit(bytes[index])) return Number.NaN;
    value = value * 10 + bytes[index]! - ZERO;
  }
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
}
