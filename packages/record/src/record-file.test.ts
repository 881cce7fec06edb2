import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRecord, verifyRecord, writeRecord } from "./index.ts";
import { close, digestNow, EXPECTED, POLICY, statements, VERIFY } from "@waybill/testing/honest-release";
import { parseRecord } from "./record-file.ts";

let folder: string;
let path: string;
let original: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "record-"));
  path = join(folder, "record.json");
  await writeRecord(path, await close(await statements()));
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
      verify: VERIFY,
      policy: POLICY,
      expected: EXPECTED,
      readSubject: async (subject) => digestNow(subject),
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
