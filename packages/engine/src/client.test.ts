import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { connectEngine } from "./client.ts";
import { splitFrames } from "./container.ts";

type Handler = (request: { method: string; path: string; body: string; auth: string }) => { status?: number; body?: unknown; raw?: Buffer };

/** A Docker Engine on a Unix socket that answers by script. */
async function fakeEngine(handler: Handler): Promise<AsyncDisposable & { host: string; seen: string[] }> {
  const dir = await mkdtemp(join(tmpdir(), "waybill-engine-"));
  const socket = join(dir, "s");
  const seen: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const path = (request.url ?? "").replace(/^\/v[\d.]+/, "");
    seen.push(`${request.method} ${decodeURIComponent(path)} ${body}`);
    const {
      status = 200,
      body: content,
      raw,
    } = handler({ method: request.method ?? "", path, body, auth: String(request.headers["x-registry-auth"] ?? "") });
    response
      .writeHead(status, { "content-type": raw ? "application/octet-stream" : "application/json" })
      .end(raw ?? (content === undefined ? "" : `${JSON.stringify(content)}\n`));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    host: `unix://${socket}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(dir, { recursive: true });
    },
  };
}

const frame = (text: string, stream = 1): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

test("says undefined when no engine answers, and names the host when it is needed", async () => {
  const engine = connectEngine({ host: "unix:///nowhere/docker.sock" });
  expect(await engine.ping()).toBeUndefined();
  await expect(engine.pull("a@b")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("unix:///nowhere/docker.sock"),
  });
});

test.each(["ssh://host", "", "unix://", "docker.sock"])("refuses the host '%s'", (host) => {
  expect(() => connectEngine({ host })).toThrow(/is not supported/);
});

test("an engine that takes the question and hangs is none", { timeout: 20_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), "waybill-engine-"));
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(join(dir, "s"), resolve));
  try {
    expect(await connectEngine({ host: `unix://${join(dir, "s")}` }).ping()).toBeUndefined();
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(dir, { recursive: true });
  }
});

test("runs a container on a random loopback port, reads logs and state, and removes it", async () => {
  await using fake = await fakeEngine(({ method, path }) => {
    if (path.startsWith("/containers/create")) return { status: 201, body: { Id: "c1" } };
    if (path.endsWith("/json"))
      return {
        body: {
          State: { Running: false, ExitCode: 137, OOMKilled: true },
          NetworkSettings: { Ports: { "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: "49153" }] } },
        },
      };
    if (path.includes("/logs")) return { raw: Buffer.concat([frame("out\n"), frame("err\n", 2)]) };
    return { status: method === "DELETE" || method === "POST" ? 204 : 200 };
  });
  const engine = connectEngine({ host: fake.host });
  {
    await using container = await engine.run({
      image: "r/a@sha256:1",
      ports: [8080],
      env: { A: "1" },
      user: "1000",
      readOnly: true,
      memoryBytes: 1e8,
      labels: { l: "x" },
    });
    expect(container.address(8080)).toEqual({ host: "127.0.0.1", port: 49153 });
    expect(() => container.address(9)).toThrow(/not published/);
    expect(await container.logs()).toBe("out\nerr\n");
    expect(await container.state()).toEqual({ running: false, exitCode: 137, oomKilled: true });
  }
  const created = JSON.parse(
    fake.seen
      .find((line) => line.includes("/containers/create"))
      ?.split(" ")
      .slice(2)
      .join(" ") ?? "{}",
  ) as Record<string, unknown>;
  expect(created).toMatchObject({
    Image: "r/a@sha256:1",
    Env: ["A=1"],
    User: "1000",
    HostConfig: { ReadonlyRootfs: true, PortBindings: { "8080/tcp": [{ HostIp: "127.0.0.1" }] } },
  });
  expect(fake.seen.some((line) => line.startsWith("DELETE /containers/c1"))).toBe(true);
});

test("removes a container that could not be started", async () => {
  await using fake = await fakeEngine(({ method, path }) => {
    if (path.startsWith("/containers/create")) return { status: 201, body: { Id: "c1" } };
    if (path.endsWith("/start")) return { status: 400, body: { message: "exec: no such file" } };
    return { status: method === "DELETE" ? 204 : 200 };
  });
  await expect(connectEngine({ host: fake.host }).run({ image: "a", ports: [] })).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("exec: no such file"),
  });
  expect(fake.seen.at(-1)).toMatch(/^DELETE/);
});

test("pulls by digest with the registry's login and fails on an error in the stream", async () => {
  let fails = false;
  let login = "";
  await using fake = await fakeEngine(({ auth }) => {
    login = Buffer.from(auth, "base64").toString();
    return { body: fails ? { error: "unauthorized: no" } : { status: "Pulling", id: "x" } };
  });
  const engine = connectEngine({ host: fake.host });
  const seen: string[] = [];
  await engine.pull("127.0.0.1:5000/a@sha256:12", { username: "u", password: "p" }, (message) => void seen.push(message));
  expect(fake.seen[0]).toContain("fromImage=127.0.0.1:5000/a&tag=sha256:12");
  expect(JSON.parse(login)).toMatchObject({ username: "u", password: "p" });
  expect(seen).toEqual(["x Pulling"]);
  fails = true;
  await expect(engine.pull("127.0.0.1:5000/a@sha256:12")).rejects.toThrow(/unauthorized: no. Check the registry login/);
});

test("says undefined for an image that is not there", async () => {
  await using fake = await fakeEngine(() => ({ status: 404, body: { message: "No such image" } }));
  expect(await connectEngine({ host: fake.host }).inspectImage("nothing")).toBeUndefined();
});

test("joins log frames and never fails on bytes that are none", () => {
  expect(splitFrames(Buffer.concat([frame("a"), frame("b", 2)]))).toBe("ab");
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => typeof splitFrames(Buffer.from(bytes)) === "string"));
});
