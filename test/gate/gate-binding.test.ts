import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APPLIES, attackTable, ENTRIES, planOf } from "./gate-entries.ts";
import { startWorld } from "./gated-project.ts";
import type { GatedProject, ProjectOptions, World } from "./gated-project.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
const table = attackTable();
const hold: typeof table.hold = (...row) => table.hold(...row);
afterAll(() => {
  table.print();
  return world[Symbol.asyncDispose]();
});

const staging = { environment: "staging" };
const production = { environment: "production" };
/** What somebody would like to be judged by: no policy, and nothing that comes before production. */
const loosened = (text: string): string => text.replace(/^policy:[\s\S]*/m, "").replace("after: staging, ", "");

async function proven(options: ProjectOptions = {}): Promise<GatedProject> {
  const project = await world.project(options);
  expect((await project.step("validate-data")).refused).toBe(false);
  await project.prove("build");
  await project.prove("test");
  await writeFile(join(project.workspace, "mine.yml"), loosened(await configOf(project)));
  return project;
}

const configOf = (project: GatedProject): Promise<string> => readFile(join(project.workspace, "waybill.yml"), "utf8");
const change = (project: GatedProject, text: string): Promise<void> => writeFile(join(project.workspace, "waybill.yml"), text);

function git(project: GatedProject, ...args: string[]): void {
  const env = { PATH: process.env["PATH"], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: "1" };
  execFileSync("git", ["-C", project.workspace, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { env });
}

describe.concurrent("another configuration than the plan's", { timeout: 180_000 }, () => {
  test.each([
    ["another file", "mine.yml"],
    ["the same file, edited", "waybill.yml"],
  ])("%s is refused by whatever applies it", async (_, config) => {
    const project = await proven();
    const plan = await planOf(project, staging);
    if (config === "waybill.yml") await change(project, loosened(await configOf(project)));
    for (const entry of APPLIES) {
      const answer = await ENTRIES[entry]!(project, { ...staging, plan, config });
      const reason = /The plan was made with another configuration than the one in force now: with waybill\.yml \(sha256:/;
      hold(`a plan's configuration, replaced by ${config}`, entry, answer, await project.changes(), reason);
    }
  });

  test("a release to staging that was judged by it opens nothing", async () => {
    const project = await proven();
    const released = await ENTRIES["root action"]!(project, { ...staging, config: "mine.yml" });
    expect(released.refused, released.text).toBe(false);
    const before = (await project.changes()).length;
    const plan = await planOf(project, production);
    for (const entry of [...APPLIES, "root action", "command"] as const) {
      const answer = await ENTRIES[entry]!(project, { ...production, plan });
      const changes = (await project.changes()).slice(before);
      hold("staging by another configuration", entry, answer, changes, /a release with another configuration: with mine\.yml/);
    }
  });
});

describe.concurrent("a configuration that is not committed", { timeout: 180_000 }, () => {
  const changing = ["deploy.yml: migrate", "deploy.yml: deploy", "root action", "command"] as const;

  test.each([
    ["an untracked file", { config: "mine.yml" }, /'mine\.yml' is not tracked by git/],
    ["an ignored file", { config: "ignored.yml" }, /'ignored\.yml' is not tracked by git/],
    ["an edited file", {}, /'waybill\.yml' differs from commit/],
    ["an edited file that git is told to take for unchanged", {}, /'waybill\.yml' differs from commit/],
    ["an untracked policy", { config: "extending.yml" }, /'team\.yml' is not tracked by git/],
    ["an untracked floor", { floor: "floor.yml" }, /'floor\.yml' is not tracked by git/],
  ])("is refused before any change: %s", async (attack, ask, reason) => {
    const files = { ".gitignore": "ignored.yml\n", "extending.yml": "" };
    const project = await world.project({ files });
    const config = await configOf(project);
    await writeFile(join(project.workspace, "extending.yml"), `${loosened(config)}policy: { extends: team.yml }\n`);
    git(project, "init", "-q");
    git(project, "add", ".gitignore", "waybill.yml", "extending.yml");
    git(project, "commit", "-q", "-m", "one");
    for (const path of ["mine.yml", "ignored.yml"]) await writeFile(join(project.workspace, path), loosened(config));
    for (const path of ["team.yml", "floor.yml"]) await writeFile(join(project.workspace, path), "environments: {}\n");
    if (attack.startsWith("an edited file")) await change(project, loosened(config));
    if (attack.endsWith("unchanged")) git(project, "update-index", "--assume-unchanged", "waybill.yml");
    for (const entry of changing)
      hold(attack, entry, await ENTRIES[entry]!(project, { ...staging, ...ask }), await project.changes(), reason);
    const rollback = await project.step("waybill", {
      command: "rollback",
      ...staging,
      ...("config" in ask ? { config: ask.config } : {}),
      ...("floor" in ask ? { policy: ask.floor } : {}),
    });
    hold(attack, "rollback", rollback, await project.changes(), reason);
    const planned = await ENTRIES["deploy.yml: plan"]!(project, { ...staging, ...ask });
    expect(planned.text).toMatch(reason);
    expect(planned.outputs["plan-digest"]).toMatch(/^sha256:/);
  });
});

describe.concurrent("inputs beside a waybill.yml", { timeout: 180_000 }, () => {
  test("do not reach what it declares, whatever 'config' says", async () => {
    const project = await world.project({ policy: "", files: { "empty.yml": "version: 1\n" } });
    const itself = `apiVersion: v1\nkind: Namespace\nmetadata: { name: staging-${project.id}, labels: { a: b } }\n`;
    await mkdir(join(project.workspace, "itself"));
    await writeFile(join(project.workspace, "itself/namespace.yaml"), itself);
    const url = `sqlite:${join(project.workspace, "shop.db")}`;
    const attacks = {
      "inputs of a declared namespace": { namespace: `staging-${project.id}`, manifests: "checks" },
      "inputs of declared manifests": { namespace: "elsewhere", manifests: "deploy" },
      "inputs of an object that is a declared namespace": { namespace: "elsewhere", manifests: "itself" },
    };
    for (const config of ["waybill.yml", "empty.yml", "nowhere.yml"]) {
      for (const [attack, inputs] of Object.entries(attacks)) {
        const answer = await project.step("deploy-kubernetes", { ...inputs, images: project.images, config });
        hold(
          attack,
          "deploy-kubernetes alone",
          answer,
          await project.changes(),
          /environment 'staging' of waybill\.yml: write 'environment: staging'/,
        );
      }
      for (const inputs of [
        { migrations: "db", "database-url": "sqlite:other.db" },
        { migrations: "checks", "database-url": url },
      ]) {
        const answer = await project.step("migrate-database", { ...inputs, config });
        hold(
          "inputs of a declared database",
          "migrate-database alone",
          answer,
          await project.changes(),
          /database 'main' of waybill\.yml: write 'name: main'/,
        );
      }
    }
  });

  test("describe something else without evidence, and say so", async () => {
    const files = { "more/1.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more }\n" };
    const project = await world.project({ policy: "", files });
    const answer = await project.step("deploy-kubernetes", { namespace: `more-${project.id}`, manifests: "more", "signing-key": "" });
    expect(answer.refused, answer.text).toBe(false);
    expect(answer.text).toContain("waybill.yml does not declare what these inputs describe, and has no policy: no evidence is asked for.");
  });
});

test.concurrent(
  "two products of a repository with an image, a data set and a database of the same names",
  { timeout: 180_000 },
  async () => {
    const admin = (text: string, id: string): string => text.replace("name: shop", "name: admin").replaceAll(`-${id}`, `-${id}-admin`);
    const project = await proven();
    await writeFile(join(project.workspace, "admin.yml"), admin(await configOf(project), project.id));
    const ask = { ...staging, config: "admin.yml" };
    const plan = await planOf(project, ask);
    for (const entry of ["deploy.yml: plan", ...APPLIES, "root action", "command"] as const) {
      const answer = await ENTRIES[entry]!(project, { ...ask, plan });
      // A whole release validates its data itself.
      for (const stage of entry === "root action" || entry === "command" ? ["build", "test"] : ["validate-data", "build", "test"]) {
        const reason = new RegExp(`the newest ${stage} statement does not count: it is of the product 'shop', and this is 'admin'`);
        hold(`${stage} of another product`, entry, answer, await project.changes(), reason);
      }
    }
    expect((await project.step("validate-data", { config: "admin.yml" })).refused).toBe(false);
    await project.prove("build", { evidence: { product: "admin" } });
    await project.prove("test", { evidence: { product: "admin" } });
    for (const config of ["admin.yml", "waybill.yml"]) {
      const released = await ENTRIES["root action"]!(project, { ...staging, config });
      expect(released.refused, released.text).toBe(false);
    }
  },
);

test.concurrent("a model whose metrics or baseline file was changed after its validation", { timeout: 180_000 }, async () => {
  const files = { "model/weights.json": "{}", "metrics.json": '{"auc":0.9}', "before.json": '{"auc":0.9}' };
  const models = "models: { churn: { path: model, metrics: metrics.json, baseline: before.json, gate: { auc: { may_drop: 0.1 } } } }";
  const project = await proven({ files, config: (text, id) => `${models.replace("churn", `churn-${id}`)}\n${text}` });
  // What the model's own bytes came to does not matter here: evidence of other numbers is not even held against the demand.
  await project.step("validate-model");
  for (const path of ["metrics.json", "before.json"]) {
    await writeFile(join(project.workspace, path), '{"auc":0.95}');
    const plan = await planOf(project, staging);
    const reason = new RegExp(`its (metrics file|baseline) ${path.replace(".", "\\.")} was sha256:[0-9a-f]+ then and is sha256:`);
    for (const entry of ["deploy.yml: plan", ...APPLIES] as const)
      hold(`another ${path}`, entry, await ENTRIES[entry]!(project, { ...staging, plan }), await project.changes(), reason);
    await writeFile(join(project.workspace, path), '{"auc":0.9}');
  }
});
