import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realProject } from "../support/real-release.ts";
import type { Finished, RealProject } from "../support/real-release.ts";

const RELEASE = ["release", "--yes"];
const errors = ({ output }: Finished): string[] => output.split("\n").filter((line) => line.startsWith("waybill: "));

describe("bad days", () => {
  let project: RealProject;
  beforeAll(async () => {
    project = await realProject();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  const CASES: [string, Record<string, string>, RegExp][] = [
    ["a registry that is not there", { WAYBILL_REGISTRY: "127.0.0.1:9" }, /127\.0\.0\.1:9/],
    ["a database that is not there", { DATABASE_URL: "postgres://app:canary-pw-1@127.0.0.1:9/x" }, /127\.0\.0\.1:9/],
    [
      "a container engine that is not there",
      { DOCKER_HOST: "unix:///nowhere/docker.sock", WAYBILL_BUILDER: "assemble" },
      /\/nowhere\/docker\.sock/,
    ],
    ["a kubeconfig that is not there", { KUBECONFIG: "/nowhere/kubeconfig" }, /\/nowhere\/kubeconfig/],
    ["a variable that is not set", { DATABASE_URL: "" }, /DATABASE_URL/],
    ["a signing key that is none", { WAYBILL_SIGNING_KEY: "canary-key-1" }, /signing-key/],
  ];
  test.each(CASES)("%s ends with one error that names it, exit code 1, and no secret", async (_, env, message) => {
    const ended = await project.waybill(RELEASE, { env });
    expect(ended.code, ended.output).toBe(1);
    expect(errors(ended), ended.output).toHaveLength(1);
    expect(errors(ended)[0]).toMatch(message);
    expect(ended.output).not.toMatch(/canary-|Unexpected error/);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s stops a release with one error that says how to go on, and the next run completes it",
    async (signal) => {
      await using own = await realProject();
      const stopped = await own.waybill(RELEASE, { killAfterMs: 2500, signal });
      expect(stopped.code, stopped.output).toBe(1);
      expect(errors(stopped), stopped.output).toHaveLength(1);
      expect(errors(stopped)[0]).toContain("Start it again");
      const again = await own.waybill(RELEASE);
      expect(again.code, again.output).toBe(0);
    },
  );

  test("two releases of one environment at once end as one after the other, or one refuses and says why", async () => {
    await using own = await realProject();
    const both = await Promise.all([own.waybill(RELEASE), own.waybill(RELEASE)]);
    expect(
      both.some(({ code }) => code === 0),
      both.map(({ output }) => output).join("\n---\n"),
    ).toBe(true);
    for (const ended of both.filter(({ code }) => code !== 0)) expect(errors(ended)).toHaveLength(1);
    const versions = await own.sql<{ version: string }>("SELECT version::text AS version FROM waybill_migrations");
    expect(new Set(versions.map((row) => row.version)).size).toBe(5);
    expect(versions).toHaveLength(5);
    const again = await own.waybill(RELEASE);
    expect(again.code, again.output).toBe(0);
  });
});
