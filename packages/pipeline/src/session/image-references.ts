import type { Config, EnvironmentConfig } from "@waybill/config";
import { inputError, isDigest, isRecord, parseJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

/** Image name of waybill.yml → `repository@sha256:…`. */
export type ImageReferences = Readonly<Record<string, string>>;

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
export function parseImages(text: string | undefined, config: Config): ImageReferences {
  if (text === undefined || text.trim() === "") return {};
  const given = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
  const images: Record<string, string> = {};
  for (const [name, reference] of Object.entries(given)) {
    if (typeof reference !== "string" || !findParts(reference)) throw notByDigest(name, reference);
    images[name] = reference;
  }
  return images;
}

/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
export function splitReference(reference: string): { readonly repository: string; readonly digest: Digest } {
  const parts = findParts(reference);
  if (!parts) throw notByDigest("an image", reference);
  return parts;
}

/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
export function imagesFor(environment: EnvironmentConfig, images: ImageReferences): ImageReferences {
  const missing = environment.images.filter((name) => !Object.hasOwn(images, name));
  if (missing.length === 0) return images;
  throw inputError(
    "images",
    `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`,
  );
}

function findParts(reference: string): { repository: string; digest: Digest } | undefined {
  const [repository = "", digest, ...more] = reference.split("@");
  return repository !== "" && !/\s/.test(repository) && isDigest(digest) && more.length === 0 ? { repository, digest } : undefined;
}

function notByDigest(name: string, reference: unknown): Error {
  return inputError(
    "images",
    `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`,
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed = parseJson(text);
    // The text starts with `{`, so JSON that is no object does not get here.
    return isRecord(parsed) ? parsed : {};
  } catch (error) {
    throw inputError(
      "images",
      `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`,
    );
  }
}

function onlyImage(config: Config, text: string): string {
  const names = Object.keys(config.images);
  if (names.length <= 1) return names[0] ?? text.slice(0, text.indexOf("@"));
  throw inputError(
    "images",
    `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`,
  );
}
