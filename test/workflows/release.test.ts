import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectBundle, readRecord, trustKey, verifyBundle } from "@waybill/record";
import type { ReleaseRecord } from "@waybill/record";
import { layOutProduct, openFolder } from "./act.ts";
import type { Folder } from "./act.ts";
import { openChurn, openMinimal } from "./callers.ts";
import type { Caller, ChurnCaller, PushResult } from "./callers.ts";

describe("release.yml of a caller repository on real parts", () => {
  let product: Folder;
  let caller: ChurnCaller;
  let run: PushResult;
  let record: ReleaseRecord;

  beforeAll(async () => {
    product = await openFolder("product");
    await layOutProduct(product.path);
    caller = await openChurn(product.path);
    run = await caller.push();
    if (run.exitCode === 0) record = await readRecord(join(caller.kept, "record.json"));
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await product[Symbol.asyncDispose]();
  });

  test("ends well", () => {
    expect(run.exitCode, run.log.slice(-20_000)).toBe(0);
  });

  test("leaves a record with every stage, signed, of this commit", () => {
    const trusted = [trustKey(caller.project.publicKeyPem)];
    const statements = record.statements.map((bundle) => {
      expect(() => verifyBundle(bundle, trusted)).not.toThrow();
      return inspectBundle(bundle);
    });
    expect(statements.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy"]),
    );
    for (const { run: own } of statements) expect(own.commit).toBe(run.commit);
  });

  test("runs the built digest, which the record names, and answers from the migrated database with the released model", async () => {
    const { project } = caller;
    const built = record.statements.map((bundle) => inspectBundle(bundle)).find(({ stage }) => stage === "build");
    const pods = JSON.parse(await project.kubectl("get", "pods", "-n", project.namespace, "-o", "json")) as Pods;
    const running = pods.items.flatMap((pod) => pod.status.containerStatuses.map(({ imageID }) => imageID.split("@")[1]));
    expect(running.length).toBeGreaterThanOrEqual(2);
    for (const digest of running) expect(built?.subjects.map((subject) => subject.digest)).toContain(digest);
    const path = `/api/v1/namespaces/${project.namespace}/services/churn:80/proxy/predict?customer=C-00042`;
    const answer = JSON.parse(await project.kubectl("get", "--raw", path)) as Record<string, unknown>;
    const model = record.statements.map((bundle) => inspectBundle(bundle)).find(({ stage }) => stage === "validate-model");
    expect(model?.subjects.map((subject) => subject.digest)).toContain(answer["model"]);
    expect(await project.sql("SELECT version::int, dirty FROM schema_migrations")).toEqual([{ version: 5, dirty: false }]);
  });

  test("prints no secret", () => {
    const { env } = caller.project;
    for (const secret of [new URL(env["DATABASE_URL"] ?? "").password, env["WAYBILL_SIGNING_KEY"]?.split("\n")[1] ?? ""]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(run.log).not.toContain(secret);
    }
  });

  test("says on the second push of the same commit that nothing needed doing again", async () => {
    const again = await caller.push();
    expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
    expect(again.log).toMatch(/Migrate database main .*nothing to apply/);
    expect(again.log).toMatch(/Deploy to production .*nothing to change/);
    expect(await caller.project.sql("SELECT count(*)::int AS count FROM customers")).toEqual([{ count: 10 }]);
  });

  test("refuses to apply an approved plan when the cluster has moved since", async () => {
    const { project } = caller;
    const drain = (ms: number): string => JSON.stringify({ data: { DRAIN_MS: String(ms) } });
    await project.edit("deploy/configmap.yaml", (text) => text.replace('DRAIN_MS: "1000"', 'DRAIN_MS: "500"'));
    const { exitCode, jobs, log } = await caller.push({
      meanwhile: async () => {
        await project.kubectl("patch", "configmap", "churn", "-n", project.namespace, "--type=merge", "-p", drain(700));
      },
    });
    expect(exitCode, log.slice(-20_000)).not.toBe(0);
    expect(jobs.some((job) => job.endsWith("/Release to production"))).toBe(true);
    expect(jobs.filter((job) => /Summary|keep/.test(job))).toEqual([]);
    const live = await project.kubectl("get", "configmap", "churn", "-n", project.namespace, "-o", "jsonpath={.data.DRAIN_MS}");
    expect(live).toBe("700");
  });
});

describe("release.yml when a gate fails", () => {
  test("stops before anything is built, migrated or deployed", async () => {
    await using product = await openFolder("product");
    await layOutProduct(product.path);
    await using caller = await openChurn(product.path);
    const { project } = caller;
    await project.edit("data/customers.csv", (text) => text.replace(/^(C-00042,.*),(\d+),2026-10-31$/m, "$1,7,2026-10-31"));
    const { exitCode, jobs, log } = await caller.push();
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/data\/customers\.csv/);
    expect(jobs).toContain("Validate/Data customers");
    expect(jobs.filter((job) => /Image|Plan|Release to|Summary|keep/.test(job))).toEqual([]);
    expect(await project.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")).toEqual([]);
    expect(await project.kubectl("get", "namespace", project.namespace, "--ignore-not-found")).toBe("");
  });
});

describe("the smallest adopter", () => {
  let product: Folder;
  let caller: Caller;
  const answer = async (): Promise<string> =>
    caller.kubectl("get", "--raw", `/api/v1/namespaces/${caller.namespace}/services/web:80/proxy/`);

  beforeAll(async () => {
    product = await openFolder("product");
    await layOutProduct(product.path);
    caller = await openMinimal(product.path);
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await product[Symbol.asyncDispose]();
  });

  test("is released with its own caller workflow, and answers", async () => {
    const { exitCode, log } = await caller.push({ run: { id: 5, attempt: 1 } });
    expect(exitCode, log.slice(-20_000)).toBe(0);
    expect(await answer()).toContain("It runs.");
  });

  test("that is cancelled in a rollout has the old program or the new one, and the next run has the new one", async () => {
    await caller.edit("server.js", (text) => text.replace("It runs.", "It runs again."));
    const cancelled = await caller.push({ run: { id: 6, attempt: 1 }, cancel: { at: /Updated Deployment/, how: "cancel" } });
    expect(cancelled.exitCode).not.toBe(0);
    expect(cancelled.statuses).toEqual(["production: in_progress", "production: error"]);
    expect(await answer()).toMatch(/It runs\.|It runs again\./);
    const next = await caller.push({ run: { id: 6, attempt: 2 } });
    expect(next.exitCode, next.log.slice(-20_000)).toBe(0);
    expect(next.statuses).toEqual(["production: in_progress", "production: success"]);
    expect(await answer()).toContain("It runs again.");
    expect((await caller.status()).interrupted).toBeUndefined();
  });

  test("is not brought back by the run before when somebody starts that again", async () => {
    await caller.edit("server.js", (text) => text.replace("It runs again.", "It runs."));
    const older = await caller.push({ run: { id: 5, attempt: 2 } });
    expect(older.exitCode).not.toBe(0);
    expect(older.log).toContain("Run 6 began after this one, which is run 5");
    expect(await answer()).toContain("It runs again.");
  });
});

interface Pods {
  readonly items: readonly { readonly status: { readonly containerStatuses: readonly { readonly imageID: string }[] } }[];
}
