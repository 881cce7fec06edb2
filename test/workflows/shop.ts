import { execFile } from "node:child_process";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { connectCluster, deployStatus, loadKubeconfig } from "@waybill/kube";
import type { DeployStatus } from "@waybill/kube";
import { generateKeyPair, inspectBundle } from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { forwardPort } from "@waybill/testing/network/tcp-forward";
import type { Forward } from "@waybill/testing/network/tcp-forward";
import { readParts } from "../../scripts/parts/state.ts";
import type { PartsState } from "../../scripts/parts/state.ts";
import { commitAll, dispatchWithAct, layOutProduct, openFolder, ROOT } from "./act.ts";
import type { ActOptions, ActRun, Folder } from "./act.ts";
import { engineOf } from "./callers.ts";
import { reviewingGitHub } from "./reviewer.ts";
import type { Reviewer, ReviewingGitHub } from "./reviewer.ts";

const run = promisify(execFile);

/** The environments of the project, in the order of a release. */
export const ENVIRONMENTS = ["staging", "production"] as const;

/** Which run it is: its number, whether it is cancelled, another checkout; and how it starts, where that is not by hand. */
export interface ShopRun extends Partial<Pick<ActOptions, "run" | "cancel" | "repository" | "product" | "onOutput">> {
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  /** Another key than the project's own. */
  readonly key?: string | undefined;
  readonly start?: ((options: ActOptions) => Promise<ActRun>) | undefined;
}

/** How a run ended, every status of a deployment that GitHub was told, and the comments of the pull request. */
export type ShopRunResult = ActRun & Pick<ReviewingGitHub, "statuses" | "comments">;

/** Two images, two databases of two kinds, two environments, on the real parts. */
export class Shop implements AsyncDisposable {
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

  /** Runs one of the project's workflows; `how` says which run it is, where it is other than the first one of the only checkout. */
  async dispatch(
    workflow: string,
    reviewer: Reviewer,
    { start, inputs = {}, key = this.key, ...how }: ShopRun = {},
  ): Promise<ShopRunResult> {
    let log = "";
    await using github = await reviewingGitHub(() => log, reviewer);
    const options: ActOptions = {
      repository: this.workspace.path,
      product: this.product.path,
      secrets: { WAYBILL_ENV: await this.values(), WAYBILL_SIGNING_KEY: key, GITHUB_TOKEN: "a-token-of-the-run" },
      variables: { BASE_IMAGE: this.parts.images.node },
      env: { KEPT: this.kept.path, GITHUB_API_URL: github.url, ...engineOf(this.parts) },
      ...how,
      onOutput: (text) => {
        log = text;
        how.onOutput?.(text);
      },
    };
    const result = await (start?.(options) ?? dispatchWithAct({ workflow: `.github/workflows/${workflow}`, inputs }, options));
    return { ...result, statuses: github.statuses, comments: github.comments };
  }

  /** The `waybill` command, as somebody calls it who stands for the same repository, commit and branch. */
  async waybill(...args: string[]): Promise<string> {
    const commit = (await run("git", ["-C", this.workspace.path, "rev-parse", "HEAD"])).stdout.trim();
    const env = {
      ...engineOf(this.parts),
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

  /** What the released program answers there. */
  async answer(environment: string): Promise<string> {
    const path = `/api/v1/namespaces/${this.namespace(environment)}/services/api:80/proxy/`;
    return (await this.kubectl("get", "--raw", path)).trim();
  }

  namespace(environment: string): string {
    return environment === "production" ? this.name : `${this.name}-${environment}`;
  }

  /** What a run that ended early may have left behind in an environment: locks, and a revision that nobody has finished. */
  async leftOver(environment: string): Promise<string[]> {
    const locks = await this.sql(
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      this.#database(environment),
    );
    const leases = await this.kubectl("get", "leases", "-n", this.namespace(environment), "-o", "name");
    const { interrupted } = await this.status(environment);
    return [
      ...locks.map(() => "a lock in the database"),
      ...leases.split("\n").filter((line) => line !== ""),
      ...(interrupted ? [`revision ${interrupted.number}`] : []),
    ];
  }

  async status(environment: string): Promise<DeployStatus> {
    const cluster = connectCluster(loadKubeconfig({ path: this.parts.kubernetes.kubeconfig }));
    try {
      return await deployStatus(cluster, { application: this.name, namespace: this.namespace(environment) });
    } finally {
      await cluster.close();
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
