import { isDigest } from "./digest.ts";
import type { Digest } from "./digest.ts";

/** An image by its digest. */
export interface ImageDigest {
  /** `host/path`. */
  readonly repository: string;
  readonly digest: Digest;
}

/** Reads `repository@sha256:<64 hex digits>`; undefined for anything else, a tag without a digest among it. */
export function imageOf(reference: string): ImageDigest | undefined {
  const [repository = "", digest, ...more] = reference.split("@");
  return repository !== "" && !/\s/.test(repository) && isDigest(digest) && more.length === 0 ? { repository, digest } : undefined;
}
