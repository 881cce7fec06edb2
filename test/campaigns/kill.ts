import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord, listAt, parseJson } from "@waybill/kit";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";
import type { Campaign, Case, Ending } from "./campaign.ts";

const MOMENTS = 200;
const RELEASE = ["release", "--yes"];
const MIGRATIONS = 5;
const STATEMENTS = 8;

/** What the first column of a killed release says; the other ones ended before it came to that. */
export const KILLED = "killed";

/** Releases killed at any moment: the next run ends each of them right. */
export const kill: Campaign = {
  name: "kill",
  about: "A release of examples/churn, killed with SIGKILL at moments spread over its whole time, then run again: it ends right each time.",
  needs: ["registry", "docker", "buildkit", "postgres", "kubernetes", "images", "tools"],
  columns: ["first run", "second run", "seconds", "last line of the first"],
  atOnce: 4,
  async open({ runs = MOMENTS }) {
    // Beside others, as the cases run: alone a release takes half as long, and no moment would fall into its second half.
    const durationMs = Math.max(...(await Promise.all(Array.from({ length: this.atOnce }, measureRelease))));
    const cases = momentsOf(durationMs, runs).map((atMs): Case => ({ name: `after ${atMs} ms`, run: () => killOnce(atMs) }));
    return { cases, async [Symbol.asyncDispose]() {} };
  },
};

async function measureRelease(): Promise<number> {
  await using warm = await realProject();
  const started = performance.now();
  const { code, output } = await warm.waybill(RELEASE);
  if (code !== 0) throw new Error(`A release that nobody kills ends with ${code}:\n${output}`);
  return performance.now() - started;
}

/** Spread evenly over a release, each a little off, so that they hit every stage. */
function momentsOf(durationMs: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round(((index + Math.random()) / count) * durationMs));
}

async function killOnce(atMs: number): Promise<Ending> {
  await using project = await realProject();
  const first = await project.waybill(RELEASE, { killAfterMs: atMs });
  const started = performance.now();
  const again = await project.waybill(RELEASE);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  // Which stage was hit, since a release takes longer while others run beside it.
  const reached = first.output.trim().split("\n").at(-1)?.trim().slice(0, 72) || "-";
  const how = first.signal === "SIGKILL" ? KILLED : "ended before";
  const cells = [how, again.code === 0 ? "complete" : `code ${again.code}`, seconds, reached];
  if (again.code === 0) return { cells, problems: await findIncomplete(project) };
  return { cells, problems: [`the second run ends with ${again.code}:\n${first.output}\n--- again:\n${again.output}`] };
}

/** What is not as it must be after any number of interrupted releases and one that ran to its end. */
async function findIncomplete(project: RealProject): Promise<string[]> {
  const { namespace, workspace } = project;
  const rows = await project.sql<{ version: string }>("SELECT version::text AS version FROM waybill_migrations ORDER BY version");
  const versions = new Set(rows.map(({ version }) => version));
  const dirty = await project.sql<{ dirty: boolean }>("SELECT dirty FROM schema_migrations");
  const record = parseJson(await readFile(join(workspace, ".waybill/production/record.json"), "utf8"));
  const byType = ["--field-selector", "type=waybill.dev/revision", "-o", "name"];
  const revisions = await project.kubectl("get", "secrets", "-n", namespace, ...byType);
  const path = `/api/v1/namespaces/${namespace}/services/churn:80/proxy/predict?customer=C-00042`;
  const answer = await project.kubectl("get", "--raw", path);
  const statements = isRecord(record) ? listAt(record, "statements").length : 0;
  return [
    ...(versions.size === rows.length ? [] : ["a migration was applied twice"]),
    ...(versions.size === MIGRATIONS ? [] : [`${versions.size} of ${MIGRATIONS} migrations are applied`]),
    ...(dirty.length === 1 && dirty[0]?.dirty === false ? [] : [`the history is dirty: ${JSON.stringify(dirty)}`]),
    ...(statements >= STATEMENTS ? [] : [`the record has ${statements} statements`]),
    ...(revisions.includes("secret/") ? [] : ["the cluster keeps no revision"]),
    ...(answer.includes("probability") ? [] : [`the service answers '${answer}'`]),
  ];
}
