import { describe, expect, test } from "vitest";
import { ActionError, collectingReporter, digestOf } from "@waybill/kit";
import { applyDeploy } from "./apply.ts";
import { parseManifest } from "../manifest/manifest.ts";
import type { ManifestSet } from "../manifest/manifest.ts";
import { planDeploy } from "../plan/plan.ts";
import type { DeployPlan, PlanOptions } from "../plan/plan.ts";
import { deployStatus, rollbackDeploy } from "./status.ts";
import { isDryRun, isFor, refusal, startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { DEPLOYING_RUN as run } from "@waybill/testing/web-application";

const app = { application: "web", namespace: "shop" };

const manifests = (greeting = "hello", more = ""): ManifestSet => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: cfg }
data:
  GREETING: ${greeting}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 0
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:${greeting}
${more}`;
  const { objects, problems } = parseManifest(text, "deploy/app.yaml");
  expect(problems).toEqual([]);
  return { objects, ignored: [] };
};

const always = Number.POSITIVE_INFINITY;
const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
const isDeployment = isFor("PATCH", /\/deployments\//);

const plan = (api: LoopbackCluster, set: ManifestSet, options: Partial<PlanOptions> = {}): Promise<DeployPlan> =>
  planDeploy(api.cluster, set, { ...app, environment: "test", ...options });

function apply(api: LoopbackCluster, planned: DeployPlan, options: object = {}): ReturnType<typeof applyDeploy> & { reporter?: never } {
  return applyDeploy(api.cluster, planned, { timeoutMs: 2_000, reporter: collectingReporter(), run, ...options });
}

const writes = (api: LoopbackCluster): string[] =>
  api.requests
    .filter((request) => request.method !== "GET" && !isDryRun(request))
    .map(({ method, path }) => `${method} ${path.split("?")[0]}`);

describe("a plan", () => {
  test("changes nothing, is the same every time, and names what it would do with file and line", async () => {
    await using api = await startLoopbackCluster();
    const first = await plan(api, manifests(), { secrets: { db: { url: "hunter2-secret" } } });
    expect(first.objects.map(({ ref, action, file, line }) => [ref.kind, action, file, line])).toEqual([
      ["Namespace", "create", "", 0],
      ["ConfigMap", "create", "deploy/app.yaml", 1],
      ["Secret", "create", "", 0],
      ["Deployment", "create", "deploy/app.yaml", 7],
    ]);
    expect(writes(api)).toEqual([]);
    const second = await plan(api, manifests(), { secrets: { db: { url: "hunter3-secret" } } });
    expect(second.digest).toBe(first.digest);
    expect(JSON.stringify(first)).not.toMatch(/hunter2|aHVudGVy/);
    expect((await plan(api, manifests("hi"))).digest).not.toBe(first.digest);
  });

  test("that deletes shows neither a Secret's value nor what the server wrote, and names the revision to go back to", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests(), { secrets: { db: { url: "hunter2-secret" } } }));
    const before = await api.cluster.read({ apiVersion: "v1", kind: "Secret", namespace: "shop", name: "db" });
    const kept = "kubectl.kubernetes.io/last-applied-configuration";
    await api.put({ ...before!, metadata: { ...before!.metadata, annotations: { [kept]: '{"data":{"url":"aHVudGVyMi1zZWNyZXQ="}}' } } });
    const planned = await plan(api, manifests(), { prune: true });
    expect(planned.objects.find(({ action }) => action === "delete")?.ref.name).toBe("db");
    expect(JSON.stringify(planned)).not.toMatch(/hunter2|aHVudGVy|resourceVersion/);
    expect(planned.lastGood?.number).toBe(1);
  });

  test("asks for fields of other managers only by their leave, and names manager, field and line", async () => {
    await using api = await startLoopbackCluster();
    await api.put(namespace);
    await api.put({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg", namespace: "shop" }, data: { GREETING: "theirs" } });
    const refused = await plan(api, manifests());
    expect(refused.findings).toContainEqual(
      expect.objectContaining({
        rule: "field-conflict",
        severity: "error",
        what: "The field .data.GREETING of ConfigMap shop/cfg is managed by 'kubectl'.",
        where: { file: "deploy/app.yaml", line: 5 },
      }),
    );
    await expect(apply(api, refused)).rejects.toThrow(/cannot be applied:\n.*deploy\/app\.yaml:5 .*'kubectl'/);
    expect(writes(api)).toEqual([]);
    const forced = await plan(api, manifests(), { forceConflicts: true });
    expect(forced.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each([
    [422, "spec.template.spec.containers[0].image: Invalid value", "spec.template.spec.containers[0].image", "invalid-object", 18],
    [422, "spec.selector: Invalid value: field is immutable", "spec.selector", "immutable-field", 12],
    [400, 'strict decoding error: unknown field "spec.template.spec.containers[0].imge"', undefined, "invalid-object", 17],
  ])("says at which line the server refuses an object (%d %s)", async (status, message, field, rule, line) => {
    await using api = await startLoopbackCluster();
    const causes = field === undefined ? [] : [{ reason: "FieldValueInvalid", message, field }];
    api.faults.push({ when: isDeployment, times: always, answer: refusal(status, "Invalid", message, causes) });
    expect((await plan(api, manifests())).findings).toContainEqual(
      expect.objectContaining({ rule, severity: "error", where: { file: "deploy/app.yaml", line } }),
    );
  });

  test("does not touch what belongs to another application or is being deleted, and knows no unknown kind", async () => {
    await using api = await startLoopbackCluster();
    await api.put({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "cfg", namespace: "shop", labels: { "waybill.dev/application": "other", "waybill.dev/namespace": "shop" } },
    });
    // What has a finalizer stays, being deleted, until somebody takes that away.
    const [, deployment] = manifests().objects;
    const metadata = { name: "web", namespace: "shop", finalizers: ["example.com/hold"] };
    if (deployment) await api.put({ ...deployment.object, metadata });
    await api.remove("Deployment", "web");
    const planned = await plan(api, manifests("hello", "---\napiVersion: example.com/v1\nkind: Gauge\nmetadata: { name: g }\n"));
    expect(
      planned.findings
        .filter(({ severity }) => severity === "error")
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(["being-deleted", "other-owner", "unknown-kind"]);
  });

  test("needs the names of an application and a namespace", async () => {
    await using api = await startLoopbackCluster();
    await expect(plan(api, manifests(), { application: "Web App" })).rejects.toThrow(/Input 'application' is 'Web App'/);
    await expect(plan(api, manifests(), { namespace: "a/b" })).rejects.toThrow(/Input 'namespace' is 'a\/b'/);
  });
});

describe("applying", () => {
  test("keeps the state before, applies in the order of kinds, and the second time changes nothing", async () => {
    await using api = await startLoopbackCluster();
    expect(await apply(api, await plan(api, manifests()))).toMatchObject({ verdict: "pass", revision: 1, changed: true });
    const order = writes(api).filter((line) => !line.includes("/leases"));
    expect(order.map((line) => line.split("/").at(-2) + (line.startsWith("POST") ? " POST" : ""))).toEqual([
      "namespaces",
      "shop POST",
      "namespaces",
      "configmaps",
      "deployments",
      "secrets",
    ]);
    api.forgetRequests();
    expect(await apply(api, await plan(api, manifests()))).toMatchObject({ verdict: "pass", revision: 1, changed: false });
    expect(writes(api).filter((line) => !line.includes("/leases"))).toEqual([]);
  });

  test("refuses another plan than the approved one, and one that the world has overtaken", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    const planned = await plan(api, manifests("hi"));
    await expect(apply(api, planned, { expectDigest: `sha256:${"0".repeat(64)}` })).rejects.toThrow(
      /is not applied, because the manifests, images or the cluster are not those that were approved/,
    );
    const metadata = { name: "cfg", namespace: "shop", labels: { "waybill.dev/application": "web", "waybill.dev/namespace": "shop" } };
    await api.put({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { GREETING: "by hand" } });
    await expect(apply(api, planned)).rejects.toThrow(/the cluster changed since it was made \(ConfigMap shop\/cfg\)/);
    expect((await api.find("ConfigMap", "cfg"))?.["data"]).toEqual({ GREETING: "by hand" });
    expect(await api.find("Lease", "waybill-web")).toBeUndefined();
  });

  test("brings everything back when one object is refused half-way", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    const planned = await plan(api, manifests("hi"));
    api.faults.push({
      when: (request) => isDeployment(request) && !isDryRun(request),
      answer: refusal(403, "Forbidden", "not today"),
    });
    const outcome = await apply(api, planned);
    expect(outcome).toMatchObject({ verdict: "fail", revision: 2, rolledBack: true, rollbackVerified: true });
    expect(outcome.diagnosis).toMatchObject([
      { rule: "apply-refused", observed: "not today", where: { file: "deploy/app.yaml", line: 7 } },
    ]);
    expect((await api.find("ConfigMap", "cfg"))?.["data"]).toEqual({ GREETING: "hello" });
    expect((await deployStatus(api.cluster, app)).revisions.map(({ number, status }) => [number, status])).toEqual([
      [2, "rolled-back"],
      [1, "good"],
    ]);
  });

  test("fails, says what it waited for and rolls back when the time is over", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    const planned = await plan(api, manifests("hi"));
    // A controller that does not look at the new version.
    const blind = (real: Buffer): Buffer => {
      const deployment: unknown = JSON.parse(real.toString());
      return JSON.stringify(deployment).includes("web:hi")
        ? Buffer.from(JSON.stringify(Object.assign({}, deployment, { status: { observedGeneration: 0 } })))
        : real;
    };
    api.faults.push({ when: isFor("GET", /\/deployments\/web$/), times: always, changeBody: blind });
    const outcome = await apply(api, planned, { timeoutMs: 300 });
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    expect(outcome.diagnosis?.at(-1)).toMatchObject({
      rule: "timeout",
      what: expect.stringContaining("its controller has not seen the change yet") as string,
      where: { line: 7 },
    });
  });

  test("that cannot reach the API any more says so, and the next run continues", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    const planned = await plan(api, manifests("hi"));
    let isDown = false;
    api.faults.push({
      when: (request) => (isDown ||= isDeployment(request) && !isDryRun(request)),
      times: always,
      resetAfterBytes: 0,
    });
    await expect(apply(api, planned)).rejects.toThrow(/cannot be reached: it closed the connection/);
    api.faults.pop();
    const status = await deployStatus(api.cluster, app);
    expect(status.interrupted).toMatchObject({ number: 2 });
    const next = await plan(api, manifests("hi"));
    expect(next.findings).toContainEqual(expect.objectContaining({ rule: "interrupted" }));
    expect(await apply(api, next, { expectDigest: planned.digest })).toMatchObject({ verdict: "pass", revision: 2, resumed: true });
    expect((await deployStatus(api.cluster, app)).interrupted).toBeUndefined();
  });

  test("after another that was interrupted brings back the state before it, and is what was approved; a plan from before that is not", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    const stale = await plan(api, manifests("new"));
    const begun = await plan(api, manifests("hi", "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: later }\n"));
    const interrupt = async (): Promise<void> => {
      let isDown = false;
      api.faults.push({ when: (request) => (isDown ||= isDeployment(request) && !isDryRun(request)), times: always, resetAfterBytes: 0 });
      await expect(apply(api, begun)).rejects.toThrow(/cannot be reached/);
      api.faults.pop();
    };
    await interrupt();
    expect(await api.find("ConfigMap", "later")).toBeDefined();
    const next = await plan(api, manifests("new"));
    await expect(apply(api, next, { expectDigest: digestOf("another plan") })).rejects.toThrow(/an interrupted deployment was rolled back/);
    expect(await api.find("ConfigMap", "later")).toBeUndefined();
    await interrupt();
    const approved = await plan(api, manifests("new"));
    expect(approved.digest).not.toBe(stale.digest);
    expect(await apply(api, approved, { expectDigest: approved.digest })).toMatchObject({ verdict: "pass", changed: true, resumed: false });
    expect(await api.find("ConfigMap", "later")).toBeUndefined();
    expect((await api.find("ConfigMap", "cfg"))?.["data"]).toEqual({ GREETING: "new" });
  });

  test("does not take an error of the program for a refusal", async () => {
    await using api = await startLoopbackCluster();
    const other = { ...(await plan(api, manifests())) };
    await expect(apply(api, other)).rejects.toThrow(ActionError);
    await expect(apply(api, other)).rejects.toThrow(/was not made by this process/);
  });

  test("goes back to an earlier revision and removes what came after it", async () => {
    await using api = await startLoopbackCluster();
    await apply(api, await plan(api, manifests()));
    await apply(api, await plan(api, manifests("hi", "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: later }\n")));
    const { outcome } = await rollbackDeploy(api.cluster, { ...app, timeoutMs: 2_000, reporter: collectingReporter(), run });
    expect(outcome).toMatchObject({ verdict: "pass", revision: 3 });
    expect((await api.find("ConfigMap", "cfg"))?.["data"]).toEqual({ GREETING: "hello" });
    expect(await api.find("ConfigMap", "later")).toBeUndefined();
    // A statement about the first revision binds the third one too: else nobody could go back to it.
    const { revisions } = await deployStatus(api.cluster, app);
    const contents = new Map(revisions.map(({ number, content }) => [number, content]));
    expect(contents.get(3)).toBe(contents.get(1));
    expect(contents.get(2)).not.toBe(contents.get(1));
    await expect(rollbackDeploy(api.cluster, { ...app, to: 9, timeoutMs: 2_000, reporter: collectingReporter(), run })).rejects.toThrow(
      /^Revision 9 is no good revision of 'web' in namespace 'shop'; give one of 1, 2, 3\. Nothing was changed\.$/,
    );
  });
});
