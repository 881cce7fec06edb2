import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, digestOf, isLoopback } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { unpackLayer } from "./image-layer.ts";

/** The settings of an image that the rehearsal honours, in the words of the OCI image configuration. */
export interface ImageSettings {
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface LocalImage {
  /** `registry/repository@digest`, with the digest that the reference led to. */
  readonly repoDigest: string;
  /** The digest of the configuration, which Docker calls the image's id. */
  readonly id: Digest;
  readonly settings: ImageSettings;
  readonly created: string;
  readonly architecture: string;
  readonly size: number;
  /** The folder with the unpacked layers. Containers of one image share it. */
  readonly root: string;
}

interface Manifest {
  readonly mediaType?: string;
  readonly config?: Blob;
  readonly layers?: readonly Blob[];
  readonly manifests?: readonly (Blob & { readonly platform?: { readonly os?: string; readonly architecture?: string } })[];
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

/**
 * Pulls an image from a registry on loopback and unpacks it below `cache`, once per configuration. Throws ActionError when the registry is
 * elsewhere (a rehearsal is offline), does not answer or does not know the reference, and when a digest does not match.
 */
export async function pullImage(text: string, cache: string): Promise<LocalImage> {
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
  if (!manifest.config || !manifest.layers)
    throw new ActionError("environment", `failed to pull image '${text}': its manifest names no configuration and no layers.`);
  const config = JSON.parse((await fetchBlob(source, manifest.config, text)).toString()) as {
    config?: ImageSettings;
    created?: string;
    architecture?: string;
  };
  return {
    repoDigest: `${registry}/${repository}@${top.digest}`,
    id: manifest.config.digest,
    settings: config.config ?? {},
    created: config.created ?? "1970-01-01T00:00:00Z",
    architecture: config.architecture ?? "amd64",
    size: manifest.layers.reduce((sum, layer) => sum + layer.size, manifest.config.size),
    root: await unpackOnce(source, manifest.layers, join(cache, manifest.config.digest.replace(":", "-")), text),
  };
}

async function fetchManifest(source: string, reference: string, text: string): Promise<{ digest: Digest; manifest: Manifest }> {
  const bytes = await request(`${source}/manifests/${reference}`, text, MANIFEST_TYPES.join(", "));
  const digest = digestOf(bytes);
  if (reference.startsWith("sha256:") && reference !== digest) {
    throw new ActionError("environment", `failed to pull image '${text}': the registry sent a manifest with the digest ${digest}.`);
  }
  return { digest, manifest: JSON.parse(bytes.toString()) as Manifest };
}

/** The processes are Node programs of this machine, so any platform runs; the machine's own is still the most honest choice. */
function choosePlatform(index: Manifest): string {
  const images = (index.manifests ?? []).filter((entry) => entry.platform?.os !== "unknown");
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const chosen = images.find((entry) => entry.platform?.architecture === architecture) ?? images[0];
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
