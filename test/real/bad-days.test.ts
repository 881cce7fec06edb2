import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { realProject } from "@waybill/testing/real-release";
import type { Finished, RealProject } from "@waybill/testing/real-release";

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

  const CASES: [string, Record<string, string>, RegExp, ...string[]][] = [
    ["a registry that is not there", {}, /127\.0\.0\.1:9/, "--registry", "127.0.0.1:9"],
    ["a database that is not there", { DATABASE_URL: "postgres://app:canary-pw-1@127.0.0.1:9/x" }, /127\.0\.0\.1:9/],
    [
      "a container engine that is not there",
      { DOCKER_HOST: "unix:///nowhere/docker.sock" },
      /\/nowhere\/docker\.sock/,
      "--builder",
      "assemble",
    ],
    ["a kubeconfig that is not there", { KUBECONFIG: "/nowhere/kubeconfig" }, /\/nowhere\/kubeconfig/],
    ["a variable that is not set", { DATABASE_URL: "" }, /DATABASE_URL/],
    ["a signing key that is none", { WAYBILL_SIGNING_KEY: "canary-key-1" }, /WAYBILL_SIGNING_KEY/],
  ];
  test.each(CASES)("%s ends with one error that names it, exit code 1, and no secret", async (_, env, message, ...options) => {
    const ended = await project.waybill([...RELEASE, ...options], { env });
    expect(ended.code, ended.output).toBe(1);
    expect(errors(ended), ended.output).toHaveLength(1);
    expect(errors(ended)[0]).toMatch(message);
    expect(ended.output).not.toMatch(/canary-|Unexpected error/);
  });

  test("a refused database password ends with one error that does not show it", async () => {
    const url = new URL(project.env["DATABASE_URL"] ?? "");
    url.password = "canary-pw-2";
    const ended = await project.waybill(RELEASE, { env: { DATABASE_URL: url.href } });
    expect(ended.code, ended.output).toBe(1);
    expect(errors(ended)).toHaveLength(1);
    expect(errors(ended)[0]).toMatch(/password|refused|credential/i);
    expect(ended.output).not.toContain("canary-pw-2");
  });

  test("a cluster that refuses the token, and one that grants too little, are told apart", async () => {
    const real = await readFile(project.parts.kubernetes.kubeconfig, "utf8");
    const { clusters } = parse(real) as { clusters: { name: string; cluster: unknown }[] };
    const kubeconfig = (token: string): string =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: clusters[0]?.cluster }],
        users: [{ name: "u", user: { token } }],
        contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
        "current-context": "x",
      });
    const file = join(project.workspace, "..", "kubeconfig");
    await writeFile(file, kubeconfig("canary-token-2"));
    const refused = await project.waybill(RELEASE, { env: { KUBECONFIG: file } });
    expect(refused.code, refused.output).toBe(1);
    expect(errors(refused)).toHaveLength(1);
    expect(errors(refused)[0]).toMatch(/token|credential/i);
    expect(refused.output).not.toContain("canary-token-2");

    const name = `reader-${project.namespace}`;
    await project.kubectl("create", "serviceaccount", name, "-n", "default");
    const token = (await project.kubectl("create", "token", name, "-n", "default")).trim();
    await writeFile(file, kubeconfig(token));
    const forbidden = await project.waybill(RELEASE, { env: { KUBECONFIG: file } });
    await project.kubectl("delete", "serviceaccount", name, "-n", "default");
    expect(forbidden.code, forbidden.output).toBe(1);
    expect(errors(forbidden)).toHaveLength(1);
    expect(forbidden.output).toMatch(/may not|not allowed|forbidden|permission/i);
    expect(forbidden.output).not.toContain(token);
  });

  test("a full disk ends with one error that names the folder, and the next run on a free disk completes", async () => {
    await using own = await realProject();
    const state = join(own.workspace, ".waybill");
    await mkdir(state);
    await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", state]);
    try {
      const full = await own.waybill(RELEASE);
      expect(full.code, full.output).toBe(1);
      expect(errors(full)).toHaveLength(1);
      expect(errors(full)[0]).toMatch(/disk is full/i);
      expect(full.output).not.toContain("Unexpected error");
    } finally {
      await promisify(execFile)("umount", [state]);
    }
    const again = await own.waybill(RELEASE);
    expect(again.code, again.output).toBe(0);
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
