import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { startCluster } from "@waybill/rehearsal";
import type { LoopbackCluster } from "@waybill/rehearsal";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { prove } from "../evidence/prove.ts";
import { planSection } from "../sections/plan-section.ts";
import { findEnvironment } from "../session/select.ts";
import { approveStage } from "./approve.ts";
import { ownPlan } from "./approved-plan.ts";
import { deployStage } from "./deploy.ts";
import { planStage } from "./plan.ts";
import { rollbackStage } from "./rollback.ts";
import { verifyRecordStage } from "./verify-record.ts";
import { verifyStage } from "./verify.ts";

const settings = (greeting: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: ${greeting} }\n`;
const FIRST = "a".repeat(40);
const SECOND = "b".repeat(40);

let loopback: LoopbackCluster;
let registry: LoopbackRegistry;
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  loopback = await startCluster({ dir, images: join(dir, "images") });
  registry = await startLoopbackRegistry();
});
afterAll(async () => {
  await loopback.close();
  await registry[Symbol.asyncDispose]();
});

const connect = (): Cluster => connectCluster(loadKubeconfig({ path: loopback.kubeconfig, env: {} }));

let namespaces = 0;
let namespace: string;
let own: TestContext;
let keys: ReturnType<typeof signing>;
let time: number;
let rolledBack: Awaited<ReturnType<typeof rollbackStage>>;
async function begin(): Promise<void> {
  namespace = `shop-${++namespaces}`;
  own = await stageContext({
    "waybill.yml": `version: 1\nname: ${namespace}\nenvironments: { production: { namespace: ${namespace}, manifests: deploy, timeout: 2s } }\n`,
    "deploy/settings.yaml": settings("first"),
  });
  keys = signing(own, registryAt(registry.address));
  time = Date.parse("2026-01-01T00:00:00Z");
}

/** A run of a job of its own that has a commit checked out; it shares keys, files, registry and cluster with the others. */
function job(commit: string) {
  const place = registryAt(registry.address);
  const context = { ...own, ...place, ...keys, statements: [], githubRunId: "0", run: { ...own.run, commit }, registry: registry.address };
  return {
    ...context,
    // Every look at the clock is later than the one before.
    clock: () => new Date((time += 1000)),
    openCluster: async () => connect(),
    openDatabase: () => Promise.reject(new Error("there is no database")),
    readSecret: () => "",
    prove: (evidence: Parameters<typeof prove>[1]) => prove(context, evidence),
  };
}
const environment = () => findEnvironment(own.config);
const recordPath = () => join(own.workspace, ".waybill/production/record.json");

/** Releases a commit with one text in its manifest. */
async function release(commit: string, greeting: string): Promise<void> {
  await writeFile(join(own.workspace, "deploy/settings.yaml"), settings(greeting));
  const run = job(commit);
  const plan = (await planStage(run, environment(), {})).result;
  await approveStage(run, environment(), { ...plan, section: planSection(plan) }, { kind: "digest", digest: plan.digest }, undefined);
  expect((await deployStage(run, environment(), {}, ownPlan(plan))).verdict).toBe("pass");
  expect(await verifyStage(run, environment(), {}, plan.digest)).toMatchObject({ verdict: "pass" });
}

const verify = (commit: string) => verifyRecordStage(job(commit), environment(), recordPath());

async function change(greeting: string): Promise<void> {
  const cluster = connect();
  const found = await cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" });
  await cluster.replace({ ...found!, data: { GREETING: greeting } });
  await cluster.close();
}

async function rollBack(): Promise<void> {
  await begin();
  await release(FIRST, "first");
  await release(SECOND, "second");
  expect((await verify(SECOND)).verdict).toBe("pass");
  rolledBack = await rollbackStage(job(SECOND), environment());
  expect(rolledBack.verdict).toBe("pass");
}

describe("after a rollback", () => {
  // These only look at it.
  beforeAll(rollBack);

  test("its page says what was proven of what runs again, and the command that undoes it", () => {
    const { overview } = rolledBack.section;
    expect(overview?.proven?.map(({ stage, thing, verdict }) => `${stage} ${thing} ${verdict}`)).toEqual([
      "plan production pass",
      "approve production pass",
      "release production, revision 1 pass",
      "deploy production, revision 3 pass",
    ]);
    expect(overview?.back).toMatchObject({
      command: "waybill rollback -e production --to 2",
      text: expect.stringMatching(/^To undo this rollback: it left revision 2 \(v1\.2\.3, commit bbbbbbbbbbbb, of \d{4}-/),
    });
  });

  test("a later plan names what it would go back to by the commit that was released, not by the one that rolled back", async () => {
    const plan = await planStage(job(SECOND), environment(), {});
    expect(plan.section.overview?.back).toMatchObject({
      command: "waybill rollback -e production --to 3",
      text: expect.stringContaining("revision 3 (v1.2.3, commit aaaaaaaaaaaa"),
    });
  });

  test("the verification's page and brief say that going back from it undoes the rollback", async () => {
    const { section, result } = await verify(SECOND);
    expect(section.overview?.back).toMatchObject({
      command: "waybill rollback -e production --to 2",
      text: expect.stringContaining("Revision 3 is itself a rollback to revision 1"),
    });
    expect(await readFile(result.briefPath, "utf8")).toContain("waybill rollback -e production --to 2");
  });

  test("a cluster that does not answer leaves the verdict open", async () => {
    const openCluster = () => Promise.reject(new ActionError("remote", "The cluster does not answer."));
    const { verdict, result } = await verifyRecordStage({ ...job(SECOND), openCluster }, environment(), recordPath());
    expect(verdict).toBe("inconclusive");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toContain("The cluster does not answer");
  });

  test("no record of another commit counts that nobody who is trusted went back to", async () => {
    const stranger = signing(own, registryAt(registry.address));
    const { verdict, result } = await verifyRecordStage({ ...job(SECOND), verifierFor: stranger.verifierFor }, environment(), recordPath());
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ rule }) => rule)).toContain("record-signature");
  });
});

describe("after a rollback that more follows", () => {
  beforeEach(rollBack);

  test("the environment verifies with the record of what it went back to, and what was not compared is said", async () => {
    const { verdict, result } = await verify(SECOND);
    expect(result.verification.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(verdict).toBe("pass");
    expect(result.verification.findings).toMatchObject([{ rule: "record-rolled-back", severity: "notice" }]);
    expect(result.verification.findings[0]?.what).toContain(`rolled back to commit ${FIRST}, and ${SECOND} is checked out`);
    // From the commit that it went back to, too.
    await writeFile(join(own.workspace, "deploy/settings.yaml"), settings("first"));
    expect((await verify(FIRST)).result.verification.findings).toEqual([]);
  });

  test("what somebody changes in the cluster is named", async () => {
    await change("tampered");
    const { verdict, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toContain(
      "What runs in 'production' is not what the deploy statement",
    );
  });

  test("the record that it restored is one of the past after another release", async () => {
    const restored = await readFile(recordPath());
    await release(SECOND, "third");
    await writeFile(recordPath(), restored);
    const { verdict, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ rule }) => rule)).toContain("record-origin");
  });
});

test("the brief of a first release says that there is nothing to go back to, and why", async () => {
  await begin();
  await release(FIRST, "first");
  expect(await readFile(join(own.workspace, ".waybill/production/brief.md"), "utf8")).toMatch(
    /How to go back[\s\S]*There is nothing to go back to: the cluster keeps no earlier good revision/,
  );
});

describe("with another commit checked out, without a rollback", () => {
  beforeEach(async () => {
    await begin();
    await writeFile(join(own.workspace, "deploy/more.yaml"), settings("more").replace("name: settings", "name: more"));
    await release(FIRST, "first");
  });
  const errors = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === "error");

  test("one thing is said before all: which commit the record is of, and what to check out", async () => {
    // All that follows from it is not said: other files, another waybill.yml, statements of another commit.
    await writeFile(join(own.workspace, "deploy/settings.yaml"), settings("second"));
    const { verdict, note, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(note).toContain(`The record is of commit ${FIRST}, and this checkout is of ${SECOND}`);
    expect(result.verification.findings).toMatchObject([{ rule: "record-origin", severity: "error" }]);
    expect(result.verification.findings[0]?.next).toContain(`git checkout ${FIRST}`);
    expect(result.verification.findings[0]?.next).toContain("waybill verify .waybill/production/record.json");
  });

  test("an object that the new commit does not declare is said as such, by its name", async () => {
    await rm(join(own.workspace, "deploy/more.yaml"));
    const { findings } = (await verify(SECOND)).result.verification;
    expect(findings).toMatchObject([{ rule: "record-origin" }, { rule: "leftover", severity: "warning" }]);
    expect(findings[1]?.what).toContain(`ConfigMap ${namespace}/more was deployed by the release of commit ${FIRST}`);
  });

  test("an object that the cluster lacks is a failure, by its name, whatever is checked out", async () => {
    const cluster = connect();
    await cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "more" });
    await cluster.close();
    for (const commit of [FIRST, SECOND]) {
      const found = errors((await verify(commit)).result.verification.findings);
      expect(found.at(-1)).toMatchObject({ rule: "subject-changed", observed: `the cluster lacks ConfigMap ${namespace}/more` });
      expect(found).toHaveLength(commit === FIRST ? 1 : 2);
    }
  });

  test("a record that was tampered with is not folded away", async () => {
    const text = await readFile(recordPath(), "utf8");
    const { statements, ...rest } = JSON.parse(text) as { statements: unknown[] };
    await writeFile(recordPath(), `${JSON.stringify({ ...rest, statements: statements.slice(1) }, undefined, 1)}\n`);
    const { verdict, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ rule }) => rule)).toContain("record-order");
  });
});
