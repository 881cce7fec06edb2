import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commitAll, openFolder, pushWithAct } from "./act.ts";
import type { ActRun } from "./act.ts";
import { described, layOutStandIns } from "./stand-ins.ts";
import type { Answers, Call } from "./stand-ins.ts";

const CALLER = `
on: { push: { branches: [main] } }
jobs:
  release:
    uses: waybill-ci/waybill/.github/workflows/release.yml@v1
    with: { base-image: base@sha256:1 }
    secrets:
      SIGNING_KEY: \${{ secrets.SIGNING_KEY }}
      KUBECONFIG: \${{ secrets.KUBECONFIG }}
      DATABASE_URL: \${{ secrets.DATABASE_URL }}
  after:
    needs: release
    runs-on: ubuntu-latest
    steps:
      - run: echo '\${{ needs.release.outputs.images }}'
`;
const SECRETS = { SIGNING_KEY: "the signing key", KUBECONFIG: "the kubeconfig", DATABASE_URL: "the database" };
const MATRIX = { data: ["customers"], models: ["churn"], images: ["churn"], databases: ["main"], environments: ["staging", "production"] };
const PLAN = `sha256:${"d".repeat(64)}`;
const IMAGES = JSON.stringify({ churn: `registry.example/acme/churn@sha256:${"a".repeat(64)}` });

async function release(answers: Answers, callerFile = CALLER): Promise<ActRun & { calls: Call[] }> {
  await using product = await openFolder("product");
  await using caller = await openFolder("caller");
  const { calls } = await layOutStandIns(product.path, answers);
  await mkdir(join(caller.path, ".github/workflows"), { recursive: true });
  await writeFile(join(caller.path, ".github/workflows/release.yml"), callerFile);
  await commitAll(caller.path, "acme/churn");
  const run = await pushWithAct({ repository: caller.path, product: product.path, secrets: SECRETS });
  return { ...run, calls: await calls() };
}

describe("release.yml", () => {
  test("carries the digests through every environment in order, and each job applies the plan that was shown", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX });
    expect(exitCode, log).toBe(0);
    const names = calls.map(described);
    expect(names.filter((name) => name === "waybill matrix")).toHaveLength(3);
    expect(names.filter((name) => /^validate|check/.test(name)).sort()).toEqual([
      "migrate-database check main",
      "validate-data customers",
      "validate-model churn",
    ]);
    expect(names.slice(names.indexOf("build-image churn"))).toEqual([
      "build-image churn",
      ...["staging", "production"].flatMap((environment) => [
        `waybill plan ${environment}`,
        `migrate-database apply ${environment}`,
        `deploy-kubernetes apply ${environment}`,
        `verify-release ${environment}`,
      ]),
    ]);
    for (const call of calls.filter(({ inputs }) => inputs["command"] === "apply")) expect(call.inputs["plan-digest"]).toBe(PLAN);
    for (const call of calls.filter(({ action }) => /deploy|verify/.test(action))) expect(call.inputs["images"]).toBe(IMAGES);
  });

  test("keeps record, report and brief of each environment with the run, and what there is of them when it is refused", async () => {
    const { exitCode, log } = await release({ matrix: MATRIX });
    expect(exitCode, log).toBe(0);
    for (const environment of ["staging", "production"])
      expect(log).toContain(`uploads waybill-${environment}-attempt-1: record.json report.html brief.md`);
    const refused = await release({ matrix: MATRIX, failing: "verify-release staging" });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.log).toContain("uploads waybill-staging-attempt-1: nothing");
  });

  test("hands secrets only to the steps that use them", async () => {
    const { calls } = await release({ matrix: MATRIX });
    const holders = (value: string): string[] =>
      calls.filter((call) => Object.values({ ...call.inputs, ...call.environment }).includes(value)).map(described);
    const staging = (names: string[]): string[] => [...new Set(names)].filter((name) => !name.endsWith("production")).sort();
    expect(staging(holders("the kubeconfig"))).toEqual([
      "deploy-kubernetes apply staging",
      "verify-release staging",
      "waybill plan staging",
    ]);
    expect(staging(holders("the database"))).toEqual([
      "deploy-kubernetes apply staging",
      "migrate-database apply staging",
      "verify-release staging",
      "waybill plan staging",
    ]);
    expect(holders("the signing key").filter((name) => /matrix|check/.test(name))).toEqual([]);
    expect(calls.find(({ action }) => action === "build-image")?.environment).toEqual({ BASE_IMAGE: "base@sha256:1" });
  });

  test.each([
    ["a data check", "validate-data customers", ["build-image"]],
    ["a model gate", "validate-model churn", ["build-image"]],
    ["a migration check", "migrate-database check main", ["build-image"]],
    ["a build", "build-image churn", ["waybill plan", "migrate-database apply", "deploy-kubernetes"]],
    ["a plan", "waybill plan staging", ["migrate-database apply", "deploy-kubernetes", "production"]],
    ["a migration", "migrate-database apply staging", ["deploy-kubernetes", "verify-release", "production"]],
    ["a deployment", "deploy-kubernetes apply staging", ["verify-release", "production"]],
    ["a verification", "verify-release staging", ["production"]],
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
    const keyless = CALLER.replace(/^ +SIGNING_KEY.*\n/m, "");
    expect(await identity(CALLER)).toEqual(["false", "false"]);
    expect(await identity(keyless)).toEqual(["true", "false"]);
    expect(await identity(keyless.replace("base@sha256:1 }", "base@sha256:1, signing-environment: keys, public-log: true }"))).toEqual([
      "false",
      "true",
    ]);
  });

  test("refuses to ask for approval when a plan came without its digest", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX, silent: "waybill plan staging" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("there is nothing that could be approved");
    expect(calls.map(described).filter((name) => name.includes("apply"))).toEqual([]);
  });

  test("needs neither data nor models nor databases", async () => {
    const { exitCode, calls, log } = await release({
      matrix: { data: [], models: [], images: ["web"], databases: [], environments: ["production"] },
    });
    expect(exitCode, log).toBe(0);
    expect(calls.map(described).filter((name) => name !== "waybill matrix")).toEqual([
      "build-image web",
      "waybill plan production",
      "deploy-kubernetes apply production",
      "verify-release production",
    ]);
  });

  test("refuses to deploy when the digest of an image did not arrive", async () => {
    const { exitCode, calls, log } = await release({ matrix: MATRIX, silent: "build-image churn" });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("Digests of 0 of 1 images arrived");
    expect(calls.map(described).filter((name) => /apply|plan/.test(name))).toEqual([]);
  });

  test("refuses more environments than its chain has links, before anything else", async () => {
    const { exitCode, calls, log } = await release({ matrix: { ...MATRIX, environments: ["a", "b", "c", "d", "e", "f"] } });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("at most 5 environments");
    expect(calls.map(described)).toEqual(["waybill matrix"]);
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
