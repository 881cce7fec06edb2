import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A server that tells everybody what it was told in confidence. */
export interface LeakyPeer extends AsyncDisposable {
  readonly port: number;
}

async function listening(server: Server): Promise<LeakyPeer> {
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", () => done()));
  // A server on a port has an address of this kind; a socket's would be a text.
  const address = server.address();
  const { port }: Pick<AddressInfo, "port"> = typeof address === "object" && address ? address : { port: 0 };
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

/** A PostgreSQL that asks for the password in clear text and quotes it in its answer to every statement. */
export async function startLeakyPostgres(): Promise<LeakyPeer> {
  const sized = (type: string, body: string | Buffer): Buffer => {
    const bytes = Buffer.from(body);
    const head = Buffer.alloc(5);
    head.write(type, "latin1");
    head.writeInt32BE(bytes.length + 4, 1);
    return Buffer.concat([head, bytes]);
  };
  const ready = sized("Z", "I");
  const server = createTcpServer((socket) => {
    let isGreeted = false;
    let password: string | undefined;
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      // An SSLRequest is 8 bytes long; "N" says that there is no TLS here.
      if (!isGreeted && data.length === 8) return void socket.write("N");
      if (!isGreeted) {
        isGreeted = true;
        return void socket.write(sized("R", Buffer.from([0, 0, 0, 3])));
      }
      if (password === undefined) {
        password = data.subarray(5, -1).toString();
        return void socket.write(Buffer.concat([sized("R", Buffer.alloc(4)), ready]));
      }
      if (data.toString("latin1", 0, 1) === "X") return void socket.end();
      const message = `the database says: password ${password} (${encodeURIComponent(password)})`;
      socket.write(Buffer.concat([sized("E", `SERROR\0VERROR\0C42501\0M${message}\0\0`), ready]));
    });
  });
  return listening(server);
}

/**
 * A Kubernetes API in front of a good one. `everything` refuses each request and quotes its credentials; `secrets` refuses to take a Secret and
 * quotes its values, as they were sent and decoded.
 */
export async function startLeakyCluster(target: string, leak: "everything" | "secrets"): Promise<LeakyPeer> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const isSecret = incoming.method === "PATCH" && /\/secrets\//.test(incoming.url ?? "");
      if (leak === "everything") return refuse(response, 403, `no entry with ${incoming.headers.authorization}`);
      // With this status the run ends in the server's own words.
      if (isSecret) return refuse(response, 403, `cannot store ${body.toString()} that is ${decodedValues(body.toString())}`);
      forward(target, incoming, body, response);
    });
  });
  return listening(server);
}

function refuse(response: ServerResponse, code: number, message: string): void {
  const body = { kind: "Status", apiVersion: "v1", status: "Failure", code, message: `the cluster says: ${message}` };
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function decodedValues(text: string): string {
  const values = text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [];
  return values.map((value) => Buffer.from(value, "base64").toString()).join(" and ");
}

function forward(target: string, incoming: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const onward = request(new URL(incoming.url ?? "/", target), {
    method: incoming.method,
    headers: { ...incoming.headers, host: new URL(target).host },
  });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  onward.end(body);
}

/** A `docker` whose builds print their arguments, secrets and environment, and then fail with them. Its arguments go to `argv.json`. */
export async function writeLeakyDocker(folder: string): Promise<void> {
  const file = join(folder, "docker");
  const script = `#!${process.execPath}
const argv = process.argv.slice(2);
const { appendFileSync } = require("node:fs");
appendFileSync(${JSON.stringify(join(folder, "argv.json"))}, JSON.stringify(argv) + "\\n");
if (argv[1] === "version") console.log("github.com/docker/buildx v0.33.0 abc");
else if (argv[1] === "inspect") console.log("Name: b\\nDriver: remote\\n\\nNodes:\\nStatus: running\\n");
else {
  const named = argv.flatMap((arg, at) => (argv[at - 1] === "--build-arg" ? [process.env[arg.split("=")[0]]] : []));
  const mounted = argv.flatMap((arg, at) => (argv[at - 1] === "--secret" ? [process.env[/env=(\\w+)/.exec(arg)[1]]] : []));
  for (const value of [...named, ...mounted]) console.error("#7 0.1 the build says: " + value);
  console.error(JSON.stringify(process.env));
  console.error("ERROR: the build says: " + [...named, ...mounted].join(" "));
  process.exit(3);
}
`;
  await writeFile(file, script);
  await chmod(file, 0o755);
}

/** A service that prints its whole environment; with \`DIE\` set it ends with that as its last words. */
export const LEAKY_SERVICE = `
import { createServer } from "node:http";
const say = () => {
  for (const [name, value] of Object.entries(process.env)) console.error("the container says: " + name + "=" + value);
  console.log(JSON.stringify(process.env));
};
say();
if (process.env.DIE) process.exit(3);
createServer((request, response) => { say(); response.end(JSON.stringify(process.env)); }).listen(8080, "0.0.0.0");
process.on("SIGTERM", () => process.exit(0));
`;
