const CONTEXT_LINES = 3;

type Edit = readonly [mark: " " | "-" | "+", line: string];

/** The difference of two texts as `diff -u` writes it; empty where there is none. Line ends of Windows count as none. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const [old, now] = [linesOf(before ?? ""), linesOf(after)];
  const edits = compare(old, now);
  if (edits.every(([mark]) => mark === " ")) return "";
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  return [`--- ${from}`, `+++ b/${path}`, ...hunks(edits), ""].join("\n");
}

function linesOf(text: string): string[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** The longest common lines, by the textbook's table; files of an adopter have hundreds of lines and not more. */
function compare(old: readonly string[], now: readonly string[]): Edit[] {
  if (old.length * now.length > 25_000_000) return [...old.map((line): Edit => ["-", line]), ...now.map((line): Edit => ["+", line])];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      edits.push([" ", old[i++]!]);
      j++;
    } else if (i < old.length && (j === now.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!))
      edits.push(["-", old[i++]!]);
    else edits.push(["+", now[j++]!]);
  }
  return edits;
}

/** The edits with three lines around each, under headings that say where they stand. */
function hunks(edits: readonly Edit[]): string[] {
  const isNear = (at: number): boolean =>
    edits.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(([mark]) => mark !== " ");
  const lines: string[] = [];
  let [oldLine, newLine] = [1, 1];
  for (let at = 0; at < edits.length;) {
    if (!isNear(at)) {
      at++;
      oldLine++;
      newLine++;
      continue;
    }
    const start = at;
    while (at < edits.length && isNear(at)) at++;
    const hunk = edits.slice(start, at);
    const [olds, news] = [hunk.filter(([mark]) => mark !== "+").length, hunk.filter(([mark]) => mark !== "-").length];
    lines.push(`@@ -${range(oldLine, olds)} +${range(newLine, news)} @@`, ...hunk.map(([mark, line]) => `${mark}${line}`));
    oldLine += olds;
    newLine += news;
  }
  return lines;
}

function range(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`;
}
