import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** A port that leads to another address for as long as it is held. */
export interface Forward extends AsyncDisposable {
  readonly port: number;
}

/** Listens on `host` and forwards every connection to `target`, so that pods reach a server that listens on loopback only. */
export async function forwardPort(host: string, target: { host: string; port: number }): Promise<Forward> {
  const open = new Set<{ destroy(): void }>();
  const server = createServer((inbound) => {
    const outbound = connect(target.port, target.host);
    for (const [socket, other] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      open.add(socket);
      // Either side may vanish at any time; the other one is then of no use.
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((ready, fail) => {
    server.once("error", fail);
    server.listen(0, host, ready);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
