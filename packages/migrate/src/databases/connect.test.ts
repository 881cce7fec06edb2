import { expect, test } from "vitest";
import { identifyDatabase } from "./connect.ts";

const same = (one: string, other: string): boolean =>
  identifyDatabase(one, { workspace: "/w" }) === identifyDatabase(other, { workspace: "/w" });

test.each([
  ["postgres://a:x@db.example.com/shop", "postgresql://b:y@DB.example.com.:5432/shop?sslmode=require"],
  ["postgres://a@localhost/shop", "postgres://a@127.0.0.1:5432/shop"],
  ["postgres://a@db/shop?search_path=one", "postgres://a@db/shop?options=-c%20search_path%3Done"],
  ["postgres://shop@db", "postgres://other@db/shop?x-migrations-table=history"],
  ["sqlite:shop.db", "sqlite:///w/./shop.db"],
])("%s and %s are one database", (one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each([
  ["postgres://a@db/shop", "postgres://a@db/shop2"],
  ["postgres://a@db/shop", "postgres://a@db:5433/shop"],
  ["postgres://a@db/shop", "postgres://a@db2/shop"],
  ["postgres://a@db/shop?search_path=one", "postgres://a@db/shop?search_path=two"],
  ["sqlite:shop.db", "sqlite:other.db"],
])("%s and %s are two", (one, other) => {
  expect(same(one, other)).toBe(false);
});

test("an identity holds no password", () => {
  expect(identifyDatabase("postgres://app:hunter22@db/shop")).not.toContain("hunter22");
});
