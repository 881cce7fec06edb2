import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bootId, readParts } from "./state.ts";

let directory = "";
const before = process.env["WAYBILL_PARTS_RUN"];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "parts-"));
  process.env["WAYBILL_PARTS_RUN"] = directory;
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  if (before === undefined) delete process.env["WAYBILL_PARTS_RUN"];
  else process.env["WAYBILL_PARTS_RUN"] = before;
});

function write(state: object): void {
  writeFileSync(join(directory, "parts.json"), JSON.stringify(state));
}

test("says how to start the parts when nothing runs", () => {
  expect(() => readParts()).toThrow(/do not run.*npm run parts -- start/);
});

test("names every part that is missing in one error", () => {
  write({
    boot: bootId(),
    registry: { address: "127.0.0.1:1" },
    postgres: [{ major: 15, url: "postgres://x", urlFromPods: "postgres://y" }],
  });
  expect(() => readParts()).toThrow(/docker, buildkit, mariadb, kubernetes, tools, images, postgres-18\..*npm run parts -- start/);
});

test("asks only for what the caller needs", () => {
  write({ boot: bootId(), registry: { address: "127.0.0.1:1" } });
  expect(readParts(["registry"]).registry.address).toBe("127.0.0.1:1");
});

test("does not believe a file from before the machine was restarted", () => {
  write({ boot: "another", registry: { address: "127.0.0.1:1" } });
  expect(() => readParts(["registry"])).toThrow(/restarted/);
});

test("says which file cannot be read", () => {
  writeFileSync(join(directory, "parts.json"), "{");
  expect(() => readParts()).toThrow(/parts\.json cannot be read/);
});
