import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { digestOf } from "@waybill/kit";
import { connectDatabase } from "@waybill/migrate";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext } from "@waybill/testing/stage-context";
import { identityOf, sameDatabase, sameNamespace } from "./same-place.ts";
import type { DatabaseIdentity } from "./same-place.ts";

const waybill = (shared: string): string => `name: shop
databases: { main: { url: env:DATABASE_URL, migrations: db, shared: ${shared} } }
environments:
  staging: { namespace: shop-staging }
  production: { namespace: shop, after: staging }
`;
const MIGRATIONS = digestOf("db");

let registry: LoopbackRegistry;
beforeEach(async () => {
  registry = await startLoopbackRegistry();
});
afterEach(() => registry[Symbol.asyncDispose]());

async function open(shared = "false") {
  const own = await stageContext({ "waybill.yml": waybill(shared) });
  const place = registryAt(registry.address);
  const context = { ...own, ...place, ...signing(own, place) };
  const identify = async (file: string): Promise<DatabaseIdentity | undefined> => {
    await using database = await connectDatabase(`sqlite:${join(own.workspace, file)}`);
    await database.query("CREATE TABLE IF NOT EXISTS a (id integer)");
    return identityOf(database);
  };
  /** What the job that migrated an environment has signed; the later job has nothing but the registry. */
  const migrated = async (environment: string, identity: DatabaseIdentity | undefined, time = new Date().toISOString()): Promise<void> => {
    const facts = { environment, layout: "flyway", plan: digestOf("plan"), applied: [], inPlace: [], pending: [] };
    await context.prove({
      stage: "migrate",
      product: "shop",
      verdict: "pass",
      subjects: [{ kind: "path", name: "db", digest: MIGRATIONS }],
      facts: { ...facts, database: { name: "main", kind: "sqlite", version: "3", identity } },
      startedAt: time,
      finishedAt: time,
    });
    context.statements.splice(0);
  };
  const found = async (environment: string, identity: DatabaseIdentity | undefined, commit = context.run.commit) =>
    sameDatabase(
      { ...context, run: { ...context.run, commit } },
      context.config.environments[environment]!,
      context.config.databases["main"]!,
      {
        migrations: MIGRATIONS,
        identity,
      },
    );
  return { context, identify, migrated, found };
}

describe("two jobs whose secret has one name and one value", () => {
  test("are told apart by nobody but the database, which says that it is the one of the environment before", async () => {
    const { identify, migrated, found } = await open();
    await migrated("staging", await identify("jobs.db"));
    expect(await found("production", await identify("jobs.db"))).toMatchObject([
      {
        rule: "shared-database",
        severity: "error",
        what: "The database 'main' of production is the very database that was migrated for staging (run-1), as its server says of itself.",
        next: expect.stringContaining("'shared: true' in 'databases.main'"),
      },
    ]);
    expect(await found("staging", await identify("jobs.db"))).toEqual([]);
  });

  test("are told apart by what any commit migrated, because the other environment may have been migrated long ago", async () => {
    const { context, identify, migrated, found } = await open();
    await migrated("staging", await identify("jobs.db"));
    const find = vi.spyOn(context.store, "find");
    expect(await found("production", await identify("jobs.db"), "c".repeat(40))).toMatchObject([{ rule: "shared-database" }]);
    // Asked for one commit, the store leaves out all but the newest 50 statements about others.
    expect(find.mock.calls).toEqual([[MIGRATIONS]]);
  });

  test("may have changed databases since, one of them now having what the other had", async () => {
    const { identify, migrated, found } = await open();
    await migrated("staging", await identify("jobs.db"), "2026-01-01T00:00:00.000Z");
    await migrated("staging", await identify("other.db"), "2026-01-02T00:00:00.000Z");
    expect(await found("production", await identify("jobs.db"))).toEqual([]);
    expect(await found("production", await identify("other.db"))).toMatchObject([{ rule: "shared-database" }]);
  });

  test("may have two databases, one of them a copy of the other", async () => {
    const { context, identify, migrated, found } = await open();
    await migrated("staging", await identify("jobs.db"));
    await copyFile(join(context.workspace, "jobs.db"), join(context.workspace, "copy.db"));
    expect(await found("production", await identify("copy.db"))).toEqual([]);
  });

  test("may have one on purpose", async () => {
    const { identify, migrated, found } = await open("true");
    await migrated("staging", await identify("jobs.db"));
    expect(await found("production", await identify("jobs.db"))).toEqual([]);
  });

  test("are not sure where the server was started anew, or is a copy, which is a warning", async () => {
    const { migrated, found } = await open();
    const system = digestOf("system");
    await migrated("staging", { instance: digestOf("started at one"), system });
    expect(await found("production", { instance: digestOf("started at two"), system })).toMatchObject([
      { severity: "warning", what: expect.stringContaining("may be the very database, or is a copy of the one,") },
    ]);
    expect(await found("production", { instance: digestOf("started at two") })).toEqual([]);
    expect(await found("production", undefined)).toEqual([]);
  });
});

describe("a namespace", () => {
  const plan = (environment: string) => ({ lastGood: { number: 4, environment, run: "run-1" } });

  test("that holds what was deployed for another environment of the file is refused", async () => {
    const { context } = await open();
    const { production, staging } = context.config.environments;
    expect(sameNamespace(context, production!, plan("staging"))).toMatchObject([
      {
        rule: "shared-namespace",
        severity: "error",
        what: expect.stringContaining("revision 4 of shop, which was deployed for staging"),
        next: expect.stringContaining("staging has handed it over, write 'shared: true' below 'environments.production' in waybill.yml"),
      },
    ]);
    expect(sameNamespace(context, { ...production!, shared: true }, plan("staging"))).toEqual([]);
    expect(sameNamespace(context, staging!, plan("staging"))).toEqual([]);
  });

  test("that was handed over belongs to its new environment from its first release on, without a word about sharing", async () => {
    const { context } = await open();
    const { production } = context.config.environments;
    expect(sameNamespace(context, { ...production!, shared: true }, plan("staging"))).toEqual([]);
    expect(sameNamespace(context, production!, plan("production"))).toEqual([]);
  });

  test("of an environment that was called otherwise before is none of another one", async () => {
    const { context } = await open();
    expect(sameNamespace(context, context.config.environments["production"]!, plan("live"))).toEqual([]);
  });
});
