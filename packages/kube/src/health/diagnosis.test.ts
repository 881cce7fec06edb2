import { expect, test } from "vitest";
import { describeSymptom } from "./diagnosis.ts";

test("shows nothing of a secret that the beginning of a long log cuts through", async () => {
  const log = `hunter2-plain${"y".repeat(2_995)}`;
  const finding = await describeSymptom(
    { readLog: async () => log },
    {
      rule: "crash-loop",
      what: "It ends again and again.",
      observed: "exit code 1",
      next: "Read its log.",
      pod: "p",
      container: "api",
      field: [],
      log: "previous",
    },
    { object: { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "shop" } }, file: "", line: 0, lines: new Map() },
    (text) => text.replaceAll("hunter2-plain", "***"),
  );
  expect(finding.observed).toContain("yyy");
  expect(finding.observed).not.toContain("plain");
});
