import { expect, test } from "vitest";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { deploySection } from "./deploy-section.ts";

type Outcome = Parameters<typeof deploySection>[3];

const DEPLOYED: Outcome = {
  verdict: "pass",
  revision: 1,
  changed: true,
  resumed: false,
  applied: [],
  rolledBack: false,
  findings: [],
  pods: [],
};

async function backFrom(outcome: Partial<Outcome>) {
  const context = await stageContext({ "waybill.yml": "environments: { production: { namespace: shop, manifests: deploy } }\n" });
  return deploySection(context, findEnvironment(context.config), undefined, { ...DEPLOYED, ...outcome }).overview?.back;
}

test.each([true, false])(
  "a deployment that was taken back (verified: %s) does not hide that its migrations stay",
  async (rollbackVerified) => {
    const back = await backFrom({ verdict: "fail", rolledBack: true, rollbackVerified });
    expect(back?.text).toContain("Applied migrations stay");
  },
);

test("a deployment that changed nothing still says how to leave what runs", async () => {
  expect(await backFrom({ changed: false })).toMatchObject({
    text: expect.stringContaining("changed nothing"),
    command: "waybill rollback -e production",
  });
});

test("shows nothing of a secret that the end of a long answer cuts through", async () => {
  const context = await stageContext({
    "waybill.yml": "environments: { production: { namespace: shop, manifests: deploy } }\n",
  });
  context.reporter.mask("hunter2-plain");
  const body = `${"x".repeat(1_995)}hunter2-plain${"y".repeat(100)}`;
  const section = deploySection(context, findEnvironment(context.config), undefined, {
    ...DEPLOYED,
    probe: { status: 200, durationMs: 1, body },
  });
  expect(JSON.stringify(section)).toContain("xxx***");
  expect(JSON.stringify(section)).not.toContain("hunt");
});
