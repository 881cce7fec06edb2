import { expect, test } from "vitest";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { deploySection } from "./deploy-section.ts";

test("shows nothing of a secret that the end of a long answer cuts through", async () => {
  const context = await stageContext({
    "waybill.yml": "environments: { production: { namespace: shop, manifests: deploy } }\n",
  });
  context.reporter.mask("hunter2-plain");
  const body = `${"x".repeat(1_995)}hunter2-plain${"y".repeat(100)}`;
  const section = deploySection(context, findEnvironment(context.config), undefined, {
    verdict: "pass",
    revision: 1,
    changed: true,
    resumed: false,
    applied: [],
    rolledBack: false,
    findings: [],
    pods: [],
    probe: { status: 200, durationMs: 1, body },
  });
  expect(JSON.stringify(section)).toContain("xxx***");
  expect(JSON.stringify(section)).not.toContain("hunt");
});
