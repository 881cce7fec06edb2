/** A text as every checkout of a file should read: without byte order mark, lines ended by LF. */
export function normalText(text: string): string {
  return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}

/** The text with everything outside the given ranges turned into spaces; line breaks stay, so lines and offsets keep their meaning. */
export function keepRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = "";
  let at = 0;
  for (const [start, end] of ranges) {
    result += text.slice(at, start).replace(/[^\n\r]/g, " ") + text.slice(start, end);
    at = end;
  }
  return result + text.slice(at).replace(/[^\n\r]/g, " ");
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
