import { defineConfig } from "vitest/config";

// The real parts are shared by all files, so files run one after another.
export default defineConfig({
  resolve: { conditions: ["@waybill/source"] },
  ssr: { resolve: { conditions: ["@waybill/source"] } },
  test: { include: ["test/{real,workflows}/**/*.test.ts"], fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 },
});
