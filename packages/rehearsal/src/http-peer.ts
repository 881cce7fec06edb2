import { closeSync, openSync, readSync } from "node:fs";
import type { Socket } from "node:net";
import { isSystemError } from "@waybill/kit";

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
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => openTable(path));
  try {
    if (tables.every((table) => table === undefined)) return true;
    for (const table of tables)
      for (const lines of table === undefined ? [] : readTable(table)) {
        const uid = findOwnerIn(lines, client, server);
        if (uid !== undefined) return uid === 0 || uid === process.getuid?.();
      }
    return false;
  } finally {
    for (const table of tables) if (table !== undefined) closeSync(table);
  }
}

function openTable(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** A table in parts of whole lines. The kernel writes each when it is read, a page at a time, so whoever has found a line saves the rest. */
function* readTable(table: number): Generator<string> {
  const buffer = Buffer.alloc(64 * 1024);
  for (let size = readSync(table, buffer); size > 0; size = readSync(table, buffer)) yield buffer.toString("latin1", 0, size);
}

/** One end of a connection. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * Reads the owner of the socket with these local and remote ends from the text of `/proc/net/tcp`. One without an inode counts for nothing: no
 * program has it open any more, and then the kernel shows root, whoever it was.
 */
export function findOwnerIn(table: string, client: Place, server: Place): number | undefined {
  const [local, remote] = [client, server].map(
    // An address of IPv4 in the table of IPv6 stands behind zeros and FFFF.
    ({ address, port }) => `[0F]*${hexAddress(address)}:${port.toString(16).toUpperCase().padStart(4, "0")}`,
  );
  const [, uid] = new RegExp(`: ${local} ${remote} (?:\\S+ +){4}(\\d+) +\\d+ +[1-9]`).exec(table) ?? [];
  return uid === undefined ? undefined : Number(uid);
}

/** An IPv4 address as the kernel's table has it: its bytes read as a number of this machine. */
export function hexAddress(address: string): string {
  const [number = 0] = new Uint32Array(Uint8Array.from(address.split(".").map(Number)).buffer);
  return number.toString(16).toUpperCase().padStart(8, "0");
}
