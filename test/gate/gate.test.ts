import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import { generateKeyPair, loadSigner } from "@waybill/record";
import { APPLIES, attackTable, ENTRIES, planOf } from "./gate-entries.ts";
import type { Ask } from "./gate-entries.ts";
import { startWorld } from "./gated-project.ts";
import type { GatedProject, ProjectOptions, World } from "./gated-project.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => {
  table.print();
  return world[Symbol.asyncDispose]();
});

const table = attackTable();
const hold: typeof table.hold = (...row) => table.hold(...row);

async function refusedByAll(attack: string, project: GatedProject, ask: Ask, reason: RegExp): Promise<void> {
  const plan = ask.plan ?? (await planOf(project, ask));
  for (const [entry, run] of Object.entries(ENTRIES))
    hold(attack, entry, await run(project, { ...ask, plan }), await project.changes(), reason);
}

/** A project whose data is validated. */
async function validated(options: ProjectOptions = {}): Promise<GatedProject> {
  const project = await world.project(options);
  expect((await project.step("validate-data")).refused).toBe(false);
  return project;
}

/** A project of which its image is built and tested, so that one thing at a time can be wrong. */
async function proven(options: ProjectOptions = {}): Promise<GatedProject> {
  const project = await validated(options);
  await project.prove("build");
  await project.prove("test");
  return project;
}

const staging = { environment: "staging" };

describe.concurrent("one list of preconditions, whichever way somebody goes", { timeout: 180_000 }, () => {
  test("an image that nobody built and tested", async () => {
    const project = await validated();
    await refusedByAll("nobody built or tested the image", project, staging, /No build evidence counts for image api/);
    const said = table.rows.filter(({ attack }) => attack.startsWith("nobody built")).map(({ because }) => because);
    // The same sentence, up to the digest that a step without a plan does not know.
    const sentences = said.map((line) => /No build evidence counts for image api.*?demanded by ([^)]*)\)/.exec(line)?.[1]);
    expect(new Set(sentences)).toEqual(new Set(["default: waybill.yml has api, waybill.yml:11"]));
  });

  test("an image that was built and not tested", async () => {
    const project = await validated();
    await project.prove("build");
    await refusedByAll("nobody tested the image", project, staging, /No test evidence counts for image api/);
  });

  test.each([
    ["a test that failed", { evidence: { verdict: "fail" } }, /The test of image api .* ended with fail/],
    ["a rehearsal's test", { run: { rehearsal: true } }, /it is from a rehearsal/],
    ["another repository's test", { run: { repository: "evil/shop" } }, /it is from repository evil\/shop/],
    ["another commit's test", { run: { commit: "b".repeat(40) } }, /it is about commit bbbb/],
    ["a stranger's test", { signer: loadSigner(generateKeyPair().privateKeyPem) }, /No test evidence counts .* passed over/],
    ["a test of clocks 10 minutes apart", { evidence: future(10) }, /its runner's clock or this one is wrong/],
  ] as const)("%s", async (attack, change, reason) => {
    const project = await validated();
    await project.prove("build");
    await project.prove("test", change);
    const plan = await planOf(project, staging);
    for (const entry of ["deploy.yml: plan", ...APPLIES, "root action", "command"] as const)
      hold(attack, entry, await ENTRIES[entry]!(project, { ...staging, plan }), await project.changes(), reason);
  });

  test("production without staging", async () => {
    const project = await proven();
    const ask = { environment: "production" };
    await refusedByAll("production before staging", project, ask, /was not released to staging, and production comes after it/);
  });

  test("the same release after staging", async () => {
    const project = await proven();
    expect((await ENTRIES["root action"]!(project, staging)).refused).toBe(false);
    const plan = await planOf(project, { environment: "production" });
    for (const entry of APPLIES) {
      const answer = await ENTRIES[entry]!(project, { environment: "production", plan });
      expect(answer.refused, answer.text).toBe(false);
    }
  });

  test("a policy with a signer that nobody has", async () => {
    const files = { "keys/nobody.pub": generateKeyPair().publicKeyPem };
    const project = await world.project({ policy: "  signers: [keys/nobody.pub]", files });
    const reason = /The policy names signers, and does not let this run's key sign/;
    const attack = "a policy of a signer that nobody has";
    await refusedByAll(attack, project, { ...staging, plan: digestOf("no plan") }, reason);
    const steps = { "validate-data": {}, "verify-release": { ...staging, images: project.images } };
    for (const [action, inputs] of Object.entries(steps))
      hold(attack, action, await project.step(action, inputs), await project.changes(), reason);
  });

  test("a policy that waybill.yml loosens", async () => {
    const files = { "floor.yml": `environments: { "*": { require: [{ stage: test, allow: [pass] }] } }\n` };
    const policy = `  environments: { "*": { require: [{ stage: test, allow: [pass, warn] }] } }`;
    const project = await proven({ policy, files });
    const attack = "a policy loosened by waybill.yml";
    for (const [entry, run] of Object.entries(ENTRIES)) {
      const answer = await run(project, { ...staging, plan: digestOf("no plan"), floor: "floor.yml" });
      hold(attack, entry, answer, await project.changes(), /waybill\.yml:\d+.*floor\.yml|floor\.yml.*waybill\.yml/);
    }
  });
});

describe.concurrent("the plan that is applied", { timeout: 180_000 }, () => {
  async function apply(attack: string, project: GatedProject, ask: Ask, reason: RegExp): Promise<void> {
    for (const entry of APPLIES) hold(attack, entry, await ENTRIES[entry]!(project, ask), await project.changes(), reason);
  }

  test("is no failed one", async () => {
    const project = await validated();
    const plan = await planOf(project, staging);
    await project.prove("build");
    await project.prove("test");
    await apply("the digest of a failed plan", project, { ...staging, plan }, /The plan of the plan .* ended with fail/);
  });

  test.each([
    ["a rehearsal's plan", { WAYBILL_REHEARSAL: "true" }, /it is from a rehearsal/],
    ["another commit's plan", { GITHUB_SHA: "c".repeat(40) }, /it is about commit cccc/],
  ])("is not %s", async (attack, env, reason) => {
    const project = await proven();
    const plan = await planOf(project, { ...staging, env });
    await apply(attack, project, { ...staging, plan }, reason);
  });

  test("is not another environment's", async () => {
    const project = await proven();
    const plan = await planOf(project, staging);
    await apply("another environment's plan", project, { environment: "production", plan }, /it is for environment 'staging'/);
  });

  test("is not another repository's", async () => {
    const project = await proven();
    const plan = await planOf(project, staging);
    const env = { GITHUB_REPOSITORY: "evil/shop" };
    await apply(
      "a plan for another repository",
      project,
      { ...staging, plan, env },
      /No signed plan has the digest|No plan evidence counts/,
    );
  });

  test("is not approved by what an older run's reviewers said", async () => {
    const project = await proven({ repository: "Acme/Reviewed" });
    const github = async (method: string, path: string, body: object): Promise<{ id: number }> => {
      const headers = { authorization: "Bearer t", connection: "close" };
      const url = `${world.github}/repos/Acme/Reviewed${path}`;
      return (await fetch(url, { method, headers, body: JSON.stringify(body) })).json() as Promise<{ id: number }>;
    };
    const { id } = await github("PUT", "/environments/staging", { reviewers: [{ type: "User", id: 1 }] });
    const plan = await planOf(project, staging);
    await github("POST", "/actions/runs/42/pending_deployments", { environment_ids: [id], state: "approved", comment: `ship ${plan}` });
    const later = { ...staging, plan, env: { GITHUB_RUN_ID: "43" } };
    await apply("an approval of an older run", project, later, /was not made again for run 43/);
    const answer = await ENTRIES["deploy.yml: migrate"]!(project, { ...staging, plan });
    expect(answer.refused, answer.text).toBe(false);
  });
});

function future(minutes: number) {
  const at = new Date(Date.now() + minutes * 60_000).toISOString();
  return { startedAt: at, finishedAt: at };
}
