import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { collectingReporter, SILENT } from "@waybill/kit";
import { pushNodeBase } from "../container/node-base.ts";
import { openCluster } from "./clusters.ts";
import { openPostgres } from "./databases.ts";
import type { Rehearsal } from "./files.ts";
import { pushTestImage, TEST_SERVER } from "@waybill/testing/test-image";
import { startRehearsal, stopRehearsal, rehearsalStatus } from "./rehearsal.ts";

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

const TIMEOUT_MS = 60_000;
const dir = join(root, "rehearsal");
const answers = async (rehearsal: Rehearsal, environment = "production"): Promise<number> => {
  const { kubernetesApi } = await openCluster(rehearsal, environment);
  return fetch(`${kubernetesApi}/api/v1/namespaces/default/pods/app:8080/proxy/`).then(
    (response) => response.status,
    () => 0,
  );
};

test("a rehearsal starts once and is joined by the next caller", { timeout: TIMEOUT_MS }, async () => {
  const [rehearsal, joined] = await Promise.all([
    startRehearsal({ dir, reporter: collectingReporter() }),
    startRehearsal({ dir, reporter: SILENT }),
  ]);
  expect(joined).toEqual(rehearsal);
  await pushNodeBase(rehearsal.registry);
  const image = await pushTestImage(
    rehearsal.registry,
    "app",
    { "app/server.mjs": TEST_SERVER },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"] },
  );
  const { kubernetesApi } = await openCluster(rehearsal, "production");
  const pods = `${kubernetesApi}/api/v1/namespaces/default/pods`;
  expect((await fetch(pods, { method: "POST", body: POD(image), headers: { "content-type": "application/json" } })).status).toBe(201);
  await expect.poll(() => answers(rehearsal), { timeout: TIMEOUT_MS }).toBe(200);
  expect(await answers(rehearsal, "staging")).toBe(404);
});

test("PostgreSQL runs only when it is asked for, once for all who ask", { timeout: TIMEOUT_MS }, async () => {
  const rehearsal = await startRehearsal({ dir, reporter: SILENT });
  expect(existsSync(join(dir, "postgres"))).toBe(false);
  const [one, other] = await Promise.all([openPostgres(rehearsal), openPostgres(rehearsal)]);
  expect(one).toMatch(/^postgres:/);
  expect(other).toBe(one);
  await expect(openPostgres({ dir: join(root, "nowhere") })).rejects.toThrow("background process has ended. Rehearse again.");
});

test("a kubeconfig has every context that is asked for, each in the cluster of its environment", async () => {
  const rehearsal = await startRehearsal({ dir, reporter: SILENT });
  const staging = await openCluster(rehearsal, "staging");
  const { kubernetesApi, kubeconfig } = await openCluster(rehearsal, "production", { prod: "production", test: "staging" });
  expect(kubernetesApi).not.toBe(staging.kubernetesApi);
  const content = parse(await readFile(kubeconfig, "utf8")) as { clusters: { name: string; cluster: { server: string } }[] };
  expect(content).toMatchObject({
    "current-context": "rehearsal:production",
    contexts: [{ name: "rehearsal:production" }, { name: "prod" }, { name: "test" }],
  });
  expect(content.clusters.map(({ cluster }) => cluster.server)).toEqual([kubernetesApi, kubernetesApi, staging.kubernetesApi]);
});

test(
  "a rehearsal that is stopped leaves no process, and comes back at the same addresses with what it had",
  { timeout: TIMEOUT_MS },
  async () => {
    const before = await startRehearsal({ dir, reporter: SILENT });
    const cluster = await openCluster(before, "production");
    await stopRehearsal(dir);
    expect(await rehearsalStatus(dir)).toBeUndefined();
    expect(processesOf(dir)).toEqual([]);
    const after = await startRehearsal({ dir, reporter: SILENT });
    expect({ ...after, pid: 0, startedAt: "" }).toEqual({ ...before, pid: 0, startedAt: "" });
    await expect(openCluster({ dir: join(root, "nowhere") }, "production")).rejects.toThrow(
      "background process has ended. Rehearse again.",
    );
    expect(await openCluster(after, "production")).toEqual(cluster);
    await expect.poll(() => answers(after), { timeout: TIMEOUT_MS }).toBe(200);
  },
);

test("a rehearsal that is killed takes its pods with it, and the next one has everything again", { timeout: TIMEOUT_MS }, async () => {
  const rehearsal = await startRehearsal({ dir, reporter: SILENT });
  const database = await openPostgres(rehearsal);
  await expect.poll(() => readFileSync(join(dir, "clusters/production/objects.json"), "utf8"), { timeout: TIMEOUT_MS }).toContain('"app"');
  process.kill(rehearsal.pid, "SIGKILL");
  await expect.poll(() => processesOf(`${dir}/clusters`), { timeout: TIMEOUT_MS }).toEqual([]);
  expect(await rehearsalStatus(dir)).toBeUndefined();
  // This one is not asked for anything after its start, so it ends itself.
  const again = await startRehearsal({ dir, reporter: SILENT, idleMs: 2_000 });
  expect(await openPostgres(again)).toBe(database);
  await expect.poll(() => answers(again), { timeout: TIMEOUT_MS }).toBe(200);
  await expect.poll(() => processesOf(dir), { timeout: TIMEOUT_MS }).toEqual([]);
  await stopRehearsal(dir, { removeState: true });
  expect(await readdir(root)).toEqual([]);
});

test("a rehearsal that cannot start says why", async () => {
  const broken = join(root, "broken");
  const entry = join(root, "entry.mjs");
  await writeFile(entry, "console.error('no room'); process.exit(4)");
  await expect(startRehearsal({ dir: broken, reporter: SILENT, entry: [entry] })).rejects.toThrow(
    /did not start: it ended with exit code 4[^]*no room/,
  );
  await stopRehearsal(broken, { removeState: true });
});

test.each([
  'initdb: error: could not write to file "/x/base/1/1259": No space left on device',
  "Error: ENOSPC: no space left on device, write",
  "postgres: could not extend file: File too large",
])("a rehearsal that finds no room says so in one sentence, and not what a program said of it: %s", async (words) => {
  const full = join(root, "full");
  const entry = join(root, "full.mjs");
  await writeFile(entry, `console.error(${JSON.stringify(words)}); process.exit(1)`);
  await expect(startRehearsal({ dir: full, reporter: SILENT, entry: [entry] })).rejects.toThrow(
    /^The rehearsal did not start, because there is no room for its images and data in '[^']*full'\. Free some space .* and rehearse again\.$/,
  );
  await stopRehearsal(full, { removeState: true });
});

test("a folder that cannot be written is named with what to do", async () => {
  const file = join(root, "a-file");
  await writeFile(file, "");
  await expect(startRehearsal({ dir: join(file, "world"), reporter: SILENT })).rejects.toThrow(
    /'[^']*a-file\/world', which cannot be written \(ENOTDIR\)\. Check who owns the folder/,
  );
});
