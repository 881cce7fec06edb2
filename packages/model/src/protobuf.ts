import { isUtf8 } from "node:buffer";
import type { ByteSource } from "./byte-source.ts";

// The wire format: https://protobuf.dev/programming-guides/encoding/

/** Bytes that are not the message they should be; the message is a full sentence with the offset. */
export class ProtobufError extends Error {}

/**
 * How a field's value is read. `range` keeps only where bytes lie, so that weights are never loaded; `count-…` counts the elements of a numeric list,
 * packed or not.
 */
export type FieldKind =
  | "int"
  | "float"
  | "text"
  | "ints"
  | "texts"
  | "range"
  | "ranges"
  | "count-varint"
  | "count-4"
  | "count-8"
  | { readonly one: Schema }
  | { readonly many: Schema };

/** A message type: its fields by number. */
export interface Schema {
  readonly name: string;
  readonly fields: () => Readonly<Record<number, readonly [name: string, kind: FieldKind]>>;
}

/** Where some bytes lie in the source. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** A message as plain data; absent fields are absent. */
export type Message = { readonly [field: string]: Value };
type Value = number | string | Range | Count | Message | ListValue;
/** The items of a repeated field, in their order. */
interface ListValue extends Array<Value> {}

/** The number of elements of a list that is not loaded. */
export interface Count {
  readonly count: number;
}

const MAX_DEPTH = 100;
const CHUNK_BYTES = 32_768;
const MAX_TEXT_BYTES = 1 << 24;
const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5];

/**
 * Reads a message strictly: unknown fields, wrong wire types, a singular field that stands twice, groups, and anything that does not end where it should are a
 * `ProtobufError`, because what a reader skips could be what another one reads.
 */
export function decodeMessage(source: ByteSource, schema: Schema, range: Range = { offset: 0, length: source.size }): Message {
  return new Decoder(source).message(schema, range.offset, range.offset + range.length, 0);
}

/** The fields of a message's top level as far as they can be read, to recognise a format. */
export function listFields(source: ByteSource, limit: number): { number: number; wire: number }[] {
  const decoder = new Decoder(source);
  const fields: { number: number; wire: number }[] = [];
  try {
    decoder.seek(0);
    while (decoder.at < source.size && fields.length < limit) {
      const field = decoder.tag(source.size);
      fields.push(field);
      decoder.skip(field.wire, source.size);
    }
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
  }
  return fields;
}

class Decoder {
  readonly #source: ByteSource;
  at = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  seek(offset: number): void {
    this.at = offset;
  }

  message(schema: Schema, start: number, end: number, depth: number): Message {
    if (depth > MAX_DEPTH) throw this.#error(`Messages are nested more than ${MAX_DEPTH} levels deep`);
    const fields = schema.fields();
    // Without a prototype, so that no field can meet one.
    const message: Record<string, Value> = Object.create(null);
    this.at = start;
    while (this.at < end) {
      const { number, wire } = this.tag(end);
      const field = fields[number];
      if (field === undefined) throw this.#error(`${schema.name} has the unknown field ${number}`);
      const [name, kind] = field;
      const value = this.#value(kind, wire, end, { schema, name, depth, before: message[name] });
      message[name] = value;
    }
    return message;
  }

  /** Reads a field's number and wire type. */
  tag(end: number): { number: number; wire: number } {
    const tag = this.#varint(end);
    const number = Number(tag >> 3n);
    if (number === 0 || number > 536_870_911) throw this.#error(`A field has the impossible number ${number}`);
    return { number, wire: Number(tag & 7n) };
  }

  skip(wire: number, end: number): void {
    if (wire === VARINT) this.#varint(end);
    else if (wire === LENGTH) this.#range(end);
    else if (wire === FIXED64 || wire === FIXED32) this.#advance(wire === FIXED64 ? 8 : 4, end);
    else throw this.#error(`A field has wire type ${wire}, which is not used`);
  }

  #value(
    kind: FieldKind,
    wire: number,
    end: number,
    field: { schema: Schema; name: string; depth: number; before: Value | undefined },
  ): Value {
    const { before, schema, name, depth } = field;
    const label = `${schema.name}.${name}`;
    const isList = typeof kind === "object" ? "many" in kind : /s$|^count/.test(kind);
    if (!isList && before !== undefined) throw this.#error(`${label} stands twice`);
    if (typeof kind === "object") {
      this.#expect(wire, LENGTH, label);
      const { offset, length } = this.#range(end);
      const inner = "one" in kind ? kind.one : kind.many;
      const message = this.message(inner, offset, offset + length, depth + 1);
      return "one" in kind ? message : push(before, message);
    }
    if (kind === "int" || kind === "float") {
      this.#expect(wire, kind === "int" ? VARINT : FIXED32, label);
      if (kind === "int") return this.#int(end);
      const at = this.#advance(4, end);
      return this.#source.read(at, 4).readFloatLE(0);
    }
    if (kind.startsWith("count")) return this.#count(kind, wire, end, label, countOf(before));
    if (kind === "ints") return this.#ints(wire, end, label, before);
    this.#expect(wire, LENGTH, label);
    const range = this.#range(end);
    if (kind === "range") return range;
    if (kind === "ranges") return push(before, range);
    const text = this.#text(range, label);
    return kind === "text" ? text : push(before, text);
  }

  #ints(wire: number, end: number, label: string, before: Value | undefined): ListValue {
    if (wire === VARINT) return push(before, this.#int(end));
    const values = isList(before) ? before : [];
    this.#expect(wire, LENGTH, label);
    const { offset, length } = this.#range(end);
    for (this.at = offset; this.at < offset + length;) values.push(this.#int(offset + length));
    return values;
  }

  #count(kind: string, wire: number, end: number, label: string, before: number): Count {
    const width = kind === "count-4" ? 4 : kind === "count-8" ? 8 : 0;
    if (wire !== LENGTH) {
      this.#expect(wire, width === 4 ? FIXED32 : width === 8 ? FIXED64 : VARINT, label);
      this.skip(wire, end);
      return { count: before + 1 };
    }
    const { offset, length } = this.#range(end);
    if (width > 0) {
      if (length % width !== 0) throw this.#error(`${label} does not end on a whole number`);
      return { count: before + length / width };
    }
    return { count: before + this.#countVarints(offset, offset + length, label) };
  }

  /** Counts numbers by the bytes that end one; far quicker than reading each. */
  #countVarints(start: number, end: number, label: string): number {
    let count = 0;
    let run = 0;
    for (let at = start; at < end; at += CHUNK_BYTES) {
      for (const byte of this.#source.read(at, Math.min(CHUNK_BYTES, end - at))) {
        run = byte < 0x80 ? 0 : run + 1;
        if (run === 0) count += 1;
        if (run >= 10) throw this.#error(`${label} has a number longer than 64 bits`);
      }
    }
    if (run > 0) throw this.#error(`${label} ends inside a number`);
    return count;
  }

  #text({ offset, length }: Range, label: string): string {
    if (length > MAX_TEXT_BYTES) throw this.#error(`${label} is longer than ${MAX_TEXT_BYTES} bytes`);
    const bytes = this.#source.read(offset, length);
    if (!isUtf8(bytes)) throw this.#error(`${label} is not valid UTF-8`);
    return bytes.toString("utf8");
  }

  #int(end: number): number {
    return Number(BigInt.asIntN(64, this.#varint(end)));
  }

  #varint(end: number): bigint {
    const bytes = this.#source.read(this.at, Math.min(10, end - this.at));
    let value = 0n;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) {
        if (value > 0xffff_ffff_ffff_ffffn) break;
        this.at += index + 1;
        return value;
      }
    }
    throw this.#error(bytes.length < 10 ? "The file ends inside a number: it is truncated" : "A number is longer than 64 bits");
  }

  #range(end: number): Range {
    const length = Number(this.#varint(end));
    return { offset: this.#advance(length, end), length };
  }

  #advance(length: number, end: number): number {
    const at = this.at;
    if (!(length <= end - at))
      throw this.#error(`A field of ${length} bytes reaches past the end of its message: the file is truncated or damaged`);
    this.at += length;
    return at;
  }

  #expect(wire: number, wanted: number | undefined, label: string): void {
    if (wire !== wanted) throw this.#error(`${label} has wire type ${wire} instead of ${wanted}`);
  }

  #error(what: string): ProtobufError {
    return new ProtobufError(`${what} (byte ${this.at}).`);
  }
}

function push(list: Value | undefined, item: Value): ListValue {
  if (!isList(list)) return [item];
  list.push(item);
  return list;
}

function isList(value: Value | undefined): value is ListValue {
  return Array.isArray(value);
}

function countOf(value: Value | undefined): number {
  return typeof value === "object" && "count" in value && typeof value.count === "number" ? value.count : 0;
}
