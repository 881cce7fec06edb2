import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { TEST_RUN } from "@waybill/testing/stage-context";
import { describe, expect, test } from "vitest";
import { openSession } from "./open-session.ts";
import { findEnvironment } from "./select.ts";

async function sessionOf(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
  const workspace = await mkdtemp(join(tmpdir(), "shared-targets-"));
  await mkdir(join(workspace, "db"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, name), text);
  return openSession({ workspace, run: TEST_RUN, env, reporter: collectingReporter() });
}

const BASE = `databases: { main: { url: env:STAGING_URL, migrations: db } }
environments: { staging: { namespace: shop-staging }, production: { after: staging, namespace: shop } }
`;
const OVERLAY = "databases: { main: { url: env:PRODUCTION_URL } }\n";
const files = { "waybill.yml": BASE, "waybill.production.yml": OVERLAY };

describe("a database", () => {
  const open = async (base: string, env: Readonly<Record<string, string>>) => {
    const session = await sessionOf({ ...files, "waybill.yml": base }, env);
    const [database] = findEnvironment(session.config, "production").databases;
    await using connection = await session.openDatabase(database!);
    return connection.kind;
  };

  test("that another environment's variable leads to as well is not connected to", async () => {
    const error = await open(BASE, { STAGING_URL: "sqlite:shop.db", PRODUCTION_URL: "sqlite:./shop.db" }).catch(String);
    expect(error).toContain(
      "waybill.production.yml:1:27 'databases.main.url' leads production to the same database as env:STAGING_URL leads staging",
    );
    expect(error).toContain("say 'shared: true' in 'databases.main'");
    expect(error.match(/waybill\.production\.yml/g)).toHaveLength(1);
    expect(error).not.toContain("shop.db");
  });

  test("is connected to where the file says that it is shared, where it is another one, and where nothing is known", async () => {
    const shared = BASE.replace("migrations: db", "migrations: db, shared: true");
    expect(await open(shared, { STAGING_URL: "sqlite:shop.db", PRODUCTION_URL: "sqlite:shop.db" })).toBe("sqlite");
    expect(await open(BASE, { STAGING_URL: "sqlite:other.db", PRODUCTION_URL: "sqlite:shop.db" })).toBe("sqlite");
    expect(await open(BASE, { STAGING_URL: "no address", PRODUCTION_URL: "sqlite:shop.db" })).toBe("sqlite");
    expect(await open(BASE, { PRODUCTION_URL: "sqlite:shop.db" })).toBe("sqlite");
  });
});

describe("a namespace", () => {
  const kubeconfig = (server: string) =>
    JSON.stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", user: "" } }],
      clusters: [{ name: "c", cluster: { server } }],
    });
  const open = async (one: string, other: string, more = "") => {
    const base = `environments:
  staging: { namespace: shop, kubeconfig: env:STAGING_CLUSTER }
  production: { namespace: shop, kubeconfig: env:PRODUCTION_CLUSTER${more} }
`;
    const session = await sessionOf({ "waybill.yml": base }, { STAGING_CLUSTER: one, PRODUCTION_CLUSTER: other });
    const cluster = await session.openCluster(findEnvironment(session.config, "production"));
    await cluster.close();
    return "opened";
  };

  test("that another environment's kubeconfig leads to as well is not touched", async () => {
    const error = await open(kubeconfig("http://127.0.0.1:1"), kubeconfig("http://127.0.0.1:1/")).catch(String);
    expect(error).toContain("waybill.yml:3:15 'environments.production' leads to the namespace 'shop' of the same cluster as 'staging'");
    expect(error.match(/waybill\.yml/g)).toHaveLength(1);
  });

  test("is opened in another cluster, and where the file says that it is shared", async () => {
    expect(await open(kubeconfig("http://127.0.0.1:1"), kubeconfig("http://127.0.0.1:2"))).toBe("opened");
    expect(await open(kubeconfig("http://127.0.0.1:1"), kubeconfig("http://127.0.0.1:1"), ", shared: true")).toBe("opened");
  });
});
