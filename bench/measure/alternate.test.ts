import { expect, test } from "vitest";
import { alternate } from "./alternate.ts";

test("contestants run in turn, each round begins with another one, and warming up does not count", async () => {
  const order: string[] = [];
  const given = await alternate(["a", "b", "c"], { count: 3, warmUp: 1 }, async (name, round) => {
    order.push(`${name}${round}`);
    return round;
  });
  expect(order.map((entry) => entry.replace(/-?\d/, "")).join("")).toBe("bcaabcbcacab");
  expect(given).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test("one runs after the other has ended", async () => {
  let running = 0;
  let most = 0;
  await alternate([1, 2], { count: 2, warmUp: 0 }, async () => {
    most = Math.max(most, ++running);
    await new Promise((done) => setImmediate(done));
    running--;
  });
  expect(most).toBe(1);
});
