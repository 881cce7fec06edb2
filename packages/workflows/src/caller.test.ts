import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readCalledWorkflow, writeCaller } from "./index.ts";
import type { CallerOptions } from "./index.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FILES = ["release.yml", "validate.yml", "build.yml", "deploy.yml"];
const workflows = Object.fromEntries(FILES.map((file) => [file, readFileSync(join(ROOT, ".github/workflows", file), "utf8")]));
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const options: CallerOptions = {
  product: "shop",
  way: "public",
  environments: ["staging", "production"],
  waybill: { repository: "waybill-ci/waybill", commit: COMMIT, version: "v1.0.0" },
  checkout: { repository: "actions/checkout", commit: COMMIT, version: "v6.0.2" },
  workflows,
};
const vendored = { repository: "acme/workflows", commit: COMMIT, version: "v1.0.0" };

interface Caller {
  readonly jobs: Record<string, { readonly permissions: Record<string, string>; readonly uses?: string; readonly secrets?: object }>;
}

function permissionsOf(file: string): Record<string, string> {
  return Object.fromEntries(readCalledWorkflow(file, workflows[file] ?? "").permissions.map(({ scope, access }) => [scope, access]));
}

function linesOf(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}

describe("a caller of the public workflows", () => {
  test("gives the job exactly what the called jobs declare, each with its reason", () => {
    const text = writeCaller(options);
    const caller = parse(text) as Caller;
    expect(caller.jobs["release"]?.permissions).toEqual(permissionsOf("release.yml"));
    for (const line of text.split("\n")) if (/: (read|write)\b/.test(line)) expect(line).toMatch(/ # to \S/);
  });

  test("is short, and hands on only the secrets that were chosen", () => {
    const text = writeCaller({ ...options, secrets: ["WAYBILL_SIGNING_KEY"] });
    expect(linesOf(text)).toBeLessThanOrEqual(20);
    expect((parse(text) as Caller).jobs["release"]?.secrets).toEqual({ WAYBILL_SIGNING_KEY: "${{ secrets.WAYBILL_SIGNING_KEY }}" });
  });

  test("gives another permission as soon as a called job asks for it", () => {
    const release = (workflows["release.yml"] ?? "").replace(/^( +)contents: read .*$/m, "$&\n$1checks: write # to show the plan");
    const text = writeCaller({ ...options, workflows: { ...workflows, "release.yml": release } });
    expect(text).toContain("      checks: write # to show the plan\n");
  });
});

test("a caller of the organisation's copies names its repository and hands secrets on by name", () => {
  const text = writeCaller({ ...options, way: "vendored", vendored });
  expect(text).toContain(`uses: acme/workflows/.github/workflows/release.yml@${COMMIT} # v1.0.0`);
  expect(text).not.toContain("inherit");
  expect(() => writeCaller({ ...options, way: "vendored" })).toThrow("name the repository that holds the copies");
});

describe("a caller with the changing job in its own file", () => {
  const text = writeCaller({ ...options, way: "inline", directory: "services/shop", secrets: ["WAYBILL_SIGNING_KEY"] });
  const caller = parse(text) as Caller;

  test("is short, and its job has the environment and what deploy.yml's jobs may do", () => {
    expect(linesOf(text)).toBeLessThanOrEqual(35);
    expect(caller.jobs["release"]).toMatchObject({
      permissions: permissionsOf("deploy.yml"),
      environment: { name: "${{ matrix.environment }}", deployment: false },
      strategy: { "max-parallel": 1, "fail-fast": true, matrix: { environment: ["staging", "production"] } },
    });
  });

  test("gives the root action only inputs that it has", () => {
    const { inputs } = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { inputs: Record<string, unknown> };
    const { steps } = caller.jobs["release"] as unknown as { steps: { with: Record<string, unknown> }[] };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(steps[1]?.with ?? {})));
    expect(steps[1]?.with).toMatchObject({ images: "run", environment: "${{ matrix.environment }}" });
  });

  test("keeps the values of an environment from the build", () => {
    const every = parse(writeCaller({ ...options, way: "inline" })) as Caller;
    expect(every.jobs["build"]?.secrets).toMatchObject({ WAYBILL_ENV: "${{ secrets.WAYBILL_BUILD_ENV }}" });
    expect(every.jobs["release"]).toMatchObject({ steps: [{}, { env: { WAYBILL_ENV: "${{ secrets.WAYBILL_ENV }}" } }] });
    expect(linesOf(writeCaller({ ...options, way: "inline" }))).toBeLessThanOrEqual(35);
  });
});

test.each([
  [{ product: "shop }}" }, "Input 'product' is 'shop }}'; it may hold letters"],
  [{ environments: [], way: "inline" }, "Input 'environments' is empty"],
  [{ environments: ["a, b"] }, "Input 'environments' is 'a, b'"],
  [{ branch: "main] }" }, "Input 'branch' is 'main] }'"],
  [{ directory: "../x: y" }, "Input 'directory' is '../x: y'"],
  [{ waybill: { ...vendored, commit: "v1" } }, "Input 'commit' is 'v1'; it may hold 40 hex digits"],
  [{ secrets: ["NOBODY"] }, "names 'NOBODY', which nothing called takes; it may name "],
  [{ workflows: {} }, "lacks release.yml"],
  [{ workflows: { "release.yml": "on: push" } }, "The workflow 'release.yml' cannot be called"],
  [
    { workflows: { "release.yml": "on: { workflow_call: {} }\njobs: { a: { runs-on: x } }" } },
    "does not list the permissions of its job 'a'",
  ],
  [
    { workflows: { "release.yml": "on:\n  workflow_call:\n    inputs: { x: { required: true } }\njobs: {}" } },
    "demands 'x', which this caller",
  ],
])("refuses %j", (change, message) => {
  expect(() => writeCaller({ ...options, ...(change as Partial<CallerOptions>) })).toThrow(message);
});
