import { ActionError, digestOf, isDigest, parseJson, textAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MANIFEST_TYPES } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { bytesOf, failureOf, MissingPart, WrongContent } from "./failure.ts";
import { drain, pauseBeforeRetry } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** A manifest as the registry served it, byte for byte. */
export interface FoundManifest {
  readonly bytes: Uint8Array;
  readonly descriptor: Descriptor;
}

/** The specification asks registries to take 4 MiB ("Pushing Manifests"); some take more. */
const MAX_MANIFEST_BYTES = 16 << 20;
/** For a registry that does not see for a moment what it holds. */
const PART_ATTEMPTS = 3;

/** Reads a manifest by tag or digest ("Pulling manifests"); undefined when there is none; throws when the bytes are not those of the digest asked for or announced. */
export async function findManifest(transport: Transport, repository: string, reference: string): Promise<FoundManifest | undefined> {
  const response = await transport.expect(
    {
      method: "GET",
      to: `/v2/${repository}/manifests/${reference}`,
      scopes: [`repository:${repository}:pull`],
      purpose: `read '${reference}' of`,
      repository,
      headers: { accept: MANIFEST_TYPES.join(", ") },
    },
    200,
    404,
  );
  if (response.status === 404) {
    await drain(response);
    return undefined;
  }
  const bytes = await readLimited(response, transport, repository, `'${reference}'`);
  const digest = digestOf(bytes);
  // A digest that was asked for is believed before one that is announced ("Pulling manifests": the client SHOULD verify).
  const announced = response.headers.get("docker-content-digest");
  const expected = isDigest(reference) ? reference : announced !== null && isDigest(announced) ? announced : digest;
  if (digest !== expected) {
    throw new WrongContent(
      `'${transport.registry}/${repository}' served a manifest of ${digest} for '${reference}', which should be ${expected}. It is damaged there or changed on the way; push it again.`,
    );
  }
  return { bytes, descriptor: { mediaType: mediaTypeOf(response, bytes), digest, size: bytes.length } };
}

/** Stores a manifest under a tag or its digest ("Pushing Manifests") and checks that the registry gave it that digest. */
export async function putManifest(
  transport: Transport,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<{ descriptor: Descriptor; hasSubjectSupport: boolean }> {
  const digest = digestOf(bytes);
  // The registry would refuse it as well, but could not say why.
  if (isDigest(reference) && reference !== digest) {
    throw new ActionError(
      "input",
      `The manifest for '${transport.registry}/${repository}' has the digest ${digest}, not ${reference}. It changed since it was named; build again.`,
    );
  }
  const response = await sendManifest(transport, repository, reference, bytes, mediaType);
  await drain(response);
  const stored = response.headers.get("docker-content-digest");
  if (stored !== null && stored !== digest) {
    throw new ActionError(
      "remote",
      `'${transport.registry}/${repository}' stored '${reference}' as ${stored}, but its bytes are ${digest}: it changed on the way. Push it again.`,
    );
  }
  return {
    descriptor: { mediaType, digest, size: bytes.length },
    // "Pushing Manifests with Subject": with this header the registry says that it will list the manifest as a referrer.
    hasSubjectSupport: response.headers.has("oci-subject"),
  };
}

/**
 * The CNCF registry 2.8 overwrites its note of a blob in place when a second client pushes the same blob, and for that moment says that it
 * does not know it. Whoever pushes a manifest has pushed its parts, so that answer is asked again.
 */
async function sendManifest(
  transport: Transport,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<Response> {
  const request = {
    method: "PUT",
    to: `/v2/${repository}/manifests/${reference}`,
    scopes: [`repository:${repository}:pull,push`],
    purpose: `store '${reference}' in`,
    repository,
    headers: { "content-type": mediaType },
    body: bytes,
  } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      // Some registries answer 200 or 202 to a manifest that is there already.
      return await transport.expect(request, 201, 200, 202);
    } catch (error) {
      if (!(error instanceof MissingPart) || attempt >= PART_ATTEMPTS) throw error;
      await pauseBeforeRetry(transport, attempt);
    }
  }
}

/** Deletes a manifest by digest ("Deleting Manifests"); one that is not there is fine. */
export async function deleteManifest(transport: Transport, repository: string, digest: Digest): Promise<void> {
  const request = {
    method: "DELETE",
    to: `/v2/${repository}/manifests/${digest}`,
    scopes: [`repository:${repository}:delete,pull,push`],
    purpose: `delete '${digest}' of`,
    repository,
  } as const;
  const response = await transport.expect(request, 200, 202, 404, 405, 501);
  // "Deleting Manifests": 405 where it is disabled; some answer 501 instead.
  if (response.status === 405 || response.status === 501) {
    await drain(response);
    throw new ActionError(
      "environment",
      `Could not delete '${digest}' of '${transport.registry}/${repository}': this registry does not allow deleting (HTTP ${response.status}). Ask its operator to enable it.`,
    );
  }
  await drain(response);
}

/** What stores serve as plain JSON or bytes is named by the manifest itself ("Pulling manifests": the two SHOULD match). */
function mediaTypeOf(response: Response, bytes: Uint8Array): string {
  const header = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
  if (header !== "" && header !== "application/json" && header !== "application/octet-stream" && header !== "text/plain") return header;
  try {
    return textAt(parseJson(Buffer.from(bytes).toString("utf8")), "mediaType") ?? header;
  } catch {
    return header;
  }
}

/** Reads an answer of at most 16 MiB, or as much as is given, so that no answer can fill the memory; `what` names it in errors. */
export async function readLimited(
  response: Response,
  transport: Transport,
  repository: string,
  what: string,
  maxBytes = MAX_MANIFEST_BYTES,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of bytesOf(response)) {
      transport.onBytes?.(chunk.length);
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes)
        throw new WrongContent(
          `${what} of '${transport.registry}/${repository}' is larger than ${maxBytes >> 20} MiB, which nothing of this kind is. Ask who pushed it.`,
        );
    }
  } catch (cause) {
    if (cause instanceof ActionError) throw cause;
    transport.signal?.throwIfAborted();
    throw await failureOf(new Response(null, { status: 502, statusText: "broken off" }), {
      what: `read ${what} of`,
      registry: transport.registry,
      repository,
    });
  }
  return Buffer.concat(chunks);
}
