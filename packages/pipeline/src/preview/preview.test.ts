import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ActionError, collectingReporter } from "@waybill/kit";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { generateKeyPair } from "@waybill/record";
import { startCluster, startGitHub } from "@waybill/rehearsal";
import type { LoopbackCluster } from "@waybill/rehearsal";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { openSession } from "../session/open-session.ts";
import type { Session } from "../session/session.ts";
import { findEnvironment } from "../session/select.ts";
import { matrices } from "../matrix.ts";
import { previewProject, removePreviews } from "./preview.ts";

let loopback: LoopbackCluster;
let registry: LoopbackRegistry;
let github: Awaited<ReturnType<typeof startGitHub>>;
let githubDir: string;
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  githubDir = await mkdtemp(join(tmpdir(), "github-"));
  loopback = await startCluster({ dir, images: join(dir, "images") });
  registry = await startLoopbackRegistry();
  github = await startGitHub({ dir: githubDir });
});
afterAll(async () => {
  await loopback.close();
  await registry[Symbol.asyncDispose]();
  await github.close();
});

const connect = (): Cluster => connectCluster(loadKubeconfig({ path: loopback.kubeconfig, env: {} }));
const NOW = new Date("2026-01-02T00:00:00Z");

let application: string;
let number = 0;
let workspace: string;
let session: Session;
beforeEach(async () => {
  number += 1;
  application = `app${number}`;
  ({ workspace } = await stageContext({
    "waybill.yml": `version: 1
name: ${application}
databases:
  main: { url: env:MAIN, migrations: db }
  scratch: { url: env:SCRATCH, migrations: db }
environments:
  production: { namespace: ${application}, manifests: deploy }
  preview: { preview: true, manifests: deploy, databases: [scratch], timeout: 5s }
`,
    "db/V1__orders.sql": "CREATE TABLE orders (id INTEGER PRIMARY KEY);\n",
    "deploy/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: hello }\n",
  }));
  session = await open();
});

async function open(now = NOW, env = {}): Promise<Session> {
  return openSession({
    workspace,
    run: { ...TEST_RUN, ref: "refs/pull/7/merge" },
    env: {
      KUBECONFIG: loopback.kubeconfig,
      SCRATCH: `sqlite:${join(workspace, "scratch.db")}`,
      GITHUB_API_URL: `http://${github.address}`,
      ...env,
    },
    reporter: collectingReporter(),
    clock: () => now,
    registry: registry.address,
    githubToken: "a-token",
    // Whoever holds a key: a preview must not use it.
    signingKey: generateKeyPair().privateKeyPem,
  });
}

const preview = (pullRequest: number, more = {}) => previewProject(session, { pullRequest, ttlHours: 24, ...more });
/** Without a comment, before which GitHub's client pauses for seconds. */
const previewUnsaid = (pullRequest: number, more = {}) =>
  previewProject({ ...session, github: undefined }, { pullRequest, ttlHours: 24, ...more });

async function inCluster<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = connect();
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}
const settingsIn = (namespace: string) =>
  inCluster((cluster) => cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" }));
const isThere = async (name: string): Promise<boolean> => {
  const found = await inCluster((cluster) => cluster.read({ apiVersion: "v1", kind: "Namespace", name }));
  return found !== undefined && found.metadata.deletionTimestamp === undefined;
};

async function comments(): Promise<string[]> {
  const response = await fetch(`http://${github.address}/repos/${TEST_RUN.repository}/issues/7/comments?per_page=100`, {
    headers: { authorization: "Bearer x" },
  });
  return ((await response.json()) as { body: string }[]).map(({ body }) => body).filter((body) => body.includes(`preview-${application} `));
}

test("a pull request runs in a namespace of its own, with a database of its own, and one comment says where", async () => {
  const made = await preview(7, { url: "https://{namespace}.preview.example" });
  expect(made.outcomes.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["preview-remove/preview", "pass"],
    ["preview/preview", "pass"],
    ["plan/preview", "pass"],
    ["migrate/scratch", "pass"],
    ["deploy/preview", "pass"],
  ]);
  expect(made).toMatchObject({ namespace: `${application}-pr-7`, url: `https://${application}-pr-7.preview.example` });
  expect(await settingsIn(`${application}-pr-7`)).toMatchObject({ data: { GREETING: "hello" } });
  expect(await settingsIn(application)).toBeUndefined();
  await preview(7, { url: "https://{namespace}.preview.example" });
  const said = await comments();
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`(<https://${application}-pr-7.preview.example/>)`);
  expect(said[0]).not.toContain("waybill rollback");
});

test("nothing of a preview is signed, also by who holds a key", async () => {
  await preview(7);
  expect(session.statements).toEqual([]);
  expect(await session.store.findRecords(`sha256:${"0".repeat(64)}`)).toEqual([]);
});

test("it is removed when the pull request is closed, and others when their time is over", async () => {
  await preview(7);
  await previewUnsaid(8, { ttlHours: 1 });
  await previewUnsaid(9, { ttlHours: 48 });
  session = await open(new Date(NOW.getTime() + 2 * 3_600_000));
  await removePreviews(session, { pullRequest: 7 });
  const there = await Promise.all([7, 8, 9].map((pull) => isThere(`${application}-pr-${pull}`)));
  expect(there).toEqual([false, false, true]);
  expect((await comments())[0]).toContain("The preview was removed");
});

test("a namespace that somebody else made is left as it is", async () => {
  await inCluster((cluster) => cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: `${application}-pr-7` } }));
  await expect(preview(7)).rejects.toThrow("was not made for previews of");
  await removePreviews(session, { pullRequest: 7 });
  expect(await isThere(`${application}-pr-7`)).toBe(true);
});

describe("a pull request reaches nothing else", () => {
  test.each([
    ["kind: ConfigMap\nmetadata: { name: settings, namespace: default }\n", "names the namespace 'default'"],
    ["kind: Namespace\nmetadata: { name: elsewhere }\n", "belongs to the whole cluster"],
  ])("by a manifest with %j", async (object, problem) => {
    await writeFile(join(workspace, "deploy/more.yaml"), `apiVersion: v1\n${object}`);
    await expect(preview(7)).rejects.toThrow(problem);
    expect(await settingsIn(`${application}-pr-7`)).toBeUndefined();
    expect(await settingsIn("default")).toBeUndefined();
  });

  test.each([
    ["in another namespace", "v1", "ConfigMap", "default", "default"],
    ["that says that it is in its own", "v1", "ConfigMap", "own", "default"],
    ["of the whole cluster", "rbac.authorization.k8s.io/v1", "ClusterRole", "own", undefined],
  ])("by a revision that its own pods forge in the cluster, of an object %s", async (_, apiVersion, kind, said, namespace) => {
    const name = `victim-${application}`;
    const victim = { apiVersion, kind, metadata: { name, namespace, annotations: { owner: "staging" } } };
    await inCluster((cluster) => cluster.create(victim));
    const object = { ...victim, metadata: { ...victim.metadata, annotations: { owner: "a pull request" } } };
    const ref = { apiVersion, kind, name, namespace: said === "own" ? `${application}-pr-7` : said };
    const forged = { number: 9, status: "applying", phase: "rollback", run: TEST_RUN, objects: [], before: [{ ref, object }] };
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      type: "waybill.dev/revision",
      metadata: {
        name: `waybill.${application}.v9`,
        namespace: `${application}-pr-7`,
        labels: { "waybill.dev/revision-of": application },
      },
      data: { revision: gzipSync(JSON.stringify(forged)).toString("base64") },
    };
    await preview(7);
    await inCluster((cluster) => cluster.create(secret));
    await expect(preview(7)).rejects.toThrow("which is outside of it, so nothing is brought back");
    expect(await inCluster((cluster) => cluster.read({ apiVersion, kind, name, namespace }))).toMatchObject({
      metadata: { annotations: { owner: "staging" } },
    });
  });

  test("by a number whose namespace a release has", async () => {
    await writeFile(
      join(workspace, "waybill.yml"),
      `name: ${application}\nenvironments: { staging: { namespace: ${application}-pr-7 }, preview: { preview: true } }\n`,
    );
    session = await open();
    await expect(preview(7)).rejects.toThrow(`would have the namespace '${application}-pr-7' of 'staging'`);
  });

  test("by a database that a release has under another name", async () => {
    const env = { SCRATCH: `sqlite:${join(workspace, "scratch.db")}`, MAIN: `sqlite:${join(workspace, "scratch.db")}` };
    session = await open(NOW, env);
    await expect(preview(7)).rejects.toThrow("leads preview to the same database as env:MAIN leads production");
  });
});

test("no release goes to a preview, and no list of environments has one", () => {
  expect(() => findEnvironment(session.config, "preview")).toThrow("the pattern of previews");
  expect(findEnvironment(session.config).name).toBe("production");
  expect(matrices(session.config).environments).toEqual(["production"]);
});

test("says what a preview needs when it is asked for wrongly", async () => {
  await expect(preview(7, { environment: "production" })).rejects.toThrow(
    "which waybill.yml does not declare as a preview; it has preview",
  );
  await expect(preview(7, { url: "{namespace}.example" })).rejects.toThrow(ActionError);
  await expect(previewProject({ ...session, dryRun: true }, { pullRequest: 7, ttlHours: 1 })).rejects.toThrow("means nothing to a preview");
});
