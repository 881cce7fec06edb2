import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "./faults.ts";
import { startCluster } from "./cluster/cluster.ts";
import type { LoopbackCluster } from "./cluster/cluster.ts";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
const faults: Fault[] = [];
let cluster: LoopbackCluster;
beforeAll(async () => {
  cluster = await startCluster({ dir, images: join(dir, "images"), faults });
});
afterAll(async () => {
  await cluster.close();
  await rm(dir, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(cluster.server + path, init);
const status = (path: string): Promise<number> => ask(path).then((response) => response.status);

test("a fault spares the first requests that it means, harms as many as it says, and no other request", async () => {
  const when: Fault["when"] = ({ path }) => path.startsWith("/version");
  faults.push({ when, skip: 1, times: 2, answer: { status: 429, headers: { "retry-after": "1" } } });
  const seen = [];
  for (const path of ["/version", "/version", "/api", "/version", "/version"]) seen.push(await status(path));
  expect(seen).toEqual([200, 429, 200, 429, 200]);
});

test("a watch can be ended in peace by the server, after what it had said", async () => {
  faults.push({ when: ({ path }) => path.includes("watch=true"), endAnswerAfterMs: 100 });
  const text = await (await ask("/api/v1/namespaces?watch=true")).text();
  expect(text).toContain('"name":"default"');
});

test("a body that breaks off on its way changes nothing, and an answer that gets lost has changed what was asked", async () => {
  const path = "/api/v1/namespaces/default/configmaps";
  const create = (name: string): Promise<Response> =>
    ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ metadata: { name } }) });
  faults.push({ resetAfterBytes: 10 });
  await expect(create("cut")).rejects.toThrow("fetch failed");
  expect(await status(`${path}/cut`)).toBe(404);
  faults.push({ loseAnswer: true });
  await expect(create("lost")).rejects.toThrow("fetch failed");
  expect(await status(`${path}/lost`)).toBe(200);
});
