import { describe, expect, test } from "vitest";
import { pullRequestWithAct } from "./act.ts";
import type { ActOptions, ActRun } from "./act.ts";
import { described, runOnStandIns } from "./stand-ins.ts";
import type { Answers, Call } from "./stand-ins.ts";

const CALLER = `
on: { push: { branches: [main] } }
jobs:
  release:
    uses: waybill-ci/waybill/.github/workflows/release.yml@v1
    with: { base-image: base@sha256:1, policy: policy.yml, registry-username: robot }
    secrets:
      WAYBILL_SIGNING_KEY: \${{ secrets.WAYBILL_SIGNING_KEY }}
      WAYBILL_ENV: \${{ secrets.WAYBILL_ENV }}
      WAYBILL_BUILD_ENV: \${{ secrets.WAYBILL_BUILD_ENV }}
      KUBECONFIG: \${{ secrets.KUBECONFIG }}
      DATABASE_URL: \${{ secrets.DATABASE_URL }}
  after:
    needs: release
    runs-on: ubuntu-latest
    steps:
      - run: echo '\${{ needs.release.outputs.images }}'
`;
const SECRETS = {
  WAYBILL_SIGNING_KEY: "the signing key",
  WAYBILL_ENV: "the values",
  WAYBILL_BUILD_ENV: "the values of builds",
  KUBECONFIG: "the kubeconfig",
  DATABASE_URL: "the database",
};
const MATRIX = {
  data: ["customers"],
  models: ["churn"],
  images: ["api", "web"],
  databases: ["main", "audit"],
  environments: ["staging", "production"],
};
const PLAN = `sha256:${"d".repeat(64)}`;
const imagesOf = (...names: string[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, `registry.example/acme/${name}@sha256:${"a".repeat(64)}`])));

const release = (
  answers: Answers,
  callerFile = CALLER,
  start?: (options: ActOptions) => Promise<ActRun>,
): Promise<ActRun & { calls: Call[] }> => runOnStandIns(answers, callerFile, { secrets: SECRETS, start });

const carried = ["staging", "production"].flatMap((environment) => [`waybill plan ${environment}`, `waybill apply ${environment}`]);

describe("release.yml", () => {
  test("carries every image through every environment in order, and each job applies the plan that was shown", async () => {
    const { exitCode, calls, jobs, log } = await release({ matrix: MATRIX });
    expect(exitCode, log).toBe(0);
    const names = calls.map(described);
    expect(names[0]).toBe("waybill matrix");
    expect(names.slice(1, 5).sort()).toEqual([
      "migrate-database check audit",
      "migrate-database check main",
      "validate-data customers",
      "validate-model churn",
    ]);
    expect(names.slice(5, 7).sort()).toEqual(["build-image api", "build-image web"]);
    expect(names.slice(7)).toEqual([...carried, "waybill summary"]);
    // Two environments are eight jobs one after the other: everything is read once, and nothing only hands on.
    expect(jobs.filter((job) => !/Validate|Build/.test(job))).toHaveLength(7);
    for (const call of calls.filter(({ inputs }) => inputs["command"] === "plan")) expect(call.inputs["images"]).toBe("run");
    for (const call of calls.filter(({ inputs }) => inputs["command"] === "apply")) {
      expect(call.inputs["plan-digest"]).toBe(PLAN);
      expect(call.inputs["images"]).toBeUndefined();
    }
    for (const call of calls.filter(({ inputs }) => inputs["registry-password"] !== undefined))
      expect(call.inputs).toMatchObject({
        policy: "policy.yml",
        ...(described(call).includes("matrix") ? {} : { "registry-username": "robot" }),
      });
    expect(log).toContain(imagesOf("api", "web"));
  });

  test("keeps the plan's page, and record, page and brief of each environment, and what there is of them when it is refused", async () => {
    const { exitCode, log } = await release({ matrix: MATRIX });
    expect(exitCode, log).toBe(0);
    for (const environment of ["staging", "production"]) {
      expect(log).toContain(`uploads waybill-${environment}-plan: report.html`);
      expect(log).toContain(`uploads waybill-${environment}-apply: record.json brief.md report.html`);
    }
    const refused = await release({ matrix: MATRIX, failing: "waybill apply staging" });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.log).toContain("uploads waybill-staging-apply: nothing");
  });

  test("hands secrets only to the steps that use them", async () => {
    const { calls } = await release({ matrix: MATRIX });
    const holders = (value: string): string[] =>
      calls.filter((call) => Object.values({ ...call.inputs, ...call.environment }).includes(value)).map(described);
    for (const value of ["the kubeconfig", "the database", "the values"]) expect(holders(value), value).toEqual(carried);
    expect(holders("the values of builds").sort()).toEqual(["build-image api", "build-image web"]);
    expect(holders("the signing key").filter((name) => /matrix|check/.test(name))).toEqual([]);
    expect(calls.find(({ action }) => action === "build-image")?.environment).toEqual({
      BASE_IMAGE: "base@sha256:1",
      WAYBILL_ENV: "the values of builds",
    });
  });

  // act runs the rest of a matrix after a failure; on GitHub `fail-fast` ends it, and the gate of `after` refuses in both.
  test.each([
    ["a data check", "validate-data customers", ["build-image", "plan", "apply"]],
    ["a model gate", "validate-model churn", ["build-image", "plan", "apply"]],
    ["a migration check", "migrate-database check main", ["build-image", "plan", "apply"]],
    ["a build", "build-image web", ["plan", "apply"]],
    ["a plan", "waybill plan staging", ["apply staging"]],
  ])("stops the line when %s fails", async (_, failing, forbidden) => {
    const { exitCode, calls, jobs } = await release({ matrix: MATRIX, failing });
    expect(exitCode).not.toBe(0);
    const names = calls.map(described);
    expect(names).toContain(failing);
    for (const part of forbidden) expect(names.filter((name) => name.includes(part))).toEqual([]);
    expect(jobs).not.toContain("release.yml/after");
  });

  test("asks its first job for an identity where no key is given, and hands the consent to a public log to whoever signs", async () => {
    const identity = async (callerFile: string): Promise<(string | undefined)[]> => {
      const { calls } = await release({ matrix: MATRIX, failing: "validate-data customers" }, callerFile);
      return [calls[0]?.inputs["require-identity"], calls.find(({ action }) => action === "validate-data")?.inputs["public-log"]];
    };
    const keyless = CALLER.replace(/^ +WAYBILL_SIGNING_KEY.*\n/m, "");
    expect(await identity(CALLER)).toEqual(["false", "false"]);
    expect(await identity(keyless)).toEqual(["true", "false"]);
    expect(await identity(keyless.replace("base@sha256:1,", "base@sha256:1, signing-environment: keys, public-log: true,"))).toEqual([
      "false",
      "true",
    ]);
  });

  test("refuses to ask for approval when a plan came without its digest", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX, silent: "waybill plan staging" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("there is nothing that could be approved");
    expect(calls.map(described).filter((name) => name.includes("apply staging"))).toEqual([]);
  });

  test("needs neither data nor models nor databases", async () => {
    const { exitCode, calls, log } = await release({
      matrix: { data: [], models: [], images: ["web"], databases: [], environments: ["production"] },
    });
    expect(exitCode, log).toBe(0);
    expect(calls.map(described).filter((name) => name !== "waybill matrix")).toEqual([
      "build-image web",
      "waybill plan production",
      "waybill apply production",
      "waybill summary",
    ]);
  });

  test("checks and builds nothing, and is not green, when waybill.yml was read without a result", async () => {
    const { exitCode, calls } = await release({ matrix: MATRIX, silent: "waybill matrix" });
    expect(exitCode).not.toBe(0);
    expect(new Set(calls.map(described))).toEqual(new Set(["waybill matrix"]));
  });
});

describe.each([
  ["validate.yml", ["migrate-database check audit", "migrate-database check main", "validate-data customers", "validate-model churn"]],
  ["build.yml", ["build-image api", "build-image web"]],
])("%s alone", (file, expected) => {
  test("reads waybill.yml itself", async () => {
    const caller = `
on: { push: { branches: [main] } }
jobs:
  call: { uses: waybill-ci/waybill/.github/workflows/${file}@v1 }
`;
    const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller);
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)[0]).toBe("waybill matrix");
    expect(calls.slice(1).map(described).sort()).toEqual(expected);
  });
});

describe("deploy.yml alone", () => {
  test("takes the digests that it is given", async () => {
    const caller = `
on: { push: { branches: [main] } }
jobs:
  promote:
    uses: waybill-ci/waybill/.github/workflows/deploy.yml@v1
    with: { environment: production, images: '${imagesOf("api")}' }
    secrets: { WAYBILL_ENV: "\${{ secrets.WAYBILL_ENV }}" }
`;
    const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller);
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["waybill plan production", "waybill apply production"]);
    expect(calls[0]?.inputs["images"]).toBe(imagesOf("api"));
  });
});

describe("migrate.yml alone", () => {
  const caller = (more: string): string => `
on: { push: { branches: [main] } }
jobs:
  migrate:
    uses: waybill-ci/waybill/.github/workflows/migrate.yml@v1
    with: { environment: production, database: main${more} }
    secrets: { DATABASE_URL: "\${{ secrets.DATABASE_URL }}" }
`;

  test("makes a plan, and applies that plan after the approval", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller(""));
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["migrate-database plan main production", "migrate-database apply main production"]);
    expect(calls[1]?.inputs["plan-digest"]).toBe(`{"main":"sha256:${"b".repeat(64)}"}`);
  });

  test("takes a plan that was made before", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller(`, plan-digest: ${PLAN}`));
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["migrate-database apply main production"]);
    expect(calls[0]?.inputs["plan-digest"]).toBe(PLAN);
  });

  test("applies nothing when the plan fails", async () => {
    const { exitCode, calls } = await release({ matrix: MATRIX, failing: "migrate-database plan main production" }, caller(""));
    expect(exitCode).not.toBe(0);
    expect(calls.map(described)).toEqual(["migrate-database plan main production"]);
  });
});

describe("rollback.yml", () => {
  test("rolls one environment back, to a revision when one is named", async () => {
    const caller = `
on: { push: { branches: [main] } }
jobs:
  back:
    uses: waybill-ci/waybill/.github/workflows/rollback.yml@v1
    with: { environment: production, revision: "3" }
    secrets: { KUBECONFIG: "\${{ secrets.KUBECONFIG }}" }
`;
    const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller);
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["waybill rollback production"]);
    expect(calls[0]?.inputs).toMatchObject({ revision: "3", kubeconfig: "the kubeconfig" });
  });
});

describe("pull-request.yml", () => {
  const CALLER_OF_PULLS = `
on: pull_request
jobs:
  pull-request:
    uses: waybill-ci/waybill/.github/workflows/pull-request.yml@v1
    with: { environment: staging }
    secrets:
      KUBECONFIG: \${{ secrets.KUBECONFIG }}
      WAYBILL_ENV: \${{ secrets.WAYBILL_ENV }}
`;
  const pull = (from: string, by: string, images = MATRIX.images) =>
    release({ matrix: { ...MATRIX, images } }, CALLER_OF_PULLS, (options) => pullRequestWithAct({ from, by }, options));

  test("checks, builds without pushing, and plans without changing anything", async () => {
    const { exitCode, calls, log } = await pull("acme/churn", "ada");
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["waybill check", "build-image", "waybill plan staging"]);
    for (const { inputs } of calls.slice(1)) expect(inputs["dry-run"]).toBe("true");
    for (const { inputs } of calls) expect(inputs["signing-key"]).toBeUndefined();
    expect(calls[2]).toMatchObject({ inputs: { kubeconfig: "the kubeconfig" }, environment: { WAYBILL_ENV: "the values" } });
  });

  test.each([
    ["a fork", "eve/churn", "eve"],
    ["Dependabot", "acme/churn", "dependabot[bot]"],
  ])("hands nothing to what %s sends", async (_, from, by) => {
    const { exitCode, calls, log } = await pull(from, by);
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["waybill check", "build-image"]);
    expect(JSON.stringify(calls)).not.toMatch(/the kubeconfig|the values/);
  });

  test("needs no image", async () => {
    const { exitCode, calls, log } = await pull("eve/churn", "eve", []);
    expect(exitCode, log).toBe(0);
    expect(calls.map(described)).toEqual(["waybill check"]);
  });
});

test.each([
  ["pull-request.yml", "Call it on pull_request, and never on pull_request_target."],
  ["preview.yml", "Call it on pull_request, schedule or workflow_dispatch."],
])("%s fails on another event, instead of leaving everything out", async (file, told) => {
  const caller = `on: { push: { branches: [main] } }\njobs: { call: { uses: "waybill-ci/waybill/.github/workflows/${file}@v1" } }\n`;
  const { exitCode, calls, log } = await release({ matrix: MATRIX }, caller);
  expect(exitCode).not.toBe(0);
  expect(log).toContain(told);
  expect(calls).toEqual([]);
});
