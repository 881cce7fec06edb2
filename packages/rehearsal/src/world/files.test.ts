import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause } from "@waybill/kit";
import { expect, test } from "vitest";
import { pathIn, takeLock } from "./files.ts";

test("a lock whose owner has not written its number yet is not taken for one that is left", async () => {
  const dir = await mkdtemp(join(tmpdir(), "waybill-lock-"));
  const lock = pathIn(dir, "lock");
  await writeFile(lock, "");
  const taken = takeLock(dir);
  await pause(50);
  await writeFile(lock, String(process.ppid));
  expect(await taken).toBe(false);
  expect(await readFile(lock, "utf8")).toBe(String(process.ppid));
  await rm(dir, { recursive: true });
});
