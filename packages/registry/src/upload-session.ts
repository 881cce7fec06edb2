import { ActionError } from "@waybill/kit";
import { chunksOf, readExactly } from "./blob-source.ts";
import type { BlobSource } from "./blob-source.ts";
import { failureOf, RemoteFailure } from "./failure.ts";
import { drain, pauseBeforeRetry, purposeOf } from "./transport.ts";
import type { RegistryRequest, Transport } from "./transport.ts";

/** An upload that the registry has opened. */
export interface UploadSession {
  /** Where the next request goes; every answer names a new place. */
  location: URL;
  readonly chunkBytes: number;
}

/** The registry no longer knows an upload; it must be started again. */
export class SessionLost extends Error {}

/** One blob on its way into one repository. */
export interface Upload {
  readonly transport: Transport;
  readonly repository: string;
  readonly scopes: readonly string[];
  readonly blob: BlobSource;
  readonly session: UploadSession;
  readonly onProgress?: ((sent: number, total: number) => void) | undefined;
}

/** Registries hash a whole blob, or copy it within their storage, before they answer that it is there. */
const CLOSING_BYTES_PER_MS = 50_000;

const OCTETS = { "content-type": "application/octet-stream" };

/**
 * Sends the whole content of a blob in an open session ("Pushing a blob in chunks"). After a broken request it asks how far the registry
 * got and goes on there; as long as bytes arrive, this may happen any number of times. Throws `SessionLost` when the session is gone.
 */
export async function sendContent(upload: Upload): Promise<void> {
  const { transport, blob } = upload;
  const { digest, size } = blob.descriptor;
  let failures = 0;
  for (let offset = 0; ;) {
    const before = offset;
    try {
      offset = await sendChunks(upload, offset);
      await closeUpload(upload, offset);
      return;
    } catch (error) {
      if (!(error instanceof UploadBroken)) throw error;
      offset = await findAcceptedBytes(upload);
      failures = offset > before ? 1 : failures + 1;
      if (failures >= transport.policy.attempts) throw error.final;
      transport.reporter?.warn(`${transport.registry}: the upload of ${digest} broke; going on at byte ${offset} of ${size}`);
      await pauseBeforeRetry(transport, failures, error.afterMs);
    }
  }
}

/** Sends whole chunks until at most one is left, and returns the offset of the rest. */
async function sendChunks(upload: Upload, from: number): Promise<number> {
  const { blob, session } = upload;
  const { size } = blob.descriptor;
  let offset = from;
  if (size - offset <= session.chunkBytes) return offset;
  for await (const chunk of chunksOf(blob, offset, session.chunkBytes)) {
    await sendChunk(upload, offset, chunk);
    offset += chunk.length;
    upload.onProgress?.(offset, size);
    if (size - offset <= session.chunkBytes) break;
  }
  return offset;
}

/** A request of an upload that did not succeed; the upload can go on where the registry says. */
class UploadBroken extends Error {
  readonly final: unknown;
  readonly afterMs: number | undefined;

  constructor(final: unknown) {
    super("the upload broke");
    this.final = final;
    this.afterMs = final instanceof RemoteFailure ? final.afterMs : undefined;
  }
}

async function sendChunk(upload: Upload, offset: number, chunk: Uint8Array): Promise<void> {
  const { transport, session } = upload;
  const request: RegistryRequest = {
    ...requestOf(upload),
    method: "PATCH",
    to: session.location,
    // Not the form of RFC 9110: the specification wants `<start>-<end>`, both inclusive, without unit and length.
    headers: { ...OCTETS, "content-range": `${offset}-${offset + chunk.length - 1}` },
    body: chunk,
  };
  const response = await send(transport, request);
  const purpose = purposeOf(request, transport.registry);
  if (![201, 202, 204].includes(response.status)) throw await failureOf(response, purpose);
  await drain(response);
  session.location = transport.locate(response.headers.get("location"), response, purpose);
}

/** Closes the upload with what is left of the content, at most one chunk, and compares the digest that the registry names. */
async function closeUpload(upload: Upload, offset: number): Promise<void> {
  const { transport, repository, blob, session } = upload;
  const { digest, size } = blob.descriptor;
  const rest = await readExactly(blob, offset, size - offset);
  const to = new URL(session.location);
  to.searchParams.set("digest", digest);
  const headers = offset > 0 && rest.length > 0 ? { ...OCTETS, "content-range": `${offset}-${size - 1}` } : OCTETS;
  const request: RegistryRequest = { ...requestOf(upload), method: "PUT", to, headers, body: rest, graceMs: size / CLOSING_BYTES_PER_MS };
  const response = await send(transport, request);
  if (response.status !== 201 && response.status !== 204) throw await failureOf(response, purposeOf(request, transport.registry));
  await drain(response);
  const stored = response.headers.get("docker-content-digest");
  if (stored !== null && stored !== digest) {
    throw new ActionError(
      "remote",
      `'${transport.registry}/${repository}' stored blob ${digest} as ${stored}: the content changed on the way. Push it again.`,
    );
  }
  upload.onProgress?.(size, size);
}

/** Asks how many bytes the registry has: `GET` of the upload's location answers 204 with `Range: 0-<last byte>`. */
async function findAcceptedBytes(upload: Upload): Promise<number> {
  const { transport, blob, session } = upload;
  const purpose = `go on with the upload of blob ${blob.descriptor.digest} to`;
  const request: RegistryRequest = { ...requestOf(upload), method: "GET", to: session.location, purpose, attempts: undefined };
  const response = await transport.send(request);
  await drain(response);
  const range = /^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range") ?? "");
  if (response.status !== 204 && response.status !== 202 && response.status !== 200) throw new SessionLost();
  const location = response.headers.get("location");
  if (location !== null) session.location = transport.locate(location, response, purposeOf(request, transport.registry));
  // An empty upload is written as "0-0" by distribution, which cannot be told from one byte; chunks are never that small.
  const accepted = range ? Number(range[1]) + 1 : 0;
  if (accepted > blob.descriptor.size) throw new SessionLost();
  return accepted === 1 ? 0 : accepted;
}

/** What all requests of an upload share. */
function requestOf({ repository, scopes, blob }: Upload): Pick<RegistryRequest, "scopes" | "purpose" | "repository" | "attempts"> {
  // Sending the same range again is wrong when the registry has taken a part of it: the offset is asked for first, so one attempt.
  return { scopes, purpose: `push blob ${blob.descriptor.digest} to`, repository, attempts: 1 };
}

/** Sends one request of an upload and sorts out the answers after which the upload can go on. */
async function send(transport: Transport, request: RegistryRequest): Promise<Response> {
  const response = await transport.send(request).catch((error: unknown) => {
    transport.signal?.throwIfAborted();
    throw error instanceof RemoteFailure ? new UploadBroken(error) : error;
  });
  // "If a chunk is uploaded out of order, the registry MUST respond with a 416": we and it count differently, so it is asked.
  if (response.status === 416) throw new UploadBroken(await failureOf(response, purposeOf(request, transport.registry)));
  if (response.status !== 404) return response;
  await drain(response);
  throw new SessionLost();
}
