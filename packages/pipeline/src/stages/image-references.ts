import type { Config } from "@waybill/config";
import { inputError } from "@waybill/kit";
import type { ImageReferences } from "./release-plan.ts";

const REFERENCE = /^[^\s@]+@sha256:[0-9a-f]{64}$/;

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
export function parseImages(text: string | undefined, config: Config): ImageReferences {
  if (text === undefined || text.trim() === "") return {};
  const images = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
  for (const [name, reference] of Object.entries(images)) {
    if (typeof reference !== "string" || !REFERENCE.test(reference)) {
      throw inputError(
        "images",
        `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`,
      );
    }
  }
  return images as ImageReferences;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
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
