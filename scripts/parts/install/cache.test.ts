import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cached } from "./cache.ts";

let root = "";
const before = process.env["WAYBILL_PARTS_CACHE"];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cache-"));
  process.env["WAYBILL_PARTS_CACHE"] = root;
});
afterEach(() => {
  rmSync(root, { recursive: true });
  if (before === undefined) delete process.env["WAYBILL_PARTS_CACHE"];
  else process.env["WAYBILL_PARTS_CACHE"] = before;
});

const fill = (text: string) => async (directory: string) => writeFileSync(join(directory, "made"), text);

test("makes a part once and finds it again", async () => {
  const first = await cached("tool", "1.0", fill("first"));
  const second = await cached("tool", "1.0", fill("second"));
  expect(second).toBe(first);
  expect(readFileSync(join(second, "made"), "utf8")).toBe("first");
});

test("keeps versions apart", async () => {
  expect(await cached("tool", "1.0", fill("1"))).not.toBe(await cached("tool", "1.1", fill("2")));
});

test("leaves nothing of an install that failed", async () => {
  const failing = cached("tool", "1.0", async (directory) => {
    writeFileSync(join(directory, "half"), "");
    throw new Error("no network");
  });
  await expect(failing).rejects.toThrow("no network");
  expect(readdirSync(root)).toEqual([]);
});

test("removes what a killed install left and makes the part anew", async () => {
  const abandoned = join(root, ".tool-1.0.999999999.abcdef");
  mkdirSync(abandoned);
  await cached("tool", "1.0", fill("whole"));
  expect(existsSync(abandoned)).toBe(false);
});

test("two who need the same part at once make it once", async () => {
  let made = 0;
  const count = async (): Promise<void> => void (made += 1);
  const both = await Promise.all([cached("tool", "1.0", count), cached("tool", "1.0", count)]);
  expect(new Set(both).size).toBe(1);
  expect(made).toBe(1);
  expect(readdirSync(root)).toEqual(["tool-1.0"]);
});
