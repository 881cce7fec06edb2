import { createServer } from "node:http";
import type { RequestListener, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { digestOf } from "@waybill/kit";
import { expect, test } from "vitest";
import { connectRegistry } from "./index.ts";
import type { Registry } from "./index.ts";

const CONTENT = Buffer.alloc(256 << 10, "waybill");
const DESCRIPTOR = { mediaType: "application/octet-stream", digest: digestOf(CONTENT), size: CONTENT.length };

/** A registry that does exactly this, and a client with little patience. */
async function strange(
  answer: RequestListener,
  patienceMs: number,
): Promise<{ address: string; asked: () => number; registry: Registry } & AsyncDisposable> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    address: host,
    asked: () => asked,
    registry: connectRegistry({ registry: host, retry: { baseDelayMs: 1, maxDelayMs: 5, patienceMs } }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

// Each test waits, for a registry of its own, and none works: together they take as long as the slowest.
const waiting = test.concurrent;

const silent: RequestListener = () => undefined;

waiting("a registry that never answers is given up with its name, what was asked, how often, and what to do", async () => {
  await using hanging = await strange(silent, 2000);
  await expect(hanging.registry.findManifest("a", "v1")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringMatching(
      new RegExp(
        `^Could not read 'v1' of '${hanging.address}/a': the registry did not answer \\(no answer within \\d s; [2-6] attempts\\)\\. Check its name, that it runs`,
      ),
    ) as string,
  });
});

waiting("who asks a silent registry next does not wait as long again", async () => {
  await using hanging = await strange(silent, 3000);
  await expect(hanging.registry.findManifest("a", "v1")).rejects.toThrow("did not answer");
  const before = hanging.asked();
  await expect(hanging.registry.listTags("a")).rejects.toThrow("did not answer");
  await expect(hanging.registry.pushBlob("a", blob())).rejects.toThrow("did not answer");
  expect(before).toBeGreaterThan(1);
  expect(hanging.asked() - before).toBeLessThanOrEqual(2 * before);
});

waiting("a registry that was given up and answers again is believed again", async () => {
  let isSilent = true;
  await using moody = await strange((_, response) => void (isSilent || response.writeHead(404).end()), 3000);
  await expect(moody.registry.findManifest("a", "v1")).rejects.toThrow("did not answer");
  isSilent = false;
  expect(await moody.registry.findManifest("a", "v1")).toBeUndefined();
});

waiting("an upload that hangs in its middle is given up too", async () => {
  await using hanging = await strange((request, response) => {
    if (request.method === "HEAD") response.writeHead(404).end();
    else if (request.method === "POST") response.writeHead(202, { location: "/v2/a/blobs/uploads/1" }).end();
  }, 3000);
  const small = Buffer.from("small");
  const descriptor = { ...DESCRIPTOR, digest: digestOf(small), size: small.length };
  await expect(hanging.registry.pushBlob("a", { descriptor, open: () => only(small) })).rejects.toThrow("did not answer");
});

waiting("an upload over a slow line is not cut, however long it takes in all", async () => {
  await using slow = await strange((request, response) => void takeSlowly(request, response), 3000);
  expect(await slow.registry.pushBlob("a", blob())).toBe("uploaded");
});

waiting("a download that trickles is not cut", async () => {
  await using slow = await strange((_, response) => void trickle(response), 3000);
  const chunks: Uint8Array[] = [];
  for await (const chunk of slow.registry.readBlob("a", DESCRIPTOR)) chunks.push(chunk);
  expect(digestOf(Buffer.concat(chunks))).toBe(DESCRIPTOR.digest);
});

waiting("a download that stops in its middle is given up after another try", async () => {
  await using stuck = await strange((_, response) => void response.writeHead(200).write("first bytes"), 2000);
  const read = async (): Promise<void> => {
    for await (const _ of stuck.registry.readBlob("a", DESCRIPTOR));
  };
  await expect(read()).rejects.toThrow(/Could not read blob .*nothing more arrived for .*attempt/);
  expect(stuck.asked()).toBeGreaterThan(1);
});

function blob() {
  return { descriptor: DESCRIPTOR, open: (offset = 0) => only(CONTENT.subarray(offset)) };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Answers everything at once but the content, which it takes longer for than the client is patient. */
async function takeSlowly(...[request, response]: Parameters<RequestListener>): Promise<void> {
  if (request.method === "HEAD") return void response.writeHead(404).end();
  if (request.method === "POST") return void response.writeHead(202, { location: "/v2/a/blobs/uploads/1" }).end();
  await sleep(4000);
  request.resume().on("end", () => response.writeHead(201).end());
}

/** Sends the content in pieces, together for longer than the client is patient. */
async function trickle(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-length": CONTENT.length });
  const size = CONTENT.length / 32;
  for (let at = 0; at < CONTENT.length; at += size) {
    response.write(CONTENT.subarray(at, at + size));
    await sleep(120);
  }
  response.end();
}
