/** One element of DER (X.690): its tag, its value, and its bytes with both. */
export interface DerElement {
  readonly tag: number;
  readonly value: Uint8Array;
  readonly bytes: Uint8Array;
}

const LONG_FORM = 0x80;
/** Longer is nothing that is signed here. */
const MAX_LENGTH_OCTETS = 3;

/** The elements of which bytes consist, one behind another; undefined when anything else is among them, such as a length that is not the shortest (10.1). */
export function elementsOf(bytes: Uint8Array): DerElement[] | undefined {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
    const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
    const start = at + 2 + octets;
    let length = octets === 0 ? first : 0;
    if (octets > MAX_LENGTH_OCTETS) return undefined;
    for (const octet of bytes.subarray(at + 2, start)) length = length * 256 + octet;
    const isShortest = start - at === headLength(length);
    if (!isShortest || start + length > bytes.length) return undefined;
    elements.push({ tag, value: bytes.subarray(start, start + length), bytes: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return elements;
}

/** How many octets the tag and the length of a value take that is so long: one and one up to 127, else one more for each octet of its length (8.1.3). */
export function headLength(length: number): number {
  if (length < LONG_FORM) return 2;
  let octets = 1;
  for (let rest = length; rest >= 256; rest = Math.floor(rest / 256)) octets++;
  return 2 + octets;
}
