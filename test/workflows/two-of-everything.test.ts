import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair, inspectBundle, readRecord } from "@waybill/record";
import type { ReleaseRecord } from "@waybill/record";
import { makePlanner, plannerManifests, removePlanner } from "@waybill/testing/cluster/planner";
import { commitAll, pullRequestWithAct } from "./act.ts";
import { ENVIRONMENTS, Shop } from "./shop.ts";

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

  describe("rollback.yml", () => {
    const back = (inputs: Record<string, string>, key?: string) => shop.dispatch("rollback.yml", { environments: [] }, { inputs, key });

    test("goes nowhere that is no good revision, nor where no trusted record proves it, and changes nothing", async () => {
      const nowhere = await back({ revision: "99" });
      expect(nowhere.exitCode).not.toBe(0);
      expect(nowhere.log).toMatch(/Revision 99 is no good revision of .*give one of 1, 2\. Nothing was changed\./);
      const stranger = await back({ revision: "1" }, generateKeyPair().privateKeyPem);
      expect(stranger.exitCode).not.toBe(0);
      expect(stranger.log).toContain("nothing proves that what it would go back to was ever good");
      expect([...nowhere.statuses, ...stranger.statuses]).toEqual([]);
      expect(await shop.answer("staging")).toBe("the new api");
    });

    test("brings back what ran before, and says so on GitHub, in the log and in an artifact", async () => {
      const { exitCode, log, statuses } = await back({ revision: "1" });
      expect(exitCode, log.slice(-20_000)).toBe(0);
      expect(log).toMatch(/back to revision 1 \(commit [0-9a-f]{12}\): revision 3, 2 pods on the tested digest/);
      expect(log).toContain(`uploads waybill-${shop.name}-staging-rollback-attempt-1: report.html`);
      expect(statuses).toEqual(["staging: in_progress", "staging: success"]);
      expect(await shop.answer("staging")).toBe("the api");
      expect(await shop.waybill("verify", "-e", "staging")).toContain("all signatures and digests hold");
    });
  });

  describe("pull-request.yml", () => {
    const kubectl = (...args: string[]): Promise<string> => shop.kubectl(...args);
    let reading: string;
    /** Identities that change nothing: one that only plans, and a role that may only read. */
    beforeAll(async () => {
      const [namespace, file] = [shop.namespace("staging"), join(shop.kept.path, "planner.yaml")];
      await writeFile(file, plannerManifests(namespace));
      const kubeconfig = await makePlanner(kubectl, namespace, file);
      await shop.sql(`CREATE ROLE "${shop.name}" LOGIN PASSWORD 'reading' IN ROLE pg_read_all_data`);
      const [others = ""] = (await shop.values()).split("KUBECONFIG=");
      const databases = others.replace(/(ORDERS_STAGING=\w+:\/\/)[^@]*@/, `$1${shop.name}:reading@`);
      expect(databases).not.toBe(others);
      reading = `${databases}KUBECONFIG='${kubeconfig}'`;
    });
    afterAll(async () => {
      await removePlanner(kubectl, shop.namespace("staging"));
      await shop.sql(`DROP ROLE IF EXISTS "${shop.name}"`);
    });

    const pull = (from: string, by: string) =>
      shop.dispatch(
        "pull-request.yml",
        { environments: [] },
        {
          start: (options) =>
            pullRequestWithAct(
              { from, by, workflow: ".github/workflows/pull-request.yml" },
              { ...options, secrets: { ...options.secrets, WAYBILL_ENV: reading } },
            ),
          run: { id: 70, attempt: 1 },
        },
      );

    test("builds without pushing, plans with logins that cannot change anything, and comments both once", async () => {
      await shop.edit("api/server.cjs", (text) => text.replace("the new api", "the proposed api"));
      await commitAll(shop.workspace.path, `Acme/${shop.name}`);
      const { exitCode, log, statuses, comments } = await pull(`Acme/${shop.name}`, "ada");
      expect(exitCode, log.slice(-20_000)).toBe(0);
      expect(comments.map((text) => text.split("\n")[0])).toEqual([
        `<!-- waybill:check-${shop.name} -->`,
        `<!-- waybill:plan-${shop.name}-staging -->`,
      ]);
      expect(comments[1]).toContain("Deployment/api");
      expect(statuses).toEqual([]);
      expect(await shop.answer("staging")).toBe("the api");
      const tags = await fetch(`http://${shop.parts.registry.address}/v2/acme/${shop.name}/api/tags/list`);
      expect(await tags.text()).not.toContain("run-70");
    });

    test("hands nothing to a fork, and plans nothing of it", async () => {
      const { exitCode, log, jobs } = await pull("eve/shop", "eve");
      expect(exitCode, log.slice(-20_000)).toBe(0);
      expect(jobs.filter((job) => /Plan/.test(job))).toEqual([]);
      expect(log).not.toContain("KUBECONFIG");
    });
  });

  test("migrate.yml brings the databases of one environment up to date after its approval, and deploys nothing", async () => {
    await writeFile(join(shop.workspace.path, "db/orders/V3__orders_note.sql"), "ALTER TABLE orders ADD COLUMN note text;\n");
    await commitAll(shop.workspace.path, `Acme/${shop.name}`);
    const before = await shop.status("staging");
    const migrated = await shop.dispatch("migrate.yml", { environments: ["staging"] }, { run: { id: 80, attempt: 1 } });
    expect(migrated.exitCode, migrated.log.slice(-20_000)).toBe(0);
    expect(migrated.log).toMatch(/::set-output:: applied=1\b/);
    expect(migrated.log).toContain(`uploads waybill-${shop.name}-staging-migrate-apply-attempt-1: report.html`);
    expect(await shop.orders("staging")).toEqual([{ version: "1" }, { version: "2" }, { version: "3" }]);
    expect(await shop.orders("production")).toEqual([{ version: "1" }, { version: "2" }]);
    expect((await shop.status("staging")).current?.number).toBe(before.current?.number);
    expect(await shop.leftOver("staging")).toEqual([]);
  });
});
