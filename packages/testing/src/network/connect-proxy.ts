import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface ConnectProxyOptions {
  /** The loopback port behind each name, for example `{ "registry.test:443": 40123 }`; any other address is answered with 502. */
  readonly routes: Readonly<Record<string, number>>;
  /** Demands this login (`user:password`) by Basic, else answers 407. */
  readonly login?: string | undefined;
  /** Answers every connection with this status instead. */
  readonly refuse?: number | undefined;
}

/** A proxy on loopback that opens tunnels (CONNECT) and nothing else. */
export interface ConnectProxy extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** The addresses that were asked for, oldest first, refused ones too. */
  readonly asked: readonly string[];
}

/** Starts the proxy. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const expected = options.login === undefined ? undefined : `Basic ${Buffer.from(options.login).toString("base64")}`;
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on("connection", (socket) => track(socket, sockets));
  server.on("connect", (request, client: Socket) => {
    const target = request.url ?? "";
    asked.push(target);
    const port = options.routes[target];
    const isKnown = expected === undefined || request.headers["proxy-authorization"] === expected;
    const refusal = options.refuse ?? (isKnown ? (port === undefined ? 502 : undefined) : 407);
    if (refusal !== undefined || port === undefined) return void client.end(`HTTP/1.1 ${refusal} Refused\r\nconnection: close\r\n\r\n`);
    const upstream = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    track(upstream, sockets);
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  // Either side may vanish at any time.
  socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
}
