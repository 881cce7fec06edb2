import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair } from "@waybill/record";
import { runDirectory } from "../../scripts/parts/state.ts";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";

/** Changes one byte of a file, runs the work, and puts the byte back. */
async function withChangedByte(path: string, at: number, work: () => Promise<void>): Promise<void> {
  const before = await readFile(path);
  const changed = Buffer.from(before);
  const position = at < 0 ? changed.length + at : at;
  changed[position] = (changed[position] ?? 0) ^ 1;
  await writeFile(path, changed);
  try {
    await work();
  } finally {
    await writeFile(path, before);
  }
}

/** The file in which the CNCF registry keeps a blob. */
async function blobFile(digest: string): Promise<string> {
  const hex = digest.slice("sha256:".length);
  const entries = await readdir(runDirectory(), { recursive: true });
  const found = entries.find((entry) => entry.endsWith(join("blobs", "sha256", hex.slice(0, 2), hex, "data")));
  if (!found) throw new Error(`The registry does not hold ${digest}.`);
  return join(runDirectory(), found);
}

describe("after a release, verify names every change", () => {
  let project: RealProject;
  let recordFile: string;

  const verify = async (env?: Record<string, string>, code = 1): Promise<string> => {
    const ended = await project.waybill(["verify"], env ? { env } : {});
    expect(ended.code, ended.output).toBe(code);
    return ended.output;
  };

  beforeAll(async () => {
    project = await realProject();
    recordFile = join(project.workspace, ".waybill/production/record.json");
    const released = await project.waybill(["release", "--yes"]);
    expect(released.code, released.output).toBe(0);
    expect((await project.waybill(["verify"])).code).toBe(0);
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  test.each([
    ["data", "data/customers.csv", "data/customers.csv", -5],
    ["model", "models/churn/model.safetensors", "models/churn", -3],
    ["migration", "db/migrations/000002_create_predictions.up.sql", "db/migrations", 5],
    ["manifest", "deploy/service.yaml", "deploy", 20],
    ["configuration", "waybill.yml", "waybill.yml", 3],
  ])("one byte of the %s", async (_, file, name, at) => {
    await withChangedByte(join(project.workspace, file), at, async () => {
      const output = await verify();
      expect(output).toContain(`'${name}`);
      expect(output).toMatch(/changed after that stage/);
    });
  });

  test("one byte of the image's manifest or configuration in the registry", async () => {
    const { statements } = JSON.parse(await readFile(recordFile, "utf8")) as { statements: { dsseEnvelope: { payload: string } }[] };
    const release = JSON.parse(Buffer.from(statements.at(-1)?.dsseEnvelope.payload ?? "", "base64").toString()) as {
      predicate: { waybill_run: { facts: { images: { churn: string } } } };
    };
    const [repository = "", digest = ""] = release.predicate.waybill_run.facts.images.churn.split("@");
    const manifest = JSON.parse(await readFile(await blobFile(digest), "utf8")) as { config: { digest: string } };
    // Layers are shared with other projects on this registry, which must not see the change.
    const parts = [digest, manifest.config.digest];
    for (const part of parts) {
      await withChangedByte(await blobFile(part), 40, async () => {
        // The registry does not serve a manifest that is not what its digest says: then nobody can say that it is the released one.
        expect(await verify({}, part === digest ? 3 : 1)).toContain(repository);
      });
    }
  });

  test("an object that someone changed in the cluster", async () => {
    await project.kubectl("scale", "deployment/churn", "-n", project.namespace, "--replicas=3");
    expect(await verify()).toContain("What runs in 'production' is not what");
    await project.kubectl("scale", "deployment/churn", "-n", project.namespace, "--replicas=2");
  });

  test("two swapped statements", async () => {
    const text = await readFile(recordFile, "utf8");
    const record = JSON.parse(text) as { statements: unknown[] };
    [record.statements[1], record.statements[2]] = [record.statements[2], record.statements[1]];
    await writeFile(recordFile, JSON.stringify(record));
    expect(await verify()).toContain("statements were swapped");
    await writeFile(recordFile, text);
  });

  test("another key than the one that signed", async () => {
    expect(await verify({ WAYBILL_SIGNING_KEY: generateKeyPair().privateKeyPem })).toMatch(/signed by key .* not trusted/);
  });

  test("and holds again once every change is undone", async () => {
    const ended = await project.waybill(["verify"]);
    expect(ended.code, ended.output).toBe(0);
  });
});
