import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { startCluster } from "@waybill/rehearsal";
import { prove } from "../../pipeline/src/evidence/prove.ts";
import { planSection } from "../../pipeline/src/sections/plan-section.ts";
import { findEnvironment } from "../../pipeline/src/session/select.ts";
import { approveStage } from "../../pipeline/src/stages/approve.ts";
import { ownPlan } from "../../pipeline/src/stages/approved-plan.ts";
import { deployStage } from "../../pipeline/src/stages/deploy.ts";
import type { StageOutcome } from "../../pipeline/src/stages/outcome.ts";
import { planStage } from "../../pipeline/src/stages/plan.ts";
import { validateDataStage } from "../../pipeline/src/stages/validate-data.ts";
import { verifyStage } from "../../pipeline/src/stages/verify.ts";
import { startLoopbackRegistry } from "./loopback-registry.ts";
import { registryAt, signing, stageContext } from "./stage-context.ts";
import type { TestContext } from "./stage-context.ts";

/** A loopback cluster and registry to which projects of ConfigMaps are released. */
export interface ReleaseWorld extends AsyncDisposable {
  /** `127.0.0.1:port` of its registry. */
  readonly registry: string;
  connect(): Cluster;
  /** A project with a namespace of its own, whose name it has; `config` is further lines of its waybill.yml. */
  project(config?: string, files?: Readonly<Record<string, string>>): Promise<ReleasedProject>;
}

/** A project of one environment, and jobs of it that share keys, files, registry and cluster. */
export interface ReleasedProject {
  readonly own: TestContext;
  readonly namespace: string;
  readonly environment: ReturnType<typeof findEnvironment>;
  /** A run of a job of its own that has a commit checked out. */
  job(commit: string): Job;
  /** Releases a commit with one text in its ConfigMap `settings`; throws when a stage does not pass. */
  release(commit: string, greeting: string): Promise<void>;
  /** Changes that text in the cluster, as somebody else. */
  tamper(greeting: string): Promise<void>;
}

/** What a stage is given in a job. */
export type Job = ReturnType<typeof jobOf>;

/** The manifest of the ConfigMap that every project has. */
export const settings = (greeting: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: ${greeting} }\n`;

/** Starts the services; disposing stops them. */
export async function startReleaseWorld(): Promise<ReleaseWorld> {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  const cluster = await startCluster({ dir, images: join(dir, "images") });
  const registry = await startLoopbackRegistry();
  const connect = (): Cluster => connectCluster(loadKubeconfig({ path: cluster.kubeconfig, env: {} }));
  let projects = 0;
  return {
    registry: registry.address,
    connect,
    async project(config = "", files = {}) {
      const namespace = `shop-${++projects}`;
      const own = await stageContext({
        "waybill.yml": `version: 1\nname: ${namespace}\n${config}environments: { production: { namespace: ${namespace}, manifests: deploy, timeout: 2s } }\n`,
        "deploy/settings.yaml": settings("first"),
        ...files,
      });
      return projectOf(own, namespace, { registry: registry.address, connect });
    },
    async [Symbol.asyncDispose]() {
      await cluster.close();
      await registry[Symbol.asyncDispose]();
    },
  };
}

function projectOf(own: TestContext, namespace: string, world: Pick<ReleaseWorld, "registry" | "connect">): ReleasedProject {
  const environment = findEnvironment(own.config);
  const keys = signing(own, registryAt(world.registry));
  let time = Date.parse("2026-01-01T00:00:00Z");
  // Every look at the clock is later than the one before.
  const clock = (): Date => new Date((time += 1000));
  const job = (commit: string): Job => jobOf({ ...own, ...keys, clock, run: { ...own.run, commit } }, world);
  return {
    own,
    namespace,
    environment,
    job,
    async release(commit, greeting) {
      await writeFile(join(own.workspace, "deploy/settings.yaml"), settings(greeting));
      const run = job(commit);
      for (const entry of Object.values(own.config.data)) await validateDataStage(run, entry);
      const { result: plan } = await planStage(run, environment, {});
      await approveStage(run, environment, { ...plan, section: planSection(plan) }, { kind: "digest", digest: plan.digest }, undefined);
      requirePass(await deployStage(run, environment, {}, ownPlan(plan)));
      requirePass(await verifyStage(run, environment, {}, plan.digest));
    },
    async tamper(greeting) {
      const cluster = world.connect();
      const found = await cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" });
      if (!found) throw new Error("there is no ConfigMap to change");
      await cluster.replace({ ...found, data: { GREETING: greeting } });
      await cluster.close();
    },
  };
}

function jobOf(own: TestContext & ReturnType<typeof signing>, { registry, connect }: Pick<ReleaseWorld, "registry" | "connect">) {
  const context = { ...own, ...registryAt(registry), statements: [], outcomes: [], githubRunId: "0" };
  return {
    ...context,
    openCluster: async () => connect(),
    openDatabase: () => Promise.reject(new Error("there is no database")),
    readSecret: () => "",
    prove: (evidence: Parameters<typeof prove>[1]) => prove(context, evidence),
  };
}

function requirePass({ label, verdict, note }: StageOutcome): void {
  if (verdict !== "pass") throw new Error(`${label}: ${verdict}. ${note}`);
}
