import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";

const KILLS = 50;
const AT_ONCE = 4;
const RELEASE = ["release", "--yes"];

/** Moments spread evenly over a release, each a little off, so that fifty runs hit every stage. */
function moments(durationMs: number): number[] {
  return Array.from({ length: KILLS }, (_, index) => Math.round(((index + Math.random()) / KILLS) * durationMs));
}

async function appliedVersions(project: RealProject): Promise<string[]> {
  return (await project.sql<{ version: string }>("SELECT version::text AS version FROM waybill_migrations ORDER BY version")).map(
    (row) => row.version,
  );
}

/** What must be true after any number of interrupted releases and one that ran to its end. */
async function expectComplete(project: RealProject, moment: string): Promise<void> {
  const versions = await appliedVersions(project);
  expect(new Set(versions).size, `${moment}: nothing twice`).toBe(versions.length);
  expect(versions.length, `${moment}: nothing lost`).toBe(5);
  expect(await project.sql("SELECT dirty FROM schema_migrations"), moment).toEqual([{ dirty: false }]);
  const { statements } = JSON.parse(await readFile(join(project.workspace, ".waybill/production/record.json"), "utf8")) as {
    statements: unknown[];
  };
  expect(statements.length, moment).toBeGreaterThanOrEqual(8);
  const revisions = await project.kubectl(
    "get",
    "secrets",
    "-n",
    project.namespace,
    "--field-selector",
    "type=waybill.dev/revision",
    "-o",
    "name",
  );
  expect(revisions, moment).toContain("secret/");
  const answer = await project.kubectl(
    "get",
    "--raw",
    `/api/v1/namespaces/${project.namespace}/services/churn:80/proxy/predict?customer=C-00042`,
  );
  expect(answer, moment).toContain("probability");
}

test(`kill -9 at ${KILLS} moments of a release, then run again: it ends right each time`, async () => {
  let durationMs: number;
  {
    await using warm = await realProject();
    const started = performance.now();
    const first = await warm.waybill(RELEASE);
    expect(first.code, first.output).toBe(0);
    durationMs = performance.now() - started;
  }
  const queue = moments(durationMs);
  const outcomes: Record<string, number> = {};
  const count = (what: string): void => void (outcomes[what] = (outcomes[what] ?? 0) + 1);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
        await using project = await realProject();
        const moment = `killed after ${at} ms`;
        const killed = await project.waybill(RELEASE, { killAfterMs: at });
        count(killed.signal === "SIGKILL" ? "killed" : "ended before the kill");
        const again = await project.waybill(RELEASE);
        expect(again.code, `${moment}:\n${killed.output}\n--- again:\n${again.output}`).toBe(0);
        await expectComplete(project, moment);
        count("completed on the next run");
      }
    }),
  );
  console.log("kill -9:", JSON.stringify(outcomes));
  expect(outcomes["completed on the next run"]).toBe(KILLS);
  expect(outcomes["killed"] ?? 0).toBeGreaterThan(KILLS / 2);
}, 1_800_000);
