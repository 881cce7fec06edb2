import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { headline } from "@waybill/kit";
import type { Registries, Reporting, Statements } from "../session/capabilities.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { imageDigests } from "./gate.ts";
import { placeOf } from "./prove.ts";

/** A page about a release that was written to a file, without any secret. */
export interface ReleasePage {
  readonly kind: "report" | "brief";
  /** Absolute path. */
  readonly path: string;
}

/**
 * Stores a page of a release beside each of its images, as it lies on disk. The record is what proves; a page that cannot be stored is a
 * warning and never what a release that passed fails with.
 */
export async function publishPage(
  context: Pick<Statements, "store"> & Pick<Registries, "registryFor"> & Reporting & { readonly dryRun: boolean },
  release: { readonly environment: string; readonly images: ImageReferences },
  { kind, path }: ReleasePage,
): Promise<void> {
  if (context.dryRun) return;
  try {
    const bytes = await readFile(path);
    for (const { repository, digest } of Object.values(imageDigests(release.images))) {
      const place = await placeOf(context, { kind: "image", name: repository, digest });
      await context.store.publishPage({ kind, environment: release.environment, bytes }, place);
    }
  } catch (error) {
    context.reporter.warn(`${basename(path)} was not stored beside the images: ${headline(error)}`);
  }
}
