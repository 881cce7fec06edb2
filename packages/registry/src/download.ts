import { createHash } from "node:crypto";
import { ActionError } from "@waybill/kit";
import type { Descriptor } from "./descriptor.ts";
import { bytesOf, describeNetworkError, WrongContent } from "./failure.ts";
import { drain, pauseBeforeRetry } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** What a download that stopped waits before it goes on with a new request, so that there is one within the patience. */
const STALL_SHARE = 0.45;

/**
 * Reads a blob as a stream ("Pulling blobs"). After a broken connection it goes on at the next byte by `Range`; as long as bytes arrive, this
 * may happen any number of times. Throws `WrongContent` when size or digest are not those of the descriptor, the digest at the end only, and
 * a `remote` error when nothing more arrives after all attempts. Memory: one piece of the response.
 */
export async function* readBlob(transport: Transport, repository: string, descriptor: Descriptor): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let received = 0;
  let lastByteAt = Date.now();
  // An empty blob is read once too, because its digest may be wrong.
  for (let failures = 0; received < descriptor.size || received === 0;) {
    try {
      for await (const chunk of openFrom(transport, repository, descriptor, received)) {
        received += chunk.length;
        if (received > descriptor.size) throw wrongContent(transport, repository, descriptor, `more than its ${descriptor.size} bytes`);
        hash.update(chunk);
        failures = 0;
        yield chunk;
        lastByteAt = Date.now();
      }
      if (received < descriptor.size) throw new TypeError(`the connection ended after ${received} of ${descriptor.size} bytes`);
      break;
    } catch (error) {
      transport.signal?.throwIfAborted();
      if (error instanceof ActionError) throw error;
      const isSilent = Date.now() - lastByteAt >= transport.policy.patienceMs;
      if (++failures >= transport.policy.attempts || isSilent) throw brokenOff(transport, repository, descriptor, error, failures);
      transport.reporter?.warn(
        `${transport.registry}: ${describeNetworkError(error)} while reading ${descriptor.digest}; going on at byte ${received}`,
      );
      await pauseBeforeRetry(transport, failures);
    }
  }
  const digest = `sha256:${hash.digest("hex")}`;
  if (digest !== descriptor.digest) throw wrongContent(transport, repository, descriptor, `content of ${digest}`);
}

/** The content from a byte offset on, whether or not the registry knows ranges. */
async function* openFrom(transport: Transport, repository: string, descriptor: Descriptor, offset: number): AsyncGenerator<Uint8Array> {
  const response = await transport.expect(
    {
      method: "GET",
      to: `/v2/${repository}/blobs/${descriptor.digest}`,
      scopes: [`repository:${repository}:pull`],
      purpose: `read blob ${descriptor.digest} of`,
      repository,
      headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    },
    200,
    206,
  );
  // What cannot be right is not read to its end: a page of a proxy, another blob. Compressed answers announce another length.
  const announced = response.headers.get("content-length");
  if (response.status === 200 && announced !== null && !response.headers.has("content-encoding") && Number(announced) !== descriptor.size) {
    await response.body?.cancel();
    throw wrongContent(transport, repository, descriptor, `${announced} bytes`);
  }
  // A server that ignores the range starts again at the first byte.
  let skip = response.status === 200 ? offset : 0;
  if (response.status === 206 && !(response.headers.get("content-range") ?? "").startsWith(`bytes ${offset}-`)) {
    await drain(response);
    throw wrongContent(transport, repository, descriptor, "another range than the one asked for");
  }
  for await (const chunk of bytesOf(response, transport.policy.patienceMs * STALL_SHARE)) {
    transport.onBytes?.(chunk.length);
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      yield skip === 0 ? chunk : chunk.subarray(skip);
      skip = 0;
    }
  }
}

function wrongContent(transport: Transport, repository: string, descriptor: Descriptor, served: string): WrongContent {
  return new WrongContent(
    `'${transport.registry}/${repository}' served ${served} for blob ${descriptor.digest} (${descriptor.size} bytes). It is damaged there or changed on the way; push it again.`,
  );
}

function brokenOff(transport: Transport, repository: string, descriptor: Descriptor, cause: unknown, attempts: number): ActionError {
  return new ActionError(
    "remote",
    `Could not read blob ${descriptor.digest} of '${transport.registry}/${repository}': ${describeNetworkError(cause)} (${attempts} attempts). Try again later.`,
    { cause },
  );
}
