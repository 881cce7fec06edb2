import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { pack } from "tar-stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "../http-service.ts";
import { unpackLayer } from "./image-layer.ts";
import { parseImageReference, pullImage } from "./image-pull.ts";
import { planCommand, planNodeArguments, startProcess } from "./process-runner.ts";
import type { RunningProcess } from "./process-runner.ts";
import { startRegistry } from "../registry/server.ts";
import { pushTestImage, TEST_SERVER } from "@waybill/testing/test-image";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
let registry: Service;
beforeAll(async () => {
  registry = await startRegistry({ dir: join(dir, "registry") });
});
afterAll(async () => {
  await registry.close();
  await rm(dir, { recursive: true, force: true });
});

async function run(env: Record<string, string>, name: string, mounts: { path: string; source: string }[] = []): Promise<RunningProcess> {
  const reference = await pushTestImage(
    registry.address,
    "app",
    { "app/server.mjs": TEST_SERVER, "app/note.txt": "from the image" },
    {
      Env: ["GREETING=hello", "MODE=image"],
      WorkingDir: "/app",
      Cmd: ["node", "/app/server.mjs"],
    },
  );
  const image = await pullImage(reference, join(dir, "images"));
  expect(image.repoDigest).toBe(reference);
  return startProcess({ image, scratch: join(dir, name), env, mounts });
}

test("two containers of one image run side by side on their own ports, with the image's files, environment and mounts", async () => {
  await writeFile(join(dir, "key"), "mounted");
  const containers = await Promise.all([
    run({ MODE: "one" }, "one", [{ path: "/etc/app/key", source: join(dir, "key") }]),
    run({ MODE: "two" }, "two"),
  ]);
  await expect.poll(() => containers.every((container) => container.findPort(8080)), { timeout: 5000 }).toBe(true);
  const [one, two] = await Promise.all(
    containers.map(async (c) => (await fetch(`http://127.0.0.1:${c.findPort(8080)}/x`)).json() as Promise<Record<string, unknown>>),
  );
  expect(one).toMatchObject({ note: "from the image", mounted: "mounted", env: { GREETING: "hello", MODE: "one" } });
  expect(two).toMatchObject({ mounted: "", env: { MODE: "two" } });
  expect(Object.keys(one?.["env"] as object).filter((name) => name.startsWith("WAYBILL") || name.startsWith("VITEST"))).toEqual([]);
  expect(containers[0]?.log.lines().map((line) => line.text)).toEqual(["listening on 8080"]);
  for (const container of containers) container.kill("SIGTERM");
  expect(await Promise.all(containers.map(async (c) => (await c.ended).exitCode))).toEqual([0, 0]);
  expect(containers[1]?.log.lines().at(-1)?.text).toBe("bye");
});

test("a program that ends tells its exit code and its last words", async () => {
  const container = await run({ CRASH: "no model" }, "crash");
  expect(await container.ended).toMatchObject({ exitCode: 3 });
  expect(container.log.lines().map((line) => line.text)).toEqual(["crash: no model"]);
});

test.each([
  ["a missing digest", () => `${registry.address}/app@sha256:${"0".repeat(64)}`, /not found/],
  ["a registry that is not on loopback", () => "ghcr.io/team/app:1", /offline/],
  ["what is no reference", () => "Team/App", /is not an image reference/],
])("refuses to pull %s", async (_, reference, message) => {
  await expect(pullImage(reference(), join(dir, "images"))).rejects.toThrow(message);
});

test.each([
  [{ Entrypoint: ["node"], Cmd: ["a.js"] }, undefined, undefined, ["node", "a.js"]],
  [{ Entrypoint: ["node"], Cmd: ["a.js"] }, undefined, ["b.js"], ["node", "b.js"]],
  [{ Entrypoint: ["node"], Cmd: ["a.js"] }, ["x"], undefined, ["x"]],
])("ENTRYPOINT and CMD of %j with %j and %j run %j", (settings, entrypoint, args, command) => {
  expect(planCommand(settings, entrypoint, args)).toEqual(command);
});

test("a command of plain words in shell form needs no shell; every other program is refused like a wrong binary", () => {
  expect(planNodeArguments(["/bin/sh", "-c", "exec node server.js --port=1"], dir)).toEqual(["server.js", "--port=1"]);
  expect(() => planNodeArguments(["/bin/sh", "-c", "node a && node b"], dir)).toThrow(
    /exec \/bin\/sh: exec format error.*Node programs only/,
  );
  expect(() => planNodeArguments(["python3", "x.py"], dir)).toThrow(/exec format error/);
  expect(() => planNodeArguments([], dir)).toThrow(/no command specified/);
});

test("reading a reference never fails in another way than by saying so", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(parseImageReference(text).repository).not.toBe("");
      } catch (error) {
        expect(String(error)).toMatch(/is not an image reference/);
      }
    }),
  );
});

test("no layer writes outside the image, and whiteouts remove what lower layers brought", async () => {
  const root = await mkdtemp(join(dir, "root-"));
  await symlink(dir, join(root, "escape"));
  const layer = async (entries: object[]): Promise<Buffer> => {
    const archive = pack();
    for (const entry of entries) archive.entry(entry as { name: string }, "x");
    archive.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  await unpackLayer(await layer([{ name: "../../evil" }, { name: "/a/b" }, { name: "a/c" }]), "tar", root);
  expect([existsSync(join(root, "evil")), existsSync(join(root, "a/b")), existsSync(join(dir, "evil"))]).toEqual([true, true, false]);
  await unpackLayer(await layer([{ name: "a/.wh.b" }]), "tar", root);
  expect([existsSync(join(root, "a/b")), existsSync(join(root, "a/c"))]).toEqual([false, true]);
  await expect(unpackLayer(await layer([{ name: "escape/evil" }]), "tar", root)).rejects.toThrow(/leads out of the image/);
});
