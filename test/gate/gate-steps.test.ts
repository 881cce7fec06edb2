import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, imageOf } from "@waybill/kit";
import { generateKeyPair, loadSigner } from "@waybill/record";
import { connectRegistry } from "@waybill/registry";
import { attackTable, ENTRIES, planOf } from "./gate-entries.ts";
import { startWorld } from "./gated-project.ts";
import type { Answer, GatedProject, World } from "./gated-project.ts";

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

/** A project without a waybill.yml: one step of ours in somebody's own workflow. */
async function alone(): Promise<{
  project: GatedProject;
  deploy: (inputs?: Record<string, string>) => Promise<Answer>;
  migrate: (inputs?: Record<string, string>) => Promise<Answer>;
}> {
  const project = await world.project();
  await rm(join(project.workspace, "waybill.yml"));
  // Without a waybill.yml nothing says where statements lie.
  const unsigned = { "signing-key": "" };
  const namespace = `alone-${project.id}`;
  const url = `sqlite:${join(project.workspace, "shop.db")}`;
  return {
    project,
    deploy: (inputs = {}) =>
      project.step("deploy-kubernetes", { ...unsigned, namespace, manifests: "deploy", images: project.images, ...inputs }),
    migrate: (inputs = {}) => project.step("migrate-database", { ...unsigned, migrations: "db", "database-url": url, ...inputs }),
  };
}

describe.concurrent("a step that is used alone", { timeout: 180_000 }, () => {
  test("is not gated, and says that nothing was tested", async () => {
    const { project, deploy, migrate } = await alone();
    const deployed = await deploy();
    expect(deployed.refused, deployed.text).toBe(false);
    expect(deployed.text).toContain("not tested: no evidence was asked for");
    expect(deployed.text).not.toContain("tested digest");
    expect((await migrate()).refused).toBe(false);
    expect(await project.changes()).toEqual(expect.arrayContaining(["table orders"]));
  });

  test("is gated by its input 'require'", async () => {
    const { project, deploy } = await alone();
    const answer = await deploy({ require: "build,test" });
    hold(
      "a step alone that requires build and test",
      "deploy-kubernetes alone",
      answer,
      await project.changes(),
      /No build evidence counts for/,
    );
  });

  test("with a key changes nothing where its statements cannot be stored", async () => {
    const { project, deploy, migrate } = await alone();
    const signed = { "signing-key": project.keys.privateKeyPem };
    // Nothing names a registry, so it is ghcr.io, which takes nothing of a test.
    const reason = /The statements of this run would be stored in 'ghcr\.io\/acme\/shop\/record', and that cannot be done.*'registry:'/;
    for (const [entry, step] of Object.entries({ "deploy-kubernetes alone": deploy, "migrate-database alone": migrate }))
      hold("a registry out of reach", entry, await step(signed), await project.changes(), reason);
  });

  test("is gated by an organisation's policy", async () => {
    const { project, deploy, migrate } = await alone();
    await writeFile(join(project.workspace, "floor.yml"), `environments: { "*": { require: [build, approve] } }\n`);
    // The statements about a database lie in the default registry, which no test reaches: what cannot be looked up is not there.
    const reason = /No approve evidence counts|Could not list what refers to|there is nothing to sign with/;
    for (const [entry, step] of Object.entries({ "deploy-kubernetes alone": deploy, "migrate-database alone": migrate }))
      hold("no waybill.yml under a policy", entry, await step({ policy: "floor.yml" }), await project.changes(), reason);
  });

  test("refuses images that no manifest uses, and an image that is not pinned", async () => {
    const { project, deploy } = await alone();
    const attack = "images that match no manifest";
    const images = JSON.stringify({ worker: project.image.replace("shop/api@", "shop/worker@") });
    hold(attack, "deploy-kubernetes alone", await deploy({ images }), await project.changes(), /No manifest uses the image 'worker'/);
  });
});

describe.concurrent("a project", { timeout: 180_000 }, () => {
  test("whose manifests name another image is refused by every entry", async () => {
    const project = await world.project();
    await project.prove("build");
    await project.prove("test");
    const file = join(project.workspace, "deploy/api.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("image: api", "image: other:latest"));
    const plan = digestOf("nobody could make a plan of it");
    const entries = ["deploy.yml: plan", "deploy.yml: migrate", "deploy.yml: deploy", "root action", "command"] as const;
    for (const entry of entries) {
      const answer = await ENTRIES[entry]!(project, { ...staging, plan });
      const reason = /No manifest uses the image 'api'|No plan evidence counts for/;
      hold("manifests of another image", entry, answer, await project.changes(), reason);
    }
  });

  test("without environments in its waybill.yml is gated by an organisation's policy", async () => {
    const floor = { "floor.yml": `environments: { "*": { require: [build, approve] } }\n` };
    const project = await world.project({ policy: "", files: floor, config: (text) => text.replace(/^environments:[\s\S]*/m, "") });
    const answer = await project.step("migrate-database", { policy: "floor.yml" });
    hold("no environments under a policy", "migrate-database alone", answer, await project.changes(), /No approve evidence counts for/);
  });

  test("goes back only to a release that is proven", async () => {
    const project = await world.project({ config: (text, id) => text.replace("name: shop", `name: staging-${id}`) });
    const inputs = { "signing-key": "", namespace: `staging-${project.id}`, manifests: "deploy", images: project.images };
    const config = join(project.workspace, "waybill.yml");
    await rename(config, `${config}.away`);
    for (const greeting of ["hello", "bye"]) {
      const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { greeting: ${greeting} }\n`;
      await writeFile(join(project.workspace, "deploy/settings.yaml"), text);
      const deployed = await project.step("deploy-kubernetes", inputs);
      expect(deployed.refused, deployed.text).toBe(false);
    }
    await rename(`${config}.away`, config);
    const before = (await project.changes()).length;
    const rollbacks: Record<string, () => Promise<Answer>> = {
      "root action": () => project.step("waybill", { command: "rollback", ...staging }),
      "deploy-kubernetes": () => project.step("deploy-kubernetes", { command: "rollback", ...staging }),
      command: () => project.command(["rollback", "-e", "staging"]),
    };
    for (const [entry, rollback] of Object.entries(rollbacks))
      hold(
        "a rollback to what nobody released",
        entry,
        await rollback(),
        (await project.changes()).slice(before),
        /Nothing was changed in staging/,
      );
  });
});

describe.concurrent("what others leave in the registry", { timeout: 180_000 }, () => {
  test("stops no good release: a stranger's newer statement, and one of 10 MB", async () => {
    const project = await world.project();
    await project.prove("build");
    await project.prove("test");
    const later = new Date(Date.now() + 60_000).toISOString();
    const signer = loadSigner(generateKeyPair().privateKeyPem);
    await project.prove("test", { signer, evidence: { verdict: "fail", startedAt: later, finishedAt: later } });
    await leave(project, Buffer.alloc(10 << 20, " "));
    const released = await ENTRIES["root action"]!(project, staging);
    expect(released.refused, released.text).toBe(false);
    expect(released.text).toMatch(/passed over\. The first: The test statement was signed by key/);
  });

  test("is no proof when it is larger than a statement may be", async () => {
    const project = await world.project();
    await project.prove("build");
    const bundle = await project.prove("test", { unpublished: true });
    await leave(project, Buffer.from(`${JSON.stringify(bundle)}${" ".repeat(10 << 20)}`));
    const plan = await planOf(project, staging);
    for (const entry of ["deploy.yml: deploy", "root action", "command"] as const)
      hold(
        "a statement of 10 MB",
        entry,
        await ENTRIES[entry]!(project, { ...staging, plan }),
        await project.changes(),
        /No test evidence counts/,
      );
  });
});

test("a key that the policy would not believe about the change changes nothing", { timeout: 180_000 }, async () => {
  const stages = "[validate-data, build, test, plan, approve]";
  const project = await world.project({ policy: `  signers: [{ key: release.pub, stages: ${stages} }]` });
  await writeFile(join(project.workspace, "release.pub"), project.keys.publicKeyPem);
  await project.step("validate-data");
  await project.prove("build");
  await project.prove("test");
  const plan = await planOf(project, staging);
  const applied = await project.step("waybill", { command: "apply", ...staging, "plan-digest": plan, approve: plan });
  const reason = /does not let this run's key sign 'migrate' for 'staging'/;
  hold("a key that may not sign the change", "apply", applied, await project.changes(), reason);
  for (const entry of ["root action", "command"] as const)
    hold("a key that may not sign the change", entry, await ENTRIES[entry]!(project, staging), await project.changes(), reason);
});

/** Stores bytes beside the project's image as if they were a bundle. */
async function leave(project: GatedProject, bytes: Buffer): Promise<void> {
  const { repository, digest } = imageOf(project.image) ?? { repository: "", digest: "sha256:" };
  const slash = repository.indexOf("/");
  const registry = connectRegistry({ registry: repository.slice(0, slash) });
  const path = repository.slice(slash + 1);
  const type = "application/vnd.dev.sigstore.bundle.v0.3+json";
  const manifest = await registry.findManifest(path, digest);
  if (!manifest) throw new Error("the image is gone");
  await registry.pushReferrer(path, manifest.descriptor, { artifactType: type, mediaType: type, bytes });
}

describe("a registry", () => {
  const entries = ["deploy.yml: plan", "deploy.yml: deploy", "root action", "command"] as const;

  test("that answers with an index from before the test does not pass for one that has it", { timeout: 180_000 }, async () => {
    const project = await world.project();
    await project.prove("build");
    await project.prove("test");
    const plan = await planOf(project, staging);
    const { digest } = imageOf(project.image) ?? { digest: "" };
    const own = new RegExp(
      `/acme/shop/api/(manifests|referrers|tags)/.*${digest.slice(7, 30)}-|/acme/shop/api/manifests/${digest.replace(":", "-")}`,
    );
    const old = {
      when: ({ method, path }: { method: string; path: string }) =>
        method === "GET" && (own.test(path) || path.includes("/acme/shop/api/tags/list")),
      times: Infinity,
      answer: { status: 404, body: "{}" },
    };
    world.registry.faults.unshift(old);
    try {
      for (const entry of entries)
        hold(
          "an older index",
          entry,
          await ENTRIES[entry]!(project, { ...staging, plan }),
          await project.changes(),
          /No (build|test) evidence counts/,
        );
    } finally {
      world.registry.faults.splice(world.registry.faults.indexOf(old), 1);
    }
  });

  test("that is down is an error and never a pass", { timeout: 240_000 }, async () => {
    const project = await world.project({ config: (text) => text.replace(/^registry: .*/m, "registry: 127.0.0.1:1") });
    for (const entry of entries) {
      const answer = await ENTRIES[entry]!(project, { ...staging, plan: `sha256:${"d".repeat(64)}` });
      hold("no registry", entry, answer, await project.changes(), /127\.0\.0\.1:1.*(did not answer|ECONNREFUSED)/);
    }
  });
});
