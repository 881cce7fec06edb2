import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { isSystemError } from "@waybill/kit";

/** A loopback port that leads to a program whose own port may change. */
export interface PortForward {
  readonly port: number;
  close(): void;
}

/**
 * Listens on 127.0.0.1, on `wanted` when that is free, and pipes every connection to the port that `findTarget` names then. Without a target the
 * connection is closed, as a Service without endpoints or a container that does not listen yet does it.
 */
export async function forwardPort(wanted: number, findTarget: () => number | undefined): Promise<PortForward> {
  const forward = makeForward(findTarget);
  const port = await listenOn(forward.server, "127.0.0.1", wanted).catch((error: unknown) => {
    if (wanted === 0 || !isSystemError(error, "EADDRINUSE")) throw error;
    return listenOn(forward.server, "127.0.0.1", 0);
  });
  return { port, close: forward.close };
}

/** Opens a port of 127.0.0.1 at another address of this machine as well. Throws the system's error where that cannot be. */
export async function relayPort(host: string, port: number): Promise<PortForward> {
  const forward = makeForward(() => port);
  await listenOn(forward.server, host, port);
  return { port, close: forward.close };
}

function makeForward(findTarget: () => number | undefined): { readonly server: Server; readonly close: () => void } {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    const target = findTarget();
    if (target === undefined) return void socket.destroy();
    const inner = connect({ host: "127.0.0.1", port: target });
    inner.on("error", () => socket.destroy()).on("close", () => socket.destroy());
    socket.on("close", () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  return {
    server,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
