import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { bookshop, fleet, forecast, writeTree } from "@waybill/testing/adopters/repositories";
import type { Files } from "@waybill/testing/adopters/repositories";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../arguments.ts";
import { runCommand } from "../commands.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-init-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the command in this process. */
async function waybill(...args: string[]): Promise<{ verdict: string; out: string }> {
  let out = "";
  const verdict = await runCommand(parseArguments(args), {
    env: { PATH: process.env["PATH"] ?? "", HOME: root },
    reporter: collectingReporter(),
    signal: new AbortController().signal,
    print: (text) => void (out += text),
  });
  return { verdict, out };
}

const init = (...args: string[]): ReturnType<typeof waybill> =>
  waybill("init", "-C", root, "--commit", COMMIT, "--version", "v1.0.0", ...args);

async function textOf(path: string): Promise<string> {
  return readFile(join(root, path), "utf8");
}

async function config(): Promise<unknown> {
  return parse(await textOf("waybill.yml")) as unknown;
}

describe.each<[string, Files]>([
  ["Node services with Compose and golang-migrate", bookshop],
  ["a Python service with a pipeline of other people's actions", forecast],
  ["Go services with a Jenkinsfile", fleet],
])("%s", (_, files) => {
  test.each([["--inline", 35] as const, ["--public", 20] as const])(
    "is green in check after init %s, with a short caller",
    async (way, lines) => {
      await writeTree(root, files);
      expect((await init(way)).verdict).toBe("pass");
      const caller = await textOf(".github/workflows/release.yml");
      expect(caller.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(lines);
      const { verdict, out } = await waybill("check", "-C", root);
      expect(["pass", "warn"], out).toContain(verdict);
    },
  );

  test("is the same with the line ends of Windows", async () => {
    await writeTree(root, files);
    await init();
    const expected = await config();
    await rm(join(root, "waybill.yml"));
    const crlf = Object.entries(files).map(([path, text]) => [
      path,
      typeof text === "string" && !path.startsWith(".git/") ? text.replaceAll("\n", "\r\n") : text,
    ]);
    await writeTree(root, Object.fromEntries(crlf) as Files);
    await init();
    expect(await config()).toEqual(expected);
  });
});

test("the services of a Compose file become images, and its database is somebody else's", async () => {
  await writeTree(root, bookshop);
  const { out } = await init();
  expect(await config()).toMatchObject({
    name: "bookshop",
    images: {
      catalogue: { context: "services/catalogue", target: "runtime", args: { NODE_ENV: "production", NPM_TOKEN: "env:NPM_TOKEN" } },
      storefront: { context: "services/storefront" },
    },
    databases: { main: { url: "env:PRODUCTION_DATABASE_URL", migrations: "db/migrations" } },
    environments: {
      staging: { namespace: "bookshop-staging", manifests: "k8s/staging" },
      production: { after: "staging", namespace: "bookshop", manifests: "k8s/production" },
    },
  });
  expect(parse(await textOf("waybill.staging.yml"))).toEqual({ databases: { main: { url: "env:STAGING_DATABASE_URL" } } });
  expect(out).toMatch(/compose\.yaml:12: database +its image 'postgres:17' is not built here/);
  expect(out).toContain("required reviewers exist on the plans Free, Pro and Team for public repositories only");
  expect(out).toMatch(/WAYBILL_ENV of the environment staging, with the lines STAGING_DATABASE_URL=… and KUBECONFIG=…/);
  expect(out).toMatch(/WAYBILL_BUILD_ENV of the repository, with the lines NPM_TOKEN=…/);
});

test("a pipeline of other people's actions is carried over as far as it maps, and the rest is named with its reason", async () => {
  await writeTree(root, forecast);
  const { out } = await init();
  expect(await config()).toEqual({
    version: 1,
    name: "forecast",
    images: {
      forecast: {
        context: ".",
        args: { PIP_INDEX_URL: "env:PIP_INDEX_URL", MODE: "serve" },
        platforms: ["linux/amd64", "linux/arm64"],
        cache: { from: ["type=gha"], to: ["type=gha,mode=max"] },
        repository: "northwind-labs/forecast",
      },
    },
    data: { demand: { source: "data/demand.csv", checks: "data/demand.checks.yaml" } },
    models: { demand: { path: "models/demand.onnx" } },
    databases: { main: { url: "env:PRODUCTION_DATABASE_URL", migrations: "sql" } },
    environments: {
      staging: { namespace: "forecast-staging", manifests: "deploy" },
      production: { after: "staging", namespace: "forecast-production", manifests: "deploy" },
    },
  });
  expect(parse(await textOf("data/demand.checks.yaml"))).toEqual({
    dialect: { delimiter: ";" },
    columns: {
      store: { type: "integer", required: true },
      day: { type: "date", required: true },
      units: { type: "integer", required: true },
      price: { type: "number", required: true },
      note: null,
    },
    checks: [{ row_count: { must_be_greater_than: 0 } }],
  });
  expect(await textOf(".github/workflows/release.yml")).toContain("branches: [trunk]");
  for (const [found, why] of [
    ["build argument COMMIT", "known only when it runs"],
    ["tags of docker/metadata-action", "Waybill sets its own tags last"],
    ["checks of Soda", "not translated"],
    ["checks of Great Expectations", "not translated"],
    ["Azure/k8s-bake", "rendered before"],
    ["strategy 'canary'", "rolls out as the workload says"],
    ["models/encoder.pkl: a model", "pickle"],
    ["data/history.parquet", "only CSV files"],
  ] as const)
    expect(
      out.split("\n").find((line) => line.includes(found)),
      found,
    ).toContain(why);
});

test("a Jenkinsfile of chained jobs gives images, manifests and the environment, and says where the rest goes", async () => {
  await writeTree(root, fleet);
  const { out } = await init();
  const image = (name: string, args?: object): object => ({
    context: ".",
    dockerfile: `cmd/${name}/Dockerfile`,
    ...(args === undefined ? {} : { args }),
    repository: `fleet/${name}`,
  });
  expect(await config()).toEqual({
    version: 1,
    name: "fleet",
    registry: "registry.harbour.example",
    images: {
      tracker: image("tracker"),
      router: image("router", { REGION: "eu" }),
      billing: image("billing"),
    },
    environments: { production: { namespace: "fleet", manifests: "manifests" } },
  });
  for (const said of [
    "Jenkinsfile:21: Approve: input",
    "triggers",
    "Jenkinsfile:32: post",
    "withCredentials",
    "starts the job 'fleet-smoke'",
    "build argument VERSION",
    "REGISTRY_TOKEN",
  ])
    expect(out).toContain(said);
});

test("a second call changes nothing, and what differs is shown and kept", async () => {
  await writeTree(root, bookshop);
  await init();
  const again = await init();
  expect(again.out).toMatch(/waybill\.yml +there already/);
  await writeTree(root, { "waybill.yml": "version: 1\nname: mine\nimages:\n  catalogue: { context: services/catalogue }\n" });
  const { out } = await init();
  expect(out).toContain("--- a/waybill.yml\n+++ b/waybill.yml\n@@ ");
  expect(out).toContain("\n-name: mine\n");
  expect(out).toMatch(/waybill\.yml +not written: see the difference above/);
  expect(await textOf("waybill.yml")).toContain("name: mine");
});

test("a dry run shows every file and writes none", async () => {
  await writeTree(root, fleet);
  const before = (await readdir(root, { recursive: true })).sort();
  const { out } = await init("--dry-run");
  expect(out).toContain("--- /dev/null\n+++ b/waybill.yml\n@@ -0,0 +1,");
  expect(out).toMatch(/waybill\.yml +would be written/);
  expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
});
