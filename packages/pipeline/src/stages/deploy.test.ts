import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Digest } from "@waybill/kit";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { connectDatabase } from "@waybill/migrate";
import { startCluster } from "@waybill/rehearsal";
import type { LoopbackCluster } from "@waybill/rehearsal";
import { gitHubDouble } from "@waybill/testing/github-double";
import { stageContext, usedAlone } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import type { Clusters, Committed, Databases, Demanding, GitHubAccess, Keys, Secrets, Statements } from "../session/capabilities.ts";
import { findEnvironment } from "../session/select.ts";
import { deployStage } from "./deploy.ts";
import { planDeploymentStage } from "./deployment-plan.ts";
import { planStage } from "./plan.ts";
import { rollbackStage } from "./rollback.ts";
import { statusStage } from "./status.ts";

const DIGEST = `sha256:${"a".repeat(64)}` as const;
const IMAGES = { api: `127.0.0.1:1/acme/api@${DIGEST}` };
const settings = (greeting: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: ${greeting} }\n`;
const service = (replicas: number, image = "api"): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: "${image}" }] }
`;

let loopback: LoopbackCluster;
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  loopback = await startCluster({ dir, images: join(dir, "images") });
});
afterAll(() => loopback.close());

type Context = TestContext &
  Clusters &
  Committed &
  Databases &
  Demanding &
  GitHubAccess &
  Keys &
  Statements &
  Pick<Secrets, "readSecret"> & { readonly registry: string };

let namespaces = 0;
let namespace: string;
let context: Context;
beforeEach(async () => {
  namespace = `shop-${++namespaces}`;
  const own = await stageContext({
    "waybill.yml": `version: 1
name: shop
images: { api: { context: app } }
databases: { main: { url: env:DATABASE_URL, migrations: db } }
environments:
  production: { namespace: ${namespace}, manifests: deploy, timeout: 2s, secrets: { db: { url: env:DATABASE_URL } }, databases: [main], images: [api] }
`,
    "db/V1__customers.sql": "CREATE TABLE customers (id integer PRIMARY KEY);\n",
    "deploy/settings.yaml": settings("hello"),
    "deploy/api.yaml": service(0),
  });
  context = {
    ...usedAlone(own),
    registry: "127.0.0.1:1",
    openCluster: async () => connect(),
    openDatabase: () => connectDatabase(`sqlite:${join(own.workspace, "test.db")}`),
    readSecret: () => "hunter2222",
  };
});

const connect = (): Cluster => connectCluster(loadKubeconfig({ path: loopback.kubeconfig, env: {} }));
const environment = () => findEnvironment(context.config);
const change = (path: string, text: string) => writeFile(join(context.workspace, path), text);
const deploy = (approved?: Digest) =>
  deployStage(context, environment(), IMAGES, approved && { digest: approved, deploy: () => approved, database: () => approved });

async function greeting(): Promise<unknown> {
  const cluster = connect();
  try {
    return (await cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" }))?.["data"];
  } finally {
    await cluster.close();
  }
}

describe("the plan of a release", () => {
  const plan = () => planStage(context, environment(), IMAGES);

  test("changes nothing, is proven under its digest, and keeps it until something moves", async () => {
    const first = await plan();
    expect(first.note).toContain("1 migration, ");
    expect(await greeting()).toBeUndefined();
    expect(context.proven).toMatchObject([
      { stage: "plan", subjects: [{ kind: "plan", name: "production", digest: first.result.digest }] },
    ]);
    expect((await plan()).result.digest).toBe(first.result.digest);
    await change("deploy/settings.yaml", settings("bye"));
    expect((await plan()).result.digest).not.toBe(first.result.digest);
    await change("deploy/settings.yaml", settings("hello"));
    await change("db/V2__orders.sql", "CREATE TABLE orders (id integer);\n");
    expect((await plan()).result.digest).not.toBe(first.result.digest);
  });

  test("fails with the finding when a manifest names an image that is not released, and proves no pass", async () => {
    await change("deploy/api.yaml", service(0, "other:latest"));
    const planned = await plan();
    expect(planned).toMatchObject({ verdict: "fail", note: expect.stringContaining("No manifest uses the image 'api'") });
    expect(context.proven.map(({ verdict }) => verdict)).toEqual(["fail"]);
  });

  test("shows no value of a Secret, neither on the page nor in what is signed", async () => {
    const planned = await plan();
    expect(JSON.stringify([planned, context.proven])).not.toMatch(/hunter2222|aHVudGVyMjIyMg/);
  });

  test("ends with an error when the cluster does not answer, and nothing is proven", async () => {
    context = {
      ...context,
      openCluster: async () => connectCluster({ ...loadKubeconfig({ path: loopback.kubeconfig, env: {} }), server: "http://127.0.0.1:1" }),
    };
    await expect(plan()).rejects.toThrow("127.0.0.1:1");
    expect(context.proven).toEqual([]);
  });
});

describe("an image that is not of this release", () => {
  const stranger = `postgres@sha256:${"b".repeat(64)}`;

  test("is deployed, and the plan, its page, the deployment and its page say that it was not tested", async () => {
    await change("deploy/api.yaml", service(0).replace("containers: [", `containers: [{ name: db, image: "${stranger}" }, `));
    const planned = await planStage(context, environment(), IMAGES);
    expect(planned.result.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(JSON.stringify(planned.section)).toContain(`The image '${stranger}' is not of this release`);
    const deployed = await deploy();
    expect(JSON.stringify(deployed.section)).toContain("Not of this release: not tested");
    expect(context.proven).toMatchObject([
      { stage: "plan", facts: { others: [stranger] } },
      { stage: "deploy", verdict: "pass", facts: { others: [stranger], images: IMAGES, tested: false } },
    ]);
  });

  test("is refused under the release's own name before anything is changed, at its line", async () => {
    await change("deploy/api.yaml", service(0).replace('image: "api"', `image: "api@sha256:${"b".repeat(64)}"`));
    await expect(deploy()).rejects.toThrow("is another one than this release has built and tested for 'api'");
    expect(context.reporter.findings.filter(({ severity }) => severity === "error")).toMatchObject([
      { rule: "image-other-digest", where: { file: "deploy/api.yaml", line: 9 } },
    ]);
    expect(await greeting()).toBeUndefined();
  });
});

test("an image that no manifest uses is said once", async () => {
  await change("deploy/api.yaml", service(0, `other@${DIGEST}`));
  await expect(deploy()).rejects.toThrow(/^(?!.*No manifest uses.*No manifest uses).*No manifest uses the image 'api'/s);
  expect(context.reporter.findings.filter(({ rule }) => rule === "image-unused")).toEqual([]);
});

describe("a deployment", () => {
  test("of the approved plan brings it, proves what runs, and says when there is nothing to change", async () => {
    const { result } = await planDeploymentStage(context, environment(), IMAGES);
    expect(context.proven).toEqual([]);
    const first = await deploy(result.digest);
    expect(first.verdict).toBe("pass");
    expect(await greeting()).toEqual({ GREETING: "hello" });
    // No pod runs (replicas: 0), so nothing is said about the image.
    expect(context.proven[0]?.subjects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["path deploy", "environment production"]);
    expect(first.note).toBe("revision 1 runs nowhere: it has no pod; not tested: no evidence was asked for");
    expect((await deploy()).repeated).toContain("are as planned already");
  });

  test("whose plan has moved since the approval is refused, changes nothing and proves nothing", async () => {
    await deploy();
    context.proven.length = 0;
    const { result } = await planDeploymentStage(context, environment(), IMAGES);
    await change("deploy/settings.yaml", settings("moved"));
    await expect(deploy(result.digest)).rejects.toThrow("are not those that were approved");
    expect(await greeting()).toEqual({ GREETING: "hello" });
    expect(context.proven).toEqual([]);
  });

  test("of an older run never takes the place of a newer run's, until a new run brings it, nor what a newer run has rolled back", async () => {
    const asRun = (number: number, attempt = 1): void => {
      context = {
        ...context,
        run: { ...context.run, run: `https://github.com/acme/shop/actions/runs/${number}/attempts/${attempt}`, attempt },
      };
    };
    asRun(8);
    await deploy();
    await change("deploy/settings.yaml", settings("older"));
    asRun(7, 2);
    const planned = await planDeploymentStage(context, environment(), IMAGES);
    expect(planned).toMatchObject({ verdict: "fail", note: expect.stringMatching(/^Run 8 began after this one, which is run 7/) });
    await expect(deploy(planned.result.digest)).rejects.toThrow(/start a new run/);
    expect(await greeting()).toEqual({ GREETING: "hello" });
    expect((await planDeploymentStage({ ...context, dryRun: true }, environment(), IMAGES)).verdict).toBe("warn");
    asRun(8, 2);
    expect((await deploy()).verdict).toBe("pass");
    asRun(10);
    expect((await rollbackStage(context, environment())).verdict).toBe("pass");
    asRun(9);
    await expect(deploy()).rejects.toThrow("Run 10 began after this one");
    expect(await greeting()).toEqual({ GREETING: "hello" });
    asRun(11);
    expect((await deploy()).verdict).toBe("pass");
    expect(await greeting()).toEqual({ GREETING: "older" });
  });

  test("that does not become healthy is rolled back, and no statement says that it runs", async () => {
    await deploy();
    await change("deploy/settings.yaml", settings("bye"));
    await change("deploy/api.yaml", service(1));
    const failed = await deploy();
    expect(failed.verdict).toBe("fail");
    expect(failed.note).toContain("Rolled back and verified");
    expect(await greeting()).toEqual({ GREETING: "hello" });
    expect(context.proven.at(-1)).toMatchObject({ verdict: "fail", facts: { rolledBack: true } });
    expect(context.proven.at(-1)?.subjects.map(({ kind }) => kind)).not.toContain("environment");
  });

  test("and a rollback are refused in a dry run before a cluster is asked", async () => {
    const openCluster = (): never => {
      throw new Error("the cluster was asked");
    };
    context = { ...context, dryRun: true, openCluster };
    await expect(deploy()).rejects.toThrow("A dry run cannot deploy");
    await expect(rollbackStage(context, environment())).rejects.toThrow("A dry run cannot roll back");
  });
});

describe("a configuration that is not committed", () => {
  const uncommitted = (): Context => {
    const openCluster = (): never => {
      throw new Error("the cluster was asked");
    };
    return {
      ...context,
      openCluster,
      findUncommitted: async () => [
        { path: join(context.workspace, "waybill.yml"), why: "changed" },
        { path: "/org/policy.yml", why: "untracked" },
      ],
    };
  };

  test("stops a deployment and a rollback before the cluster is asked, and says which file and what to do", async () => {
    context = uncommitted();
    for (const change of [() => deploy(), () => rollbackStage(context, environment())]) {
      const refused = change();
      await expect(refused).rejects.toThrow(`'waybill.yml' differs from commit ${"a".repeat(12)}`);
      await expect(refused).rejects.toThrow(/'\/org\/policy\.yml' is not tracked by git.*\nCommit and run again\. 'waybill rehearse'/);
    }
    expect(context.proven).toEqual([]);
  });

  test("is a warning of a plan, and nothing to a rehearsal", async () => {
    const { findUncommitted } = uncommitted();
    const planned = await planStage({ ...context, findUncommitted }, environment(), IMAGES);
    const of = ({ result }: typeof planned) => result.findings.filter(({ rule }) => rule === "config-uncommitted");
    expect(of(planned).map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    context = { ...context, findUncommitted, run: { ...context.run, rehearsal: true } };
    expect(of(await planStage(context, environment(), IMAGES))).toEqual([]);
    expect((await deploy()).verdict).toBe("pass");
  });
});

describe("a rollback", () => {
  test("brings the revision before back, by the command that the plan and the deployment name", async () => {
    expect((await deploy()).section.overview?.back?.command).toBeUndefined();
    await change("deploy/settings.yaml", settings("bye"));
    const { section } = await planDeploymentStage(context, environment(), IMAGES);
    expect(section.overview?.back?.command).toBe("waybill rollback -e production --to 1");
    expect((await deploy()).section.overview).toMatchObject({
      changes: [{ about: `Namespace ${namespace}`, what: "1 object updated", names: ["ConfigMap/settings"] }],
      back: { command: "waybill rollback -e production --to 1" },
    });
    expect(await greeting()).toEqual({ GREETING: "bye" });
    const told: string[] = [];
    const github = gitHubDouble({
      startDeployment: async ({ commit, description }) => (told.push(`${description} of ${commit}`), { id: 1 }),
      setDeploymentStatus: async (_, { state }) => void told.push(state),
    });
    expect((await rollbackStage({ ...context, github }, environment())).verdict).toBe("pass");
    expect(told).toEqual([`Back to revision 1 of ${context.run.commit}`, "in_progress", "success"]);
    expect(await greeting()).toEqual({ GREETING: "hello" });
  });

  test("where nothing was deployed says so and changes nothing", async () => {
    await expect(rollbackStage(context, environment())).rejects.toThrow(/no .*revision|nothing/i);
  });
});

describe("the status of an environment", () => {
  test("passes while everything is as it was deployed, and fails with the field that somebody changed", async () => {
    await deploy();
    expect((await statusStage(context, environment())).verdict).toBe("pass");
    const cluster = connect();
    const found = await cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" });
    await cluster.replace({ ...found!, data: { GREETING: "tampered" } });
    await cluster.close();
    const changed = await statusStage(context, environment());
    expect(changed).toMatchObject({ verdict: "fail", note: expect.stringContaining("1 object changed since") });
    expect(JSON.stringify(changed.section)).toContain("GREETING");
  });

  test("is inconclusive, and so no pass, where nothing was deployed", async () => {
    expect(await statusStage(context, environment())).toMatchObject({
      verdict: "inconclusive",
      note: expect.stringContaining("nothing was deployed"),
    });
  });
});
