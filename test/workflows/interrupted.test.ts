import { existsSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectBundle, readRecord } from "@waybill/record";
import { commitAll, openFolder } from "./act.ts";
import { layOutRerun, outputIn } from "./rerun.ts";
import type { StandingJobs } from "./rerun.ts";
import { Shop } from "./shop.ts";
import type { ShopRun, ShopRunResult } from "./shop.ts";

const STAGING = { environments: ["staging"] };
let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
  // One environment is enough to be interrupted in; a migration that takes its time is one that can be met half-way.
  await shop.edit("waybill.yml", (text) => text.replace(/ {2}# Written before[^]*? {2}staging:\n/, "  staging:\n    settle: 1s\n"));
  await writeFile(join(shop.workspace.path, "db/orders/V3__slowly.sql"), "SELECT pg_sleep(5);\nALTER TABLE orders ADD COLUMN note text;\n");
  await commit();
});
afterAll(() => shop[Symbol.asyncDispose]());

async function commit(answer?: string): Promise<string> {
  if (answer !== undefined) await shop.edit("api/server.cjs", (text) => text.replace(/"the .*?\\n"/, `"the ${answer}\\n"`));
  return commitAll(shop.workspace.path, `Acme/${shop.name}`);
}

async function release(id: number, attempt: number, how: ShopRun & { readonly earlier?: readonly string[] } = {}): Promise<ShopRunResult> {
  const { earlier, ...run } = how;
  return shop.dispatch("release.yml", { ...STAGING, earlier }, { run: { id, attempt }, ...run });
}

/** Runs a release again as GitHub does after "Re-run failed jobs": the jobs that ended well stand with what they gave on. */
async function rerunFailed(
  id: number,
  attempt: number,
  standing: StandingJobs,
  how: Parameters<typeof release>[2] = {},
): Promise<ShopRunResult> {
  await using product = await openFolder("rerun");
  await layOutRerun(shop.product.path, product.path, standing);
  return await release(id, attempt, { ...how, product: product.path });
}

const keptIn = (attempt: number): string => join(shop.kept.path, `waybill-${shop.name}-staging-apply-attempt-${attempt}/record.json`);
const readJobs = ({ log }: ShopRunResult, images: readonly string[]): StandingJobs["file"] => ({
  read: {
    matrix: JSON.stringify({ ...(JSON.parse(outputIn(log, "matrix")) as object), images }),
    environments: outputIn(log, "matrix-environments"),
  },
  validate: {},
});

let broken: ShopRunResult;
let cancelled: ShopRunResult;

test("a build that is killed stops the line, and its image is in no release", async () => {
  broken = await release(11, 1, { cancel: { at: /building with docker buildx/, how: "kill step" } });
  expect(broken.exitCode).not.toBe(0);
  expect(broken.jobs.filter((job) => /Plan|Release to/.test(job))).toEqual([]);
  expect(broken.statuses).toEqual([]);
});

test("a re-run of the failed job builds that image alone, and takes the other of the attempt before; cancelled in a migration it leaves no lock, and GitHub knows that it ended", async () => {
  const failed = ["api", "worker"].filter((name) => !broken.log.includes(`✓ Build image ${name}`));
  expect(failed).toHaveLength(1);
  const standing = { "release.yml": readJobs(broken, failed) };
  cancelled = await rerunFailed(11, 2, standing, { cancel: { at: /Applied the migration 2/, how: "cancel" } });
  expect(cancelled.jobs.filter((job) => /Image/.test(job))).toEqual([`Build/Image ${failed[0]}`]);
  expect(cancelled.log, cancelled.log.slice(-10_000)).toContain("The run was cancelled (SIGINT).");
  expect(cancelled.statuses).toEqual(["staging: in_progress", "staging: error"]);
  expect(await shop.orders("staging")).toEqual([{ version: "1" }, { version: "2" }]);
  expect(await shop.kubectl("get", "deployments", "-n", shop.namespace("staging"), "-o", "name")).toBe("");
  expect(existsSync(keptIn(2))).toBe(false);
});

test("a re-run of the failed job alone changes nothing where people must approve, because nobody approved in that attempt, and says what to do", async () => {
  const plan = outputIn(cancelled.log, "plan-digest");
  const standing = { "release.yml": { ...readJobs(broken, []), build: {} }, "deploy.yml": { plan: { "plan-digest": plan } } };
  const again = await rerunFailed(11, 3, standing, { earlier: [plan, plan] });
  expect(again.exitCode).not.toBe(0);
  expect(again.log).toContain("was not made again for run 11, attempt 3. Nothing was changed. Re-run all jobs of this run");
  expect(await shop.orders("staging")).toEqual([{ version: "1" }, { version: "2" }]);
  expect(again.statuses).toEqual([]);
});

test("a re-run of all jobs ends right, and its record is of its own attempt", async () => {
  const again = await release(11, 4, { earlier: [outputIn(cancelled.log, "plan-digest")] });
  expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
  expect(again.statuses).toEqual(["staging: in_progress", "staging: success"]);
  expect(await shop.orders("staging")).toEqual([{ version: "1" }, { version: "2" }, { version: "3" }]);
  expect(await shop.answer("staging")).toBe("the api");
  expect(await shop.leftOver("staging")).toEqual([]);
  const record = await readRecord(keptIn(4));
  const changing = record.statements.map(inspectBundle).filter(({ stage }) => ["plan", "approve", "migrate", "deploy"].includes(stage));
  expect(changing.map(({ run }) => run.attempt)).toEqual(changing.map(() => 4));
});

test("a step that is killed in a rollout is reported to GitHub by the step after the job", async () => {
  await commit("second api");
  const killed = await release(12, 1, { cancel: { at: /Updated Deployment/, how: "kill step" } });
  expect(killed.exitCode).not.toBe(0);
  expect(killed.statuses).toEqual(["staging: in_progress", "staging: error"]);
  expect(await shop.leftOver("staging")).toEqual([`lease.coordination.k8s.io/waybill-${shop.name}`, "revision 2"]);
});

test("two runs at once after it end with the whole of one commit, each record true, and an older run never takes a newer one's place", async () => {
  const older = await commit("third api");
  await using checkout = await openFolder("older");
  await cp(shop.workspace.path, checkout.path, { recursive: true });
  const newer = await commit("fourth api");
  const [first, second] = await Promise.all([release(13, 1, { repository: checkout.path }), release(14, 1)]);
  const ended = [first, second].filter(({ exitCode }) => exitCode === 0);
  expect(ended.length, `${first.log.slice(-8_000)}\n=====\n${second.log.slice(-8_000)}`).toBeGreaterThan(0);
  const released = (await shop.status("staging")).current?.commit;
  expect([older, newer]).toContain(released);
  expect(await shop.answer("staging")).toBe(released === newer ? "the fourth api" : "the third api");
  expect(await shop.leftOver("staging")).toEqual([]);
  for (const one of [first, second])
    if (one.exitCode !== 0) expect(one.log).toMatch(/is not applied, because|began after this one|being deployed by another run/);
  if (released === older) expect((await release(14, 2)).exitCode).toBe(0);
  const late = await release(13, 2, { repository: checkout.path });
  expect(late.exitCode).not.toBe(0);
  expect(late.log).toContain("Run 14 began after this one, which is run 13");
  expect(await shop.answer("staging")).toBe("the fourth api");
});
