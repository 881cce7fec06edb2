import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collectingReporter, SILENT } from "@waybill/kit";
import { formatHolder, parseHolder, withLease } from "./lease.ts";
import { identifyProcess } from "./process-identity.ts";
import { isFor, refusal, startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";

const app = { application: "web", namespace: "shop" };
const options = { run: "run-2", waitMs: 0, reporter: SILENT };

async function startCluster(): Promise<LoopbackCluster> {
  const api = await startLoopbackCluster();
  await api.put({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  return api;
}

async function putLease(api: LoopbackCluster, holderIdentity: string, renewTime = new Date()): Promise<void> {
  const spec = { holderIdentity, leaseDurationSeconds: 20, renewTime: renewTime.toISOString().replace("Z", "000Z") };
  await api.put({ apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "waybill-web", namespace: "shop" }, spec });
}

test("is held during the work, names host, process and run, and is gone afterwards", async () => {
  await using api = await startCluster();
  const identity = await identifyProcess();
  await withLease(api.cluster, app, options, async () => {
    expect((await api.find("Lease", "waybill-web"))?.["spec"]).toMatchObject({
      holderIdentity: `${identity.host};${process.pid};${identity.started};run-2`,
      leaseDurationSeconds: 20,
    });
  });
  expect(await api.find("Lease", "waybill-web")).toBeUndefined();
});

test("is given back when the work fails", async () => {
  await using api = await startCluster();
  await expect(withLease(api.cluster, app, options, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await api.find("Lease", "waybill-web")).toBeUndefined();
});

test("of a living process on this machine is respected, and its holder is named", async () => {
  await using api = await startCluster();
  await putLease(api, formatHolder({ ...(await identifyProcess()), run: "run-1" }));
  await expect(withLease(api.cluster, app, options, () => Promise.resolve())).rejects.toThrow(
    new RegExp(`'web' in namespace 'shop' is being deployed by another run \\(run-1 on .*, process ${process.pid}\\)`),
  );
});

test("of a process that died on this machine is taken over at once, also when its number was given to another one", async () => {
  await using api = await startCluster();
  const child = spawnSync("true");
  const own = await identifyProcess();
  const reporter = collectingReporter();
  for (const dead of [
    { ...own, pid: child.pid },
    { ...own, started: `${Number(own.started) - 1}` },
  ]) {
    await putLease(api, formatHolder({ ...dead, run: "run-1" }));
    expect(await withLease(api.cluster, app, { ...options, reporter }, () => Promise.resolve("done"))).toBe("done");
  }
  expect(reporter.lines).toHaveLength(2);
  expect(reporter.lines[0]).toMatch(/run-1 on .* died; taking over/);
});

test("of another machine is taken over only when it has expired", async () => {
  await using api = await startCluster();
  await putLease(api, "elsewhere;77;1;run-1");
  await expect(withLease(api.cluster, app, options, () => Promise.resolve())).rejects.toThrow(/run-1 on elsewhere, process 77/);
  await putLease(api, "elsewhere;77;1;run-1", new Date(Date.now() - 3_600_000));
  expect(await withLease(api.cluster, app, options, () => Promise.resolve("done"))).toBe("done");
});

test("is waited for", async () => {
  await using api = await startCluster();
  await putLease(api, "elsewhere;77;1;run-1");
  const waiting = withLease(api.cluster, app, { ...options, waitMs: 10_000 }, () => Promise.resolve("done"));
  await sleep(50);
  await api.remove("Lease", "waybill-web");
  expect(await waiting).toBe("done");
});

test("that somebody took away ends the work", async () => {
  await using api = await startCluster();
  const work = withLease(api.cluster, app, { ...options, durationSeconds: 0.2 }, async (signal) => {
    await putLease(api, "elsewhere;77;1;run-1");
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    throw signal.reason;
  });
  await expect(work).rejects.toThrow(/lost its lease on 'web'/);
  expect((await api.find("Lease", "waybill-web"))?.["spec"]).toMatchObject({ holderIdentity: "elsewhere;77;1;run-1" });
});

test("that may not be written is refused with the permission that is missing", async () => {
  await using api = await startCluster();
  api.faults.push({ when: isFor("POST", /\/leases$/), answer: refusal(403, "Forbidden", "leases is forbidden") });
  await expect(withLease(api.cluster, app, options, () => Promise.resolve())).rejects.toThrow(
    /may not create Lease shop\/waybill-web .* leases is forbidden/,
  );
});

test("any holder is read back as it was written, and any text is a holder or none", () => {
  const word = fc.stringMatching(/^[^;\s]{1,20}$/);
  fc.assert(
    fc.property(word, fc.integer({ min: 1, max: 4_000_000 }), fc.stringMatching(/^[^;\s]{0,20}$/), word, (host, pid, started, run) => {
      expect(parseHolder(formatHolder({ host, pid, started, run }))).toEqual({ host, pid, started, run });
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void expect(() => parseHolder(text)).not.toThrow()));
});
