import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectBundle, readRecord, trustKey, verifyBundle } from "@waybill/record";
import type { ReleaseRecord } from "@waybill/record";
import { commitAll, layOutProduct, openFolder } from "./act.ts";
import type { Folder } from "./act.ts";
import { openChurn, openMinimal } from "./callers.ts";
import type { Caller, ChurnCaller, PushResult } from "./callers.ts";
import { layOutRerun, outputIn } from "./rerun.ts";

describe("release.yml of a caller repository on real parts", () => {
  let product: Folder;
  let caller: ChurnCaller;
  let cancelled: PushResult;
  let run: PushResult;
  let record: ReleaseRecord;

  beforeAll(async () => {
    product = await openFolder("product");
    await layOutProduct(product.path);
    caller = await openChurn(product.path);
    cancelled = await caller.push({ run: { id: 1, attempt: 1 }, cancel: { at: /Applied the migration 2/, how: "cancel" } });
    run = await caller.push({ run: { id: 1, attempt: 2 } });
    if (run.exitCode === 0) record = await readRecord(join(caller.kept, "record.json"));
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await product[Symbol.asyncDispose]();
  });

  test("that is cancelled in a migration is no success, and GitHub knows that it ended", () => {
    expect(cancelled.exitCode).not.toBe(0);
    expect(cancelled.log, cancelled.log.slice(-10_000)).toContain("The run was cancelled (SIGINT).");
    expect(cancelled.statuses).toEqual(["production: in_progress", "production: error"]);
  });

  test("ends well when it is run again", () => {
    expect(run.exitCode, run.log.slice(-20_000)).toBe(0);
    expect(run.statuses).toEqual(["production: in_progress", "production: success"]);
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
    const again = await caller.push({ run: { id: 2, attempt: 1 } });
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
      run: { id: 3, attempt: 1 },
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

  const say = (words: string): Promise<void> => caller.edit("server.js", (text) => text.replace(/It runs[^.]*\./, `It runs ${words}.`));

  test("that is rejected by its reviewer stays as it is", async () => {
    await say("against advice");
    const { exitCode, log, statuses } = await caller.push({ run: { id: 7, attempt: 1 }, rejects: "production" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("grace rejected the deployment to production, so nothing was changed.");
    expect(statuses).toEqual([]);
    expect(await answer()).toContain("It runs again.");
  });

  test("that has lost a build is released by a re-run of the failed jobs", async () => {
    await say("after all");
    const lost = await caller.push({ run: { id: 8, attempt: 1 }, cancel: { at: /building with docker buildx/, how: "kill step" } });
    expect(lost.exitCode).not.toBe(0);
    expect(lost.jobs.filter((job) => /Plan|Release to/.test(job))).toEqual([]);
    await using rerun = await openFolder("rerun");
    const read = { matrix: outputIn(lost.log, "matrix"), environments: outputIn(lost.log, "matrix-environments") };
    await layOutRerun(product.path, rerun.path, { "release.yml": { read, validate: {} } });
    const again = await caller.push({ run: { id: 8, attempt: 2 }, product: rerun.path });
    expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
    expect(await answer()).toContain("It runs after all.");
  });

  test("that two runs release at once has the whole of one commit, and the newer one's in the end", async () => {
    await say("older");
    await using checkout = await openFolder("older");
    await commitAll(caller.workspace, `Acme/${caller.namespace}`);
    await cp(caller.workspace, checkout.path, { recursive: true });
    await say("newer");
    const [older, newer] = await Promise.all([
      caller.push({ run: { id: 9, attempt: 1 }, repository: checkout.path }),
      caller.push({ run: { id: 10, attempt: 1 } }),
    ]);
    const ended = [older, newer].filter(({ exitCode }) => exitCode === 0);
    expect(ended.length, `${older.log.slice(-8_000)}\n=====\n${newer.log.slice(-8_000)}`).toBeGreaterThan(0);
    for (const { exitCode, log } of [older, newer])
      if (exitCode !== 0) expect(log).toMatch(/is not applied, because|began after this one|being deployed by another run/);
    const { current } = await caller.status();
    expect(ended.map(({ commit }) => commit)).toContain(current?.commit);
    expect(await answer()).toContain(current?.commit === newer.commit ? "It runs newer." : "It runs older.");
    if (newer.exitCode !== 0) expect((await caller.push({ run: { id: 10, attempt: 2 } })).exitCode).toBe(0);
    expect(await answer()).toContain("It runs newer.");
    expect((await caller.status()).interrupted).toBeUndefined();
  });
});

interface Pods {
  readonly items: readonly { readonly status: { readonly containerStatuses: readonly { readonly imageID: string }[] } }[];
}
