import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Digest, Evidence, RunContext, Stage } from "@waybill/kit";
import { digestOfPath } from "@waybill/kit";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import type { StageRow } from "./stage-row.ts";
import { STAGE_TABLE } from "./table.ts";
import { verifyRecordStage, verifyStage } from "./verify.ts";
import type { Verifying } from "./verify.ts";

const demanding = (...stages: Stage[]): string => `version: 1
name: shop
data: { orders: { source: orders.csv, checks: { columns: { id: { type: integer } } } } }
environments: { production: { namespace: shop, manifests: deploy } }
policy: { environments: { production: { require: [${stages.join(", ")}] } } }
`;

let registry: LoopbackRegistry;
let context: TestContext;
beforeEach(async () => {
  registry = await startLoopbackRegistry();
  context = await stageContext({ "waybill.yml": demanding("validate-data"), "orders.csv": "id\n1\n", "deploy/a.yaml": "" });
});
afterEach(() => registry[Symbol.asyncDispose]());

/** A run with a key of its own; further runs with the same keys see its statements in the registry and not in their list. */
function runWith(own: TestContext = context) {
  const place = registryAt(registry.address);
  const keys = signing(own, place);
  const openCluster = (): never => {
    throw new Error("no cluster here");
  };
  return { ...own, ...place, ...keys, openCluster };
}

const anotherJob = <T extends Verifying>(first: T): T & { readonly statements: [] } => ({ ...first, statements: [] });

async function checkedData(minute = 0, more: Partial<Evidence> = {}): Promise<Evidence> {
  const { digest } = await digestOfPath(join(context.workspace, "orders.csv"));
  return {
    stage: "validate-data",
    subjects: [{ name: "orders.csv", digest }],
    verdict: "pass",
    facts: { rows: 1 },
    startedAt: `2026-01-01T00:0${minute}:00Z`,
    finishedAt: `2026-01-01T00:0${minute}:30Z`,
    ...more,
  };
}

type Run = Parameters<typeof verifyStage>[0];
const verify = (run: Run, table: readonly StageRow[] = STAGE_TABLE) => verifyStage(run, table, findEnvironment(run.config), {});
const ruleNames = (findings: readonly { readonly rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe("closing a release", () => {
  test("puts what this run has proven into a record that verifies, with a brief beside it", async () => {
    const run = runWith();
    await run.prove(await checkedData());
    const { verdict, result, note } = await verify(run);
    expect({ verdict, note }).toEqual({ verdict: "pass", note: "2 statements, all signatures and digests hold" });
    expect(JSON.parse(await readFile(result.recordPath, "utf8"))).toMatchObject({ statements: [{}, {}] });
    expect(await readFile(result.briefPath, "utf8")).toContain("Release brief of shop");
    const again = await verifyRecordStage(anotherJob(run), STAGE_TABLE, findEnvironment(run.config), result.recordPath);
    expect(again.verdict).toBe("pass");
  });

  test("collects what other jobs have proven about the data as it is now, and takes the newest", async () => {
    const run = runWith();
    await run.prove(await checkedData(0, { verdict: "fail" }));
    await run.prove(await checkedData(5));
    const { verdict, result } = await verify(anotherJob(run));
    expect(verdict).toBe("pass");
    expect(result.verification.statements.map(({ stage, startedAt }) => [stage, startedAt.slice(14, 16)])[0]).toEqual([
      "validate-data",
      "05",
    ]);
  });

  test("without a signing key is refused, and says how to make one", async () => {
    await expect(verify({ ...runWith(), signer: undefined })).rejects.toThrow("openssl genpkey -algorithm ed25519");
  });

  test("without the demanded evidence fails and names the stage", async () => {
    const { verdict, note } = await verify(runWith());
    expect({ verdict, note }).toMatchObject({ verdict: "fail", note: expect.stringContaining("'validate-data'") });
  });

  test("and refused says why in its brief: first, and with all that is missing", async () => {
    const { result } = await verify(runWith());
    const brief = await readFile(result.briefPath, "utf8");
    const why = brief.indexOf("**Why**");
    expect(brief.slice(why, why + 400)).toMatch(/Release record.*'validate-data'/);
    expect(why).toBeGreaterThan(0);
    expect(why).toBeLessThan(brief.indexOf("## "));
  });

  test("does not count what was proven for another commit", async () => {
    const other: RunContext = { ...TEST_RUN, commit: "b".repeat(40) };
    const run = runWith({ ...context, run: other });
    await run.prove(await checkedData());
    const { verdict, note } = await verify({ ...anotherJob(run), run: TEST_RUN });
    expect({ verdict, note }).toMatchObject({ verdict: "fail", note: expect.stringContaining("'validate-data'") });
  });

  test("does not believe a stranger's statement, nor a failed one", async () => {
    const stranger = runWith();
    await stranger.prove(await checkedData());
    const own = runWith();
    const unbelieved = await verify({ ...own, statements: stranger.statements });
    expect([unbelieved.verdict, ruleNames(unbelieved.result.verification.findings)]).toEqual(["fail", ["record-signature"]]);
    const run = runWith();
    await run.prove(await checkedData(0, { verdict: "inconclusive" }));
    expect((await verify(run)).verdict).toBe("fail");
  });

  test("fails when the data was changed after it was checked", async () => {
    const run = runWith();
    await run.prove(await checkedData());
    await writeFile(join(context.workspace, "orders.csv"), "id\n2\n");
    const { verdict, result } = await verify(run);
    expect([verdict, ruleNames(result.verification.findings)]).toEqual(["fail", ["subject-changed"]]);
  });

  test("fails when what runs, or the registry's image, cannot be asked: silence is no match", async () => {
    const run = runWith();
    const digest: Digest = `sha256:${"1".repeat(64)}`;
    const subjects = [{ name: "environment/production", digest }];
    await run.prove(await checkedData(0, { stage: "deploy", subjects, facts: { environment: "production", revision: 1 } }));
    await run.prove(await checkedData(1, { subjects: [{ name: `${registry.address}/acme/gone`, digest }] }));
    const { verdict, result } = await verify(run);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toMatch(/no cluster here[^]*acme\/gone/);
  });
});

describe("a project without a policy", () => {
  test("must have evidence of every stage that it has", async () => {
    context = await stageContext({ "waybill.yml": demanding().replace(/policy.*\n/, ""), "orders.csv": "id\n1\n", "deploy/a.yaml": "" });
    const { result } = await verify(runWith());
    const demanded = result.verification.findings.flatMap(({ what }) => /demands evidence of the stage '([a-z-]+)'/.exec(what)?.[1] ?? []);
    expect(demanded).toEqual(["validate-data", "plan", "approve", "deploy"]);
  });

  test("is asked for a stage that is a row of the table and nothing else, and finds what another job proved of it", async () => {
    context = await stageContext({ "waybill.yml": demanding().replace(/policy.*\n/, ""), "orders.csv": "id\n1\n", "deploy/a.yaml": "" });
    const { digest } = await digestOfPath(join(context.workspace, "orders.csv"));
    const row: StageRow = {
      id: "scan",
      phase: "check",
      proves: ["validate-model"],
      names: () => ["orders"],
      label: (name) => `Scan ${name}`,
      queries: async () => [{ stage: "validate-model", digest }],
      run: () => Promise.reject(new Error("not run here")),
    };
    const run = runWith();
    const missing = await verify(run, [row]);
    expect(missing.note).toContain("'validate-model'");
    await run.prove(await checkedData(0, { stage: "validate-model" }));
    expect((await verify(anotherJob(run), [row])).verdict).toBe("pass");
  });
});

test("a record of which one byte was changed does not verify", async () => {
  const run = runWith();
  await run.prove(await checkedData());
  const { recordPath } = (await verify(run)).result;
  const text = await readFile(recordPath, "utf8");
  const sig = /"sig": ?"(.)/.exec(text)!;
  await writeFile(recordPath, text.replace(sig[0], sig[0].slice(0, -1) + (sig[1] === "A" ? "B" : "A")));
  const outcome = verifyRecordStage(run, STAGE_TABLE, findEnvironment(run.config), recordPath);
  await expect(outcome.then(({ verdict }) => verdict)).resolves.toBe("fail");
});
