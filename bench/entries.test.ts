import { expect, test } from "vitest";
import { folders } from "@waybill/testing/repository";
import { listEntries } from "./entries.ts";

test("every action's program is found by what its action.yml says", async () => {
  const names = (await listEntries()).map(({ name }) => name);
  expect(names.toSorted()).toEqual(folders("actions"));
});
