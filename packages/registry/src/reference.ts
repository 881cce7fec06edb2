import { ActionError, isDigest } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

/** An image reference taken apart; `repository` does not contain the registry. */
export interface Reference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: Digest | undefined;
}

// The grammar of https://github.com/distribution/reference, and of "Pulling manifests" for repositories and tags.
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
/** Of registry and repository together, with the slash. */
const MAX_NAME_LENGTH = 255;

/** Whether a text is a tag that every registry accepts (at most 128 characters). */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** Reads `registry/repository[:tag][@digest]`; without a registry it is Docker Hub, as everywhere. Throws an `input` error that says what is wrong. */
export function parseReference(text: string): Reference {
  const [beforeDigest = "", digest, ...rest] = text.split("@");
  if (rest.length > 0) throw badReference(text, "has more than one '@'");
  if (digest !== undefined && !isDigest(digest))
    throw badReference(text, `has the digest '${digest}', which is not sha256: and 64 lower-case hex digits`);
  const { name, tag } = splitTag(beforeDigest);
  if (tag !== undefined && !TAG.test(tag))
    throw badReference(
      text,
      `has the tag '${tag}'; a tag is 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'`,
    );
  const { registry, repository } = splitRegistry(name);
  if (!HOST.test(registry)) throw badReference(text, `has the registry '${registry}', which is not a host name`);
  checkRepository(text, repository);
  if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
    throw badReference(text, `has a name of more than ${MAX_NAME_LENGTH} characters`);
  return { registry, repository, tag, digest };
}

/** Writes a reference as `registry/repository[:tag][@digest]`. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

function splitTag(text: string): { name: string; tag?: string } {
  const colon = text.lastIndexOf(":");
  // A colon before the last slash belongs to the registry's port.
  if (colon === -1 || text.includes("/", colon)) return { name: text };
  return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  if (first === "localhost" || first.includes(".") || first.includes(":")) return { registry: first, repository: name.slice(slash + 1) };
  return { registry: "docker.io", repository: slash === -1 ? `library/${name}` : name };
}

function checkRepository(text: string, repository: string): void {
  if (repository === "" || repository === "library/") throw badReference(text, "names no repository");
  const wrong = repository.split("/").find((component) => !COMPONENT.test(component));
  if (wrong === undefined) return;
  if (/[A-Z]/.test(wrong))
    throw badReference(text, `has upper-case letters; write it as '${text.toLowerCase()}', because registries accept lower case only`);
  throw badReference(
    text,
    `has the part '${wrong}'; a part is lower-case letters and digits, with single '.', '_', '__' or '-' between them`,
  );
}

function badReference(text: string, problem: string): ActionError {
  return new ActionError("input", `The image reference '${text}' ${problem}.`);
}
