import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that hands every request on to another one and counts them. */
export interface CountingProxy extends AsyncDisposable {
  readonly address: string;
  /** Returns the requests since it was last asked. */
  take(): number;
}

/** Starts a proxy before a server of plain HTTP. The server is told the proxy's name, so that what it redirects to is counted too. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  let count = 0;
  const server = createServer((incoming, answer) => {
    count++;
    const onward = request(`http://${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${portOf(server.address())}`,
    take: () => {
      const taken = count;
      count = 0;
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The proxy listens on no port.");
  return address.port;
}
