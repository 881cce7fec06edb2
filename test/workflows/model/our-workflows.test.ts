import { describe, expect, test } from "vitest";
import { readCalledWorkflow, writeCaller } from "@waybill/workflows";
import { calledFiles, filesIn, findOurs, shownCallers, WORKFLOWS } from "./repository-files.ts";
import type { Caller } from "./repository-files.ts";
import { LIMITS } from "./limits.ts";
import { isReadOnly, permissionRefusals, tokenOf } from "./permissions.ts";
import type { Trigger } from "./permissions.ts";
import { loadRun } from "./run.ts";
import type { Run } from "./run.ts";
import { secretsOf } from "./secrets.ts";
import { readWorkflow } from "./workflow.ts";

const PUSH: Trigger = { event: "push" };
const OURS = "waybill-ci/waybill";
const CALLER = "acme/shop/.github/workflows/release.yml";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const CALLED = calledFiles();

const textOf = (file: string): string => findOurs(`${OURS}/${WORKFLOWS}/${file}`) ?? "";
const runOf = (text: string): Run => loadRun(CALLER, (path) => (path === CALLER ? text : findOurs(path)));

/** A caller that gives exactly what the called file declares, and passes every secret. */
function exactCaller(file: string): string {
  const { permissions, secrets } = readCalledWorkflow(file, textOf(file));
  return JSON.stringify({
    on: "push",
    permissions: {},
    jobs: {
      call: {
        uses: `${OURS}/${WORKFLOWS}/${file}@v1`,
        permissions: Object.fromEntries(permissions.map(({ scope, access }) => [scope, access])),
        secrets: Object.fromEntries(secrets.map((name) => [name, `\${{ secrets.${name} }}`])),
      },
    },
  });
}

function writtenCallers(): Caller[] {
  const workflows = Object.fromEntries(CALLED.map((file) => [file, textOf(file)]));
  const waybill = { repository: OURS, commit: COMMIT, version: "v1.0.0" };
  const checkout = { repository: "actions/checkout", commit: COMMIT, version: "v6.0.2" };
  const options = { product: "shop", environments: ["staging", "production"], waybill, checkout, workflows };
  return (["public", "inline"] as const).map((way) => ({
    where: `the caller that is written (${way})`,
    text: writeCaller({ ...options, way }),
  }));
}

describe.each(filesIn(WORKFLOWS, ".yml"))("%s", (file) => {
  const workflow = readWorkflow(`${OURS}/${WORKFLOWS}/${file}`, textOf(file));

  test("is a workflow to GitHub's own parser", () => {
    expect(workflow.problems).toEqual([]);
    expect(workflow.jobs.length).toBeGreaterThan(0);
  });

  test("is started by nothing that hands secrets to a fork", () => {
    expect(Object.keys(workflow.events)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.events)).not.toContain("workflow_run");
  });

  test("gives nothing by default, and every job a time limit that GitHub keeps", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of workflow.jobs.filter(({ uses }) => uses === undefined)) {
      expect(job.timeoutMinutes, job.id).toBeDefined();
      if (typeof job.timeoutMinutes === "number") expect(job.timeoutMinutes, job.id).toBeLessThanOrEqual(LIMITS.hostedJobMinutes);
    }
  });

  test("skips a matrix whose list is made by a job and may be empty", () => {
    for (const { id, strategy, condition } of workflow.jobs)
      if (/fromJSON\(/i.test(JSON.stringify(strategy?.matrix ?? "")))
        expect(condition, id).toMatch(/!= '\[\]'|fromJSON\(.*\)(\.\w+)?\[0\]/);
  });
});

/** A workflow has no way to say a thing once for many jobs, so what is repeated is held equal here: each of these in exactly these ways. */
const REPEATED: Readonly<Record<string, readonly string[]>> = {
  "runs-on": [
    "${{ (startsWith(inputs.runs-on, '[') || startsWith(inputs.runs-on, '{')) && fromJSON(inputs.runs-on) || inputs.runs-on }}",
    "${{ inputs.runs-on }}", // handed on to a called workflow
  ],
  cloud: ["${{ inputs.cloud }}"],
  kubeconfig: ["${{ steps.cloud.outputs.kubeconfig || secrets.KUBECONFIG }}"],
  "registry-username": ["${{ inputs.registry-username || github.actor }}", "${{ inputs.registry-username }}"],
  "registry-password": ["${{ secrets.REGISTRY_TOKEN || github.token }}", "${{ github.token }}"], // a pull request gets no other token
  "github-token": ["${{ github.token }}"],
  "signing-key": ["${{ secrets.WAYBILL_SIGNING_KEY }}"],
  DATABASE_URL: ["${{ secrets.DATABASE_URL }}"],
  WAYBILL_ENV: ["${{ secrets.WAYBILL_ENV }}", "${{ secrets.WAYBILL_BUILD_ENV }}"],
  "persist-credentials": ["false"],
};

test.each(Object.entries(REPEATED))("the workflows that others call say '%s' in no other way", (key, ways) => {
  const found = CALLED.flatMap((file) => [...textOf(file).matchAll(new RegExp(`^ +${key}: (.+)$`, "gm"))]).map(([, value = ""]) => value);
  expect(new Set(found)).toEqual(new Set(ways));
});

test.each(CALLED)("every job of %s that talks to a cluster or a registry logs in to the cloud before, in the same words", (file) => {
  for (const { id, steps } of readWorkflow(`${OURS}/${WORKFLOWS}/${file}`, textOf(file)).jobs) {
    const needsLogin = steps.findIndex(({ with: inputs = {} }) => /"kubeconfig":|secrets.REGISTRY_TOKEN/.test(JSON.stringify(inputs)));
    if (needsLogin === -1) continue;
    const login = steps.findIndex(({ uses }) => String(uses).includes("/connect-cloud@"));
    expect(login, id).toBeGreaterThanOrEqual(0);
    expect(login, id).toBeLessThan(needsLogin);
    expect(steps[login], id).toMatchObject({ id: "cloud", if: "${{ inputs.cloud != '' }}" });
  }
});

describe.each(CALLED)("whoever calls %s", (file) => {
  const run = runOf(exactCaller(file));

  test("and gives what it declares is not refused", () => {
    expect(run.refusals).toEqual([]);
    expect(permissionRefusals(run, PUSH)).toEqual([]);
  });

  test("is refused without any single one of the permissions", () => {
    const { permissions } = readCalledWorkflow(file, textOf(file));
    for (const { scope, access } of permissions) {
      const less = exactCaller(file).replace(`"${scope}":"${access}"`, `"${scope}":"none"`);
      expect(permissionRefusals(runOf(less), PUSH).join("\n"), scope).toContain(`'${scope}: ${access}'`);
    }
  });

  test("finds every secret that a job reads declared, and passed on by every level", () => {
    const declared = readCalledWorkflow(file, textOf(file)).secrets;
    const read = [...textOf(file).matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name]) => name ?? "");
    expect(declared).toEqual(expect.arrayContaining([...new Set(read)].filter((name) => name !== "GITHUB_TOKEN")));
    for (const { name, job } of run.jobs) {
      if (job.uses === undefined || name === "call") continue;
      const inner = readCalledWorkflow(job.uses, findOurs(job.uses.replace(/@.*/, "")) ?? "").secrets;
      expect(job.secrets, name).not.toBe("inherit");
      expect(Object.keys(job.secrets), name).toEqual(expect.arrayContaining(inner.filter((secret) => declared.includes(secret))));
    }
  });

  test("can rely on the same secrets whether GitHub hands over another owner's environments or not", () => {
    const vault = {
      repository: Object.fromEntries(readCalledWorkflow(file, textOf(file)).secrets.map((name) => [name, "passed"])),
      environments: {},
    };
    for (const entry of run.jobs) {
      const worlds = (["kept", "handed-over"] as const).map((acrossOwners) => secretsOf(entry, { vault, trigger: PUSH, acrossOwners }));
      expect(worlds[0], entry.name).toEqual(worlds[1]);
    }
  });

  test.each<Trigger>([
    { event: "pull_request", fromFork: true },
    { event: "pull_request", byDependabot: true },
  ])("on %j hands on no secret, and a token that writes nothing", (trigger) => {
    const vault = { repository: { WAYBILL_ENV: "x", SIGNING_KEY: "x" }, environments: { production: { WAYBILL_ENV: "x" } } };
    expect(isReadOnly(trigger)).toBe(true);
    for (const entry of run.jobs) {
      expect(secretsOf(entry, { vault, trigger, environment: "production", acrossOwners: "handed-over" })).toEqual({});
      expect(Object.values(tokenOf(entry, trigger)), entry.name).not.toContain("write");
    }
  });
});

describe.each([...shownCallers(), ...writtenCallers()])("$where", ({ text }) => {
  const run = runOf(text);
  const calls = run.jobs.filter(({ caller, job }) => caller === undefined && job.uses?.startsWith(`${OURS}/`));

  test("starts, and gives each call exactly the permissions that its jobs declare", () => {
    expect(run.refusals).toEqual([]);
    expect(permissionRefusals(run, PUSH)).toEqual([]);
    for (const { job } of calls) {
      const file = (job.uses ?? "").split("/").at(-1)?.replace(/@.*/, "") ?? "";
      const declared = readCalledWorkflow(file, textOf(file)).permissions.map(({ scope, access }) => [scope, access] as const);
      expect(job.permissions, `${job.id} calls ${file}`).toEqual(Object.fromEntries(declared));
    }
  });

  test("passes only secrets that the called workflow declares, by name", () => {
    for (const { job } of calls) {
      const file = (job.uses ?? "").split("/").at(-1)?.replace(/@.*/, "") ?? "";
      expect(job.secrets).not.toBe("inherit");
      expect(readCalledWorkflow(file, textOf(file)).secrets).toEqual(expect.arrayContaining(Object.keys(job.secrets)));
    }
  });
});
