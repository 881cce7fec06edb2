import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair, inspectBundle, readRecord } from "@waybill/record";
import type { Bundle, ReleaseRecord } from "@waybill/record";
import { forwardPort } from "@waybill/testing/tcp-forward";
import type { Forward } from "@waybill/testing/tcp-forward";
import { readParts } from "../../scripts/parts/state.ts";
import type { PartsState } from "../../scripts/parts/state.ts";
import { commitAll, dispatchWithAct, layOutProduct, openFolder, ROOT } from "./act.ts";
import type { ActRun, Folder } from "./act.ts";
import { reviewingGitHub } from "./reviewer.ts";
import type { Reviewer } from "./reviewer.ts";

const run = promisify(execFile);
const ENVIRONMENTS = ["staging", "production"] as const;

/** Two images, two databases of two kinds, two environments, on the real parts. */
class Shop {
  readonly parts: PartsState = readParts();
  readonly name = `shop-${Date.now().toString(36)}`;
  readonly key = generateKeyPair().privateKeyPem;
  readonly product: Folder;
  readonly workspace: Folder;
  readonly kept: Folder;
  readonly #forward: Forward;

  static async open(): Promise<Shop> {
    const server = readParts().postgres.find(({ major }) => major === 18)!;
    const inside = new URL(server.url);
    const target = { host: inside.hostname, port: Number(inside.port) };
    const folders = [await openFolder("product"), await openFolder("shop"), await openFolder("kept")] as const;
    const shop = new Shop(...folders, await forwardPort(new URL(server.urlFromPods).hostname, target));
    await layOutProduct(shop.product.path);
    await cp(join(ROOT, "test/workflows/two-of-everything"), shop.workspace.path, { recursive: true });
    await shop.edit("waybill.yml", (text) =>
      text.replaceAll("NAMESPACE", shop.name).replace("REGISTRY", shop.parts.registry.address).replace("name: shop", `name: ${shop.name}`),
    );
    await commitAll(shop.workspace.path, `Acme/${shop.name}`);
    await shop.reset();
    return shop;
  }

  constructor(product: Folder, workspace: Folder, kept: Folder, forward: Forward) {
    [this.product, this.workspace, this.kept, this.#forward] = [product, workspace, kept, forward];
  }

  async edit(path: string, change: (text: string) => string): Promise<void> {
    const file = join(this.workspace.path, path);
    await writeFile(file, change(await readFile(file, "utf8")));
  }

  #database(environment: string): string {
    return `${this.name}_${environment}`.replaceAll("-", "_");
  }

  #ordersUrl(environment: string): string {
    const server = this.parts.postgres.find(({ major }) => major === 18)!;
    const url = new URL(server.url);
    url.hostname = new URL(server.urlFromPods).hostname;
    url.port = String(this.#forward.port);
    url.pathname = `/${this.#database(environment)}`;
    return url.href;
  }

  /** The one secret: a line for each database, and the kubeconfig over several lines. */
  async values(): Promise<string> {
    return [
      "# of both environments",
      `ORDERS_STAGING=${this.#ordersUrl("staging")}`,
      `ORDERS="${this.#ordersUrl("production")}"`,
      `AUDIT_STAGING=sqlite:${join(this.kept.path, "audit-staging.db")}`,
      `AUDIT=base64:${Buffer.from(`sqlite:${join(this.kept.path, "audit.db")}`).toString("base64")}`,
      `KUBECONFIG='${await readFile(this.parts.kubernetes.kubeconfig, "utf8")}'`,
    ].join("\n");
  }

  get #engine(): Record<string, string> {
    const { docker, buildkit } = this.parts;
    return {
      DOCKER_HOST: docker.host,
      DOCKER_CONFIG: buildkit.dockerConfig,
      BUILDX_CONFIG: buildkit.buildxConfig,
      BUILDX_BUILDER: buildkit.builder,
    };
  }

  async dispatch(workflow: string, reviewer: Reviewer): Promise<ActRun & { statuses: readonly string[] }> {
    let log = "";
    await using github = await reviewingGitHub(() => log, reviewer);
    const result = await dispatchWithAct(
      { workflow: `.github/workflows/${workflow}`, inputs: {} },
      {
        repository: this.workspace.path,
        product: this.product.path,
        secrets: { WAYBILL_ENV: await this.values(), WAYBILL_SIGNING_KEY: this.key, GITHUB_TOKEN: "a-token-of-the-run" },
        variables: { BASE_IMAGE: this.parts.images.node },
        env: { KEPT: this.kept.path, GITHUB_API_URL: github.url, ...this.#engine },
        onOutput: (text) => (log = text),
      },
    );
    return { ...result, statuses: github.statuses };
  }

  /** The `waybill` command, as somebody calls it who stands for the same repository, commit and branch. */
  async waybill(...args: string[]): Promise<string> {
    const commit = (await run("git", ["-C", this.workspace.path, "rev-parse", "HEAD"])).stdout.trim();
    const env = {
      ...this.#engine,
      PATH: process.env["PATH"],
      HOME: this.kept.path,
      WAYBILL_ENV: await this.values(),
      WAYBILL_SIGNING_KEY: this.key,
      BASE_IMAGE: this.parts.images.node,
      GITHUB_REPOSITORY: `Acme/${this.name}`,
      GITHUB_SHA: commit,
      GITHUB_REF: "refs/heads/main",
      GITHUB_ACTOR: "ada",
    };
    const command = join(ROOT, "dist/cli/index.js");
    return (await run(this.parts.tools.node, [command, ...args], { cwd: this.workspace.path, env, maxBuffer: 1 << 26 })).stdout;
  }

  /** Of the plan that the command made last for an environment. */
  async plannedDigest(environment: string): Promise<string> {
    const folder = join(this.workspace.path, ".waybill/evidence");
    const files = (await readdir(folder)).filter((name) => name.startsWith("plan-"));
    const views = await Promise.all(
      files.map(async (file) => inspectBundle(JSON.parse(await readFile(join(folder, file), "utf8")) as Bundle)),
    );
    const plans = views
      .filter(({ environment: name }) => name === environment)
      .toSorted((x, y) => x.finishedAt.localeCompare(y.finishedAt));
    return plans.at(-1)?.subjects.find(({ kind }) => kind === "plan")?.digest ?? "none";
  }

  async kubectl(...args: string[]): Promise<string> {
    return (await run(this.parts.tools.kubectl, ["--kubeconfig", this.parts.kubernetes.kubeconfig, ...args])).stdout;
  }

  async sql(text: string, database = "postgres"): Promise<Record<string, unknown>[]> {
    const url = new URL(this.parts.postgres.find(({ major }) => major === 18)!.url);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async orders(environment: string): Promise<Record<string, unknown>[]> {
    return this.sql("SELECT version FROM flyway_schema_history ORDER BY version", this.#database(environment));
  }

  /** Empty databases and no namespace, as before the first release. */
  async reset({ again = true } = {}): Promise<void> {
    for (const environment of ENVIRONMENTS) {
      await this.sql(`DROP DATABASE IF EXISTS ${this.#database(environment)} WITH (FORCE)`);
      if (again) await this.sql(`CREATE DATABASE ${this.#database(environment)}`);
    }
    await run("rm", ["-f", ...["audit.db", "audit-staging.db"].map((file) => join(this.kept.path, file))]);
    await this.kubectl("delete", "namespace", this.name, `${this.name}-staging`, "--ignore-not-found", `--wait=${again}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reset({ again: false });
    for (const part of [this.#forward, this.kept, this.workspace, this.product]) await part[Symbol.asyncDispose]();
  }
}

/** What a record says, without when, where and by whom: each stage with its verdict, its subjects and what it was about. */
function essence(record: ReleaseRecord): string[] {
  return record.statements
    .map(inspectBundle)
    .map(({ stage, verdict, subjects }) => {
      // Of what runs, the digest holds the names that the cluster has chosen.
      const about = subjects.map(({ kind, name, digest }) => (kind === "environment" ? `${kind} ${name}` : `${kind} ${name} ${digest}`));
      return `${stage} ${verdict}: ${about.toSorted().join(", ")}`;
    })
    .toSorted();
}

describe("a project with two images, two databases and two environments", () => {
  let shop: Shop;
  let released: Awaited<ReturnType<Shop["dispatch"]>>;
  /** Of the first release, because a later one of the same run number takes the place of its files. */
  let byWorkflow: string[][];
  const recordOf = (folder: string): Promise<ReleaseRecord> => readRecord(join(shop.kept.path, folder, "record.json"));

  beforeAll(async () => {
    shop = await Shop.open();
    released = await shop.dispatch("release.yml", { environments: ENVIRONMENTS });
    if (released.exitCode === 0)
      byWorkflow = await Promise.all(
        ENVIRONMENTS.map(async (name) => essence(await recordOf(`waybill-${shop.name}-${name}-apply-attempt-1`))),
      );
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  test("is released by release.yml to both, one job after the other", async () => {
    expect(released.exitCode, released.log.slice(-20_000)).toBe(0);
    for (const environment of ENVIRONMENTS) {
      const namespace = environment === "production" ? shop.name : `${shop.name}-${environment}`;
      const path = `/api/v1/namespaces/${namespace}/services/api:80/proxy/`;
      expect(await shop.kubectl("get", "--raw", path)).toBe("the api\n");
      expect(await shop.orders(environment)).toEqual([{ version: "1" }, { version: "2" }]);
    }
    expect(released.statuses).toEqual(ENVIRONMENTS.flatMap((name) => [`${name}: in_progress`, `${name}: success`]));
  });

  test("leaves page, record and brief of each environment with the run, and shows the whole chain once", async () => {
    for (const environment of ENVIRONMENTS) {
      const artifact = `waybill-${shop.name}-${environment}`;
      expect(released.log).toContain(`uploads ${artifact}-plan-attempt-1: report.html`);
      expect(released.log).toContain(`uploads ${artifact}-apply-attempt-1: record.json brief.md report.html`);
    }
  });

  test("prints none of its values", async () => {
    for (const environment of ENVIRONMENTS)
      expect(released.log).not.toContain(new URL(shop.parts.postgres[0]!.url).password || environment.repeat(9));
    expect(released.log).not.toContain(shop.key.split("\n")[1]);
    expect(released.log).not.toContain((await shop.values()).split("base64:")[1]?.split("\n")[0]);
  });

  test("says in a re-run of the same commit that nothing needed doing again", async () => {
    const again = await shop.dispatch("release.yml", { environments: ENVIRONMENTS });
    expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
    expect(again.log.match(/in place already, nothing to apply/g)?.length).toBeGreaterThanOrEqual(4);
    expect(again.log.match(/as planned already, nothing to change/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("ends with equal records by the workflow, the root action and the command", async () => {
    await shop.reset();
    const root = await shop.dispatch("root-action.yml", { environments: [] });
    expect(root.exitCode, root.log.slice(-20_000)).toBe(0);
    const byRootAction = await Promise.all(ENVIRONMENTS.map(async (name) => essence(await recordOf(`root-${name}`))));
    expect(byRootAction).toEqual(byWorkflow);
    await shop.reset();
    await shop.waybill("check");
    for (const [index, name] of ENVIRONMENTS.entries()) {
      await shop.waybill("plan", "-e", name);
      const plan = await shop.plannedDigest(name);
      await shop.waybill("release", "-e", name, "--approve", plan);
      await mkdir(join(shop.kept.path, `command-${name}`));
      await cp(join(shop.workspace.path, ".waybill", name, "record.json"), join(shop.kept.path, `command-${name}/record.json`));
      expect(essence(await recordOf(`command-${name}`))).toEqual(byWorkflow[index]);
    }
  });

  test("is kept out of production by a reviewer who says no, and what was released before stays", async () => {
    await shop.edit("api/server.cjs", (text) => text.replace('"the api', '"the new api'));
    await commitAll(shop.workspace.path, `Acme/${shop.name}`);
    const { exitCode, log, statuses } = await shop.dispatch("release.yml", { environments: ENVIRONMENTS, rejects: "production" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("grace rejected the deployment to production, so nothing was changed.");
    expect(statuses).toEqual(["staging: in_progress", "staging: success"]);
    expect(await shop.kubectl("get", "--raw", `/api/v1/namespaces/${shop.name}-staging/services/api:80/proxy/`)).toBe("the new api\n");
    expect(await shop.kubectl("get", "--raw", `/api/v1/namespaces/${shop.name}/services/api:80/proxy/`)).toBe("the api\n");
  });

  test("does not reach production when staging fails, whatever the order of a matrix does", async () => {
    await shop.edit("deploy/api.yaml", (text) => text.replace("periodSeconds: 1", "periodSeconds: 2"));
    await commitAll(shop.workspace.path, `Acme/${shop.name}`);
    const { exitCode, log } = await shop.dispatch("release.yml", { environments: ENVIRONMENTS, rejects: "staging" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("was not released to staging, and production comes after it");
    expect(await shop.kubectl("get", "--raw", `/api/v1/namespaces/${shop.name}/services/api:80/proxy/`)).toBe("the api\n");
  });
});
