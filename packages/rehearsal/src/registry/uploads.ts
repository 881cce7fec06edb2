import { sendRegistryError } from "./request.ts";
import type { RegistryRequest } from "./request.ts";

/** Answers everything below `/blobs/uploads/`: start, mount, chunks, resume, finish, cancel. */
export async function handleUpload(incoming: RegistryRequest): Promise<void> {
  if (incoming.rest === "") {
    if (incoming.request.method === "POST") return startUpload(incoming);
    return sendRegistryError(incoming.response, 405, "UNSUPPORTED", "the operation is unsupported");
  }
  const size = await incoming.store.uploadSize(incoming.repository, incoming.rest);
  if (size === undefined) return sendRegistryError(incoming.response, 404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  const { method } = incoming.request;
  if (method === "GET") return sendProgress(incoming, incoming.rest, size, 204);
  if (method === "DELETE") {
    await incoming.store.cancelUpload(incoming.repository, incoming.rest);
    return void incoming.response.writeHead(204).end();
  }
  if (method === "PATCH") return appendChunk(incoming, size);
  if (method === "PUT") return finishUpload(incoming, size);
  return sendRegistryError(incoming.response, 405, "UNSUPPORTED", "the operation is unsupported");
}

async function startUpload(incoming: RegistryRequest): Promise<void> {
  const { store, body, repository, url } = incoming;
  const mount = url.searchParams.get("mount");
  const from = url.searchParams.get("from");
  if (mount && from && (await store.mountBlob(from, repository, mount))) return sendCreated(incoming, mount);
  const id = await store.startUpload(repository);
  const digest = url.searchParams.get("digest");
  if (!digest) return sendProgress(incoming, id, 0, 202);
  await store.appendUpload(repository, id, body);
  return completeUpload(incoming, id, digest);
}

async function appendChunk(incoming: RegistryRequest, size: number): Promise<void> {
  if (!continues(incoming, size)) return sendProgress(incoming, incoming.rest, size, 416);
  await incoming.store.appendUpload(incoming.repository, incoming.rest, incoming.body);
  const now = (await incoming.store.uploadSize(incoming.repository, incoming.rest)) ?? 0;
  return sendProgress(incoming, incoming.rest, now, 202);
}

async function finishUpload(incoming: RegistryRequest, size: number): Promise<void> {
  const digest = incoming.url.searchParams.get("digest");
  if (!digest) return sendRegistryError(incoming.response, 400, "DIGEST_INVALID", "the digest is missing");
  if (!continues(incoming, size)) return sendProgress(incoming, incoming.rest, size, 416);
  await incoming.store.appendUpload(incoming.repository, incoming.rest, incoming.body);
  return completeUpload(incoming, incoming.rest, digest);
}

/** A chunk that names its place must begin where the upload ends. */
function continues({ request }: RegistryRequest, size: number): boolean {
  const range = /^(?:bytes[ =])?(\d+)-\d+/.exec(request.headers["content-range"] ?? "");
  return !range || Number(range[1]) === size;
}

async function completeUpload(incoming: RegistryRequest, id: string, digest: string): Promise<void> {
  if (await incoming.store.finishUpload(incoming.repository, id, digest)) return sendCreated(incoming, digest);
  return sendRegistryError(incoming.response, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
}

function sendCreated({ response, repository }: RegistryRequest, digest: string): void {
  response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest, "content-length": 0 }).end();
}

function sendProgress({ response, repository }: RegistryRequest, id: string, size: number, status: number): void {
  response
    .writeHead(status, {
      location: `/v2/${repository}/blobs/uploads/${id}`,
      // The specification's range is inclusive, so an empty upload says 0-0 as the CNCF registry does.
      range: `0-${Math.max(0, size - 1)}`,
      "docker-upload-uuid": id,
      "content-length": 0,
    })
    .end();
}
