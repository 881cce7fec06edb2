import { isDigest } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

/** An image reference taken apart as container engines do; `repository` keeps a registry's port. */
export interface ImageName {
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: Digest | undefined;
}

// The grammar of https://github.com/distribution/reference: a host, if there is one, then lower-case path components.
const REPOSITORY =
  /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;

/** Reads an image reference; undefined when it is not one (a placeholder, capitals, a bad digest). */
export function parseImageName(text: string): ImageName | undefined {
  if (text.length > 1024) return undefined;
  const [name = "", digest, ...rest] = text.split("@");
  if (rest.length > 0 || (digest !== undefined && !isDigest(digest))) return undefined;
  // A colon belongs to a tag only after the last slash; before it, it separates a registry's port.
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  if (!REPOSITORY.test(repository) || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))) return undefined;
  return { repository, tag, digest };
}

/**
 * The full form of a repository: Docker Hub's short names written out, so that two spellings of one repository are equal. The first part is a
 * host only when it has a dot or a port or is `localhost`, as container engines decide it.
 */
export function fullRepository(repository: string): string {
  const slash = repository.indexOf("/");
  const first = repository.slice(0, slash);
  const hasHost = slash > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
  if (!hasHost) return `docker.io/${slash < 0 ? "library/" : ""}${repository}`;
  if (first === "index.docker.io" || first === "docker.io") {
    const path = repository.slice(slash + 1);
    return `docker.io/${path.includes("/") ? "" : "library/"}${path}`;
  }
  return repository;
}
