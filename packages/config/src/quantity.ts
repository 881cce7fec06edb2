const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** Seconds of a duration that the schema has accepted: a number of seconds, or `90s`, `5m`, `1h`. */
export function parseSeconds(value: number | string): number {
  if (typeof value === "number") return value;
  return Number.parseInt(value, 10) * (SECONDS[value.slice(-1)] ?? Number.NaN);
}

/** Bytes of a size that the schema has accepted: a number of bytes, or a text with B, kB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024). */
export function parseBytes(value: number | string): number {
  if (typeof value === "number") return value;
  const unit = /[A-Za-z]+$/.exec(value)?.[0] ?? "";
  return Math.round(Number.parseFloat(value) * (BYTES[unit] ?? Number.NaN));
}
