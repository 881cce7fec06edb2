import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair, inspectBundle, PREDICATES, readRecord } from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { breakProject } from "../../scripts/demo-breakages.ts";
import { realProject } from "@waybill/testing/real-release";
import type { Finished, RealProject } from "@waybill/testing/real-release";

interface Pod {
  metadata: { name: string };
  status: { containerStatuses?: { imageID: string; ready: boolean }[] };
}

const RELEASE = ["release", "--yes"];

test("a dry run says what would change and changes nothing", async () => {
  await using project = await realProject();
  const dry = await project.waybill(["release", "--dry-run"]);
  expect(dry.code, dry.output).toBe(0);
  expect(dry.output).toContain("nothing was changed");
  expect(dry.output).toMatch(/5 migrations, 8 of 8 objects to change/);
  expect(await project.kubectl("get", "namespaces", "-o", "name")).not.toContain(project.namespace);
  expect(await project.sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
  const catalog = await fetch(`http://${project.parts.registry.address}/v2/acme/${project.namespace}/churn/tags/list`);
  expect(catalog.status).toBe(404);
  expect((await project.waybill(["rollback", "--dry-run"])).output).toContain("A dry run cannot roll back");
});

describe("one release of examples/churn on real parts", () => {
  let project: RealProject;
  let first: Finished;

  beforeAll(async () => {
    project = await realProject();
    first = await project.waybill(RELEASE);
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  const pods = async (): Promise<Pod[]> =>
    (
      JSON.parse(await project.kubectl("get", "pods", "-n", project.namespace, "-l", "app.kubernetes.io/name=churn", "-o", "json")) as {
        items: Pod[];
      }
    ).items;
  const digestOfImage = (output: string): string => /churn@(sha256:[0-9a-f]{64})/.exec(output)?.[1] ?? "";

  test("passes every stage", () => {
    expect(first.output).toContain("✓ Verify production");
    expect(first.code, first.output).toBe(0);
  });

  test("runs exactly the tested digest in every pod", async () => {
    const running = await pods();
    expect(running.length).toBeGreaterThanOrEqual(2);
    const digest = digestOfImage(first.output);
    const images = running.flatMap(({ status }) => (status.containerStatuses ?? []).map(({ imageID }) => imageID));
    expect(images.length).toBeGreaterThanOrEqual(running.length);
    for (const image of images) expect(image).toContain(digest);
  });

  test("answers a request through the Service from the migrated database and the released model", async () => {
    const answer = JSON.parse(
      await project.kubectl("get", "--raw", `/api/v1/namespaces/${project.namespace}/services/churn:80/proxy/predict?customer=C-00042`),
    ) as Record<string, unknown>;
    expect(answer).toMatchObject({ customer: "C-00042" });
    expect(answer["probability"]).toBeGreaterThan(0);
    expect((await project.sql<{ version: string }>("SELECT version::text FROM schema_migrations")).length).toBeGreaterThan(0);
  });

  test("stores its evidence where crane finds it, beside the image", async () => {
    const tags = await promisify(execFile)(project.parts.tools.crane, [
      "ls",
      `${project.parts.registry.address}/acme/${project.namespace}/churn`,
    ]);
    expect(tags.stdout).toContain(`sha256-${digestOfImage(first.output).slice(7)}`);
  });

  test("leaves a record whose statements verify with cosign and the public key alone", async () => {
    const { statements } = await readRecord(join(project.workspace, ".waybill/production/record.json"));
    expect(statements.length).toBeGreaterThanOrEqual(8);
    const stranger = generateKeyPair().publicKeyPem;
    for (const bundle of statements) {
      const { stage, subjects } = inspectBundle(bundle);
      expect(subjects.length, stage).toBeGreaterThan(0);
      for (const { name, digest } of subjects) {
        const accepted = await cosign(project, bundle, PREDICATES[stage].type, digest, project.publicKeyPem);
        expect(accepted.ok, `${stage} about ${name}: ${accepted.output}`).toBe(true);
      }
      const refused = await cosign(project, bundle, PREDICATES[stage].type, subjects[0]?.digest ?? "", stranger);
      expect(refused.ok, `${stage} with a stranger's key: ${refused.output}`).toBe(false);
    }
  });

  test("a second release says what did not need doing again and changes nothing", async () => {
    const before = await pods();
    const second = await project.waybill(RELEASE);
    expect(second.code, second.output).toBe(0);
    expect(second.output).toMatch(/nothing to apply/);
    expect(second.output).toMatch(/nothing to change/);
    expect((await pods()).map((pod) => pod.metadata.name).sort()).toEqual(before.map((pod) => pod.metadata.name).sort());
  });

  test("verify finds the record true", async () => {
    const verified = await project.waybill(["verify"]);
    expect(verified.code, verified.output).toBe(0);
  });

  test("no secret stands in any output, record, page or summary", async () => {
    const password = new URL(project.env["DATABASE_URL"] ?? "").password;
    const key = (project.env["WAYBILL_SIGNING_KEY"] ?? "").split("\n")[1] ?? "";
    const texts = [first.output, ...(await everyFile(join(project.workspace, ".waybill")))];
    for (const secret of [password, key]) {
      expect(secret.length).toBeGreaterThan(8);
      for (const text of texts) expect(text.includes(secret)).toBe(false);
    }
  });

  test("a deployment that does not become healthy is rolled back, and the old version still answers", async () => {
    await breakProject("deploy", project.workspace);
    const broken = await project.waybill(RELEASE);
    expect(broken.code, broken.output).toBe(1);
    expect(broken.output).toMatch(/Rolled back and verified/);
    const answer = await project.kubectl(
      "get",
      "--raw",
      `/api/v1/namespaces/${project.namespace}/services/churn:80/proxy/predict?customer=C-00042`,
    );
    expect(answer).toContain("probability");
    expect(await project.kubectl("get", "deployment", "churn", "-n", project.namespace, "-o", "yaml")).not.toContain("no-such-model");
  });
});

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")));
}

/** Lets cosign judge one statement about one digest; it gets the bundle and the public key, and nothing else of ours. */
async function cosign(
  project: RealProject,
  bundle: Bundle,
  type: string,
  digest: string,
  publicKeyPem: string,
): Promise<{ ok: boolean; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-cosign-"));
  await writeFile(join(folder, "bundle.json"), JSON.stringify(bundle));
  await writeFile(join(folder, "waybill.pub"), publicKeyPem);
  const args = ["--key=waybill.pub", "--bundle=bundle.json", `--type=${type}`, "--insecure-ignore-tlog"];
  const about = [`--digest=${digest.slice("sha256:".length)}`, "--digestAlg=sha256"];
  return promisify(execFile)(project.parts.tools.cosign, ["verify-blob-attestation", ...args, ...about], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ ok: true, output: stdout + stderr }),
    (error: Error) => ({ ok: false, output: error.message }),
  );
}
