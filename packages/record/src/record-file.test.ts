import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import {
  createRecord,
  createStatement,
  generateKeyPair,
  loadSigner,
  parseRecord,
  readRecord,
  signStatement,
  trustKey,
  verifyRecord,
  writeRecord,
} from "./index.ts";
import type { TrustedKey } from "./index.ts";

const RUN: RunContext = {
  repository: "acme/churn",
  commit: "a".repeat(40),
  ref: "refs/heads/main",
  actor: "ann",
  workflow: "release",
  run: "1",
  attempt: 1,
  dirty: false,
  rehearsal: false,
};
const DATA = { name: "data/customers.csv", digest: digestOf("data") };
const times = { startedAt: "2026-11-21T08:00:00.000Z", finishedAt: "2026-11-21T08:00:01.000Z" };

let folder: string;
let path: string;
let original: Buffer;
let trusted: TrustedKey[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "record-"));
  path = join(folder, "record.json");
  const keys = generateKeyPair();
  const signer = loadSigner(keys.privateKeyPem);
  trusted = [trustKey(keys.publicKeyPem)];
  const stages = ["validate-data", "validate-model", "migrate"] as const;
  const bundles = await Promise.all(
    stages.map((stage) =>
      signStatement(
        createStatement({ stage, subjects: [DATA], verdict: "pass", facts: { stage }, ...times }, RUN, { name: "waybill", version: "1" }),
        signer,
      ),
    ),
  );
  await writeRecord(
    path,
    await createRecord(
      bundles,
      { application: "churn", environment: "production", run: RUN, images: {}, tool: { name: "waybill", version: "1" } },
      signer,
    ),
  );
  original = await readFile(path);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What is said about the record file as it lies on disk: nothing when it holds. */
async function complaint(): Promise<string> {
  try {
    const record = await readRecord(path);
    const { verdict, findings } = await verifyRecord(record, {
      trusted,
      policy: [],
      environment: "production",
      readSubject: async () => DATA.digest,
    });
    return verdict === "pass" ? "" : findings.map(({ what }) => what).join(" ");
  } catch (error) {
    expect((error as Error).name).toBe("ActionError");
    return (error as Error).message;
  }
}

/** Which statements begin before a place of the file. */
function statementsAt(at: number): number {
  return original.subarray(0, at).toString("latin1").split('"mediaType"').length - 2;
}

test("a record that was not touched holds", async () => {
  expect(await complaint()).toBe("");
});

test("a changed byte anywhere in the file is found, and the statement it lies in is named", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: original.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ flip;
      await writeFile(path, changed);
      const said = await complaint();
      expect(said, `byte ${at}`).not.toBe("");
      const payload = original.toString("latin1").lastIndexOf('"payload"', at);
      const insidePayload =
        payload >= 0 && original.indexOf(0x22, payload + '"payload": "'.length) > at && at > payload + '"payload": "'.length;
      if (insidePayload) expect(said.toLowerCase(), `byte ${at}`).toContain(`statement ${statementsAt(at)}`);
    }),
    { numRuns: 400 },
  );
  await writeFile(path, original);
});

test.each([
  ["white space", (text: string) => text.replace('"statements": [', '"statements":  ['), "in or just after|before its first statement"],
  ["an escape of the same letter", (text: string) => text.replace('"dsseEnvelope"', String.raw`"\u0064sseEnvelope"`), "statement 1"],
  [
    "a repeated key",
    (text: string) => text.replace('"mediaType"', '"mediaType": "x", "mediaType"'),
    "before its first statement|statement",
  ],
  ["an unknown member", (text: string) => text.replace('"dsseEnvelope"', '"note": 1, "dsseEnvelope"'), "Statement 1 of the record"],
  ["a missing end", (text: string) => text.slice(0, -40), "not JSON"],
  ["nothing at all", () => "", "not JSON"],
])("%s is a change", (_, change, said) => {
  expect(() => parseRecord(change(original.toString()))).toThrow(new RegExp(said));
});

test("the same record without indentation is the same record", () => {
  const record = parseRecord(original.toString());
  expect(parseRecord(JSON.stringify(record))).toEqual(record);
});

test("a missing file is said with its path", async () => {
  await expect(readRecord(join(folder, "none.json"))).rejects.toThrow("none.json' cannot be read (ENOENT)");
});
