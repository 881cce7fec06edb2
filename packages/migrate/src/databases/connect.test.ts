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

test.each([
  ["sqlite://jobs.db", "sqlite"],
  ["sqlite3://data/jobs.db?x-no-tx-wrap=true", "sqlite3"],
  ["file://localhost/srv/jobs.db", "file"],
])("%s could mean a host or a file, so it is refused with both forms that are clear", (url, scheme) => {
  const forms = `write ${scheme}:path/to/file.db for a file of the project, or ${scheme}:///path/to/file.db for one of the machine.`;
  expect(() => same(url, url)).toThrow(forms);
  expect(() => same(url, url)).not.toThrow("jobs");
});

test.each([
  ["sqlite:data/jobs.db", "/w/data/jobs.db"],
  ["sqlite:/srv/jobs.db", "/srv/jobs.db"],
  ["sqlite:///srv/jobs.db", "/srv/jobs.db"],
  ["file:///srv/my%20jobs.db", "/srv/my jobs.db"],
])("%s is the file %s", (url, path) => {
  expect(identifyDatabase(url, { workspace: "/w" })).toBe(JSON.stringify(["sqlite", path]));
});

test("an identity holds no password", () => {
  expect(identifyDatabase("postgres://app:hunter22@db/shop")).not.toContain("hunter22");
});
