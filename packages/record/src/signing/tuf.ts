import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionError } from "@waybill/kit";
import { parseTrustRoots } from "./trust-root.ts";
import type { TrustRoot } from "./trust-root.ts";

/** Where a trust root is published with The Update Framework (https://theupdateframework.io). */
export interface TrustMirror {
  /** For messages. */
  readonly name: string;
  readonly url: string;
  /** The first `root.json` that is believed, as text; without it the one that Sigstore's library carries for its own mirror. */
  readonly firstRoot?: (() => Promise<string>) | undefined;
}

/** Sigstore's public good instance. */
export const PUBLIC_GOOD_MIRROR: TrustMirror = { name: "Sigstore's trust root", url: "https://tuf-repo-cdn.sigstore.dev" };

/** GitHub's own instance, which signs for private repositories. */
export const GITHUB_MIRROR: TrustMirror = {
  name: "GitHub's trust root",
  url: "https://tuf-repo.github.com",
  firstRoot: async () => (await import("./github-root.ts")).GITHUB_FIRST_ROOT,
};

const TIMEOUT_MS = 20_000;
const RETRY = { retries: 3, minTimeout: 500 };

/**
 * Fetches a trust root, and what changed since it was fetched last, into a folder of the caller's that nobody else can write to. `send` is for
 * the whole process, as a signer's is. Throws an `environment` error when the
 * mirror's metadata expired or is not signed as it should be, and a `remote` one when it does not answer.
 */
export async function fetchTrustRoots(mirror: TrustMirror, cacheDir: string, send: typeof fetch = fetch): Promise<TrustRoot[]> {
  await mkdir(cacheDir, { recursive: true });
  const rootPath = mirror.firstRoot ? join(cacheDir, `${new URL(mirror.url).hostname}.root.json`) : undefined;
  if (rootPath !== undefined && mirror.firstRoot) await writeFile(rootPath, await mirror.firstRoot());
  const [{ default: transport }, { initTUF }] = await Promise.all([import("make-fetch-happen"), import("@sigstore/tuf")]);
  transport.use(send);
  let text: string;
  try {
    const client = await initTUF({
      mirrorURL: mirror.url,
      cachePath: cacheDir,
      timeout: TIMEOUT_MS,
      retry: RETRY,
      ...(rootPath === undefined ? {} : { rootPath }),
    });
    text = await client.getTarget("trusted_root.json");
  } catch (error) {
    throw failureOf(error, mirror);
  }
  return parseTrustRoots(text, mirror.name);
}

function failureOf(error: unknown, { name, url }: TrustMirror): ActionError {
  const reasons = [error, error instanceof Error ? error.cause : undefined].filter((reason) => reason instanceof Error);
  const said = [...new Set(reasons.map(({ message }) => message))].join(": ");
  const failure = (kind: "environment" | "remote", what: string, next: string): ActionError =>
    new ActionError(kind, `${name} ${what} (${url}: ${said}). ${next} Offline, pass a file with 'trust-root'.`, { cause: error });
  // The library has a class for each reason, and exports none of them.
  const isOf = (pattern: RegExp): boolean => reasons.some((reason) => pattern.test(reason.constructor.name));
  if (isOf(/^ExpiredMetadataError$/)) return failure("environment", "expired", "Check this machine's clock, and run again later.");
  // Node's own fetch says "fetch failed" of everything between here and an answer.
  const isNetwork = isOf(/^Download/) || reasons.some(({ message }) => message === "fetch failed" || /timed? ?out/i.test(message));
  if (isNetwork) return failure("remote", "could not be fetched", "Run again later.");
  return failure("environment", "is not signed as it should be", "Something between this machine and the mirror may have changed it.");
}
