/** One element of DER (X.690): its tag, and where its value stands. */
export class DerElement {
  readonly tag: number;
  readonly #bytes: Buffer;
  readonly #begin: number;
  readonly #start: number;
  readonly #end: number;
  #elements: DerElement[] | undefined;

  constructor(bytes: Buffer, begin: number, start: number, end: number) {
    this.tag = bytes[begin] ?? 0;
    this.#bytes = bytes;
    this.#begin = begin;
    this.#start = start;
    this.#end = end;
  }

  get value(): Buffer {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** How many bytes it has with its tag and length. */
  get size(): number {
    return this.#end - this.#begin;
  }

  /** Tag, length and value. */
  get bytes(): Buffer {
    return this.#bytes.subarray(this.#begin, this.#end);
  }

  /** The value, one character for each byte: what it is compared by, and looked up by. */
  get text(): string {
    return this.#bytes.toString("latin1", this.#start, this.#end);
  }

  /** The elements of which the value consists, as `elementsOf`; undefined also where the tag says that there are none. */
  elements(): DerElement[] | undefined {
    if ((this.tag & CONSTRUCTED) === 0 && this.tag !== OCTET_STRING) return undefined;
    return (this.#elements ??= elementsBetween(this.#bytes, this.#start, this.#end));
  }
}

const CONSTRUCTED = 0x20;
/** Whose octets may be an element in turn. */
const OCTET_STRING = 0x04;
const LONG_FORM = 0x80;
/** Longer is nothing that is signed here. */
const MAX_LENGTH_OCTETS = 3;

/** The elements of which bytes consist, one behind another; undefined when anything else is among them, such as a length that is not the shortest (10.1). */
export function elementsOf(bytes: Uint8Array): DerElement[] | undefined {
  return elementsBetween(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

function elementsBetween(bytes: Buffer, from: number, end: number): DerElement[] | undefined {
  const elements: DerElement[] = [];
  for (let at = from; at < end;) {
    const first = bytes[at + 1] ?? 0;
    const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
    const start = at + 2 + octets;
    if (octets > MAX_LENGTH_OCTETS || start > end) return undefined;
    let length = octets === 0 ? first : 0;
    for (let octet = at + 2; octet < start; octet++) length = length * 256 + (bytes[octet] ?? 0);
    if (start - at !== headLength(length) || start + length > end) return undefined;
    elements.push(new DerElement(bytes, at, start, start + length));
    at = start + length;
  }
  return elements;
}

const TAG_NUMBER = 0x1f;
/** Deeper is nothing that is signed here. */
const MAX_DEPTH = 20;

/** Whether an element whose tag says that it consists of others does so, and each of them in turn; tags of several octets and the tag 0 are none. */
export function isSound(element: DerElement, depth = 0): boolean {
  const { tag } = element;
  if ((tag & TAG_NUMBER) === TAG_NUMBER || (tag & ~CONSTRUCTED) === 0 || depth > MAX_DEPTH) return false;
  return (tag & CONSTRUCTED) === 0 || (element.elements()?.every((sub) => isSound(sub, depth + 1)) ?? false);
}

/** How many octets the tag and the length of a value take that is so long: one and one up to 127, else one more for each octet of its length (8.1.3). */
export function headLength(length: number): number {
  if (length < LONG_FORM) return 2;
  let octets = 1;
  for (let rest = length; rest >= 256; rest = Math.floor(rest / 256)) octets++;
  return 2 + octets;
}

/** The tag and the length of a value that is so long. */
export function headOf(tag: number, length: number): Buffer {
  const head = Buffer.alloc(headLength(length));
  head[0] = tag;
  if (head.length === 2) head[1] = length;
  else {
    head[1] = LONG_FORM + head.length - 2;
    head.writeUIntBE(length, 2, head.length - 2);
  }
  return head;
}
