import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { settings, startReleaseWorld } from "@waybill/testing/release-world";
import type { ReleasedProject, ReleaseWorld } from "@waybill/testing/release-world";
import { registryAt, signing } from "@waybill/testing/stage-context";
import { planStage } from "./plan.ts";
import { rollbackStage } from "./rollback.ts";
import { verifyRecordStage } from "./verify-record.ts";

const FIRST = "a".repeat(40);
const SECOND = "b".repeat(40);

let world: ReleaseWorld;
beforeAll(async () => {
  world = await startReleaseWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

let project: ReleasedProject;
let rolledBack: Awaited<ReturnType<typeof rollbackStage>>;
const recordPath = () => join(project.own.workspace, ".waybill/production/record.json");
const verify = (commit: string) => verifyRecordStage(project.job(commit), project.environment, recordPath());

async function rollBack(): Promise<void> {
  project = await world.project();
  await project.release(FIRST, "first");
  await project.release(SECOND, "second");
  expect((await verify(SECOND)).verdict).toBe("pass");
  rolledBack = await rollbackStage(project.job(SECOND), project.environment);
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
    const plan = await planStage(project.job(SECOND), project.environment, {});
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
    const { verdict, result } = await verifyRecordStage({ ...project.job(SECOND), openCluster }, project.environment, recordPath());
    expect(verdict).toBe("inconclusive");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toContain("The cluster does not answer");
  });

  test("no record of another commit counts that nobody who is trusted went back to", async () => {
    const stranger = signing(project.own, registryAt(world.registry));
    const { verdict, result } = await verifyRecordStage(
      { ...project.job(SECOND), verifierFor: stranger.verifierFor },
      project.environment,
      recordPath(),
    );
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
    await writeFile(join(project.own.workspace, "deploy/settings.yaml"), settings("first"));
    expect((await verify(FIRST)).result.verification.findings).toEqual([]);
  });

  test("what somebody changes in the cluster is named", async () => {
    await project.tamper("tampered");
    const { verdict, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toContain(
      "What runs in 'production' is not what the deploy statement",
    );
  });

  test("the record that it restored is one of the past after another release", async () => {
    const restored = await readFile(recordPath());
    await project.release(SECOND, "third");
    await writeFile(recordPath(), restored);
    const { verdict, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ rule }) => rule)).toContain("record-origin");
  });
});

test("the brief of a first release says that there is nothing to go back to, and why", async () => {
  project = await world.project();
  await project.release(FIRST, "first");
  expect(await readFile(join(project.own.workspace, ".waybill/production/brief.md"), "utf8")).toMatch(
    /How to go back[\s\S]*There is nothing to go back to: the cluster keeps no earlier good revision/,
  );
});

describe("with another commit checked out, without a rollback", () => {
  beforeEach(async () => {
    project = await world.project();
    await writeFile(join(project.own.workspace, "deploy/more.yaml"), settings("more").replace("name: settings", "name: more"));
    await project.release(FIRST, "first");
  });
  const errors = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === "error");

  test("one thing is said before all: which commit the record is of, and what to check out", async () => {
    // All that follows from it is not said: other files, another waybill.yml, statements of another commit.
    await writeFile(join(project.own.workspace, "deploy/settings.yaml"), settings("second"));
    const { verdict, note, result } = await verify(SECOND);
    expect(verdict).toBe("fail");
    expect(note).toContain(`The record is of commit ${FIRST}, and this checkout is of ${SECOND}`);
    expect(result.verification.findings).toMatchObject([{ rule: "record-origin", severity: "error" }]);
    expect(result.verification.findings[0]?.next).toContain(`git checkout ${FIRST}`);
    expect(result.verification.findings[0]?.next).toContain("waybill verify .waybill/production/record.json");
  });

  test("an object that the new commit does not declare is said as such, by its name", async () => {
    await rm(join(project.own.workspace, "deploy/more.yaml"));
    const { findings } = (await verify(SECOND)).result.verification;
    expect(findings).toMatchObject([{ rule: "record-origin" }, { rule: "leftover", severity: "warning" }]);
    expect(findings[1]?.what).toContain(`ConfigMap ${project.namespace}/more was deployed by the release of commit ${FIRST}`);
  });

  test("an object that the cluster lacks is a failure, by its name, whatever is checked out", async () => {
    const cluster = world.connect();
    await cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace: project.namespace, name: "more" });
    await cluster.close();
    for (const commit of [FIRST, SECOND]) {
      const found = errors((await verify(commit)).result.verification.findings);
      expect(found.at(-1)).toMatchObject({ rule: "subject-changed", observed: `the cluster lacks ConfigMap ${project.namespace}/more` });
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
