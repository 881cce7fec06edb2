import { expect, test } from "vitest";
import { HONEST, sign, statements, EXPECTED, forge, POLICY, VERIFY } from "@waybill/testing/honest-release";
import { evaluate } from "./evaluate.ts";
import { judge, newestOf } from "./judge.ts";

test("the newest statement is the one of the later moment, however its time is written", async () => {
  const times = ["2026-11-21T08:03:00Z", "2026-11-21T08:03:00.5Z", "2026-11-21T08:02:59.999Z"];
  const bundles = await Promise.all(times.map((finishedAt) => sign({ ...HONEST.test, finishedAt })));
  expect(newestOf(judge(bundles, VERIFY).trusted)?.view.finishedAt).toBe("2026-11-21T08:03:00.5Z");
});

test.each(["startedAt", "finishedAt"])("a statement whose %s is no moment at all contradicts itself", async (member) => {
  const lie = await forge("test", ({ own }) => {
    own[member] = "2026-99-99T99:99:99Z";
  });
  const { verdict, findings } = evaluate(await statements({ test: lie }), VERIFY, POLICY, EXPECTED);
  expect(verdict).toBe("fail");
  expect(findings[0]?.what).toContain("2026-99-99");
});
