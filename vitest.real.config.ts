import { defineConfig } from "vitest/config";

const source = { resolve: { conditions: ["@waybill/source"] }, ssr: { resolve: { conditions: ["@waybill/source"] } } };
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };
const LIFECYCLE = "test/real/parts-lifecycle.test.ts";

// Most of a real test's time is waiting for others, so files run side by side; each works in a namespace, database and repository of its
// own. The life cycle of the parts is judged by what a machine has before and after, so nothing else runs beside it.
export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      { ...source, test: { ...patience, name: "lifecycle", include: [LIFECYCLE], sequence: { groupOrder: 0 } } },
      {
        ...source,
        test: {
          ...patience,
          name: "real",
          include: ["test/{real,workflows}/**/*.test.ts"],
          exclude: [LIFECYCLE],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
