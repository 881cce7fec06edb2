import { cleanLine } from "../plain-text.ts";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide characters and emoji take two columns.
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}(?=.)|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}])/u;

/** How many columns a text takes in a terminal. */
export function displayWidth(text: string): number {
  // Most text is plain, and asking for graphemes takes a hundred times as long.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Clean text cut or filled with spaces to exactly `columns` columns. */
export function padTo(text: string, columns: number, side: "left" | "right" = "left"): string {
  const [first = "", ...more] = wrap(text, columns);
  const line = more.length > 0 ? `${cut(first, columns - 1)[0]}…` : first;
  const space = " ".repeat(Math.max(0, columns - displayWidth(line)));
  return side === "right" ? space + line : line + space;
}

/** Breaks a clean text into lines of at most `columns` columns, at spaces where there are some. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(2, columns);
  const lines: string[] = [];
  let line = "";
  for (const word of cleanLine(text).split(/ +/)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (displayWidth(rest) > width) {
      const [head, tail] = cut(rest, width);
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** Splits a text after as many graphemes as fit, at least one. */
function cut(text: string, columns: number): [string, string] {
  let width = 0;
  let at = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    width += WIDE.test(segment) ? 2 : 1;
    if (width > columns && index > 0) break;
    at = index + segment.length;
  }
  return [text.slice(0, at), text.slice(at)];
}
