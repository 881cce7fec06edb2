import { expect, test } from "vitest";
import { settledSeconds } from "./settled.ts";

test("the settle time is read from a deployment's log, and never taken for none", () => {
  expect(settledSeconds("Created Deployment.\nEverything stayed ready for 10.4 s without a restart.\nDone.\n")).toBe(10.4);
  expect(() => settledSeconds("Created Deployment.\nDone.\n")).toThrow(/does not say/);
});
