import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestOf, digestOfJson, digestOfPath } from "@waybill/kit";
import type { Digest, Stage, Subject } from "@waybill/kit";
import { applyDeploy, connectCluster, loadKubeconfig, loadManifests, planDeploy } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import type { EvidenceOf, FactsOf } from "@waybill/record";
import { startCluster } from "@waybill/rehearsal";
import type { LoopbackCluster } from "@waybill/rehearsal";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { declarationOfData } from "../evidence/declared.ts";
import { environmentDigest } from "../evidence/environment-digest.ts";
import { findEntry, findEnvironment } from "../session/select.ts";
import { verifyStage } from "./verify.ts";
import type { Verifying } from "./verify.ts";
import { verifyRecordStage } from "./verify-record.ts";

/** Where the test's data lies; any legal name must do. */
const project = (data = "orders.csv", manifests = "deploy"): Record<string, string> => ({
  "waybill.yml": `version: 1
name: shop
data: { orders: { source: "${data}", checks: { columns: { id: { type: integer } } } } }
environments: { production: { namespace: shop, manifests: "${manifests}" } }
`,
  [data]: "id\n1\n",
  [`${manifests}/a.yaml`]: "",
});

/** A cluster in which revision 1 of the application runs, and its digest. */
let loopback: LoopbackCluster;
let live: Digest;
const connect = (): Cluster => connectCluster(loadKubeconfig({ path: loopback.kubeconfig, env: {} }));
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  loopback = await startCluster({ dir, images: join(dir, "images") });
  await writeFile(join(dir, "app.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: hello }\n");
  const { reporter } = await stageContext(project());
  const cluster = connect();
  const application = { namespace: "shop", application: "shop" };
  const plan = await planDeploy(cluster, await loadManifests(["app.yaml"], dir), { ...application, environment: "production" });
  const { revision } = await applyDeploy(cluster, plan, { timeoutMs: 5_000, settleMs: 0, reporter, run: TEST_RUN });
  live = await environmentDigest(cluster, { ...application, revision });
  await cluster.close();
});
afterAll(() => loopback.close());

let registry: LoopbackRegistry;
let context: TestContext;
beforeEach(async () => {
  registry = await startLoopbackRegistry();
  context = await stageContext(project());
});
afterEach(() => registry[Symbol.asyncDispose]());

/** A run with a key of its own; further runs with the same keys see its statements in the registry and not in their list. */
function runWith(own: TestContext = context) {
  const place = registryAt(registry.address);
  const keys = signing(own, place);
  return { ...own, ...place, ...keys, openCluster: async () => connect() };
}
type Run = ReturnType<typeof runWith>;

const anotherJob = <T extends Verifying>(first: T): T & { readonly statements: [] } => ({ ...first, statements: [] });

const COMPONENTS = { environment: "production", commit: TEST_RUN.commit, images: {}, databases: {}, deploy: digestOf("deploy plan") };
const PLAN: Subject = { kind: "plan", name: "production", digest: digestOfJson(COMPONENTS) };

const DEPLOYED: FactsOf<"deploy"> = {
  application: "shop",
  environment: "production",
  namespace: "shop",
  plan: COMPONENTS.deploy,
  releasePlan: PLAN.digest,
  revision: 1,
  rolledBack: false,
  objects: [{ apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "settings", action: "create" }],
  images: {},
  others: [],
  pods: [],
  tested: false,
};

function evidence<S extends Stage>(stage: S, minute: number, subjects: readonly Subject[], facts: FactsOf<S>): EvidenceOf<S> {
  return {
    stage,
    product: "shop",
    subjects,
    verdict: "pass",
    facts,
    startedAt: `2026-01-01T00:0${minute}:00Z`,
    finishedAt: `2026-01-01T00:0${minute}:30Z`,
  };
}

const pathOf = async (path: string): Promise<Subject> => ({
  kind: "path",
  name: path,
  digest: (await digestOfPath(join(context.workspace, path))).digest,
});

async function checkedData(minute = 0): Promise<EvidenceOf<"validate-data">> {
  const entry = findEntry(context.config.data, "orders", "data");
  return evidence("validate-data", minute, [await pathOf(entry.source)], {
    name: "orders",
    declaration: await declarationOfData(context, entry),
    basis: [],
    rows: 1,
    bytes: 5,
    checks: [{ check: "structure", level: "fail", verdict: "pass", observed: "1 row", expected: "every row can be read" }],
  });
}

/** Everything that a release of this project proves, but for what `without` names. */
async function proveAll(run: Run, without: readonly Stage[] = []): Promise<void> {
  const { manifests } = findEnvironment(run.config);
  const all = [
    await checkedData(),
    evidence("plan", 1, [PLAN], { components: COMPONENTS, configuration: run.config.files, others: [], policy: [] }),
    evidence("approve", 2, [PLAN], {
      plan: PLAN.digest,
      environment: "production",
      source: "prompt",
      approvers: [run.run.actor],
      run: run.run.run,
      attempt: 1,
      authors: [],
      boundToPlan: true,
      selfApproved: true,
    }),
    evidence("deploy", 3, [...(await Promise.all(manifests.map(pathOf))), { kind: "environment", name: "production", digest: live }], {
      ...DEPLOYED,
    }),
  ];
  for (const item of all) if (!without.includes(item.stage)) await run.prove(item);
}

const verify = (run: Parameters<typeof verifyStage>[0]) => verifyStage(run, findEnvironment(run.config), {});
const rules = (findings: readonly { readonly rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe("closing a release", () => {
  test("puts what this run has proven into a record that verifies, with a brief beside it", async () => {
    const run = runWith();
    await proveAll(run);
    const { verdict, result, note } = await verify(run);
    expect({ verdict, note }).toEqual({ verdict: "pass", note: "4 statements, all signatures and digests hold" });
    expect(JSON.parse(await readFile(result.recordPath, "utf8"))).toMatchObject({ statements: { length: 5 } });
    expect(await readFile(result.briefPath, "utf8")).toContain("Release brief of shop");
    const again = await verifyRecordStage(anotherJob(run), findEnvironment(run.config), result.recordPath);
    expect(again.verdict).toBe("pass");
  });

  test("collects what other jobs have proven about the data as it is now, and takes the newest", async () => {
    const run = runWith();
    await run.prove({ ...(await checkedData()), verdict: "fail" });
    await proveAll(run, ["validate-data"]);
    await run.prove(await checkedData(5));
    const { verdict, result } = await verify(anotherJob(run));
    expect(verdict).toBe("pass");
    expect(result.verification.statements.find(({ view }) => view.stage === "validate-data")?.view.startedAt).toContain("00:05");
  });

  test("without a signing key is refused, and says how to make one", async () => {
    await expect(verify({ ...runWith(), signer: undefined })).rejects.toThrow("openssl genpkey -algorithm ed25519");
  });

  test("demands evidence of every stage that the project has, and closes with the verdict that it came to", async () => {
    const run = runWith();
    const { verdict, result } = await verify(run);
    expect(verdict).toBe("fail");
    const demanded = result.verification.findings.flatMap(({ what }) => /No ([a-z-]+) evidence counts/.exec(what)?.[1] ?? []);
    expect(demanded).toEqual(["validate-data", "plan", "approve", "deploy"]);
    const release = run.statements.length === 0 ? JSON.parse(await readFile(result.recordPath, "utf8")) : undefined;
    const [closing] = (release as { statements: { dsseEnvelope: { payload: string } }[] }).statements;
    expect(JSON.parse(Buffer.from(closing!.dsseEnvelope.payload, "base64").toString())).toMatchObject({
      predicate: { verificationResult: "FAILED", waybill_run: { verdict: "fail" } },
    });
  });

  test("and refused says why in its brief: first, and with all that is missing", async () => {
    const { result } = await verify(runWith());
    const brief = await readFile(result.briefPath, "utf8");
    const why = brief.indexOf("**Why**");
    expect(brief.slice(why, why + 400)).toMatch(/Release record.*No validate-data evidence counts.*Next: It comes from/);
    expect(why).toBeGreaterThan(0);
    expect(why).toBeLessThan(brief.indexOf("## "));
    expect(brief).toMatch(/⬜ missing \| approve \| production \| It comes from/);
  });

  test("does not count what was proven for another commit, nor a stranger's word", async () => {
    const other = runWith({ ...context, run: { ...TEST_RUN, commit: "b".repeat(40) } });
    await other.prove(await checkedData());
    expect((await verify({ ...anotherJob(other), run: TEST_RUN })).note).toContain("No validate-data evidence");
    const stranger = runWith();
    await proveAll(stranger);
    const own = runWith();
    const unbelieved = await verify({ ...own, statements: stranger.statements });
    expect(unbelieved.verdict).toBe("fail");
    expect(unbelieved.result.verification.evaluation?.ignored).toHaveLength(5);
  });

  test("is not stopped by a stranger who leaves newer statements about the same things", async () => {
    const run = runWith();
    await proveAll(run);
    await runWith().prove({ ...(await checkedData(8)), verdict: "fail" });
    expect((await verify(anotherJob(run))).verdict).toBe("pass");
  });

  test("takes no deployment of another product of the repository for its own, however alike their files are", async () => {
    const run = runWith();
    await proveAll(run);
    const manifests = await Promise.all(findEnvironment(run.config).manifests.map(pathOf));
    const theirs = evidence("deploy", 9, [...manifests, { kind: "environment", name: "production", digest: live }], {
      ...DEPLOYED,
      application: "admin",
      releasePlan: digestOf("another plan"),
    });
    await run.prove({ ...theirs, product: "admin" });
    const { verdict, result } = await verify(anotherJob(run));
    expect(result.verification.findings).toEqual([]);
    expect(verdict).toBe("pass");
  });

  test("fails when the data was changed after it was checked", async () => {
    const run = runWith();
    await proveAll(run);
    await writeFile(join(context.workspace, "orders.csv"), "id\n2\n");
    const { verdict, note } = await verify(run);
    expect(verdict).toBe("fail");
    expect(note).toContain("No validate-data evidence counts for data set orders");
  });

  test("fails when what runs cannot be asked: silence is no match", async () => {
    const openCluster = (): never => {
      throw new Error("no cluster here");
    };
    const run = { ...runWith(), openCluster };
    await proveAll(run);
    const { verdict, result } = await verify(run);
    expect(verdict).toBe("fail");
    expect(result.verification.findings.map(({ what }) => what).join("\n")).toContain("no cluster here");
  });
});

describe("one changed byte is named, whatever the folders are called", () => {
  const NAMES = ["release", "plan", "environment", "data.v1", ".data", "with größe", "a@b"];
  test.each(NAMES)("%s/", async (folder) => {
    const data = `${folder}/orders.csv`;
    const manifests = `${folder}/deploy`;
    context = await stageContext(project(data, manifests));
    const run = runWith();
    await proveAll(run);
    const { verdict, result, note } = await verify(run);
    expect({ verdict, note }).toMatchObject({ verdict: "pass" });
    for (const path of [data, `${manifests}/a.yaml`]) {
      const before = await readFile(join(context.workspace, path), "utf8");
      await writeFile(join(context.workspace, path), `${before} `);
      const changed = await verifyRecordStage(anotherJob(run), findEnvironment(run.config), result.recordPath);
      expect(changed.verdict).toBe("fail");
      expect(changed.result.verification.findings.map(({ what }) => what).join("\n")).toContain(path.split("/").slice(0, -1).join("/"));
      await mkdir(dirname(join(context.workspace, path)), { recursive: true });
      await writeFile(join(context.workspace, path), before);
    }
  });
});

test("a record of another commit, another repository or a rehearsal does not verify", async () => {
  const run = runWith();
  await proveAll(run);
  const { recordPath } = (await verify(run)).result;
  for (const change of [{ commit: "b".repeat(40) }, { repository: "acme/other" }, { rehearsal: true }]) {
    const outcome = await verifyRecordStage({ ...run, run: { ...TEST_RUN, ...change } }, findEnvironment(run.config), recordPath);
    expect(outcome.verdict).toBe("fail");
    expect(rules(outcome.result.verification.findings)).toContain("record-origin");
  }
});

test("a record of which one byte was changed does not verify", async () => {
  const run = runWith();
  await proveAll(run);
  const { recordPath } = (await verify(run)).result;
  const text = await readFile(recordPath, "utf8");
  const sig = /"sig": ?"(.)/.exec(text)!;
  await writeFile(recordPath, text.replace(sig[0], sig[0].slice(0, -1) + (sig[1] === "A" ? "B" : "A")));
  const outcome = verifyRecordStage(run, findEnvironment(run.config), recordPath);
  await expect(outcome.then(({ verdict }) => verdict)).resolves.toBe("fail");
});
