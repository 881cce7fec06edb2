import { setTimeout as sleep } from "node:timers/promises";
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** What a fault may look at to decide whether a request is meant. */
export interface FaultRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** An answer that is sent instead of the server's own. */
export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/**
 * One thing that goes wrong with some requests. Without any of the effects below a fault does nothing, which is a way to watch requests;
 * with several of them they happen in the order in which they stand here.
 */
export interface Fault {
  /** Which requests are meant; all by default. Asked once for every request while the fault still has turns left. */
  readonly when?: ((request: FaultRequest) => boolean) | undefined;
  /** How many of the meant requests pass unharmed first; none by default. */
  readonly skip?: number | undefined;
  /** How many requests it harms after that; one by default. */
  readonly times?: number | undefined;
  /** Waits before anything else happens. */
  readonly delayMs?: number | undefined;
  /** Runs before the request is answered: another client that comes in between. */
  readonly meanwhile?: (() => Promise<unknown> | void) | undefined;
  /** Answers this and does nothing of what was asked. */
  readonly answer?: FaultAnswer | ((request: FaultRequest) => FaultAnswer) | undefined;
  /** Takes so many bytes of the request's body, then resets the connection. */
  readonly resetAfterBytes?: number | undefined;
  /** Does what was asked, then resets the connection instead of answering. */
  readonly loseAnswer?: true | undefined;
  /** Sets headers of the real answer, or removes those that are undefined. */
  readonly changeHeaders?: Readonly<Record<string, string | undefined>> | undefined;
  /** Puts other content into the real answer, whose digest header stays what it was. */
  readonly changeBody?: ((real: Buffer) => Uint8Array) | undefined;
  /** Announces the whole answer, sends so many bytes of it, then resets the connection. */
  readonly cutAnswerAfterBytes?: number | undefined;
  /** Ends the answer in peace after so long, whatever it still had to say: a watch that the server closes. */
  readonly endAnswerAfterMs?: number | undefined;
}

/** What the faults left over of a request. */
export interface Harmed {
  /** Whether the request has been answered or its connection reset. */
  readonly isOver: boolean;
  /** The body to work with. */
  readonly body: AsyncIterable<Buffer>;
}

/**
 * Applies the first fault of a list that means a request; the list may grow and shrink while the server runs. `onFault` does what only one
 * kind of server can do.
 */
export function createFaults<Kind extends Fault>(
  faults: readonly Kind[],
  onFault: (fault: Kind) => void = () => undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<Harmed> {
  const met = new Map<Kind, number>();
  const find = (seen: FaultRequest): Kind | undefined =>
    faults.find((fault) => {
      const { skip = 0, times = 1 } = fault;
      const before = met.get(fault) ?? 0;
      if (before >= skip + times || !(fault.when?.(seen) ?? true)) return false;
      met.set(fault, before + 1);
      return before >= skip;
    });
  return async (request, response) => {
    const seen = { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers };
    const fault = find(seen);
    if (!fault) return { isOver: false, body: request };
    if (fault.delayMs !== undefined) await sleep(fault.delayMs);
    onFault(fault);
    await fault.meanwhile?.();
    return harm(fault, seen, request, response);
  };
}

async function harm(fault: Fault, seen: FaultRequest, request: IncomingMessage, response: ServerResponse): Promise<Harmed> {
  if (fault.answer) {
    // A body that nobody reads would keep the client from sending its next request over this connection.
    for await (const _ of request);
    const { status, headers, body = "" } = typeof fault.answer === "function" ? fault.answer(seen) : fault.answer;
    response.writeHead(status, headers).end(body);
    return { isOver: true, body: request };
  }
  if (fault.endAnswerAfterMs !== undefined) setTimeout(() => response.end(), fault.endAnswerAfterMs);
  if (fault.loseAnswer || fault.changeHeaders || fault.changeBody || fault.cutAnswerAfterBytes !== undefined) holdAnswer(response, fault);
  if (fault.resetAfterBytes === undefined) return { isOver: false, body: request };
  if (fault.resetAfterBytes === 0) request.socket.destroy();
  return { isOver: fault.resetAfterBytes === 0, body: cutBody(request, fault.resetAfterBytes) };
}

/** Hands on what arrives before the cut, as a registry keeps it, and ends like a connection that broke. */
async function* cutBody(request: IncomingMessage, bytes: number): AsyncGenerator<Buffer> {
  // A request that has arrived as a whole lets go of its socket when reading it is given up.
  const { socket } = request;
  let left = bytes;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  socket.destroy();
  throw new Error("the connection was reset");
}

/** Collects an answer until it is whole, and sends what the fault makes of it. */
function holdAnswer(response: ServerResponse, fault: Fault): void {
  const chunks: Buffer[] = [];
  let status = 200;
  let headers: OutgoingHttpHeaders = {};
  const keep = (chunk: unknown): void => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  Object.defineProperties(response, {
    writeHead: {
      configurable: true,
      value: (given: number, more: OutgoingHttpHeaders = {}): ServerResponse => {
        status = given;
        headers = more;
        return response;
      },
    },
    write: {
      configurable: true,
      value: (chunk: unknown): boolean => {
        keep(chunk);
        return true;
      },
    },
    end: {
      configurable: true,
      value: (chunk?: unknown): ServerResponse => {
        keep(chunk);
        for (const name of ["writeHead", "write", "end"]) Reflect.deleteProperty(response, name);
        send(response, fault, { status, headers, body: Buffer.concat(chunks) });
        return response;
      },
    },
  });
}

function send(response: ServerResponse, fault: Fault, answer: { status: number; headers: OutgoingHttpHeaders; body: Buffer }): void {
  if (fault.loseAnswer) return void response.destroy();
  const body = fault.changeBody ? fault.changeBody(answer.body) : answer.body;
  const headers = fault.changeBody ? { ...answer.headers, "content-length": body.length } : answer.headers;
  for (const [name, value] of Object.entries({ ...headers, ...fault.changeHeaders })) {
    if (value === undefined) response.removeHeader(name);
    else response.setHeader(name, value);
  }
  response.writeHead(answer.status);
  if (fault.cutAnswerAfterBytes === undefined) response.end(body);
  else response.write(body.subarray(0, fault.cutAnswerAfterBytes), () => response.destroy());
}
