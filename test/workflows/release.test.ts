import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair, inspectBundle, readRecord, trustKey, verifyBundle } from "@waybill/record";
import type { ReleaseRecord } from "@waybill/record";
import { readParts } from "../../scripts/parts/state.ts";
import type { PartsState } from "../../scripts/parts/state.ts";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";
import { commitAll, layOutProduct, openFolder, pushWithAct, ROOT } from "./act.ts";
import type { ActRun, Folder } from "./act.ts";
import { reviewingGitHub } from "./reviewer.ts";

/** A job behind the caller's own one that collects the record once more and keeps it for this test. */
const KEEP = `
  keep:
    needs: release
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
      - id: verify
        uses: waybill-ci/waybill/actions/verify-release@v1
        with:
          images: \${{ needs.release.outputs.images }}
          kubeconfig: \${{ secrets.KUBECONFIG }}
          signing-key: \${{ secrets.WAYBILL_SIGNING_KEY }}
        env:
          DATABASE_URL: \${{ secrets.DATABASE_URL }}
      - run: cp "\${{ steps.verify.outputs.record }}" "$KEPT/record.json"
`;

/** A project whose caller workflow is pushed with act against the real parts. */
interface Caller extends AsyncDisposable {
  readonly project: RealProject;
  readonly kept: string;
  /** The commit that was pushed. */
  commit: string;
  /** `meanwhile` happens after the plan was approved and before it is applied. */
  push(meanwhile?: () => Promise<void>): Promise<ActRun>;
}

async function openCaller(product: string): Promise<Caller> {
  const project = await realProject();
  const { parts, workspace } = project;
  const kept = await openFolder("kept");
  await project.edit(".github/workflows/release.yml", (text) => text + KEEP);
  const kubeconfig = await readFile(parts.kubernetes.kubeconfig, "utf8");
  const { DATABASE_URL = "", WAYBILL_SIGNING_KEY = "" } = project.env;
  const caller: Caller = {
    project,
    kept: kept.path,
    commit: "",
    async push(meanwhile) {
      caller.commit = await commitAll(workspace, `Acme/${project.namespace}`);
      let log = "";
      await using github = await reviewingGitHub(() => log, { environments: ["production"], meanwhile });
      return await pushWithAct({
        repository: workspace,
        product,
        secrets: { DATABASE_URL, WAYBILL_SIGNING_KEY, KUBECONFIG: kubeconfig, GITHUB_TOKEN: "a-token-of-the-run" },
        variables: { BASE_IMAGE: parts.images.node },
        env: { KEPT: kept.path, GITHUB_API_URL: github.url, ...engineOf(parts) },
        onOutput: (text) => (log = text),
      });
    },
    async [Symbol.asyncDispose]() {
      await kept[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
  return caller;
}

describe("release.yml of a caller repository on real parts", () => {
  let product: Folder;
  let caller: Caller;
  let run: ActRun;
  let record: ReleaseRecord;

  beforeAll(async () => {
    product = await openFolder("product");
    await layOutProduct(product.path);
    caller = await openCaller(product.path);
    run = await caller.push();
    if (run.exitCode === 0) record = await readRecord(join(caller.kept, "record.json"));
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await product[Symbol.asyncDispose]();
  });

  test("ends well", () => {
    expect(run.exitCode, run.log.slice(-20_000)).toBe(0);
  });

  test("leaves a record with every stage, signed, of this commit", () => {
    const trusted = [trustKey(caller.project.publicKeyPem)];
    const statements = record.statements.map((bundle) => {
      expect(() => verifyBundle(bundle, trusted)).not.toThrow();
      return inspectBundle(bundle);
    });
    expect(statements.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy"]),
    );
    for (const { run: own } of statements) expect(own.commit).toBe(caller.commit);
  });

  test("runs the built digest, which the record names, and answers from the migrated database with the released model", async () => {
    const { project } = caller;
    const built = record.statements.map((bundle) => inspectBundle(bundle)).find(({ stage }) => stage === "build");
    const pods = JSON.parse(await project.kubectl("get", "pods", "-n", project.namespace, "-o", "json")) as Pods;
    const running = pods.items.flatMap((pod) => pod.status.containerStatuses.map(({ imageID }) => imageID.split("@")[1]));
    expect(running.length).toBeGreaterThanOrEqual(2);
    for (const digest of running) expect(built?.subjects.map((subject) => subject.digest)).toContain(digest);
    const path = `/api/v1/namespaces/${project.namespace}/services/churn:80/proxy/predict?customer=C-00042`;
    const answer = JSON.parse(await project.kubectl("get", "--raw", path)) as Record<string, unknown>;
    const model = record.statements.map((bundle) => inspectBundle(bundle)).find(({ stage }) => stage === "validate-model");
    expect(model?.subjects.map((subject) => subject.digest)).toContain(answer["model"]);
    expect(await project.sql("SELECT version::int, dirty FROM schema_migrations")).toEqual([{ version: 5, dirty: false }]);
  });

  test("prints no secret", () => {
    const { env } = caller.project;
    for (const secret of [new URL(env["DATABASE_URL"] ?? "").password, env["WAYBILL_SIGNING_KEY"]?.split("\n")[1] ?? ""]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(run.log).not.toContain(secret);
    }
  });

  test("says on the second push of the same commit that nothing needed doing again", async () => {
    const again = await caller.push();
    expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
    expect(again.log).toMatch(/Migrate database main .*nothing to apply/);
    expect(again.log).toMatch(/Deploy to production .*nothing to change/);
    expect(await caller.project.sql("SELECT count(*)::int AS count FROM customers")).toEqual([{ count: 10 }]);
  });

  test("refuses to apply an approved plan when the cluster has moved since", async () => {
    const { project } = caller;
    const drain = (ms: number): string => JSON.stringify({ data: { DRAIN_MS: String(ms) } });
    await project.edit("deploy/configmap.yaml", (text) => text.replace('DRAIN_MS: "1000"', 'DRAIN_MS: "500"'));
    const { exitCode, jobs, log } = await caller.push(async () => {
      await project.kubectl("patch", "configmap", "churn", "-n", project.namespace, "--type=merge", "-p", drain(700));
    });
    expect(exitCode, log.slice(-20_000)).not.toBe(0);
    expect(jobs.some((job) => job.endsWith("/Release to production"))).toBe(true);
    expect(jobs.filter((job) => /Summary|keep/.test(job))).toEqual([]);
    const live = await project.kubectl("get", "configmap", "churn", "-n", project.namespace, "-o", "jsonpath={.data.DRAIN_MS}");
    expect(live).toBe("700");
  });
});

describe("release.yml when a gate fails", () => {
  test("stops before anything is built, migrated or deployed", async () => {
    await using product = await openFolder("product");
    await layOutProduct(product.path);
    await using caller = await openCaller(product.path);
    const { project } = caller;
    await project.edit("data/customers.csv", (text) => text.replace(/^(C-00042,.*),(\d+),2026-10-31$/m, "$1,7,2026-10-31"));
    const { exitCode, jobs, log } = await caller.push();
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/data\/customers\.csv/);
    expect(jobs).toContain("Validate/Data customers");
    expect(jobs.filter((job) => /Image|Plan|Release to|Summary|keep/.test(job))).toEqual([]);
    expect(await project.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")).toEqual([]);
    expect(await project.kubectl("get", "namespace", project.namespace, "--ignore-not-found")).toBe("");
  });
});

describe("the smallest adopter", () => {
  test("is released with its own caller workflow, and answers", async () => {
    const parts = readParts();
    const namespace = `web-${Date.now().toString(36)}`;
    await using product = await openFolder("product");
    await using workspace = await openFolder("minimal");
    let shown = "";
    await using github = await reviewingGitHub(() => shown, { environments: ["production"] });
    await layOutProduct(product.path);
    await cp(join(ROOT, "examples/minimal"), workspace.path, { recursive: true });
    await edit(
      join(workspace.path, "waybill.yml"),
      (text) => `registry: ${parts.registry.address}\n${text.replace("namespace: web", `namespace: ${namespace}`)}`,
    );
    // The images of Docker Hub are out of reach here; the base is an argument for cases like this.
    await edit(join(workspace.path, ".github/workflows/release.yml"), (text) =>
      text.replace("    secrets:", `    with: { build-args: "BASE=${parts.images.node}" }\n    secrets:`),
    );
    await commitAll(workspace.path, `Acme/${namespace}`);
    const kubectl = async (...args: string[]): Promise<string> =>
      (await promisify(execFile)(parts.tools.kubectl, ["--kubeconfig", parts.kubernetes.kubeconfig, ...args])).stdout;
    try {
      const { exitCode, log } = await pushWithAct({
        repository: workspace.path,
        product: product.path,
        secrets: {
          WAYBILL_SIGNING_KEY: generateKeyPair().privateKeyPem,
          KUBECONFIG: await readFile(parts.kubernetes.kubeconfig, "utf8"),
          GITHUB_TOKEN: "a-token-of-the-run",
        },
        env: { GITHUB_API_URL: github.url, ...engineOf(parts) },
        onOutput: (text) => (shown = text),
      });
      expect(exitCode, log.slice(-20_000)).toBe(0);
      expect(await kubectl("get", "--raw", `/api/v1/namespaces/${namespace}/services/web:80/proxy/`)).toContain("It runs.");
    } finally {
      await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
    }
  });
});

/** What tells docker and buildx where the real parts are. */
function engineOf({ docker, buildkit }: PartsState): Record<string, string> {
  return {
    DOCKER_HOST: docker.host,
    DOCKER_CONFIG: buildkit.dockerConfig,
    BUILDX_CONFIG: buildkit.buildxConfig,
    BUILDX_BUILDER: buildkit.builder,
  };
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, "utf8")));
}

interface Pods {
  readonly items: readonly { readonly status: { readonly containerStatuses: readonly { readonly imageID: string }[] } }[];
}
