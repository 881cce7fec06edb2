import { sendRegistryError } from "./call.ts";
import type { RegistryCall } from "./call.ts";

/** Answers everything below `/blobs/uploads/`: start, mount, chunks, resume, finish, cancel. */
export async function handleUpload(call: RegistryCall): Promise<void> {
  if (call.rest === "") {
    if (call.request.method === "POST") return startUpload(call);
    return sendRegistryError(call.response, 405, "UNSUPPORTED", "the operation is unsupported");
  }
  const size = await call.store.uploadSize(call.repository, call.rest);
  if (size === undefined) return sendRegistryError(call.response, 404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  const { method } = call.request;
  if (method === "GET") return sendProgress(call, call.rest, size, 204);
  if (method === "DELETE") {
    await call.store.cancelUpload(call.repository, call.rest);
    return void call.response.writeHead(204).end();
  }
  if (method === "PATCH") return appendChunk(call, size);
  if (method === "PUT") return finishUpload(call, size);
  return sendRegistryError(call.response, 405, "UNSUPPORTED", "the operation is unsupported");
}

async function startUpload(call: RegistryCall): Promise<void> {
  const { store, body, repository, url } = call;
  const mount = url.searchParams.get("mount");
  const from = url.searchParams.get("from");
  if (mount && from && (await store.mountBlob(from, repository, mount))) return sendCreated(call, mount);
  const id = await store.startUpload(repository);
  const digest = url.searchParams.get("digest");
  if (!digest) return sendProgress(call, id, 0, 202);
  await store.appendUpload(repository, id, body);
  return completeUpload(call, id, digest);
}

async function appendChunk(call: RegistryCall, size: number): Promise<void> {
  if (!continues(call, size)) return sendProgress(call, call.rest, size, 416);
  await call.store.appendUpload(call.repository, call.rest, call.body);
  const now = (await call.store.uploadSize(call.repository, call.rest)) ?? 0;
  return sendProgress(call, call.rest, now, 202);
}

async function finishUpload(call: RegistryCall, size: number): Promise<void> {
  const digest = call.url.searchParams.get("digest");
  if (!digest) return sendRegistryError(call.response, 400, "DIGEST_INVALID", "the digest is missing");
  if (!continues(call, size)) return sendProgress(call, call.rest, size, 416);
  await call.store.appendUpload(call.repository, call.rest, call.body);
  return completeUpload(call, call.rest, digest);
}

/** A chunk that names its place must begin where the upload ends. */
function continues({ request }: RegistryCall, size: number): boolean {
  const range = /^(?:bytes[ =])?(\d+)-\d+/.exec(request.headers["content-range"] ?? "");
  return !range || Number(range[1]) === size;
}

async function completeUpload(call: RegistryCall, id: string, digest: string): Promise<void> {
  if (await call.store.finishUpload(call.repository, id, digest)) return sendCreated(call, digest);
  return sendRegistryError(call.response, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
}

function sendCreated({ response, repository }: RegistryCall, digest: string): void {
  response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest, "content-length": 0 }).end();
}

function sendProgress({ response, repository }: RegistryCall, id: string, size: number, status: number): void {
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
