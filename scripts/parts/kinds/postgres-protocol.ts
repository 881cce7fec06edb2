import { connect } from "node:net";

const TIMEOUT_MS = 2_000;
const PROTOCOL_3_0 = 196_608;

/** Says whether a PostgreSQL server on loopback takes connections: it then answers a greeting with a request to authenticate. */
export function speaksPostgres(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: TIMEOUT_MS });
    const end = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.once("connect", () => socket.write(greeting()));
    // 'R' asks for the password; 'E' says that the server is still starting.
    socket.once("data", (answer) => end(answer[0] === "R".charCodeAt(0)));
    for (const event of ["error", "timeout", "close"] as const) socket.once(event, () => end(false));
  });
}

function greeting(): Buffer {
  const body = Buffer.from("user\0postgres\0database\0postgres\0\0");
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + body.length, 0);
  head.writeInt32BE(PROTOCOL_3_0, 4);
  return Buffer.concat([head, body]);
}
