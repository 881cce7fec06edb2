import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { connectDatabase } from "@waybill/migrate";
import { stageContext, usedAlone } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import type { Databases } from "../session/capabilities.ts";
import { findEntry } from "../session/select.ts";
import { migrateStage } from "./migrate.ts";
import { checkMigrationsStage, planMigrationsStage } from "./migration-plan.ts";

const FILES = {
  "waybill.yml": "version: 1\ndatabases:\n  main: { url: env:DATABASE_URL, migrations: db }\n",
  "db/V1__customers.sql": "CREATE TABLE customers (id integer PRIMARY KEY);\n",
  "db/V2__orders.sql": "CREATE TABLE orders (id integer PRIMARY KEY);\n",
};

let context: ReturnType<typeof usedAlone<TestContext>> & Databases;
beforeEach(async () => {
  const own = await stageContext(FILES);
  context = { ...usedAlone(own), openDatabase: () => connectDatabase(`sqlite:${join(own.workspace, "test.db")}`) };
});

const database = () => findEntry(context.config.databases, "main", "databases");
const migrate = (expectDigest?: Digest) => migrateStage(context, database(), { environmentName: "production", expectDigest });
const tables = async (): Promise<unknown[]> => {
  await using connection = await context.openDatabase(database());
  return (await connection.query("SELECT name FROM sqlite_master WHERE name IN ('customers', 'orders') ORDER BY name")).map(
    ({ name }) => name,
  );
};

describe("migrations", () => {
  test("of the approved plan are applied and proven; a second run says that nothing is left to do", async () => {
    const plan = (await planMigrationsStage(context, database())).result;
    const first = await migrate(plan.digest);
    expect(first).toMatchObject({ verdict: "pass", note: "2 applied (1, 2)" });
    expect(await tables()).toEqual(["customers", "orders"]);
    expect(context.proven).toMatchObject([
      { stage: "migrate", subjects: [{ name: "db" }], facts: { environment: "production", plan: plan.digest } },
    ]);
    expect((await migrate()).repeated).toBe("2 migrations in place already, nothing to apply");
  });

  test("of the approved plan that an earlier run has applied are proven as that plan's, so that the deployment of it may follow", async () => {
    const plan = (await planMigrationsStage(context, database())).result;
    await migrate(plan.digest);
    expect((await planMigrationsStage(context, database())).result.digest).not.toBe(plan.digest);
    expect(await migrate(plan.digest)).toMatchObject({ verdict: "pass", repeated: expect.stringContaining("in place already") });
    expect(context.proven.at(-1)).toMatchObject({ verdict: "pass", facts: { plan: plan.digest, applied: [] } });
  });

  test("are refused under a policy before the database is opened, also where no environment is declared that could demand something", async () => {
    const sources = [{ file: "floor.yml", role: "floor" as const, digest: digestOf("floor") }];
    context = {
      ...context,
      config: { ...context.config, policy: { ...context.config.policy, sources } },
      openDatabase: async () => Promise.reject(new Error("asked for the database")),
    };
    await expect(migrate()).rejects.toThrow(/Nothing was changed in production[\s\S]*No approve evidence counts/);
  });

  test("are refused by a configuration that is not committed, before the database is opened; a dry run is not", async () => {
    const findUncommitted = async () => [{ path: join(context.workspace, "waybill.yml"), why: "untracked" as const }];
    const openDatabase = async () => Promise.reject(new Error("asked for the database"));
    const refused = migrateStage({ ...context, findUncommitted, openDatabase }, database(), { environmentName: "production" });
    await expect(refused).rejects.toThrow("'waybill.yml' is not tracked by git");
    context = { ...context, findUncommitted, dryRun: true };
    expect((await migrate()).verdict).toBe("pass");
  });

  test("of a run that is older than what runs are refused before the database is opened", async () => {
    const own = await stageContext({
      ...FILES,
      "waybill.yml": `${FILES["waybill.yml"]}environments: { production: { namespace: shop } }\n`,
    });
    const run = (number: number) => `https://github.com/acme/shop/actions/runs/${number}/attempts/1`;
    const openDatabase = async () => Promise.reject(new Error("asked for the database"));
    const older = { ...usedAlone(own), openDatabase, run: { ...own.run, run: run(7) } };
    const live = { number: 3, environment: "production", commit: "c".repeat(40), ref: "main", images: [], since: "", run: run(8) };
    const { production } = older.config.environments;
    const refused = migrateStage(older, findEntry(older.config.databases, "main", "databases"), {
      environment: production,
      findLive: async () => live,
    });
    await expect(refused).rejects.toThrow(/Nothing was changed in production[\s\S]*Run 8 began after this one, which is run 7/);
  });

  test("that were changed after the approval are refused: nothing is applied, and the only proof is of the failure", async () => {
    const plan = (await planMigrationsStage(context, database())).result;
    await writeFile(join(context.workspace, "db/V3__late.sql"), "CREATE TABLE late (id integer);\n");
    const moved = await migrate(plan.digest);
    expect(moved).toMatchObject({ verdict: "fail", note: expect.stringContaining("have moved since the plan was made") });
    expect(await tables()).toEqual([]);
    expect(context.proven).toMatchObject([{ verdict: "fail", facts: { applied: [] } }]);
  });

  test("that fail are no proof of success", async () => {
    await writeFile(join(context.workspace, "db/V2__orders.sql"), "CREATE TABLE customers (id integer);\n");
    expect(await migrate()).toMatchObject({ verdict: "fail", note: expect.stringContaining("The migration 2 'orders' failed") });
    expect(context.proven.map(({ verdict }) => verdict)).toEqual(["fail"]);
  });

  test("are only planned by a dry run", async () => {
    context = { ...context, dryRun: true };
    expect((await migrate()).result.outcome.applied).toEqual([]);
    expect(await tables()).toEqual([]);
    expect(context.proven).toEqual([]);
  });

  test("whose folder is missing are an error at the key that names it", async () => {
    await rm(join(context.workspace, "db"), { recursive: true });
    for (const stage of [checkMigrationsStage, planMigrationsStage])
      await expect(stage(context, database())).rejects.toThrow(/waybill\.yml:3.*'db'/);
  });

  test("can be checked without a database, and planning them changes nothing", async () => {
    const noDatabase = { ...context, openDatabase: async () => Promise.reject(new Error("asked for the database")) };
    expect(await checkMigrationsStage(noDatabase, database())).toMatchObject({ verdict: "pass", note: "2 migrations in flyway layout" });
    expect((await planMigrationsStage(context, database())).result.pending).toHaveLength(2);
    expect([await tables(), context.proven]).toEqual([[], []]);
  });
});
