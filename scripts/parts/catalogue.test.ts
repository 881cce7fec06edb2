import { expect, test } from "vitest";
import { namesToStop, PARTS, selectParts } from "./catalogue.ts";

const names = (...wanted: string[]): string[] => selectParts(wanted).map((part) => part.name);

test("without names all parts that tests need are meant, and none of the peers", () => {
  expect(names()).toEqual(PARTS.map((part) => part.name));
  expect(names()).not.toContain("duckdb");
});

test("the peers are selected together, with the tools that are peers as well, or one by one", () => {
  expect(names("peers")).toEqual(expect.arrayContaining(["crane", "kubectl", "helm", "skopeo", "duckdb", "flyway"]));
  expect(names("peers")).not.toContain("kubernetes");
  expect(names("goose")).toEqual(["goose"]);
});

test("what takes minutes to build is brought only when it is named", () => {
  expect(names("admission")).toEqual(["kyverno", "policy-controller", "ratify"]);
  expect([...names(), ...names("peers")]).not.toContain("kyverno");
});

test("ending the peers leaves the tools that tests use", () => {
  expect(namesToStop("peers")).toContain("duckdb");
  expect(namesToStop("peers")).not.toContain("crane");
  expect(namesToStop("crane")).toEqual(["crane"]);
});

test("a part brings what it needs, in the order in which they can start", () => {
  expect(names("kubernetes")).toEqual(["network", "registry", "images", "kubernetes"]);
});

test("a name that does not exist is refused with those that do", () => {
  expect(() => selectParts(["postgres"])).toThrow(/There is no part 'postgres'.*postgres-18.*peers/);
});
