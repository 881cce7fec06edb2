import { describe, expect, test } from "vitest";
import { goesOn, SIGNALS } from "./cancellation.ts";
import { LIMITS } from "./limits.ts";
import { calledFiles, findOurs, WORKFLOWS } from "./repository-files.ts";
import { readWorkflow } from "./workflow.ts";

const OURS = "waybill-ci/waybill";
/** Everything that a condition may ask for, as it is when every job before has ended well. */
const CONTEXTS = {
  inputs: { matrix: "", environment: "production", "plan-digest": "" },
  needs: {
    read: { result: "success", outputs: { matrix: '{"images":["api"]}', environments: '["production"]' } },
    build: { result: "success" },
    environments: { result: "success" },
    plan: { result: "success", outputs: {} },
  },
  github: { repository: "acme/shop", event: { pull_request: { head: { repo: { full_name: "acme/shop" } }, user: { login: "ada" } } } },
  matrix: {},
  strategy: {},
  secrets: {},
  steps: {},
};

test("a cancelled run ends what has no condition that holds: SIGINT, after 7.5 s SIGTERM, after 2.5 s more by force", () => {
  expect(
    [undefined, "success()", "failure()", "!cancelled()", "true", "${{ inputs.environment == 'production' }}"].map((one) =>
      goesOn(one, CONTEXTS),
    ),
  ).toEqual([false, false, false, false, false, false]);
  expect(
    ["always()", "cancelled()", "failure() || cancelled()", "${{ always() && needs.build.result == 'success' }}"].map((one) =>
      goesOn(one, CONTEXTS),
    ),
  ).toEqual([true, true, true, true]);
  expect(SIGNALS.map(({ signal, forMs }) => `${signal} ${forMs}`)).toEqual(["SIGINT 7500", "SIGTERM 2500", "SIGKILL 0"]);
  expect(LIMITS.cancelMinutes).toBe(5);
});

describe.each(calledFiles())("%s", (file) => {
  const { jobs } = readWorkflow(`${OURS}/${WORKFLOWS}/${file}`, findOurs(`${OURS}/${WORKFLOWS}/${file}`) ?? "");

  test("begins no job and goes on with none after its run was cancelled", () => {
    for (const { id, condition } of jobs) expect(goesOn(condition, CONTEXTS), id).toBe(false);
  });

  test("keeps what a cancelled step has left, and does nothing else", () => {
    for (const { id, steps } of jobs) {
      const after = steps.filter((step) => typeof step["if"] === "string" && /always\(|cancelled\(|failure\(/.test(step["if"]));
      for (const step of after) expect(`${id}: ${String(step["uses"])}`).toMatch(/: actions\/upload-artifact@/);
    }
  });
});
