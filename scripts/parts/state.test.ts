import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRun } from "./run.ts";
import { bootId, readParts, readPeers, readVersions } from "./state.ts";

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

test("peers are no part that a test needs: those that are missing are only not named", () => {
  expect(readPeers()).toEqual({});
  write({ boot: bootId(), peers: { duckdb: "/x/python" }, tools: { crane: "/x/crane" }, found: { duckdb: "PyPI duckdb 2.0.0" } });
  expect(readPeers()).toEqual({ duckdb: "/x/python", crane: "/x/crane" });
  expect(readVersions()).toEqual({ duckdb: "PyPI duckdb 2.0.0" });
});

test("does not believe peers from before the machine was restarted", () => {
  write({ boot: "another", peers: { duckdb: "/x/python" } });
  expect(readPeers()).toEqual({});
});

test("a peer that is started joins the others, and one that is stopped leaves them", async () => {
  // The run refuses folders that other users cannot pass through.
  chmodSync(directory, 0o755);
  const run = await openRun(directory);
  await run.publish({ peers: { duckdb: "/x/python" } });
  await run.publish({ peers: { goose: "/x/goose" } });
  expect(readPeers()).toEqual({ duckdb: "/x/python", goose: "/x/goose" });
  await run.retract("duckdb");
  expect(readPeers()).toEqual({ goose: "/x/goose" });
});
