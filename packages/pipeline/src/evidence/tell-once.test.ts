import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { tellOnce } from "./tell-once.ts";

test("what several gates of one run find is said once, and again when there is more of it", () => {
  const [run, other] = [collectingReporter(), collectingReporter()];
  const tell = (reporter: typeof run, kind: string, count: number): void =>
    tellOnce(reporter, kind, count, () => reporter.info(`${kind} ${count}`));
  for (const count of [0, 2, 2, 1, 3, 3]) tell(run, "ignored", count);
  tell(run, "skipped", 1);
  tell(other, "ignored", 2);
  expect(run.lines).toEqual(["ignored 2", "ignored 3", "skipped 1"]);
  expect(other.lines).toEqual(["ignored 2"]);
});
