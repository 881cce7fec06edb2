const MAX_SHOWN = 120;

/** Names the first line in which a rebuilt text differs from the committed one and shows both; undefined when they are equal. */
export function firstDifference(committed: string, rebuilt: string): string | undefined {
  if (committed === rebuilt) return undefined;
  const before = committed.split("\n");
  const after = rebuilt.split("\n");
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at < 0 ? before.length : at;
  return `line ${line + 1}: committed ${quote(before[line])}, rebuilt ${quote(after[line])}`;
}

function quote(line: string | undefined): string {
  if (line === undefined) return "has ended";
  return `'${line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line}'`;
}
