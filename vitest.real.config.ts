import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BROAD } from "./vitest.broad.ts";
import { goProgramPath } from "./scripts/parts/kinds/tools.ts";

const source = { resolve: { conditions: ["@waybill/source"] }, ssr: { resolve: { conditions: ["@waybill/source"] } } };
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };
const LIFECYCLE = "test/real/parts-lifecycle.test.ts";

// What takes minutes to build is no condition of the other tests: its tests run where it was built, and are said to be left out elsewhere.
const kyverno = goProgramPath("kyverno", "kyverno");
const policyController = goProgramPath("policy-controller", "policy-tester");
const unbuilt = [
  { test: "test/real/admission-kyverno.test.ts", programs: [kyverno] },
  { test: "test/real/admission-policy-controller.test.ts", programs: [policyController] },
  { test: "test/real/admission-keyless.test.ts", programs: [kyverno, policyController] },
  { test: "test/real/admission-ratify.test.ts", programs: [goProgramPath("ratify", "ratify")] },
].filter(({ programs }) => !programs.every((program) => existsSync(program)));
// The file is read once for each project; it is said once.
if (process.env["WAYBILL_LEFT_OUT_SAID"] === undefined)
  for (const { test } of unbuilt) console.log(`Left out: ${test}. To have it: npm run parts -- install admission`);
process.env["WAYBILL_LEFT_OUT_SAID"] = "yes";

// Most of a real test's time is waiting for others, so files run side by side; each works in a namespace, database and repository of its
// own. The life cycle of the parts is judged by what a machine has before and after, and two runs of act get in each other's way: these
// two groups run alone.
export default defineConfig({
  test: {
    globalSetup: "packages/testing/src/temporary-folder.ts",
    projects: [
      { ...source, test: { ...patience, name: "lifecycle", include: [LIFECYCLE], sequence: { groupOrder: 0 } } },
      {
        ...source,
        test: {
          ...patience,
          name: "real",
          include: ["test/{real,gate}/**/*.test.ts", ...BROAD],
          exclude: [LIFECYCLE, ...unbuilt.map(({ test }) => test)],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...source,
        test: { ...patience, name: "workflows", include: ["test/workflows/*.test.ts"], maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
