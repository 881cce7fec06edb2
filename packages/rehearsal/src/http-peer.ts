import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

const verdicts = new WeakMap<Socket, Promise<boolean>>();

/**
 * Whether a loopback connection comes from a program of this user (or of root). A rehearsal runs what it is told to run, so on a machine with several
 * users the others must not reach it. Linux tells who owns a connection; on systems that do not, every local program is let in.
 */
export function isOwnConnection(socket: Socket): Promise<boolean> {
  const known =
    verdicts.get(socket) ??
    findOwner(socket.remotePort ?? 0, socket.localPort ?? 0).then((uid) => uid === undefined || uid === 0 || uid === process.getuid?.());
  verdicts.set(socket, known);
  return known;
}

/** The user id behind the client's end of a connection; -1 when the kernel's table does not have it, `undefined` when there is no table. */
async function findOwner(clientPort: number, serverPort: number): Promise<number | undefined> {
  const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => undefined)));
  if (tables.every((table) => table === undefined)) return undefined;
  return findOwnerIn(tables.join("\n"), clientPort, serverPort) ?? -1;
}

/** Reads the owner of the socket with these local and remote ports from the text of `/proc/net/tcp`. */
export function findOwnerIn(table: string, clientPort: number, serverPort: number): number | undefined {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
  const [client, server] = [`:${hex(clientPort)}`, `:${hex(serverPort)}`];
  for (const line of table.split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns[1]?.endsWith(client) && columns[2]?.endsWith(server)) return Number(columns[7]);
  }
  return undefined;
}
