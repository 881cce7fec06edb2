import { expect, test } from "vitest";
import { elementsOf, headLength } from "./der.ts";

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("an element of %i bytes is read, and two of them one behind another", (length) => {
  const one = element(length);
  const read = elementsOf(Buffer.concat([one, one]));
  expect(read?.map(({ tag, value, bytes }) => [tag, value.length, Buffer.compare(bytes, one)])).toEqual([
    [0x30, length, 0],
    [0x30, length, 0],
  ]);
});

test.each([
  ["a length in more octets than needed", "30810100"],
  ["a length that begins with a zero", "3082008000"],
  ["a length without an end", "30800000"],
  ["less than it says", "300200"],
  ["a tag alone", "30"],
  ["the beginning of a length alone", "3082"],
  ["a length of five octets", "30850000000001ff"],
])("bytes with %s are refused", (_, hex) => {
  expect(elementsOf(Buffer.from(hex, "hex"))).toBeUndefined();
});

/** A sequence of so many zero bytes. */
function element(length: number): Buffer {
  const octets = headLength(length) - 2;
  const head = Buffer.from([0x30, octets === 0 ? length : 0x80 + octets]);
  const rest = Buffer.alloc(octets);
  if (octets > 0) rest.writeUIntBE(length, 0, octets);
  return Buffer.concat([head, rest, Buffer.alloc(length)]);
}
