import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@waybill/config";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checklist } from "./checklist.ts";
import { releaseChecklist } from "./release-checklist.ts";

const many = (count: number, name: string): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`);

test.each(["public", "vendored", "inline"] as const)("however much a product has, the list of the way '%s' can be read at once", (way) => {
  const needs = {
    environments: many(30, "place").map((name, index) => ({ name, variables: many(index, "SECRET_") })),
    buildVariables: many(40, "TOKEN_"),
    otherRegistries: many(20, "registry.example/"),
    way,
    pipelines: many(50, ".github/workflows/old-"),
  };
  const lines = checklist(needs);
  expect(lines.length).toBeLessThanOrEqual(12);
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(way === "public" ? 480 : 380);
  expect(lines.join("\n")).toContain("and 29 more");
});

test("environments that need the same secrets are told in one line, others each in its own", () => {
  const lines = checklist({
    environments: [
      { name: "test", variables: ["KUBECONFIG"] },
      { name: "staging", variables: ["KUBECONFIG"] },
      { name: "production", variables: ["DATABASE_URL", "KUBECONFIG"] },
    ],
    buildVariables: [],
    otherRegistries: [],
    way: "inline",
    pipelines: [],
  });
  expect(lines).toContain("Secret WAYBILL_ENV of each of the environments test and staging, with the lines KUBECONFIG=….");
  expect(lines).toContain("Secret WAYBILL_ENV of the environment production, with the lines DATABASE_URL=… and KUBECONFIG=….");
});

describe("what a release needs by its configuration", () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), "waybill-checklist-"));
    await writeFile(
      join(workspace, "waybill.yml"),
      `version: 1
name: shop
images: { api: { args: { TOKEN: env:NPM_TOKEN }, repository: registry.example/shop/api } }
databases: { main: { url: env:DATABASE_URL, migrations: db } }
environments:
  production: { namespace: shop, manifests: deploy, secrets: { mail: { KEY: env:MAIL_KEY } } }
  preview: { preview: true, manifests: deploy, databases: [] }
`,
    );
  });
  afterEach(() => rm(workspace, { recursive: true }));

  const read = async (): Promise<Awaited<ReturnType<typeof releaseChecklist>>> =>
    releaseChecklist({ config: await loadConfig(workspace), workspace, env: {}, searchFrom: import.meta.dirname });

  test("are its variables by the secret that holds them, its registry, and the permissions of the job with their reasons", async () => {
    const { steps, permissions } = await read();
    expect(steps[0]).toBe("Workflow: none in .github/workflows calls Waybill; 'waybill init' writes it.");
    const text = steps.join("\n");
    for (const said of [
      "make production.",
      "WAYBILL_ENV of the environment production, with the lines DATABASE_URL=…, MAIL_KEY=… and KUBECONFIG=….",
      "WAYBILL_BUILD_ENV of the repository, with the lines NPM_TOKEN=….",
      "Registry registry.example: secret REGISTRY_TOKEN",
      "required reviewers exist on the plans",
    ])
      expect(text).toContain(said);
    expect(text).not.toContain("preview");
    expect(permissions).toContainEqual({
      permission: "deployments: write",
      reason: expect.stringContaining("report the deployment") as string,
    });
    expect(permissions.map(({ permission }) => permission)).toContain("packages: write");
  });

  test.each([
    ["uses: waybill-ci/waybill/.github/workflows/release.yml@0123 # v1", "of the repository, one for all environments"],
    ["uses: waybill-ci/waybill@0123 # v1", "of the environment production"],
    [
      "uses: acme/ci/.github/workflows/release.yml@0123\n  secrets: { WAYBILL_ENV: x }",
      "make production (and production-plan, which needs no approval)",
    ],
  ])("follow the way of the workflow that is there: %s", async (text, said) => {
    await mkdir(join(workspace, ".github/workflows"), { recursive: true });
    await writeFile(join(workspace, ".github/workflows/ship.yml"), `jobs:\n  release:\n    ${text}\n`);
    const { steps } = await read();
    expect(steps[0]).toContain(".github/workflows/ship.yml calls Waybill");
    expect(steps.join("\n")).toContain(said);
  });

  const call = (secrets: string): string =>
    `jobs:\n  release:\n    uses: waybill-ci/waybill/.github/workflows/release.yml@0123 # v1\n    ${secrets}\n`;
  test.each([
    [
      "a secret handed on by name is no line of WAYBILL_ENV",
      call("secrets: { WAYBILL_ENV: '${{ secrets.WAYBILL_ENV }}', KUBECONFIG: '${{ secrets.PROD_KUBECONFIG }}' }"),
      "Secret PROD_KUBECONFIG of the repository, one for all environments, which the workflow hands on by name; and WAYBILL_ENV there, with the lines DATABASE_URL=… and MAIL_KEY=….",
      "hand on WAYBILL_ENV",
    ],
    [
      "nothing asks for a WAYBILL_ENV that has no line",
      call(
        "secrets: { DATABASE_URL: '${{ secrets.DATABASE_URL }}', MAIL_KEY: '${{ secrets.MAIL_KEY }}', KUBECONFIG: '${{ secrets.KUBECONFIG }}' }",
      ),
      "Secrets DATABASE_URL, MAIL_KEY and KUBECONFIG of the repository, one for all environments, which the workflow hands on by name.",
      "WAYBILL_ENV",
    ],
    [
      "what is needed and not handed on is said",
      call("secrets: { KUBECONFIG: '${{ secrets.KUBECONFIG }}' }"),
      ".github/workflows/ship.yml: hand on WAYBILL_ENV, or what it holds by name.",
      "KUBECONFIG=…",
    ],
    ["all secrets may be handed on", call("secrets: inherit"), "WAYBILL_ENV of the repository", "hand on WAYBILL_ENV"],
    [
      "a login takes the place of the kubeconfig",
      call("with: { cloud: '{}' }\n    secrets: { WAYBILL_ENV: '${{ secrets.WAYBILL_ENV }}' }"),
      "with the lines DATABASE_URL=… and MAIL_KEY=….",
      "KUBECONFIG=…",
    ],
    [
      "the caller's own job hands on by its variables and inputs",
      "jobs:\n  release:\n    env: { MAIL_KEY: '${{ secrets.MAIL }}' }\n    steps:\n      - uses: waybill-ci/waybill@0123\n        with: { kubeconfig: '${{ secrets.KUBE }}' }\n        env: { WAYBILL_ENV: '${{ secrets.WAYBILL_ENV }}' }\n",
      "Secrets MAIL and KUBE of the environment production, which the workflow hands on by name; and WAYBILL_ENV there, with the lines DATABASE_URL=….",
      "hand on WAYBILL_ENV",
    ],
  ])("are told by what the caller passes: %s", async (_, text, said, unsaid) => {
    await mkdir(join(workspace, ".github/workflows"), { recursive: true });
    await writeFile(join(workspace, ".github/workflows/ship.yml"), text);
    const all = (await read()).steps.join("\n");
    expect(all).toContain(said);
    expect(all).not.toContain(unsaid);
  });
});
