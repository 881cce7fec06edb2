import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { ActionError } from "./error.ts";
import { isRecord } from "./json.ts";

/** A SHA-256 digest in the form `sha256:<64 hex digits>`. */
export type Digest = `sha256:${string}`;

/** Whether a value is a well-formed SHA-256 digest. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The digest of bytes or of a text's UTF-8 bytes. */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** The digest of a JSON value in its canonical form (see `canonicalJson`). */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalJson(value));
}

/** The digest and size in bytes of a file, read as a stream. */
export async function digestOfFile(path: string): Promise<{ digest: Digest; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20 });
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { digest: `sha256:${hash.digest("hex")}`, size };
}

/** One file of a directory's identity. */
export interface FileEntry {
  /** Path relative to the directory, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
}

/**
 * The identity of a file or directory: for a file its own digest; for a directory the digest of the canonical JSON of its sorted
 * `[path, digest]` pairs. Symbolic links, sockets and devices are refused, because what they mean can change without the directory.
 */
export async function digestOfPath(path: string): Promise<{ digest: Digest; size: number; files: FileEntry[] }> {
  const info = await lstat(path);
  if (info.isFile()) {
    const { digest, size } = await digestOfFile(path);
    return { digest, size, files: [{ path: "", size, digest }] };
  }
  const files = await listFiles(path, "");
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { digest: digestOfJson(files.map((file) => [file.path, file.digest])), size, files };
}

async function listFiles(root: string, under: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) entries.push(...(await listFiles(root, path)));
    else if (entry.isFile()) entries.push({ path, ...(await digestOfFile(join(root, path))) });
    else
      throw new ActionError(
        "input",
        `'${join(root, path)}' is ${await describeOddEntry(join(root, path))}; only plain files and folders have a stable digest. Replace it by a copy.`,
      );
  }
  return entries;
}

async function describeOddEntry(path: string): Promise<string> {
  const info = await lstat(path);
  return info.isSymbolicLink() ? `a symbolic link to '${await readlink(path)}'` : "a special file";
}

/**
 * The one text of a JSON value: object keys sorted by UTF-16 code units, no white space, numbers and strings as JSON.stringify writes
 * them (RFC 8785). `undefined` members are left out; values that JSON cannot hold are refused.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(",")}]`;
  if (isRecord(value)) {
    const keys = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
  }
  throw new TypeError(`JSON cannot hold a ${typeof value}`);
}
