import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ActionError,
  digestOf,
  isDigest,
  isLoopback,
  isTextList,
  listAt,
  numberAt,
  parseJson,
  recordAt,
  textAt,
  textsAt,
  valueAt,
} from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { unpackLayer } from "./image-layer.ts";

/** The settings of an image that the rehearsal honours, in the words of the OCI image configuration. */
export interface ImageSettings {
  readonly Env?: readonly string[] | undefined;
  readonly Entrypoint?: readonly string[] | null | undefined;
  readonly Cmd?: readonly string[] | null | undefined;
  readonly WorkingDir?: string | undefined;
  readonly User?: string | undefined;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | undefined;
  readonly Labels?: Readonly<Record<string, string>> | undefined;
}

/** What is known about an image. */
export interface ImageFacts {
  /** `registry/repository@digest`, with the digest that the reference led to. */
  readonly repoDigest: string;
  /** The digest of the configuration, which Docker calls the image's id. */
  readonly id: Digest;
  readonly settings: ImageSettings;
  readonly created: string;
  readonly architecture: string;
  readonly size: number;
}

/** An image that is unpacked on this machine. */
export interface LocalImage extends ImageFacts {
  /** The folder with the unpacked layers. Containers of one image share it. */
  readonly root: string;
}

/** An image of a registry on loopback, of which only the configuration was read. */
export interface FoundImage {
  readonly facts: ImageFacts;
  /** The configuration, as it is. */
  readonly config: Buffer;
  /** The digests of the unpacked layers. */
  readonly diffIds: readonly string[];
  /** Fetches each layer, and compares it with its digest. */
  readonly layers: readonly (() => Promise<Buffer>)[];
  /** Unpacks the layers below `cache`, once per configuration. */
  unpack(cache: string): Promise<LocalImage>;
}

interface Manifest {
  readonly config: Blob | undefined;
  readonly layers: readonly Blob[] | undefined;
  readonly manifests: readonly (Blob & { readonly os: string | undefined; readonly architecture: string | undefined })[] | undefined;
}

interface Blob {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** Splits `127.0.0.1:5000/team/app:1@sha256:…`. Throws ActionError("input") for what no image reference can look like. */
export function parseImageReference(text: string): { registry: string; repository: string; reference: string } {
  const match =
    /^(?:([^/]+\.[^/]+|[^/]+:\d+|localhost)\/)?([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      text,
    );
  if (!match?.[2]) throw new ActionError("input", `'${text}' is not an image reference like 127.0.0.1:5000/team/app@sha256:….`);
  return { registry: match[1] ?? "docker.io", repository: match[2], reference: match[4] ?? match[3] ?? "latest" };
}

/** Pulls an image as `findImage` does, and unpacks it below `cache`, once per configuration. */
export async function pullImage(text: string, cache: string): Promise<LocalImage> {
  return (await findImage(text)).unpack(cache);
}

/** Whether a reference leads to a registry on loopback. Throws ActionError("input") for what is no reference. */
export function isOnLoopback(text: string): boolean {
  return isLoopback(parseImageReference(text).registry);
}

/**
 * Finds an image in a registry on loopback. Throws ActionError when the registry is elsewhere (a rehearsal is offline), does not answer or does
 * not know the reference, and when a digest does not match.
 */
export async function findImage(text: string): Promise<FoundImage> {
  const { registry, repository, reference } = parseImageReference(text);
  if (!isLoopback(registry)) {
    throw new ActionError(
      "environment",
      `failed to pull image '${text}': '${registry}' is not on loopback, and the rehearsal is offline. Push the image to the rehearsal's registry.`,
    );
  }
  const source = `http://${registry}/v2/${repository}`;
  const top = await fetchManifest(source, reference, text);
  const manifest = top.manifest.manifests ? (await fetchManifest(source, choosePlatform(top.manifest), text)).manifest : top.manifest;
  const { config: described, layers } = manifest;
  if (!described || !layers)
    throw new ActionError("environment", `failed to pull image '${text}': its manifest names no configuration and no layers.`);
  const bytes = await fetchBlob(source, described, text);
  const config = parseJson(bytes.toString());
  const diffIds = valueAt(config, "rootfs", "diff_ids");
  const facts: ImageFacts = {
    repoDigest: `${registry}/${repository}@${top.digest}`,
    id: described.digest,
    settings: readSettings(valueAt(config, "config")),
    created: textAt(config, "created") ?? "1970-01-01T00:00:00Z",
    architecture: textAt(config, "architecture") ?? "amd64",
    size: layers.reduce((sum, layer) => sum + layer.size, described.size),
  };
  return {
    facts,
    config: bytes,
    diffIds: isTextList(diffIds) ? diffIds : [],
    layers: layers.map((layer) => () => fetchBlob(source, layer, text)),
    unpack: async (cache) => ({ ...facts, root: await unpackOnce(source, layers, join(cache, described.digest.replace(":", "-")), text) }),
  };
}

function readManifest(value: unknown): Manifest {
  const blobs = (list: unknown): Blob[] => listAt(list).flatMap((entry) => readBlob(entry) ?? []);
  return {
    config: readBlob(valueAt(value, "config")),
    layers: Array.isArray(valueAt(value, "layers")) ? blobs(valueAt(value, "layers")) : undefined,
    manifests: Array.isArray(valueAt(value, "manifests"))
      ? listAt(value, "manifests").flatMap((entry) => {
          const blob = readBlob(entry);
          const platform = { os: textAt(entry, "platform", "os"), architecture: textAt(entry, "platform", "architecture") };
          return blob ? [{ ...blob, ...platform }] : [];
        })
      : undefined,
  };
}

function readBlob(value: unknown): Blob | undefined {
  const digest = textAt(value, "digest") ?? "";
  return isDigest(digest) ? { digest, mediaType: textAt(value, "mediaType") ?? "", size: numberAt(value, "size") ?? 0 } : undefined;
}

/** Reads the settings of an image's configuration, or of what an engine says of it. */
export function readSettings(value: unknown): ImageSettings {
  const words = (name: string): readonly string[] | undefined => {
    const list = valueAt(value, name);
    return isTextList(list) ? list : undefined;
  };
  return {
    Env: words("Env"),
    Entrypoint: words("Entrypoint"),
    Cmd: words("Cmd"),
    WorkingDir: textAt(value, "WorkingDir"),
    User: textAt(value, "User"),
    ExposedPorts: recordAt(value, "ExposedPorts"),
    Labels: textsAt(value, "Labels"),
  };
}

async function fetchManifest(source: string, reference: string, text: string): Promise<{ digest: Digest; manifest: Manifest }> {
  const bytes = await request(`${source}/manifests/${reference}`, text, MANIFEST_TYPES.join(", "));
  const digest = digestOf(bytes);
  if (reference.startsWith("sha256:") && reference !== digest) {
    throw new ActionError("environment", `failed to pull image '${text}': the registry sent a manifest with the digest ${digest}.`);
  }
  return { digest, manifest: readManifest(parseJson(bytes.toString())) };
}

/** The processes are Node programs of this machine, so any platform runs; the machine's own is still the most honest choice. */
function choosePlatform(index: Manifest): string {
  const images = (index.manifests ?? []).filter((entry) => entry.os !== "unknown");
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const chosen = images.find((entry) => entry.architecture === architecture) ?? images[0];
  if (!chosen) throw new ActionError("environment", "The image index lists no image.");
  return chosen.digest;
}

async function fetchBlob(source: string, blob: Blob, text: string): Promise<Buffer> {
  const bytes = await request(`${source}/blobs/${blob.digest}`, text);
  if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` !== blob.digest) {
    throw new ActionError("environment", `failed to pull image '${text}': the registry sent other bytes for ${blob.digest}.`);
  }
  return bytes;
}

async function request(url: string, text: string, accept = "*/*"): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept } });
  } catch (error) {
    throw new ActionError("remote", `failed to pull image '${text}': the registry does not answer at ${new URL(url).host}.`, {
      cause: error,
    });
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status === 404) throw new ActionError("environment", `failed to pull image '${text}': not found`);
  if (!response.ok)
    throw new ActionError("environment", `failed to pull image '${text}': the registry answered with status ${response.status}.`);
  return bytes;
}

async function unpackOnce(source: string, layers: readonly Blob[], target: string, text: string): Promise<string> {
  const root = join(target, "root");
  if (await readFile(join(target, "complete")).catch(() => undefined)) return root;
  // Several containers may unpack the same image at once; the first one that is ready wins.
  const draft = `${target}.${randomUUID()}`;
  await mkdir(join(draft, "root"), { recursive: true });
  try {
    for (const layer of layers) await unpackLayer(await fetchBlob(source, layer, text), layer.mediaType, join(draft, "root"));
    await writeFile(join(draft, "complete"), "");
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await readFile(join(target, "complete")).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return root;
}
