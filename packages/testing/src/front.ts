import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { SERVER } from "./certificates.ts";

/** A server before another one. */
export interface Front extends AsyncDisposable {
  readonly port: number;
}

/** Lets clients call a loopback server by any name, over TLS on demand: rehearsal's servers answer to their own address only. */
export async function startFront(address: string, options: { tls: boolean }): Promise<Front> {
  const [hostname = "", port = ""] = address.split(":");
  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const headers = { ...incoming.headers, host: address };
    const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  };
  const server = options.tls ? createTlsServer(SERVER, pass) : createServer(pass);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
