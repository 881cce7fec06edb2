import { ActionError } from "@waybill/kit";
import type { BlobSource } from "./blob-source.ts";
import type { Descriptor } from "./descriptor.ts";
import { drain, purposeOf } from "./transport.ts";
import type { RegistryRequest, Transport } from "./transport.ts";
import { sendContent, SessionLost } from "./upload-session.ts";
import type { UploadSession } from "./upload-session.ts";

/** How a blob is pushed. */
export interface PushBlobOptions {
  /** A repository of the same registry that may already hold the blob. */
  readonly mountFrom?: string | undefined;
  /** Called with the bytes that the registry has accepted so far. */
  readonly onProgress?: ((sent: number, total: number) => void) | undefined;
}

/** What happened to a pushed blob. */
export type PushOutcome = "exists" | "mounted" | "uploaded";

/** GHCR answers 416 to a ranged PATCH above 4 MiB. */
const GHCR_CHUNK_BYTES = 4 << 20;
const CHUNK_BYTES = 8 << 20;
/** A registry that asks for larger chunks than this asks for too much of our memory. */
const MAX_CHUNK_BYTES = 64 << 20;

/** How many upload sessions may be lost before the push of one blob is given up. */
const MAX_SESSIONS = 4;

/** Whether the registry holds a blob ("Checking if content exists in the registry"); a push asks with the scope that it needs anyway. */
export async function hasBlob(
  transport: Transport,
  repository: string,
  digest: string,
  scope = `repository:${repository}:pull`,
): Promise<boolean> {
  const to = `/v2/${repository}/blobs/${digest}`;
  const request = { method: "HEAD", to, scopes: [scope], purpose: `look for blob ${digest} in`, repository } as const;
  const response = await transport.expect(request, 200, 404);
  await drain(response);
  return response.status === 200;
}

/**
 * Makes a registry hold a blob: finds it, mounts it, or uploads it in chunks that go on where a broken connection left off. Memory: one
 * chunk. Throws an `input` error for content that is not what its descriptor says, else what `Transport` throws.
 */
export async function pushBlob(
  transport: Transport,
  repository: string,
  blob: BlobSource,
  options: PushBlobOptions = {},
): Promise<PushOutcome> {
  const { digest, size } = blob.descriptor;
  if (await hasBlob(transport, repository, digest, pushScope(repository))) {
    options.onProgress?.(size, size);
    return "exists";
  }
  for (let sessions = 1; ; sessions++) {
    const session = await openSession(transport, repository, blob.descriptor, sessions === 1 ? options.mountFrom : undefined);
    if (session === "mounted") {
      options.onProgress?.(size, size);
      return "mounted";
    }
    try {
      await sendContent({ transport, repository, scopes: [pushScope(repository)], blob, session, onProgress: options.onProgress });
      return "uploaded";
    } catch (error) {
      if (!(error instanceof SessionLost)) throw error;
      // The connection may have broken after the registry had closed the upload.
      if (await hasBlob(transport, repository, digest, pushScope(repository))) return "uploaded";
      if (sessions >= MAX_SESSIONS) {
        throw new ActionError(
          "remote",
          `Could not push blob ${digest} to '${transport.registry}/${repository}': the registry lost the upload ${sessions} times. Try again later or ask its operator.`,
        );
      }
      transport.reporter?.warn(`${transport.registry}: the upload of ${digest} was lost; starting it again`);
    }
  }
}

/** Starts an upload and gives it up again ("Cancel a blob upload"): proves that this token may push here. */
export async function tryUpload(transport: Transport, repository: string): Promise<void> {
  const request = startRequest(repository, "start an upload to");
  const response = await transport.expect(request, 202);
  await drain(response);
  const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
  // Registries that cannot cancel clean up by themselves, so the answer does not matter.
  const cancelled = await transport
    .send({ ...request, method: "DELETE", to: location, purpose: "cancel an upload to", attempts: 1 })
    .catch(() => undefined);
  if (cancelled) await drain(cancelled);
}

/** Starts an upload, or mounts the blob from another repository ("Mounting a blob from another repository"). */
async function openSession(
  transport: Transport,
  repository: string,
  descriptor: Descriptor,
  mountFrom: string | undefined,
): Promise<UploadSession | "mounted"> {
  const request = startRequest(repository, `push blob ${descriptor.digest} to`);
  if (mountFrom !== undefined && mountFrom !== repository) {
    const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom });
    const scopes = [pushScope(repository), `repository:${mountFrom}:pull`];
    // A mount that is refused for whatever reason is only a missed shortcut.
    const response = await transport
      .send({ ...request, to: `${uploadsOf(repository)}?${query.toString()}`, scopes })
      .catch((error: unknown) => {
        transport.signal?.throwIfAborted();
        transport.reporter?.debug(`mount of ${descriptor.digest} from ${mountFrom} did not work: ${String(error)}`);
        return undefined;
      });
    if (response) await drain(response);
    if (response?.status === 201) return "mounted";
    // A registry that cannot mount answers as if an ordinary upload had been started.
    if (response?.status === 202) return sessionOf(transport, request, response);
  }
  const response = await transport.expect(request, 202);
  await drain(response);
  return sessionOf(transport, request, response);
}

function sessionOf(transport: Transport, request: RegistryRequest, response: Response): UploadSession {
  const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
  // "Pushing a blob in chunks": the registry may name the least size that it takes.
  const least = Number(response.headers.get("oci-chunk-min-length") ?? 0);
  const usual = transport.registry === "ghcr.io" ? GHCR_CHUNK_BYTES : CHUNK_BYTES;
  return { location, chunkBytes: Math.max(usual, Number.isSafeInteger(least) ? Math.min(least, MAX_CHUNK_BYTES) : 0) };
}

function startRequest(repository: string, purpose: string): RegistryRequest {
  return { method: "POST", to: uploadsOf(repository), scopes: [pushScope(repository)], purpose, repository };
}

function uploadsOf(repository: string): string {
  return `/v2/${repository}/blobs/uploads/`;
}

function pushScope(repository: string): string {
  return `repository:${repository}:pull,push`;
}
