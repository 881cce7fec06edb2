import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestOf, digestOfFile, digestOfJson, digestOfPath, isDigest } from "./digest.ts";

async function folder(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "digest-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test("agrees with the published SHA-256 of the empty text", () => {
  expect(digestOf("")).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("gives a file the digest and the size of its bytes", async () => {
  const root = await folder({ a: "abc" });
  expect(await digestOfFile(join(root, "a"))).toEqual({ digest: digestOf("abc"), size: 3 });
});

test("a folder's digest changes with a byte, a name and a moved file, and with nothing else", async () => {
  const base = { "a/x": "1", "a/y": "2", b: "3" };
  const { digest } = await digestOfPath(await folder(base));
  expect((await digestOfPath(await folder({ b: "3", "a/y": "2", "a/x": "1" }))).digest).toBe(digest);
  expect((await digestOfPath(await folder({ ...base, b: "4" }))).digest).not.toBe(digest);
  expect((await digestOfPath(await folder({ "a/x": "1", "a/z": "2", b: "3" }))).digest).not.toBe(digest);
  expect((await digestOfPath(await folder({ "a/x": "1", y: "2", b: "3" }))).digest).not.toBe(digest);
});

test("refuses a folder with a symbolic link, because its meaning can change from outside", async () => {
  const root = await folder({ a: "1" });
  await symlink("/etc/hostname", join(root, "link"));
  await expect(digestOfPath(root)).rejects.toThrow("a symbolic link to '/etc/hostname'");
});

test("canonical JSON sorts keys, drops undefined members and reads back as the same value", () => {
  expect(canonicalJson({ b: 1, a: [true, null, "é"], c: undefined })).toBe('{"a":[true,null,"é"],"b":1}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test("canonical JSON refuses what JSON cannot hold", () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow("JSON cannot hold NaN");
  expect(() => canonicalJson(() => 1)).toThrow("JSON cannot hold a function");
});

test("recognises digests", () => {
  expect(isDigest(digestOfJson({}))).toBe(true);
  expect(isDigest("sha256:ABC")).toBe(false);
});
