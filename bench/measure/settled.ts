/**
 * The seconds in which a deployment only watched that its pods stay ready, by its own log. That is a setting and no work, and no peer does it,
 * so benches count it apart. Throws when the log does not say it, because it must not count as none.
 */
export function settledSeconds(log: string): number {
  const settled = /stayed ready for ([\d.]+) s/.exec(log)?.[1];
  if (settled === undefined) throw new Error(`The log does not say how long the pods were watched:\n${log.slice(-2000)}`);
  return Number(settled);
}
