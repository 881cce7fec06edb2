import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { collectingReporter, SILENT } from "@waybill/kit";
import { pushNodeBase } from "./node-base.ts";
import { pushTestImage, TEST_SERVER } from "./test-image.ts";
import { startWorld, stopWorld, worldStatus } from "./world.ts";

const root = await mkdtemp(join(tmpdir(), "waybill-test-"));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Every process whose command line names the folder. */
function processesOf(dir: string): string[] {
  const all = execFileSync("ps", ["-eww", "-o", "pid=,args="]).toString().split("\n");
  return all.filter((line) => line.includes(dir) && !line.includes(" ps "));
}

const POD = (image: string): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "app" },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: "app", image, readinessProbe: { httpGet: { path: "/healthz", port: 8080 } } }],
    },
  });

test("a world starts once, is joined by the next caller, keeps what it has over a restart at the same addresses, and leaves nothing when it is stopped", async () => {
  const dir = join(root, "world");
  const [world, joined] = await Promise.all([startWorld({ dir, reporter: collectingReporter() }), startWorld({ dir, reporter: SILENT })]);
  expect(joined.pid).toBe(world.pid);
  await pushNodeBase(world.registry);
  const image = await pushTestImage(
    world.registry,
    "app",
    { "app/server.mjs": TEST_SERVER },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"] },
  );
  const pods = `${world.kubernetesApi}/api/v1/namespaces/default/pods`;
  expect((await fetch(pods, { method: "POST", body: POD(image), headers: { "content-type": "application/json" } })).status).toBe(201);
  const answers = (): Promise<number> =>
    fetch(`${pods}/app:8080/proxy/`).then(
      (response) => response.status,
      () => 0,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(200);

  await stopWorld(dir);
  expect(await worldStatus(dir)).toBeUndefined();
  expect(processesOf(dir)).toEqual([]);

  const again = await startWorld({ dir, reporter: SILENT });
  expect({ ...again, pid: 0, startedAt: "" }).toEqual({ ...world, pid: 0, startedAt: "" });
  await expect.poll(answers, { timeout: 10_000 }).toBe(200);
  await stopWorld(dir, { removeState: true });
  expect(processesOf(dir)).toEqual([]);
  expect(await readdir(root)).toEqual([]);
});

test("a world that was killed takes its pods with it, and the next start brings everything back", async () => {
  const dir = join(root, "killed");
  const world = await startWorld({ dir, reporter: SILENT });
  const image = await pushTestImage(
    world.registry,
    "app",
    { "app/server.mjs": TEST_SERVER },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"] },
  );
  const pods = `${world.kubernetesApi}/api/v1/namespaces/default/pods`;
  await fetch(pods, { method: "POST", body: POD(image), headers: { "content-type": "application/json" } });
  const answers = (): Promise<number> =>
    fetch(`${pods}/app:8080/proxy/`).then(
      (response) => response.status,
      () => 0,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(200);
  await expect.poll(() => readFileSync(join(dir, "kubernetes/objects.json"), "utf8")).toContain('"app"');
  process.kill(world.pid, "SIGKILL");
  await expect.poll(() => processesOf(`${dir}/kubernetes`)).toEqual([]);
  expect(await worldStatus(dir)).toBeUndefined();
  const again = await startWorld({ dir, reporter: SILENT });
  expect(again.databaseUrl).toBe(world.databaseUrl);
  await expect.poll(answers, { timeout: 10_000 }).toBe(200);
  await stopWorld(dir, { removeState: true });
  expect(processesOf(dir)).toEqual([]);
});

test("a world without a request ends itself", async () => {
  const dir = join(root, "idle");
  const world = await startWorld({ dir, reporter: SILENT, idleMs: 500 });
  await expect.poll(() => processesOf(dir), { timeout: 10_000 }).toEqual([]);
  expect(world.pid).toBeGreaterThan(0);
  await stopWorld(dir, { removeState: true });
});

test("a world that cannot start says why", async () => {
  const dir = join(root, "broken");
  const entry = join(root, "entry.mjs");
  await writeFile(entry, "console.error('no room'); process.exit(4)");
  await expect(startWorld({ dir, reporter: SILENT, entry: [entry] })).rejects.toThrow(
    /did not start: it ended with exit code 4[^]*no room/,
  );
  await stopWorld(dir, { removeState: true });
});
