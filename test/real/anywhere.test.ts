import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectRegistry } from "@waybill/registry";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";
import { ROOT } from "@waybill/testing/repository";

/** The commit that the second release is of. */
const LATER = { GITHUB_SHA: "89abcdef0123456789abcdef0123456789abcdef" };

describe("after a release", () => {
  let project: RealProject;
  let image: string;

  /** Runs `waybill verify` in an empty folder, where there is neither a project nor a key of the release. */
  async function verifyElsewhere(...args: string[]): Promise<{ code: number; stdout: string }> {
    const elsewhere = await mkdtemp(join(tmpdir(), "waybill-elsewhere-"));
    await writeFile(join(elsewhere, "waybill.pub"), project.publicKeyPem);
    try {
      const node = join(ROOT, "node_modules/.bin/node");
      const command = [join(ROOT, "dist/cli/index.js"), "verify", ...args, "--trusted-keys", "waybill.pub", "--json"];
      const { stdout } = await promisify(execFile)(node, command, { cwd: elsewhere, env: { PATH: "", HOME: elsewhere } });
      return { code: 0, stdout };
    } catch (error) {
      const { code = -1, stdout = "" } = error as { code?: number; stdout?: string };
      return { code, stdout };
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  }

  beforeAll(async () => {
    project = await realProject();
    const released = await project.waybill(["release", "--yes"]);
    expect(released.code, released.output).toBe(0);
    const { statements } = JSON.parse(await readFile(join(project.workspace, ".waybill/production/record.json"), "utf8")) as {
      statements: { dsseEnvelope: { payload: string } }[];
    };
    const closing = Buffer.from(statements.at(-1)?.dsseEnvelope.payload ?? "", "base64").toString();
    image = /"([^"]+\/churn@sha256:[0-9a-f]{64})"/.exec(closing)?.[1] ?? "";
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  test("record, report and brief lie beside the image, as they are on disk", async () => {
    const [repository = "", digest = ""] = image.split("@");
    const path = repository.slice(repository.indexOf("/") + 1);
    const registry = connectRegistry({ registry: project.parts.registry.address });
    const { descriptors } = await registry.listReferrers(path, digest as `sha256:${string}`);
    for (const name of ["record.json", "report.html", "brief.md"]) {
      const found = descriptors.find(({ annotations }) => annotations?.["org.opencontainers.image.title"] === name);
      const stored = Buffer.from(await registry.readArtifact(path, found!)).toString();
      const written = await readFile(join(project.workspace, ".waybill/production", name), "utf8");
      // A record in a registry has no indentation.
      if (name === "record.json") expect(JSON.parse(stored)).toEqual(JSON.parse(written));
      else expect(stored).toBe(written);
    }
  });

  test("the image verifies anywhere, with nothing but the key", async () => {
    const { code, stdout } = await verifyElsewhere(image, "-e", "production");
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "pass", record: image, release: { environment: "production" } });
    expect(code).toBe(0);
    expect((await verifyElsewhere(image, "-e", "staging")).code).toBe(1);
    expect((await verifyElsewhere(`${image.split("@")[0]}:none`)).code).toBe(3);
  });

  test("and a rollback the environment verifies, until somebody changes what runs", async () => {
    await project.edit("deploy/deployment.yaml", (text) => text.replace("replicas: 2", "replicas: 1"));
    const second = await project.waybill(["release", "--yes"], { env: LATER });
    expect(second.code, second.output).toBe(0);
    expect((await project.waybill(["verify"], { env: LATER })).code).toBe(0);
    const back = await project.waybill(["rollback"], { env: LATER });
    expect(back.code, back.output).toBe(0);
    const verified = await project.waybill(["verify"], { env: LATER });
    expect(verified.code, verified.output).toBe(0);
    expect(verified.output).toContain(`rolled back to commit ${project.env["GITHUB_SHA"]}`);
    await project.kubectl("scale", "deployment/churn", "-n", project.namespace, "--replicas=3");
    const changed = await project.waybill(["verify"], { env: LATER });
    expect(changed.output).toContain("What runs in 'production' is not what");
    expect(changed.code).toBe(1);
    await project.kubectl("scale", "deployment/churn", "-n", project.namespace, "--replicas=2");
  });
});
