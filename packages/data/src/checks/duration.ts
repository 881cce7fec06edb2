const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads `90m`, `36h`, `2d` or `1w` (also joined, `1d 12h`) as milliseconds; undefined when it is anything else. */
export function parseDuration(text: string): number | undefined {
  if (!/^\s*(\d+(\.\d+)?\s*[mhdw]\s*)+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([mhdw])/g))
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? Number.NaN);
  return total;
}

/** Writes milliseconds as the two largest units that matter: `2 d 3 h`, `5 min`. */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts =
    days > 0
      ? [
          [days, "d"],
          [hours, "h"],
        ]
      : [
          [hours, "h"],
          [rest, "min"],
        ];
  const text = parts
    .filter(([amount]) => amount !== 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
  return text === "" ? "0 min" : sign + text;
}
