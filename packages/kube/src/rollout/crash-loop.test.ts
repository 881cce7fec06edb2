import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { startRegistry } from "@waybill/rehearsal";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { pushTestImage } from "@waybill/testing/test-image";
import { parseManifest } from "../manifest/manifest.ts";
import { planDeploy } from "../plan/plan.ts";
import { applyDeploy } from "./apply.ts";
import type { DeployOptions, DeployOutcome } from "./outcome.ts";
import { deployStatus } from "./status.ts";
import { DEPLOYING_RUN as run } from "@waybill/testing/web-application";

const app = { application: "web", namespace: "shop" };
const STAYS = "setInterval(() => {}, 1000)";
const ENDS = "setTimeout(() => { console.error('out of ink'); process.exit(3); }, 500)";

let registry: Awaited<ReturnType<typeof startRegistry>>;
let image: string;
beforeAll(async () => {
  registry = await startRegistry({ dir: join(await mkdtemp(join(tmpdir(), "waybill-crash-")), "registry") });
  image = await pushTestImage(registry.address, "app", { "app/empty": "" }, { WorkingDir: "/app" });
});
afterAll(() => registry.close());

/** Without a probe, so that a pod is ready whenever its program runs. */
async function deploy(api: LoopbackCluster, kind: string, program: string, options: Partial<DeployOptions> = {}): Promise<DeployOutcome> {
  const text = `apiVersion: apps/v1
kind: ${kind}
metadata: { name: web }
spec:
  ${kind === "StatefulSet" ? "serviceName: web" : "revisionHistoryLimit: 5"}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{ name: web, image: "${image}", command: [node, -e, ${JSON.stringify(program)}] }]
`;
  const { objects } = parseManifest(text, "deploy/app.yaml");
  const plan = await planDeploy(api.cluster, { objects, ignored: [] }, { ...app, environment: "test" });
  return applyDeploy(api.cluster, plan, { timeoutMs: 15_000, settleMs: 1_500, reporter: collectingReporter(), run, ...options });
}

describe.each(["Deployment", "StatefulSet", "DaemonSet"])("a %s without a probe", { concurrent: true }, (kind) => {
  test("whose program always ends passes at no time, and what ran before runs again", async () => {
    await using api = await startLoopbackCluster();
    expect(await deploy(api, kind, STAYS)).toMatchObject({ verdict: "pass", revision: 1 });
    const outcome = await deploy(api, kind, ENDS);
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    expect(outcome.diagnosis?.[0]).toMatchObject({
      rule: "crash-loop",
      what: expect.stringContaining("exit code 3") as string,
      observed: expect.stringContaining("out of ink") as string,
    });
    expect((await deployStatus(api.cluster, app)).revisions.map(({ status }) => status)).toEqual(["rolled-back", "good"]);
  });
});

describe("the settle time", { concurrent: true }, () => {
  test("comes on top of the time to become ready, and is told apart", async () => {
    await using api = await startLoopbackCluster();
    const outcome = await deploy(api, "Deployment", STAYS, { timeoutMs: 4_000, settleMs: 4_500 });
    expect(outcome.verdict).toBe("pass");
    expect(outcome.durations.settleMs).toBeGreaterThan(0);
  });

  test("of 0 asks for nothing", async () => {
    await using api = await startLoopbackCluster();
    const outcome = await deploy(api, "Deployment", STAYS, { settleMs: 0 });
    expect(outcome).toMatchObject({ verdict: "pass", durations: { settleMs: 0 } });
  });
});
