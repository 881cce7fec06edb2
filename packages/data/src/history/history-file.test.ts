import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { appendHistory, parseHistory, readHistory } from "./history-file.ts";
import type { HistoryPoint } from "../result.ts";

function point(seed: string, value = 1): HistoryPoint {
  return { digest: digestOf(seed), name: "ä", at: "2026-11-21T00:00:00.000Z", metrics: { row_count: value } };
}

async function newFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "history-")), "h.jsonl");
}

test("an absent history is empty, and the first point makes the file", async () => {
  const path = await newFile();
  expect(await readHistory(path, "h")).toEqual({ points: [], soundBytes: 0, isCut: false });
  expect(await appendHistory(path, "h", point("a"))).toBe(true);
  expect(await appendHistory(path, "h", point("a", 2))).toBe(false);
  expect((await readHistory(path, "h")).points).toEqual([point("a")]);
});

test("a run killed at any byte of an append loses that point only, and the next run repairs the file", async () => {
  const path = await newFile();
  const lines = ["a", "b", "c"].map((seed) => `${JSON.stringify(point(seed))}\n`);
  const bytes = Buffer.from(lines.join(""));
  const start = Buffer.byteLength(lines.slice(0, 2).join(""));
  for (let length = start; length <= bytes.length; length += 17) {
    await writeFile(path, bytes.subarray(0, length));
    await appendHistory(path, "h", point("d"));
    const text = await readFile(path, "utf8");
    const { points, isCut, damagedLine } = parseHistory(text);
    const kept = length >= bytes.length - 1 ? ["a", "b", "c", "d"] : ["a", "b", "d"];
    expect({ digests: points.map((each) => each.digest), isCut, damagedLine }).toEqual({
      digests: kept.map((seed) => digestOf(seed)),
      isCut: false,
      damagedLine: undefined,
    });
  }
});

test.each([
  "{}",
  '{"digest":"x"}',
  "[]",
  "null",
  JSON.stringify({ ...point("a"), metrics: { row_count: "1" } }),
  JSON.stringify({ ...point("a"), at: "soon" }),
])("the line %s is no point, and is named", (line) => {
  expect(parseHistory(`${JSON.stringify(point("a"))}\n${line}\n`)).toMatchObject({ points: [point("a")], damagedLine: 2 });
});

test("any text is a history with sound, cut off and damaged parts, never a crash", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
      const { points, isCut, soundBytes } = parseHistory(text);
      expect(points).toEqual([]);
      expect(soundBytes).toBeLessThanOrEqual(Buffer.byteLength(text));
      expect(isCut).toBe(text !== "" && !text.endsWith("\n"));
    }),
  );
});

test("a history that cannot be written says so and what to do", async () => {
  await expect(appendHistory("/no/such/folder/h.jsonl", "h.jsonl", point("a"))).rejects.toThrow(
    /The history 'h\.jsonl' could not be written: its folder does not exist \(ENOENT\)\. The data was judged, .* name another one as 'history:'/,
  );
});
