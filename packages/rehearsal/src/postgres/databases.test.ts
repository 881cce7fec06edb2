import { expect, test } from "vitest";
import { databaseNameOf } from "./databases.ts";

test("no two databases of a rehearsal have one name, however long their names are and wherever they have dots", () => {
  const long = "x".repeat(60);
  const pairs = [
    ["a", "b"],
    ["a.b", "c"],
    ["a", "b.c"],
    [long, "one"],
    [long, "two"],
    ["production", "main"],
  ] as const;
  const names = pairs.map(([environment, database]) => databaseNameOf(environment, database));
  expect(new Set(names).size).toBe(pairs.length);
  expect(names.filter((name) => Buffer.byteLength(name) > 63)).toEqual([]);
  expect(names.at(-1)).toBe("production.main");
});
