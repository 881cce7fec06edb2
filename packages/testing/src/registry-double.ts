import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What can go wrong with one request. `dropAfter` takes that many bytes of the body and then cuts the connection. */
export interface Fault {
  readonly when: (request: { method: string; path: string; headers: IncomingMessage["headers"] }) => boolean;
  readonly times?: number;
  readonly dropAfter?: number;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Does its work, then answers with these bytes instead of the real ones. */
  readonly replaceBody?: Buffer;
  /** Runs before the request is answered. */
  readonly before?: () => void;
  /** Does its work, then cuts the connection instead of answering. */
  readonly loseAnswer?: boolean;
}

export interface RegistryDoubleOptions {
  readonly auth?: "none" | "basic" | "token";
  readonly username?: string;
  readonly password?: string;
  readonly referrersApi?: boolean;
  /** Says `OCI-Subject` without having the API. */
  readonly claimsSubject?: boolean;
  /** Answers blob reads with a redirect to this origin. */
  readonly redirectBlobsTo?: string;
  readonly largestChunk?: number;
  readonly deniesPush?: boolean;
  readonly tokenSeconds?: number;
}

/** A small OCI registry in memory on a loopback port, with faults on demand. */
export interface RegistryDouble extends AsyncDisposable {
  readonly address: string;
  readonly blobs: Map<string, Map<string, Buffer>>;
  readonly manifests: Map<string, Map<string, { bytes: Buffer; mediaType: string }>>;
  readonly requests: { method: string; path: string; authorization?: string; length: number; range?: string; status: number }[];
  readonly faults: Fault[];
  readonly tokensIssued: () => number;
  /** Makes every token that was issued so far invalid. */
  revokeTokens(): void;
}

interface Upload {
  readonly repository: string;
  content: Buffer;
}

const sha256 = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Starts the double. */
export async function startRegistryDouble(options: RegistryDoubleOptions = {}): Promise<RegistryDouble> {
  const state = {
    blobs: new Map<string, Map<string, Buffer>>(),
    manifests: new Map<string, Map<string, { bytes: Buffer; mediaType: string }>>(),
    uploads: new Map<string, Upload>(),
    tokens: new Set<string>(),
    issued: 0,
  };
  const requests: RegistryDouble["requests"] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const faultList = new Proxy<Fault[]>([], {
    get: (target, key) =>
      key === "push"
        ? (...items: Fault[]) => items.map((fault) => faults.push({ fault, left: fault.times ?? 1 }))
        : Reflect.get(target, key),
  });
  let address = "";

  const server: Server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `http://${address}`);
    const method = request.method ?? "GET";
    const known = { method, path: url.pathname + url.search, headers: request.headers };
    const entry = {
      method,
      path: known.path,
      ...(request.headers.authorization === undefined ? {} : { authorization: request.headers.authorization }),
      length: Number(request.headers["content-length"] ?? 0),
      ...(request.headers["content-range"] === undefined ? {} : { range: request.headers["content-range"] }),
      status: 0,
    };
    requests.push(entry);
    response.on("finish", () => (entry.status = response.statusCode));
    const armed = faults.find(({ fault, left }) => left > 0 && fault.when(known));
    if (armed) armed.left--;
    const fault = armed?.fault;
    fault?.before?.();
    if (fault?.dropAfter !== undefined) return dropAfter(request, fault.dropAfter, url);
    const body = await readAll(request);
    if (fault?.status !== undefined) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    }
    if (fault?.loseAnswer) {
      route(method, url, request, body, sink());
      request.socket.destroy();
      return;
    }
    if (fault?.replaceBody) {
      const real = sink();
      route(method, url, request, body, real);
      response.writeHead(real.status, { ...real.headers, "content-length": String(fault.replaceBody.length) }).end(fault.replaceBody);
      return;
    }
    const answer = sink();
    route(method, url, request, body, answer);
    response
      .writeHead(answer.status, { "content-length": String(answer.body.length), ...answer.headers })
      .end(method === "HEAD" ? undefined : answer.body);
  }

  /** Keeps what arrived before the cut, as real registries do. */
  async function dropAfter(request: IncomingMessage, bytes: number, url: URL): Promise<void> {
    const chunks: Buffer[] = [];
    let size = 0;
    if (bytes > 0) {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        chunks.push(chunk.subarray(0, bytes - size));
        size += chunk.length;
        if (size >= bytes) break;
      }
    }
    const upload = state.uploads.get(url.pathname.split("/").at(-1) ?? "");
    if (upload && request.method === "PATCH") upload.content = Buffer.concat([upload.content, ...chunks]);
    request.socket.destroy();
  }

  interface Answer {
    status: number;
    headers: Record<string, string>;
    body: Buffer;
  }
  const sink = (): Answer => ({ status: 200, headers: {}, body: Buffer.alloc(0) });
  const fail = (answer: Answer, status: number, code: string, message: string): void => {
    answer.status = status;
    answer.headers["content-type"] = "application/json";
    answer.body = Buffer.from(JSON.stringify({ errors: [{ code, message }] }));
  };

  function route(method: string, url: URL, request: IncomingMessage, body: Buffer, answer: Answer): void {
    if (url.pathname === "/token") return issueToken(request, url, body, answer);
    if (!isAllowed(request, url, method, answer)) return;
    if (url.pathname === "/v2/") return;
    const match = /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|tags|referrers)\/(.*)$/.exec(url.pathname);
    if (!match) return fail(answer, 404, "NAME_UNKNOWN", "no such route");
    const [, repository = "", kind = "", rest = ""] = match;
    if (kind === "blobs/uploads") return handleUpload(method, repository, rest, url, request, body, answer);
    if (kind === "blobs") return handleBlob(repository, rest, request, answer);
    if (kind === "manifests") return handleManifest(method, repository, rest, request, body, answer);
    if (kind === "tags") return handleTags(repository, url, answer);
    return handleReferrers(repository, rest, answer);
  }

  function issueToken(request: IncomingMessage, url: URL, body: Buffer, answer: Answer): void {
    const basic = `Basic ${Buffer.from(`${options.username ?? "user"}:${options.password ?? "password"}`).toString("base64")}`;
    const refresh = new URLSearchParams(body.toString()).get("refresh_token");
    if (request.headers.authorization !== basic && refresh !== "identity")
      return fail(answer, 401, "UNAUTHORIZED", "wrong user or password");
    const token = `token-${randomUUID()}`;
    state.tokens.add(token);
    state.issued++;
    const scopes = url.searchParams.getAll("scope");
    answer.body = Buffer.from(JSON.stringify({ token, expires_in: options.tokenSeconds ?? 300, scopes }));
  }

  function isAllowed(request: IncomingMessage, url: URL, method: string, answer: Answer): boolean {
    const auth = options.auth ?? "none";
    const header = request.headers.authorization ?? "";
    const basic = `Basic ${Buffer.from(`${options.username ?? "user"}:${options.password ?? "password"}`).toString("base64")}`;
    const isKnown = auth === "none" || (auth === "basic" ? header === basic : state.tokens.has(header.replace("Bearer ", "")));
    if (!isKnown) {
      fail(answer, 401, "UNAUTHORIZED", "authentication required");
      answer.headers["www-authenticate"] =
        auth === "basic" ? 'Basic realm="double"' : `Bearer realm="http://${address}/token",service="double",scope="repository:x:pull"`;
      return false;
    }
    if (options.deniesPush && method !== "GET" && method !== "HEAD") {
      fail(answer, 403, "DENIED", `permission_denied: write_package ${url.pathname}`);
      return false;
    }
    return true;
  }

  const blobsOf = (repository: string): Map<string, Buffer> => {
    const found = state.blobs.get(repository) ?? new Map<string, Buffer>();
    state.blobs.set(repository, found);
    return found;
  };

  function handleUpload(
    method: string,
    repository: string,
    id: string,
    url: URL,
    request: IncomingMessage,
    body: Buffer,
    answer: Answer,
  ): void {
    if (method === "POST") return startUpload(repository, url, answer);
    const upload = state.uploads.get(id);
    if (!upload) return fail(answer, 404, "BLOB_UPLOAD_UNKNOWN", "upload unknown");
    const location = `/v2/${repository}/blobs/uploads/${id}?state=${randomUUID()}`;
    if (method === "GET") {
      answer.status = 204;
      answer.headers = { location, range: `0-${Math.max(0, upload.content.length - 1)}` };
      return;
    }
    if (method === "DELETE") {
      state.uploads.delete(id);
      answer.status = 204;
      return;
    }
    const range = /^(\d+)-(\d+)$/.exec(request.headers["content-range"] ?? "");
    const tooLarge = method === "PATCH" && options.largestChunk !== undefined && body.length > options.largestChunk;
    if (tooLarge || (range && Number(range[1]) !== upload.content.length))
      return fail(answer, 416, "BLOB_UPLOAD_INVALID", "range does not fit");
    upload.content = Buffer.concat([upload.content, body]);
    if (method === "PATCH") {
      answer.status = 202;
      answer.headers = { location, range: `0-${upload.content.length - 1}` };
      return;
    }
    const digest = url.searchParams.get("digest") ?? "";
    if (sha256(upload.content) !== digest) return fail(answer, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    blobsOf(repository).set(digest, upload.content);
    state.uploads.delete(id);
    answer.status = 201;
    answer.headers = { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest };
  }

  function startUpload(repository: string, url: URL, answer: Answer): void {
    const mount = url.searchParams.get("mount");
    const content = mount === null ? undefined : blobsOf(url.searchParams.get("from") ?? "").get(mount);
    if (mount !== null && content) {
      blobsOf(repository).set(mount, content);
      answer.status = 201;
      return;
    }
    const id = randomUUID();
    state.uploads.set(id, { repository, content: Buffer.alloc(0) });
    answer.status = 202;
    answer.headers = { location: `/v2/${repository}/blobs/uploads/${id}?state=0` };
  }

  function handleBlob(repository: string, digest: string, request: IncomingMessage, answer: Answer): void {
    const content = blobsOf(repository).get(digest);
    if (!content) return fail(answer, 404, "BLOB_UNKNOWN", "blob unknown to registry");
    if (options.redirectBlobsTo !== undefined && request.method === "GET") {
      answer.status = 307;
      answer.headers["location"] = `${options.redirectBlobsTo}/v2/${repository}/blobs/${digest}`;
      return;
    }
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const from = range ? Number(range[1]) : 0;
    answer.status = range ? 206 : 200;
    if (range) answer.headers["content-range"] = `bytes ${from}-${content.length - 1}/${content.length}`;
    answer.body = content.subarray(from);
  }

  function handleManifest(
    method: string,
    repository: string,
    reference: string,
    request: IncomingMessage,
    body: Buffer,
    answer: Answer,
  ): void {
    const manifests = state.manifests.get(repository) ?? new Map<string, { bytes: Buffer; mediaType: string }>();
    state.manifests.set(repository, manifests);
    if (method === "PUT") {
      const digest = sha256(body);
      const stored = { bytes: body, mediaType: request.headers["content-type"] ?? "" };
      manifests.set(digest, stored);
      manifests.set(reference, stored);
      answer.status = 201;
      answer.headers = { "docker-content-digest": digest };
      const { subject } = JSON.parse(body.toString()) as { subject?: { digest: string } };
      if (subject && (options.referrersApi || options.claimsSubject)) answer.headers["oci-subject"] = subject.digest;
      return;
    }
    if (method === "DELETE") {
      answer.status = manifests.delete(reference) ? 202 : 404;
      return;
    }
    const found = manifests.get(reference);
    if (!found) return fail(answer, 404, "MANIFEST_UNKNOWN", "manifest unknown");
    answer.headers = { "content-type": found.mediaType, "docker-content-digest": sha256(found.bytes) };
    answer.body = found.bytes;
  }

  function handleTags(repository: string, url: URL, answer: Answer): void {
    const tags = [...(state.manifests.get(repository)?.keys() ?? [])].filter((name) => !name.includes(":")).sort();
    const start = tags.findIndex((tag) => tag > (url.searchParams.get("last") ?? ""));
    const page = start === -1 ? [] : tags.slice(start, start + 2);
    if (start !== -1 && start + 2 < tags.length)
      answer.headers["link"] = `</v2/${repository}/tags/list?n=2&last=${page.at(-1)}>; rel="next"`;
    answer.body = Buffer.from(JSON.stringify({ name: repository, tags: page }));
  }

  function handleReferrers(repository: string, digest: string, answer: Answer): void {
    if (!options.referrersApi) return fail(answer, 404, "NOT_FOUND", "no referrers");
    const seen = new Map<string, object>();
    for (const { bytes, mediaType } of state.manifests.get(repository)?.values() ?? []) {
      const manifest = JSON.parse(bytes.toString()) as { subject?: { digest: string }; artifactType?: string };
      if (manifest.subject?.digest === digest)
        seen.set(sha256(bytes), { mediaType, digest: sha256(bytes), size: bytes.length, artifactType: manifest.artifactType });
    }
    answer.headers["content-type"] = "application/vnd.oci.image.index.v1+json";
    answer.body = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [...seen.values()] }));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    blobs: state.blobs,
    manifests: state.manifests,
    requests,
    faults: faultList,
    tokensIssued: () => state.issued,
    revokeTokens: () => state.tokens.clear(),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
