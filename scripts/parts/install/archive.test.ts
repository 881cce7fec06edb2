import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packTar } from "./archive.ts";
import { runCommand } from "./command.ts";
import { packImage } from "../kinds/image.ts";

const ENTRIES = [
  { path: "bin/", mode: 0o755 },
  { path: "bin/tool", mode: 0o755, content: Buffer.from("#!/bin/sh\n") },
  { path: "bin/other", mode: 0o777, link: "tool" },
  { path: "home/", mode: 0o700, owner: 65_532 },
];

test("tar reads what was packed, with modes, owners and links", async () => {
  const directory = mkdtempSync(join(tmpdir(), "archive-"));
  writeFileSync(join(directory, "layer.tar"), packTar(ENTRIES));
  const listed = await runCommand("tar", ["-tvf", join(directory, "layer.tar"), "--numeric-owner"], { env: { TZ: "UTC" } });
  rmSync(directory, { recursive: true });
  const lines = listed
    .trim()
    .split("\n")
    .map((line) => line.replace(/\s+/g, " "));
  expect(lines).toEqual([
    "drwxr-xr-x 0/0 0 1970-01-01 00:00 bin/",
    "lrwxrwxrwx 0/0 0 1970-01-01 00:00 bin/other -> tool",
    "-rwxr-xr-x 0/0 10 1970-01-01 00:00 bin/tool",
    "drwx------ 65532/65532 0 1970-01-01 00:00 home/",
  ]);
});

test("the order of the entries does not change the digest", () => {
  const image = (entries: typeof ENTRIES) => packImage({ repository: "a", tag: "1", entries, config: {} }).digest;
  fc.assert(
    fc.property(fc.shuffledSubarray(ENTRIES, { minLength: ENTRIES.length }), (entries) => {
      expect(image(entries)).toBe(image(ENTRIES));
    }),
  );
});

test("every archive is whole blocks, whatever the size of its files", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const packed = packTar([{ path: "file", mode: 0o644, content: Buffer.from(bytes) }]);
      expect(packed.length % 512).toBe(0);
      expect(packed.subarray(512, 512 + bytes.length).equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});
