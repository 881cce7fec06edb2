/** The first line of a text of ours, by which it is found again: an HTML comment is invisible to readers, and survives what people change. */
export function tagOf(marker: string): string {
  return `<!-- waybill:${marker} -->`;
}
