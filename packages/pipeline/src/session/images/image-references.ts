import type { Config, EnvironmentConfig } from "@waybill/config";
import { didYouMean, imageOf, inputError, isRecord, parseJson } from "@waybill/kit";
import type { ImageDigest } from "@waybill/kit";

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
    if (typeof reference !== "string" || !imageOf(reference)) throw notByDigest(name, reference);
    images[name] = reference;
  }
  return images;
}

/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
export function splitReference(reference: string): ImageDigest {
  const parts = imageOf(reference);
  if (!parts) throw notByDigest("an image", reference);
  return parts;
}

/**
 * The images that an environment deploys, each by digest; those that only other environments deploy are left out. Throws an `input` error
 * that names the missing ones, and names that waybill.yml does not have.
 */
export function imagesFor(config: Config, environment: EnvironmentConfig, images: ImageReferences): ImageReferences {
  const own = knownImages(config, environment, images);
  const missing = environment.images.filter((name) => !Object.hasOwn(own, name));
  if (missing.length === 0) return own;
  throw inputError(
    "images",
    `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`,
  );
}

/** The given images that an environment deploys. Throws an `input` error for names that waybill.yml does not have. */
export function knownImages(config: Config, environment: EnvironmentConfig, images: ImageReferences): ImageReferences {
  // A step that describes its environment by inputs declares no images, so all that it is given are its own.
  if (config.file === undefined) return images;
  const strange = Object.keys(images).filter((name) => !Object.hasOwn(config.images, name));
  if (strange.length > 0)
    throw inputError(
      "images",
      `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}${didYouMean(strange[0] ?? "", Object.keys(config.images))}`,
    );
  return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
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
