import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "./page.js";

test("the lab's page is at /lab/ and nowhere else", () => {
  assert.deepEqual([answer("/lab/")[0], answer("/")[0]], [200, 404]);
  assert.match(answer("/lab/")[1], /The lab works\./);
});
