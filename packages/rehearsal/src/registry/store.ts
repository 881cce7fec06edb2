import { randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import type { ReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { digestOf, digestOfFile, isDigest } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

/** What a registry keeps, as files below `dir`: blobs once by digest, and per repository links, manifests and tags. */
export class RegistryStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async hasBlob(repository: string, digest: string): Promise<number | undefined> {
    if (!existsSync(this.#link(repository, digest))) return undefined;
    return (await stat(this.#blob(digest)).catch(() => undefined))?.size;
  }

  readBlob(digest: string, start: number, end: number): ReadStream {
    return createReadStream(this.#blob(digest), { start, end });
  }

  async mountBlob(from: string, to: string, digest: string): Promise<boolean> {
    if ((await this.hasBlob(from, digest)) === undefined) return false;
    await this.#linkBlob(to, digest);
    return true;
  }

  async startUpload(repository: string): Promise<string> {
    const id = randomUUID();
    await write(this.#upload(repository, id), "");
    return id;
  }

  async uploadSize(repository: string, id: string): Promise<number | undefined> {
    return /^[0-9a-f-]{36}$/.test(id) ? (await stat(this.#upload(repository, id)).catch(() => undefined))?.size : undefined;
  }

  /** Appends to an upload; what arrived before a broken connection stays, so that the client can resume. */
  async appendUpload(repository: string, id: string, content: AsyncIterable<Buffer>): Promise<void> {
    await using file = await open(this.#upload(repository, id), "a");
    for await (const chunk of content) await file.writeFile(chunk);
  }

  /** Ends an upload. Returns whether its bytes have the digest; if not, they are dropped. */
  async finishUpload(repository: string, id: string, digest: string): Promise<boolean> {
    const file = this.#upload(repository, id);
    if ((await digestOfFile(file)).digest !== digest) {
      await rm(file, { force: true });
      return false;
    }
    await mkdir(dirname(this.#blob(digest)), { recursive: true });
    await rename(file, this.#blob(digest));
    await this.#linkBlob(repository, digest);
    return true;
  }

  async cancelUpload(repository: string, id: string): Promise<void> {
    await rm(this.#upload(repository, id), { force: true });
  }

  async findManifest(repository: string, reference: string): Promise<{ digest: Digest; mediaType: string; bytes: Buffer } | undefined> {
    const digest = reference.startsWith("sha256:")
      ? reference
      : await readFile(this.#tag(repository, reference), "utf8").catch(() => undefined);
    if (!digest || !isDigest(digest)) return undefined;
    const mediaType = await readFile(this.#manifest(repository, digest), "utf8").catch(() => undefined);
    if (mediaType === undefined) return undefined;
    return { digest, mediaType, bytes: await readFile(this.#blob(digest)) };
  }

  async putManifest(repository: string, reference: string, mediaType: string, bytes: Buffer): Promise<Digest> {
    const digest = digestOf(bytes);
    await write(this.#blob(digest), bytes);
    await write(this.#manifest(repository, digest), mediaType);
    if (!reference.startsWith("sha256:")) await write(this.#tag(repository, reference), digest);
    return digest;
  }

  async deleteManifest(repository: string, reference: string): Promise<boolean> {
    const file = reference.startsWith("sha256:") ? this.#manifest(repository, reference) : this.#tag(repository, reference);
    if (!existsSync(file)) return false;
    await rm(file);
    if (!reference.startsWith("sha256:")) return true;
    for (const tag of (await this.listTags(repository)) ?? []) {
      if ((await readFile(this.#tag(repository, tag), "utf8")) === reference) await rm(this.#tag(repository, tag));
    }
    return true;
  }

  /** The tags of a repository in the order of the specification; `undefined` for a repository that does not exist. */
  async listTags(repository: string): Promise<string[] | undefined> {
    if (!existsSync(this.#repository(repository))) return undefined;
    const names = await readdir(join(this.#repository(repository), "_tags")).catch((): string[] => []);
    return names.sort();
  }

  /** Every manifest of a repository. */
  async listManifests(repository: string): Promise<{ digest: Digest; mediaType: string; bytes: Buffer }[]> {
    const names = await readdir(join(this.#repository(repository), "_manifests")).catch(() => []);
    const found = await Promise.all(names.map((name) => this.findManifest(repository, `sha256:${name}`)));
    return found.filter((entry) => entry !== undefined);
  }

  #repository(repository: string): string {
    return join(this.#dir, "repositories", repository);
  }

  #blob(digest: string): string {
    return join(this.#dir, "blobs", digest.replace(":", "/"));
  }

  #link(repository: string, digest: string): string {
    return join(this.#repository(repository), "_blobs", digest.replace("sha256:", ""));
  }

  #manifest(repository: string, digest: string): string {
    return join(this.#repository(repository), "_manifests", digest.replace("sha256:", ""));
  }

  #tag(repository: string, tag: string): string {
    return join(this.#repository(repository), "_tags", tag);
  }

  #upload(repository: string, id: string): string {
    return join(this.#repository(repository), "_uploads", id);
  }

  async #linkBlob(repository: string, digest: string): Promise<void> {
    await write(this.#link(repository, digest), "");
  }
}

/** Writes a file as a whole or not at all. */
async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, path);
}
