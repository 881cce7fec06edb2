import { ActionError } from "@waybill/kit";
import { chunksOf, readExactly } from "./blob-source.ts";
import type { BlobSource } from "./blob-source.ts";
import type { Descriptor } from "./descriptor.ts";
import { failureOf, RemoteFailure } from "./failure.ts";
import { drain, pauseBeforeRetry } from "./transport.ts";
import type { Call, Transport } from "./transport.ts";

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
const OCTETS = { "content-type": "application/octet-stream" };

/** How many upload sessions may be lost before the push of one blob is given up. */
const MAX_SESSIONS = 4;

/** An upload session that the registry no longer knows. */
class SessionLost extends Error {}

interface Session {
  location: URL;
  readonly chunkBytes: number;
}

/** Whether the registry holds a blob; a push asks with the scope that it needs anyway. */
export async function hasBlob(
  transport: Transport,
  repository: string,
  digest: string,
  scope = `repository:${repository}:pull`,
): Promise<boolean> {
  const response = await transport.expect(
    {
      method: "HEAD",
      to: `/v2/${repository}/blobs/${digest}`,
      scopes: [scope],
      deed: `look for blob ${digest} in`,
      repository,
    },
    200,
    404,
  );
  await drain(response);
  return response.status === 200;
}

/** Makes a registry hold a blob: finds it, mounts it, or uploads it in chunks that go on where a broken connection left off. Memory: one chunk. */
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
      await sendContent(transport, repository, blob, session, options);
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

/** Starts an upload and gives it up again: proves that this token may push here. */
export async function tryUpload(transport: Transport, repository: string): Promise<void> {
  const call: Call = {
    method: "POST",
    to: `/v2/${repository}/blobs/uploads/`,
    scopes: [pushScope(repository)],
    deed: "start an upload to",
    repository,
  };
  const response = await transport.expect(call, 202);
  await drain(response);
  const location = transport.locate(response.headers.get("location"), response, {
    what: call.deed,
    registry: transport.registry,
    repository,
  });
  // Registries that cannot cancel clean up by themselves, so the answer does not matter.
  const cancelled = await transport
    .send({ ...call, method: "DELETE", to: location, deed: "cancel an upload to", attempts: 1 })
    .catch(() => undefined);
  if (cancelled) await drain(cancelled);
}

async function openSession(
  transport: Transport,
  repository: string,
  descriptor: Descriptor,
  mountFrom: string | undefined,
): Promise<Session | "mounted"> {
  const path = `/v2/${repository}/blobs/uploads/`;
  const call: Call = { method: "POST", to: path, scopes: [pushScope(repository)], deed: `push blob ${descriptor.digest} to`, repository };
  if (mountFrom !== undefined && mountFrom !== repository) {
    const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom });
    const scopes = [pushScope(repository), `repository:${mountFrom}:pull`];
    // A mount that is refused for whatever reason is only a missed shortcut.
    const response = await transport.send({ ...call, to: `${path}?${query.toString()}`, scopes }).catch((error: unknown) => {
      transport.signal?.throwIfAborted();
      transport.reporter?.debug(`mount of ${descriptor.digest} from ${mountFrom} did not work: ${String(error)}`);
      return undefined;
    });
    if (response) await drain(response);
    if (response?.status === 201) return "mounted";
    if (response?.status === 202) return sessionOf(transport, repository, response);
  }
  const response = await transport.expect(call, 202);
  await drain(response);
  return sessionOf(transport, repository, response);
}

function sessionOf(transport: Transport, repository: string, response: Response): Session {
  const location = transport.locate(response.headers.get("location"), response, {
    what: "push a blob to",
    registry: transport.registry,
    repository,
  });
  const least = Number(response.headers.get("oci-chunk-min-length") ?? 0);
  const usual = transport.registry === "ghcr.io" ? GHCR_CHUNK_BYTES : CHUNK_BYTES;
  return { location, chunkBytes: Math.max(usual, Number.isSafeInteger(least) ? Math.min(least, 64 << 20) : 0) };
}

async function sendContent(
  transport: Transport,
  repository: string,
  blob: BlobSource,
  session: Session,
  options: PushBlobOptions,
): Promise<void> {
  const { digest, size } = blob.descriptor;
  let failures = 0;
  for (let offset = 0; ;) {
    const before = offset;
    try {
      offset = await sendChunks(transport, repository, blob, session, offset, options);
      await closeUpload(transport, repository, blob, session, offset, options);
      return;
    } catch (error) {
      if (!(error instanceof UploadBroken)) throw error;
      offset = await acceptedBytes(transport, repository, blob.descriptor, session);
      failures = offset > before ? 1 : failures + 1;
      if (failures >= transport.policy.attempts) throw error.final;
      transport.reporter?.warn(`${transport.registry}: the upload of ${digest} broke; going on at byte ${offset} of ${size}`);
      await pauseBeforeRetry(transport, failures, error.afterMs);
    }
  }
}

/** Sends whole chunks until at most one is left, and returns the offset of the rest. */
async function sendChunks(
  transport: Transport,
  repository: string,
  blob: BlobSource,
  session: Session,
  from: number,
  options: PushBlobOptions,
): Promise<number> {
  const { size } = blob.descriptor;
  let offset = from;
  if (size - offset <= session.chunkBytes) return offset;
  for await (const chunk of chunksOf(blob, offset, session.chunkBytes)) {
    await patch(transport, repository, blob.descriptor, session, offset, chunk);
    offset += chunk.length;
    options.onProgress?.(offset, size);
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

async function patch(
  transport: Transport,
  repository: string,
  descriptor: Descriptor,
  session: Session,
  offset: number,
  chunk: Uint8Array,
): Promise<void> {
  const call: Call = {
    method: "PATCH",
    to: session.location,
    scopes: [pushScope(repository)],
    deed: `push blob ${descriptor.digest} to`,
    repository,
    headers: { ...OCTETS, "content-range": `${offset}-${offset + chunk.length - 1}` },
    body: chunk,
    // Sending the same range again is wrong when the registry has taken a part of it: the offset is asked for first.
    attempts: 1,
  };
  const response = await sendPart(transport, call);
  if (![201, 202, 204].includes(response.status))
    throw await failureOf(response, { what: call.deed, registry: transport.registry, repository });
  await drain(response);
  session.location = transport.locate(response.headers.get("location"), response, {
    what: call.deed,
    registry: transport.registry,
    repository,
  });
}

/** Sends one request of an upload and sorts out the answers after which the upload can go on. */
async function sendPart(transport: Transport, call: Call): Promise<Response> {
  const response = await transport.send(call).catch((error: unknown) => {
    transport.signal?.throwIfAborted();
    throw error instanceof RemoteFailure ? new UploadBroken(error) : error;
  });
  if (response.status === 416)
    throw new UploadBroken(
      await failureOf(response, {
        what: call.deed,
        registry: transport.registry,
        repository: call.repository,
      }),
    );
  if (response.status !== 404) return response;
  await drain(response);
  throw new SessionLost();
}

async function acceptedBytes(transport: Transport, repository: string, descriptor: Descriptor, session: Session): Promise<number> {
  const deed = `go on with the upload of blob ${descriptor.digest} to`;
  const response = await transport.send({ method: "GET", to: session.location, scopes: [pushScope(repository)], deed, repository });
  await drain(response);
  const range = /^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range") ?? "");
  if (response.status !== 204 && response.status !== 202 && response.status !== 200) throw new SessionLost();
  const location = response.headers.get("location");
  if (location !== null) session.location = transport.locate(location, response, { what: deed, registry: transport.registry, repository });
  // An empty upload is written as "0-0" by distribution, which cannot be told from one byte; chunks are never that small.
  const accepted = range ? Number(range[1]) + 1 : 0;
  if (accepted > descriptor.size) throw new SessionLost();
  return accepted === 1 ? 0 : accepted;
}

async function closeUpload(
  transport: Transport,
  repository: string,
  blob: BlobSource,
  session: Session,
  offset: number,
  options: PushBlobOptions,
): Promise<void> {
  const { digest, size } = blob.descriptor;
  const rest = await readExactly(blob, offset, size - offset);
  const to = new URL(session.location);
  to.searchParams.set("digest", digest);
  const call: Call = {
    method: "PUT",
    to,
    scopes: [pushScope(repository)],
    deed: `push blob ${digest} to`,
    repository,
    headers: offset > 0 && rest.length > 0 ? { ...OCTETS, "content-range": `${offset}-${size - 1}` } : OCTETS,
    body: rest,
    attempts: 1,
  };
  const response = await sendPart(transport, call);
  if (response.status !== 201 && response.status !== 204)
    throw await failureOf(response, { what: call.deed, registry: transport.registry, repository });
  await drain(response);
  const stored = response.headers.get("docker-content-digest");
  if (stored !== null && stored !== digest) {
    throw new ActionError(
      "remote",
      `'${transport.registry}/${repository}' stored blob ${digest} as ${stored}: the content changed on the way. Push it again.`,
    );
  }
  options.onProgress?.(size, size);
}

function pushScope(repository: string): string {
  return `repository:${repository}:pull,push`;
}
