import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFiles } from "./write-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-write-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a refusal says that nothing was changed only where all was taken back", async () => {
  await writeFile(join(root, "taken"), "a file\n");
  const refused = { root, path: "taken/two.yml", text: "two\n" };
  await expect(writeFiles([{ root, path: "one/one.yml", text: "one\n" }, refused])).rejects.toThrow(
    /taken\/two\.yml.* Nothing was changed\.$/,
  );
  expect(await readdir(root)).toEqual(["taken"]);
  const one = {
    root,
    path: "one/one.yml",
    // Somebody else puts a file into the folder that was just made.
    get text() {
      writeFileSync(join(root, "one/other.yml"), "");
      return "one\n";
    },
  };
  await expect(writeFiles([one, refused])).rejects.toThrow(/taken back: remove 'one' \(ENOTEMPTY\)\.$/);
  expect(await readdir(join(root, "one"))).toEqual(["other.yml"]);
});
