import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, digestOfFile } from "@waybill/kit";
import type { RunContext, Stage, Subject } from "@waybill/kit";
import {
  createRecord,
  createStatement,
  evidenceStore,
  generateKeyPair,
  loadSigner,
  readRecord,
  signStatement,
  writeRecord,
} from "@waybill/record";
import type { Bundle, EvidenceOf, Signer } from "@waybill/record";
import { HONEST } from "@waybill/testing/honest-release";
import { read } from "@waybill/testing/repository";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor, Registry } from "@waybill/registry";
import { readParts } from "../../scripts/parts/state.ts";

const { tools, registry: part } = readParts(["tools", "registry"]);
const run = promisify(execFile);
const PREDICATES = "https://github.com/waybill-ci/waybill/predicates";
const DATA = "customer,churned\n1042,yes\n1043,no\n";
const RUN: RunContext = {
  repository: "acme/churn",
  commit: "3f".repeat(20),
  ref: "refs/heads/main",
  actor: "ann",
  workflow: "release.yml@refs/heads/main",
  run: "https://github.com/acme/churn/actions/runs/1",
  attempt: 1,
  dirty: false,
  rehearsal: false,
};

let folder: string;
let signer: Signer;
let registry: Registry;
let repository: string;
let manifest: Descriptor;
const at = (name: string): string => join(folder, name);

const sign = (evidence: EvidenceOf<Stage>): Promise<Bundle> =>
  signStatement(
    createStatement(evidence, RUN, {
      name: "waybill",
      version: "0.1.0",
    }),
    signer,
  );

/** Runs a program that others wrote; its exit code decides, its output is kept for the failure's message. */
async function exec(program: string, args: string[]): Promise<{ ok: boolean; output: string }> {
  try {
    const { stdout, stderr } = await run(program, args, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return { ok: false, output: stdout + stderr };
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "record-"));
  const keys = generateKeyPair();
  signer = loadSigner(keys.privateKeyPem);
  registry = connectRegistry({ registry: part.address });
  repository = `record-test-${Date.now()}/churn`;
  await mkdir(dirname(at("data/customers.csv")), { recursive: true });
  await writeFile(at("waybill.pub"), keys.publicKeyPem);
  await writeFile(at("stranger.pub"), generateKeyPair().publicKeyPem);
  await writeFile(at("data/customers.csv"), DATA);
  await writeFile(at("data/changed.csv"), DATA.replace("1042", "1041"));

  const config = Buffer.from("{}");
  const descriptor = { mediaType: MEDIA_TYPES.config, digest: digestOf(config), size: config.length };
  await registry.pushBlob(repository, {
    descriptor,
    async *open() {
      yield config;
    },
  });
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers: [] }));
  manifest = await registry.putManifest(repository, digestOf(bytes), bytes, MEDIA_TYPES.manifest);

  const { digest } = await digestOfFile(at("data/customers.csv"));
  const image: Subject = { kind: "image", name: `${part.address}/${repository}`, digest: manifest.digest };
  const statements = [
    await sign({ ...HONEST["validate-data"], subjects: [{ kind: "path", name: "data/customers.csv", digest }] }),
    await sign({ ...HONEST.build, subjects: [image] }),
    await sign({ ...HONEST.test, subjects: [image], facts: { ...HONEST.test.facts, reference: `${image.name}@${image.digest}` } }),
  ];
  const record = await createRecord(
    statements,
    {
      product: null,
      application: "churn",
      environment: "production",
      run: RUN,
      images: { churn: `${image.name}@${image.digest}` },
      tool: { name: "waybill", version: "1" },
      verdict: "pass",
      now: new Date(),
      configuration: [],
      policy: [],
      findings: [],
      ignored: 0,
    },
    signer,
  );
  await writeRecord(at("record.json"), record);
  for (const [index, bundle] of (await readRecord(at("record.json"))).statements.entries())
    await writeFile(at(`bundle-${index}.json`), JSON.stringify(bundle));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("cosign, which this project did not write,", () => {
  const verify = (options: { key?: string; bundle?: string; type?: string; subject: string }): Promise<{ ok: boolean; output: string }> =>
    exec(tools.cosign, [
      "verify-blob-attestation",
      `--key=${options.key ?? "waybill.pub"}`,
      `--bundle=${options.bundle ?? "bundle-0.json"}`,
      `--type=${options.type ?? `${PREDICATES}/validate-data/v1`}`,
      "--insecure-ignore-tlog",
      options.subject,
    ]);

  test("accepts the statement about a file that is still what it was", async () => {
    expect(await verify({ subject: "data/customers.csv" })).toMatchObject({
      ok: true,
      output: expect.stringContaining("Verified OK") as string,
    });
  });

  test.each([
    ["the file was changed by one byte", { subject: "data/changed.csv" }, "do not match digests in statement"],
    ["another key is trusted", { subject: "data/customers.csv", key: "stranger.pub" }, "verify"],
    ["another kind of evidence is asked for", { subject: "data/customers.csv", type: `${PREDICATES}/deploy/v1` }, "predicate type"],
    [
      "the statement is about something else",
      { subject: "data/customers.csv", bundle: "bundle-1.json", type: "slsaprovenance1" },
      "do not match digests in statement",
    ],
  ])("refuses when %s", async (_, options, reason) => {
    const { ok, output } = await verify(options);
    expect(ok, output).toBe(false);
    expect(output).toContain(reason);
  });

  test("refuses a statement of which any byte was changed", async () => {
    const bundle = JSON.parse(await readFile(at("bundle-0.json"), "utf8")) as Bundle;
    const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64");
    for (const place of [0, Math.floor(payload.length / 2), payload.length - 1]) {
      const changed = Buffer.from(payload);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await writeFile(
        at("changed.json"),
        JSON.stringify({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: changed.toString("base64") } }),
      );
      expect((await verify({ bundle: "changed.json", subject: "data/customers.csv" })).ok, `byte ${place}`).toBe(false);
    }
  });

  test("accepts provenance, test result and release about an image by its digest", async () => {
    const types = ["slsaprovenance1", "https://in-toto.io/attestation/test-result/v0.1", "https://slsa.dev/verification_summary/v1"];
    for (const [index, type] of types.entries()) {
      const { ok, output } = await exec(tools.cosign, [
        "verify-blob-attestation",
        "--key=waybill.pub",
        `--bundle=bundle-${index + 1}.json`,
        `--type=${type}`,
        "--insecure-ignore-tlog",
        `--digest=${manifest.digest.slice("sha256:".length)}`,
        "--digestAlg=sha256",
      ]);
      expect(ok, output).toBe(true);
    }
  });

  test("finds the evidence beside the image in the registry and accepts it", async () => {
    const store = evidenceStore({ registryFor: () => registry, recordRepository: `${part.address}/${repository}/record` });
    const { statements } = await readRecord(at("record.json"));
    for (const bundle of statements.slice(1))
      await store.publish(bundle, { repository: `${part.address}/${repository}`, subject: manifest });
    expect((await store.find(manifest.digest, `${part.address}/${repository}`)).bundles).toHaveLength(3);
    const image = `${part.address}/${repository}@${manifest.digest}`;
    for (const [key, accepted] of [
      ["waybill.pub", true],
      ["stranger.pub", false],
    ] as const) {
      const { ok, output } = await exec(tools.cosign, [
        "verify-attestation",
        "--key",
        key,
        "--type",
        "slsaprovenance1",
        "--insecure-ignore-tlog",
        "--allow-http-registry",
        image,
      ]);
      expect(ok, output).toBe(accepted);
    }
  });
});

test("evidence about a file is found in the registry by the file's digest alone", async () => {
  const store = evidenceStore({ registryFor: () => registry, recordRepository: `${part.address}/${repository}/record` });
  const { statements } = await readRecord(at("record.json"));
  const { digest } = await digestOfFile(at("data/customers.csv"));
  await store.publish(statements[0] as Bundle, { subject: digest });
  await store.publish(statements[0] as Bundle, { subject: digest });
  expect((await store.find(digest)).bundles).toEqual([statements[0]]);
  expect((await store.find(digestOf("never seen"))).bundles).toEqual([]);
});

describe("openssl alone", () => {
  test.each([
    ["accepts a statement as it was signed", (payload: Buffer) => payload, true],
    [
      "refuses it with one bit changed",
      (payload: Buffer) => Buffer.from(payload.map((byte, index) => (index === 99 ? byte ^ 1 : byte))),
      false,
    ],
  ])("%s", async (_, change, accepted) => {
    const { statements } = await readRecord(at("record.json"));
    for (const { dsseEnvelope } of statements) {
      const payload = change(Buffer.from(dsseEnvelope.payload, "base64"));
      await writeFile(at("signed"), Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]));
      await writeFile(at("signature"), Buffer.from(dsseEnvelope.signatures[0]?.sig ?? "", "base64"));
      const { ok, output } = await exec("openssl", [
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "waybill.pub",
        "-rawin",
        "-in",
        "signed",
        "-sigfile",
        "signature",
      ]);
      expect(ok, output).toBe(accepted);
    }
  });
});

describe("the commands of docs/verify-by-hand.md that need only jq", () => {
  const blocks = [...read("docs/verify-by-hand.md").matchAll(/```sh.*\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  /** What the one block of commands prints that has this word. */
  const said = async (word: string): Promise<string[]> => {
    const found = blocks.filter((text) => text.includes(word));
    expect(found, word).toHaveLength(1);
    const { ok, output } = await exec("bash", ["-c", found[0] ?? ""]);
    expect(ok, output).toBe(true);
    return output.trimEnd().split("\n");
  };

  test("say what the record says, and what its verification came to", async () => {
    const lines = await said("dev.waybill.kind");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe("validate-data\tpass\tpath data/customers.csv");
    expect(lines[3]).toMatch(/^release\tpass\trelease churn, image /);
    expect(await said("verificationResult")).toEqual(["PASSED"]);
  });

  test("list the same payloads twice", async () => {
    const lines = await said("inputAttestations");
    expect(lines.slice(0, 3)).toEqual(lines.slice(3));
    expect(lines).toHaveLength(6);
  });
});
