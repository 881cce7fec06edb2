import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ActionError, isLoopback, isSystemError } from "@waybill/kit";
import { isOwnConnection } from "./http-peer.ts";

/** Answers one request; what it throws is answered by `onError`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** A server that listens. */
export interface Service {
  /** `127.0.0.1:port`, or the path of the Unix socket. */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Where a server listens, and whom it tells. */
export interface ServiceOptions {
  /** The port of an earlier start, kept when it is still free, so that addresses survive a restart. */
  readonly port?: number | undefined;
  readonly socketPath?: string | undefined;
  /** Called for every request that is answered. */
  readonly onRequest?: (() => void) | undefined;
  readonly onError: (error: unknown, response: ServerResponse) => void;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Serves HTTP on 127.0.0.1 or a Unix socket. Requests of web pages are refused: loopback is in reach of every browser tab. */
export async function startService(handler: Handler, options: ServiceOptions): Promise<Service> {
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    options.onRequest?.();
    if (!options.socketPath && !isLocalRequest(request))
      return void response.writeHead(403).end("This server answers local programs only.\n");
    if (!options.socketPath && !isOwnConnection(request.socket))
      return void response.writeHead(403).end("This server answers programs of the user who started it only.\n");
    const url = new URL(request.url ?? "/", "http://loopback");
    Promise.resolve()
      .then(() => handler(request, response, url))
      .catch((error: unknown) => {
        if (response.headersSent) return void response.destroy();
        options.onError(error, response);
      });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      const done = (): void => {
        server.off("error", reject);
        resolve();
      };
      if (options.socketPath) server.listen(options.socketPath, done);
      else server.listen(port, "127.0.0.1", done);
    });
  await listen(options.port ?? 0).catch((error: unknown) => {
    if (!options.port || !isSystemError(error, "EADDRINUSE")) throw error;
    return listen(0);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    address: options.socketPath ?? `127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser says where a request comes from, and a rebound name shows in `Host`. Programs send neither. */
function isLocalRequest(request: IncomingMessage): boolean {
  if (request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined) return false;
  return isLoopback(request.headers.host ?? "");
}

/** Reads a whole request body. Throws ActionError("input") beyond 64 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new ActionError("input", "The request body is larger than 64 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers }).end(text);
}
