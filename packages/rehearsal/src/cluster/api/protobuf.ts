import { listAt, recordAt, textAt } from "@waybill/kit";
import { ApiRefusal } from "../object.ts";

type Field =
  | { readonly name: string; readonly type: "string" | "bytes" | "integer" | "boolean" | "time"; readonly many?: boolean | undefined }
  | { readonly name: string; readonly type: "map"; readonly of: "string" | "bytes" }
  | { readonly name: string; readonly type: Message; readonly many?: boolean | undefined };

/** The fields of a message by their numbers in Kubernetes' `generated.proto`. */
interface Message {
  readonly [number: number]: Field;
}

const OWNER: Message = {
  1: { name: "kind", type: "string" },
  3: { name: "name", type: "string" },
  4: { name: "uid", type: "string" },
  5: { name: "apiVersion", type: "string" },
  6: { name: "controller", type: "boolean" },
  7: { name: "blockOwnerDeletion", type: "boolean" },
};
const METADATA: Message = {
  1: { name: "name", type: "string" },
  2: { name: "generateName", type: "string" },
  3: { name: "namespace", type: "string" },
  5: { name: "uid", type: "string" },
  6: { name: "resourceVersion", type: "string" },
  7: { name: "generation", type: "integer" },
  8: { name: "creationTimestamp", type: "time" },
  9: { name: "deletionTimestamp", type: "time" },
  10: { name: "deletionGracePeriodSeconds", type: "integer" },
  11: { name: "labels", type: "map", of: "string" },
  12: { name: "annotations", type: "map", of: "string" },
  13: { name: "ownerReferences", type: OWNER, many: true },
  14: { name: "finalizers", type: "string", many: true },
};
const MESSAGES: Readonly<Record<string, Message>> = {
  "v1/Namespace": { 1: { name: "metadata", type: METADATA } },
  "v1/Secret": {
    1: { name: "metadata", type: METADATA },
    2: { name: "data", type: "map", of: "bytes" },
    3: { name: "type", type: "string" },
    4: { name: "stringData", type: "map", of: "string" },
    5: { name: "immutable", type: "boolean" },
  },
  "v1/ConfigMap": {
    1: { name: "metadata", type: METADATA },
    2: { name: "data", type: "map", of: "string" },
    3: { name: "binaryData", type: "map", of: "bytes" },
    4: { name: "immutable", type: "boolean" },
  },
  "v1/ServiceAccount": { 1: { name: "metadata", type: METADATA } },
  DeleteOptions: {
    1: { name: "gracePeriodSeconds", type: "integer" },
    2: { name: "preconditions", type: { 1: { name: "uid", type: "string" }, 2: { name: "resourceVersion", type: "string" } } },
    4: { name: "propagationPolicy", type: "string" },
    5: { name: "dryRun", type: "string", many: true },
  },
};
const ENVELOPE: Message = {
  1: { name: "typeMeta", type: { 1: { name: "apiVersion", type: "string" }, 2: { name: "kind", type: "string" } } },
  2: { name: "raw", type: "bytes" },
};
const MAGIC = Buffer.from("k8s\0");

/**
 * Reads a body in Kubernetes' protobuf format, in which helm writes its Secrets and `kubectl create` its simplest kinds. Throws a refusal (415) for every
 * other kind: the answer lists JSON, which clients can always send.
 */
export function decodeProtobuf(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  if (!body.subarray(0, 4).equals(MAGIC))
    throw new ApiRefusal(400, "BadRequest", "the body does not begin as Kubernetes' protobuf format does");
  const envelope = decode(body.subarray(4), ENVELOPE);
  const [apiVersion, kind] = [textAt(envelope, "typeMeta", "apiVersion") ?? "", textAt(envelope, "typeMeta", "kind") ?? ""];
  const message = MESSAGES[kind === "DeleteOptions" ? kind : `${apiVersion}/${kind}`];
  if (!message) {
    throw new ApiRefusal(
      415,
      "UnsupportedMediaType",
      `the rehearsal reads ${apiVersion}, Kind=${kind} as application/json and application/yaml only, not as protobuf`,
    );
  }
  return { apiVersion, kind, ...decode(Buffer.from(textAt(envelope, "raw") ?? "", "base64"), message) };
}

function decode(bytes: Buffer, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = readVarint(reader);
    const value = readValue(reader, tag & 7);
    const field = message[tag >>> 3];
    if (!field || value === undefined) continue;
    if (field.type === "map") {
      const { key, entry } = decode(asBytes(value), { 1: { name: "key", type: "string" }, 2: { name: "entry", type: field.of } });
      result[field.name] = { ...recordAt(result, field.name), [typeof key === "string" ? key : ""]: entry ?? "" };
    } else if (field.many) result[field.name] = [...listAt(result, field.name), convert(value, field.type)];
    else result[field.name] = convert(value, field.type);
  }
  return result;
}

function convert(value: number | Buffer, type: Exclude<Field["type"], "map">): unknown {
  if (type === "integer") return value;
  if (type === "boolean") return value !== 0;
  if (type === "string") return asBytes(value).toString("utf8");
  if (type === "bytes") return asBytes(value).toString("base64");
  if (type !== "time") return decode(asBytes(value), type);
  const { seconds } = decode(asBytes(value), { 1: { name: "seconds", type: "integer" } });
  return typeof seconds === "number" ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : undefined;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function readValue(reader: Reader, wire: number): number | Buffer | undefined {
  if (wire === 0) return readVarint(reader);
  const length = wire === 2 ? readVarint(reader) : wire === 1 ? 8 : wire === 5 ? 4 : -1;
  const end = reader.at + length;
  if (length < 0 || end > reader.bytes.length) throw broken();
  const value = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  // Fixed-width numbers are in no field that is read here.
  return wire === 2 ? value : undefined;
}

function readVarint(reader: Reader): number {
  let value = 0;
  for (let shift = 0; shift < 10; shift += 1) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) throw broken();
    reader.at += 1;
    value += (byte & 127) * 2 ** (7 * shift);
    if (byte < 128) return value;
  }
  throw broken();
}

function asBytes(value: number | Buffer): Buffer {
  if (typeof value === "number") throw broken();
  return value;
}

function broken(): ApiRefusal {
  return new ApiRefusal(400, "BadRequest", "the protobuf body ends in the middle of a field or has a field of a wrong type");
}
