import { accessSync, closeSync, constants, openSync, readSync } from "node:fs";
import type { Socket } from "node:net";

const verdicts = new WeakMap<Socket, boolean>();

/**
 * Whether a loopback connection comes from a program of this user (or of root). A rehearsal runs what it is told to run, so on a machine with several
 * users the others must not reach it. Linux tells who owns a connection; on systems that do not, every local program is let in.
 */
export function isOwnConnection(socket: Socket): boolean {
  const known = verdicts.get(socket) ?? isOwn(socket);
  verdicts.set(socket, known);
  return known;
}

function isOwn({ remoteAddress = "0.0.0.0", remotePort = 0, localAddress = "0.0.0.0", localPort = 0 }: Socket): boolean {
  const [client, server] = [
    { address: remoteAddress, port: remotePort },
    { address: localAddress, port: localPort },
  ];
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((path) => canRead(path));
  if (tables.length === 0) return true;
  const owner = findOwnerIn(readParts(tables), client, server);
  return owner === 0 || (owner !== undefined && owner === process.getuid?.());
}

function canRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tables in parts of whole lines. The kernel writes each when it is read, a page at a time, so whoever has found a line saves the rest. */
function* readParts(tables: readonly string[]): Generator<string> {
  const buffer = Buffer.alloc(64 * 1024);
  for (const path of tables) {
    const table = openSync(path, "r");
    try {
      for (let size = readSync(table, buffer); size > 0; size = readSync(table, buffer)) yield buffer.toString("latin1", 0, size);
    } finally {
      closeSync(table);
    }
  }
}

/** One end of a connection. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * Reads the owner of the socket with these local and remote ends from parts of `/proc/net/tcp`. One without an inode counts for nothing: no
 * program has it open any more, and then the kernel shows root, whoever it was.
 */
export function findOwnerIn(parts: Iterable<string>, client: Place, server: Place): number | undefined {
  const [local, remote] = [client, server].map(
    // An address of IPv4 in the table of IPv6 stands behind zeros and FFFF.
    ({ address, port }) => `[0F]*${hexAddress(address)}:${port.toString(16).toUpperCase().padStart(4, "0")}`,
  );
  const line = new RegExp(`: ${local} ${remote} (?:\\S+ +){4}(\\d+) +\\d+ +[1-9]`);
  for (const part of parts) {
    const uid = line.exec(part)?.[1];
    if (uid !== undefined) return Number(uid);
  }
  return undefined;
}

/** An IPv4 address as the kernel's table has it: its bytes read as a number of this machine. */
export function hexAddress(address: string): string {
  const [number = 0] = new Uint32Array(Uint8Array.from(address.split(".").map(Number)).buffer);
  return number.toString(16).toUpperCase().padStart(8, "0");
}
