import { mkdtemp, rm, stat } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./server.ts";
import type { LoopbackEngine } from "./server.ts";
import type { Service } from "../http-service.ts";
import { startRegistry } from "../registry/server.ts";
import { pushTestImage, TEST_SERVER } from "@waybill/testing/test-image";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
const socketPath = join(dir, "docker.sock");
let registry: Service;
let engine: LoopbackEngine;
let image = "";
beforeAll(async () => {
  registry = await startRegistry({ dir: join(dir, "registry") });
  engine = await startEngine({ socketPath, dir: join(dir, "engine"), images: join(dir, "images") });
  image = await pushTestImage(
    registry.address,
    "app",
    { "app/server.mjs": TEST_SERVER },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"], ExposedPorts: { "8080/tcp": {} } },
  );
});
afterAll(async () => {
  await engine.close();
  await registry.close();
  await expect(stat(socketPath)).rejects.toThrow(/ENOENT/);
  await rm(dir, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path: `/v1.47${path}`, headers: { "content-type": "application/json" } }, (response) => {
      let text = "";
      response.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on("error", reject).end(body ? JSON.stringify(body) : undefined);
  });
}

async function create(body: object): Promise<string> {
  const answer = await call("POST", "/containers/create", { Image: image, ...body });
  expect(answer.status).toBe(201);
  return (JSON.parse(answer.text) as { Id: string }).Id;
}

test("an image is pulled by digest, run with a published port, read and removed as a Docker client does it", async () => {
  expect(await call("GET", "/_ping")).toEqual({ status: 200, text: "OK" });
  expect(await call("GET", `/images/${image}/json`)).toMatchObject({ status: 404 });
  expect(await call("POST", `/images/create?fromImage=${encodeURIComponent(image)}`)).toMatchObject({ status: 200 });
  expect(JSON.parse((await call("GET", `/images/${image}/json`)).text)).toMatchObject({
    RepoDigests: [image],
    Config: { Cmd: ["node", "server.mjs"] },
  });
  const id = await create({
    Env: ["MODE=engine"],
    Labels: { "dev.waybill.run": "1" },
    HostConfig: { PortBindings: { "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] } },
  });
  expect((await call("POST", `/containers/${id}/start`)).status).toBe(204);
  const facts = JSON.parse((await call("GET", `/containers/${id}/json`)).text) as {
    NetworkSettings: { Ports: Record<string, { HostPort: string }[]> };
    State: object;
  };
  expect(facts.State).toMatchObject({ Running: true, ExitCode: 0 });
  const url = `http://127.0.0.1:${facts.NetworkSettings.Ports["8080/tcp"]?.[0]?.HostPort}/`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          (response) => response.json(),
          () => undefined,
        ),
      { timeout: 5000 },
    )
    .toMatchObject({ env: { MODE: "engine" } });
  const labelled = encodeURIComponent(JSON.stringify({ label: ["dev.waybill.run=1"] }));
  expect(JSON.parse((await call("GET", `/containers/json?filters=${labelled}`)).text)).toHaveLength(1);
  const other = encodeURIComponent(JSON.stringify({ label: ["dev.waybill.run=2"] }));
  expect(JSON.parse((await call("GET", `/containers/json?all=1&filters=${other}`)).text)).toEqual([]);
  expect((await call("GET", `/containers/${id}/logs?stdout=1&stderr=1`)).text).toBe("\x01\0\0\0\0\0\0\x12listening on 8080\n");
  expect((await call("DELETE", `/containers/${id}`)).status).toBe(409);
  expect((await call("POST", `/containers/${id}/stop?t=5`)).status).toBe(204);
  expect(JSON.parse((await call("POST", `/containers/${id}/wait`)).text)).toEqual({ StatusCode: 0 });
  expect((await call("DELETE", `/containers/${id}`)).status).toBe(204);
  expect((await call("GET", `/containers/${id}/json`)).status).toBe(404);
});

test("a program that is not Node is refused with the words of a container engine", async () => {
  await call("POST", `/images/create?fromImage=${encodeURIComponent(image)}`);
  const id = await create({ Entrypoint: ["/bin/server"] });
  const answer = await call("POST", `/containers/${id}/start`);
  expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(/exec format error: the rehearsal runs Node programs only/)]);
  await call("DELETE", `/containers/${id}?force=1`);
});

test("an image that the registry does not have is a 404", async () => {
  const missing = `${registry.address}/app@sha256:${"0".repeat(64)}`;
  expect(await call("POST", `/images/create?fromImage=${encodeURIComponent(missing)}`)).toMatchObject({
    status: 404,
    text: expect.stringMatching(/not found/),
  });
});
