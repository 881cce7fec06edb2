import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectBundle, readRecord } from "@waybill/record";
import { openRealDatabase } from "@waybill/testing/real/database";
import type { RealDatabase } from "@waybill/testing/real/database";
import { openRealExample } from "@waybill/testing/real/example";
import type { RealExample } from "@waybill/testing/real/example";
import type { Finished } from "@waybill/testing/real/waybill";
import { readParts } from "../../scripts/parts/state.ts";

const ENVIRONMENTS = { staging: "shop-staging", production: "shop" } as const;
type Environment = keyof typeof ENVIRONMENTS;

let shop: RealExample;
let databases: Readonly<Record<Environment, RealDatabase>>;
let tooEarly: Finished;
let staging: Finished;
let production: Finished;

/** The image of each name, as a release has recorded it. */
async function imagesOf(environment: Environment): Promise<Record<string, string>> {
  const { statements } = await readRecord(join(shop.workspace, ".waybill", environment, "record.json"));
  const built = statements.map((bundle) => inspectBundle(bundle)).filter(({ stage }) => stage === "build");
  return Object.fromEntries(
    built.flatMap(({ subjects }) => subjects.map(({ name, digest }) => [name.split("/").at(-1), `${name}@${digest}`])),
  );
}

const read = async <T>(environment: Environment, ...what: string[]): Promise<T> =>
  JSON.parse(await shop.kubectl("get", ...what, "-n", shop.namespace(ENVIRONMENTS[environment]), "-o", "json")) as T;

beforeAll(async () => {
  const parts = readParts();
  const open = (environment: Environment): Promise<RealDatabase> =>
    openRealDatabase(parts, `shop_${environment}_${Date.now().toString(36)}`);
  const [forStaging, forProduction] = await Promise.all([open("staging"), open("production")]);
  databases = { staging: forStaging, production: forProduction };
  shop = await openRealExample("compose-shop", {
    namespaces: Object.values(ENVIRONMENTS),
    env: { STAGING_DATABASE_URL: databases.staging.url, PRODUCTION_DATABASE_URL: databases.production.url },
  });
  // The time for which everything must stay ready is the same for every project, and kube.test.ts tries it.
  await shop.edit("waybill.yml", (text) => text.replaceAll(/^ {4}(?=namespace: )/gm, "    settle: 2s\n    "));
  await Promise.all(Object.values(ENVIRONMENTS).map((namespace) => shop.makeVolume(namespace, "slips")));
  staging = await shop.waybill(["release", "-e", "staging", "--yes"]);
  if (staging.code !== 0) return;
  const promote = ["release", "-e", "production", "--yes", "--images", JSON.stringify(await imagesOf("staging"))];
  tooEarly = await shop.waybill(promote, { GITHUB_SHA: "f".repeat(40) });
  production = await shop.waybill(promote);
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  for (const database of Object.values(databases)) await database[Symbol.asyncDispose]();
});

describe("examples/compose-shop on real parts", () => {
  test("of a commit that staging has not had is refused in production, with nothing changed", () => {
    expect(tooEarly.code, tooEarly.output).toBe(1);
    expect(tooEarly.output).toContain("This commit with these images was not released to staging");
    expect(tooEarly.output).not.toMatch(/^(Created|Applied) /m);
  });

  test("is released to staging, then to production", () => {
    expect(staging.code, staging.output).toBe(0);
    expect(production.code, production.output).toBe(0);
    expect(production.output).toContain("✓ Verify production");
  });

  test("runs in production the very bytes that staging has tried", async () => {
    const digests = new Set(Object.values(await imagesOf("staging")).map((reference) => reference.split("@")[1]));
    expect(digests.size).toBe(3);
    const { items } = await read<{ items: { status: { containerStatuses: { imageID: string }[] } }[] }>("production", "pods");
    const running = new Set(items.flatMap(({ status }) => status.containerStatuses.map(({ imageID }) => imageID.split("@")[1])));
    expect(running).toEqual(digests);
  });

  test("binds the claim, completes the Job, keeps the CronJob, and scales to the environment's own minimum", async () => {
    for (const [environment, minimum] of [["staging", 1] as const, ["production", 2] as const]) {
      expect(await read(environment, "persistentvolumeclaim/slips")).toMatchObject({ status: { phase: "Bound" } });
      expect(await read(environment, "job/catalogue")).toMatchObject({ status: { succeeded: 1 } });
      expect(await read(environment, "cronjob/summary")).toMatchObject({ spec: { schedule: "10 2 * * *" } });
      expect(await read(environment, "ingress/shop")).toMatchObject({
        spec: { rules: [{ host: environment === "staging" ? "staging.shop.example.com" : "shop.example.com" }] },
      });
      await expect
        .poll(() => read(environment, "deployment/api"), { timeout: 60_000, interval: 500 })
        .toMatchObject({ spec: { replicas: minimum }, status: { readyReplicas: minimum } });
    }
  });

  test("packs an order: from the page through the api to the database, and from there to the worker's volume", async () => {
    const [ordered] = await databases.production.sql<{ id: string }>("INSERT INTO orders (product) VALUES ('grinder') RETURNING id");
    await expect.poll(() => shop.ask("shop", "web:80", "/"), { timeout: 30_000 }).toContain(`Order ${ordered?.id}: grinder, packed`);
    expect(
      await shop.kubectl(
        "exec",
        "-n",
        shop.namespace("shop"),
        "deploy/worker",
        "--",
        "node",
        "-e",
        `process.stdout.write(fs.readFileSync("/slips/${ordered?.id}.txt"))`,
      ),
    ).toContain("1 x grinder");
    expect(await databases.staging.sql("SELECT id FROM orders")).toEqual([]);
  });

  test("adds up the day when the CronJob is started", async () => {
    const namespace = shop.namespace("shop");
    await shop.kubectl("create", "job", "summary-now", "--from=cronjob/summary", "-n", namespace);
    await shop.kubectl("wait", "job/summary-now", "--for=condition=complete", "--timeout=60s", "-n", namespace);
    expect(await databases.production.sql("SELECT orders::int, revenue::int FROM daily_sales")).toEqual([{ orders: 1, revenue: 8900 }]);
  });
});
