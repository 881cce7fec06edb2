import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { digestOf, isRecord, listAt, parseJson, textAt, textsAt } from "@waybill/kit";
import { readBody, sendJson, startService } from "../http-service.ts";
import type { Service } from "../http-service.ts";
import { RegistryStore } from "./store.ts";
import { sendRegistryError } from "./request.ts";
import type { RegistryRequest } from "./request.ts";
import { createFaults } from "../faults.ts";
import type { Fault } from "../faults.ts";
import { handleUpload } from "./uploads.ts";

/** What can go wrong with a request to the registry. */
export interface RegistryFault extends Fault {
  /** Forgets every token that was issued, so that this request and later ones are answered with 401. */
  readonly revokeTokens?: true | undefined;
}

/** What kind of registry it plays. */
export interface RegistryOptions {
  readonly dir: string;
  readonly port?: number | undefined;
  /** Serves the referrers API. Default: off, as in the CNCF registry 2.8, so that clients use the fallback tag. */
  readonly referrers?: boolean | undefined;
  /** Demands a password. `token` sends clients to a token endpoint on this server first, as GHCR does. */
  readonly auth?:
    | {
        readonly username: string;
        readonly password: string;
        readonly scheme: "basic" | "token";
        readonly tokenSeconds?: number | undefined;
      }
    | undefined;
  /** The most tags on one page, as large registries cap it; no cap by default. */
  readonly maxPageSize?: number | undefined;
  /** What goes wrong, for tests: read anew at every request, so that faults may be added while the server runs. */
  readonly faults?: readonly RegistryFault[] | undefined;
  readonly onRequest?: (() => void) | undefined;
}

const NAME = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*";
const ROUTE = new RegExp(`^/v2/(${NAME})/(blobs/uploads|blobs|manifests|tags|referrers)(?:/(.*))?$`);
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;

/** Starts an OCI registry (distribution specification 1.1) on 127.0.0.1 that keeps its content below `dir`. */
export function startRegistry(options: RegistryOptions): Promise<Service> {
  const store = new RegistryStore(options.dir);
  const tokens = new Map<string, number>();
  const guard = createGuard(options, tokens);
  const harm = createFaults(options.faults ?? [], ({ revokeTokens }) => {
    if (revokeTokens) tokens.clear();
  });
  return startService(
    async (request, response, url) => {
      response.setHeader("docker-distribution-api-version", "registry/2.0");
      const { isOver, body } = await harm(request, response);
      if (isOver) return;
      if (guard(request, response, url)) return;
      if (url.pathname === "/v2/" || url.pathname === "/v2") return sendJson(response, 200, {});
      const match = ROUTE.exec(url.pathname);
      if (!match?.[1]) return sendRegistryError(response, 404, "NAME_INVALID", "no such endpoint or an invalid repository name");
      const incoming = { store, request, body, response, url, repository: match[1], rest: match[3] ?? "" };
      if (match[2] === "blobs/uploads") return handleUpload(incoming);
      if (match[2] === "blobs") return handleBlob(incoming);
      if (match[2] === "manifests") return handleManifest(incoming, options.referrers ?? false);
      if (match[2] === "tags") return handleTags(incoming, options.maxPageSize);
      if (options.referrers) return handleReferrers(incoming);
      return sendRegistryError(response, 404, "UNSUPPORTED", "the referrers API is off");
    },
    {
      port: options.port,
      onRequest: options.onRequest,
      onError: (error, response) => sendRegistryError(response, 500, "UNKNOWN", error instanceof Error ? error.message : String(error)),
    },
  );
}

async function handleBlob({ store, request, response, repository, rest: digest }: RegistryRequest): Promise<void> {
  if (!DIGEST.test(digest)) return sendRegistryError(response, 400, "DIGEST_INVALID", `'${digest}' is not a digest`);
  const size = await store.hasBlob(repository, digest);
  if (size === undefined) return sendRegistryError(response, 404, "BLOB_UNKNOWN", "blob unknown to registry");
  const headers = { "docker-content-digest": digest, "content-type": "application/octet-stream", "accept-ranges": "bytes" };
  if (request.method === "HEAD") return void response.writeHead(200, { ...headers, "content-length": size }).end();
  if (request.method !== "GET") return sendRegistryError(response, 405, "UNSUPPORTED", "the operation is unsupported");
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const start = range ? Number(range[1]) : 0;
  const end = Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1);
  if (range && start > end) return void response.writeHead(416, { "content-range": `bytes */${size}` }).end();
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "content-length": end - start + 1,
    ...(range ? { "content-range": `bytes ${start}-${end}/${size}` } : {}),
  });
  if (size === 0) return void response.end();
  store
    .readBlob(digest, start, end)
    .on("error", () => response.destroy())
    .pipe(response);
}

async function handleManifest(incoming: RegistryRequest, referrers: boolean): Promise<void> {
  const { store, request, response, repository, rest: reference } = incoming;
  if (!DIGEST.test(reference) && !TAG.test(reference))
    return sendRegistryError(response, 400, "TAG_INVALID", `'${reference}' is neither a tag nor a digest`);
  if (request.method === "PUT") return putManifest(incoming, referrers);
  if (request.method === "DELETE") {
    if (await store.deleteManifest(repository, reference)) return void response.writeHead(202).end();
    return sendRegistryError(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
  }
  const found = await store.findManifest(repository, reference);
  if (!found) return sendRegistryError(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
  response.writeHead(200, { "content-type": found.mediaType, "content-length": found.bytes.length, "docker-content-digest": found.digest });
  response.end(request.method === "HEAD" ? undefined : found.bytes);
}

interface ManifestBody {
  readonly mediaType?: string | undefined;
  readonly artifactType?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly config?: { readonly digest: string; readonly mediaType: string } | undefined;
  readonly layers?: readonly { readonly digest: string }[] | undefined;
  readonly manifests?: readonly { readonly digest: string }[] | undefined;
  readonly subject?: { readonly digest: string } | undefined;
}

async function putManifest({ store, request, response, repository, rest: reference }: RegistryRequest, referrers: boolean): Promise<void> {
  const bytes = await readBody(request);
  const body = parseManifest(bytes);
  if (!body) return sendRegistryError(response, 400, "MANIFEST_INVALID", "the manifest is not a JSON object");
  if (DIGEST.test(reference) && digestOf(bytes) !== reference) {
    return sendRegistryError(response, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
  }
  for (const blob of [...(body.config ? [body.config] : []), ...(body.layers ?? [])]) {
    if ((await store.hasBlob(repository, blob.digest)) === undefined) {
      return sendRegistryError(response, 400, "MANIFEST_BLOB_UNKNOWN", `blob unknown to registry: ${blob.digest}`);
    }
  }
  for (const child of body.manifests ?? []) {
    if (!(await store.findManifest(repository, child.digest))) {
      return sendRegistryError(response, 400, "MANIFEST_BLOB_UNKNOWN", `manifest unknown to registry: ${child.digest}`);
    }
  }
  const digest = await store.putManifest(
    repository,
    reference,
    request.headers["content-type"] ?? body.mediaType ?? "application/vnd.oci.image.manifest.v1+json",
    bytes,
  );
  // The header tells a client that it need not maintain the fallback tag.
  const subject: Record<string, string> = referrers && body.subject ? { "oci-subject": body.subject.digest } : {};
  response.writeHead(201, { location: `/v2/${repository}/manifests/${digest}`, "docker-content-digest": digest, ...subject }).end();
}

function parseManifest(bytes: Buffer): ManifestBody | undefined {
  try {
    return readManifest(parseJson(bytes.toString()));
  } catch {
    return undefined;
  }
}

function readManifest(value: unknown): ManifestBody | undefined {
  if (!isRecord(value)) return undefined;
  const blob = (entry: unknown): { digest: string; mediaType: string } => ({
    digest: textAt(entry, "digest") ?? "",
    mediaType: textAt(entry, "mediaType") ?? "",
  });
  return {
    mediaType: textAt(value, "mediaType"),
    artifactType: textAt(value, "artifactType"),
    annotations: isRecord(value["annotations"]) ? textsAt(value, "annotations") : undefined,
    config: isRecord(value["config"]) ? blob(value["config"]) : undefined,
    layers: listAt(value, "layers").map(blob),
    manifests: listAt(value, "manifests").map(blob),
    subject: isRecord(value["subject"]) ? blob(value["subject"]) : undefined,
  };
}

async function handleTags({ store, response, url, repository }: RegistryRequest, maxPageSize = Number.POSITIVE_INFINITY): Promise<void> {
  const all = await store.listTags(repository);
  if (!all) return sendRegistryError(response, 404, "NAME_UNKNOWN", "repository name not known to registry");
  const last = url.searchParams.get("last");
  const rest = last === null ? all : all.filter((tag) => tag > last);
  const limit = Math.min(url.searchParams.has("n") ? Number(url.searchParams.get("n")) : rest.length, maxPageSize);
  const tags = rest.slice(0, limit);
  const more = tags.length < rest.length && tags.length > 0;
  sendJson(
    response,
    200,
    { name: repository, tags },
    more ? { link: `</v2/${repository}/tags/list?n=${limit}&last=${tags.at(-1)}>; rel="next"` } : {},
  );
}

async function handleReferrers({ store, response, url, repository, rest: digest }: RegistryRequest): Promise<void> {
  const wanted = url.searchParams.get("artifactType");
  const manifests = (await store.listManifests(repository)).flatMap(({ digest: own, mediaType, bytes }) => {
    const body = parseManifest(bytes);
    if (body?.subject?.digest !== digest) return [];
    const artifactType = body.artifactType ?? body.config?.mediaType;
    if (wanted && artifactType !== wanted) return [];
    return [{ mediaType, digest: own, size: bytes.length, artifactType, annotations: body.annotations }];
  });
  const headers: Record<string, string> = {
    "content-type": "application/vnd.oci.image.index.v1+json",
    ...(wanted ? { "oci-filters-applied": "artifactType" } : {}),
  };
  sendJson(response, 200, { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests }, headers);
}

/** Returns whether the request was refused (and answered), or was one for a token. */
function createGuard(
  { auth }: RegistryOptions,
  tokens: Map<string, number>,
): (request: IncomingMessage, response: ServerResponse, url: URL) => boolean {
  if (!auth) return () => false;
  const basic = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`;
  return (request, response, url) => {
    const given = request.headers.authorization ?? "";
    if (auth.scheme === "token" && url.pathname === "/token") {
      if (!isSame(given, basic)) sendRegistryError(response, 401, "UNAUTHORIZED", "wrong user or password");
      else {
        const token = randomBytes(24).toString("base64url");
        const seconds = auth.tokenSeconds ?? 300;
        tokens.set(token, Date.now() + seconds * 1000);
        sendJson(response, 200, { token, access_token: token, expires_in: seconds });
      }
      return true;
    }
    const allowed = auth.scheme === "basic" ? isSame(given, basic) : (tokens.get(given.replace(/^Bearer /, "")) ?? 0) > Date.now();
    if (allowed) return false;
    const repository = ROUTE.exec(url.pathname)?.[1];
    const scope = repository
      ? `,scope="repository:${repository}:pull${request.method === "GET" || request.method === "HEAD" ? "" : ",push"}"`
      : "";
    response.setHeader(
      "www-authenticate",
      auth.scheme === "basic"
        ? 'Basic realm="rehearsal"'
        : `Bearer realm="http://${request.headers.host}/token",service="rehearsal"${scope}`,
    );
    sendRegistryError(response, 401, "UNAUTHORIZED", "authentication required");
    return true;
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
