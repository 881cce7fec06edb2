import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pack } from "tar-stream";
import type { Pack } from "tar-stream";
import { digestOf } from "@waybill/kit";

/** An image as an engine takes it in: its configuration as it is, and its layers, packed or not, one after the other. */
export interface ArchivedImage {
  readonly config: Buffer;
  readonly layers: readonly (() => Promise<Buffer>)[];
}

/**
 * Writes an image in the format of `docker save`, which every engine reads, whatever it keeps images in
 * (https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format).
 */
export async function* archiveImage({ config, layers }: ArchivedImage, tag: string): AsyncGenerator<Uint8Array> {
  const archive = pack();
  const name = digestOf(config).slice("sha256:".length);
  const files = layers.map((_, index) => `${index}/layer.tar`);
  const write = async (): Promise<void> => {
    archive.entry({ name: "manifest.json" }, JSON.stringify([{ Config: `${name}.json`, RepoTags: [tag], Layers: files }]));
    archive.entry({ name: `${name}.json` }, config);
    for (const [index, layer] of layers.entries()) {
      const bytes = await layer();
      await new Promise<void>((resolve, reject) => {
        const entry = archive.entry({ name: files[index] ?? "", size: bytes.length }, (error) => (error ? reject(error) : resolve()));
        entry.end(bytes);
      });
    }
    archive.finalize();
  };
  write().catch((error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))));
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) yield chunk;
}

/** All bytes of an archive. */
export async function tarOf(archive: Pack): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** One volume to fill: a folder of this machine that lies below `at` in the archive; without a source the folder alone. */
export interface PackedFolder {
  readonly at: string;
  readonly source: string | undefined;
  /** Of each file; everyone may write into the folder itself. */
  readonly mode: number;
}

/** Packs folders with their files, owned by root as in a cluster. What is text goes through `change`. */
export async function tarOfFolders(folders: readonly PackedFolder[], change: (text: string) => string): Promise<Buffer> {
  const archive = pack();
  for (const { at, source, mode } of folders) {
    archive.entry({ name: `${at}/`, type: "directory", mode: 0o777 });
    for (const path of source === undefined ? [] : await readdir(source, { recursive: true })) {
      const whole = join(source ?? "", path);
      const name = `${at}/${path.replaceAll("\\", "/")}`;
      if ((await stat(whole)).isDirectory()) archive.entry({ name: `${name}/`, type: "directory", mode: 0o755 });
      else archive.entry({ name, mode }, changed(await readFile(whole), change));
    }
  }
  archive.finalize();
  return tarOf(archive);
}

/** Packs one file under an absolute path. */
export async function tarOfFile(source: string, path: string, mode: number, change: (text: string) => string): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: path.replace(/^\/+/, ""), mode }, changed(await readFile(source), change));
  archive.finalize();
  return tarOf(archive);
}

/** What is no text stays as it is. */
function changed(bytes: Buffer, change: (text: string) => string): Buffer {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? Buffer.from(change(text)) : bytes;
}
