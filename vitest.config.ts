import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { BROAD } from "./vitest.broad.ts";

export default defineConfig({
  resolve: {
    conditions: ["@waybill/source"],
    alias: { "fast-check": fileURLToPath(new URL("packages/testing/src/seeded-fast-check.ts", import.meta.url)) },
  },
  ssr: { resolve: { conditions: ["@waybill/source"] } },
  test: {
    globalSetup: "packages/testing/src/temporary-folder.ts",
    // Much of a test is waiting for others, so there is a worker more than cores; by default one core would stay idle.
    maxWorkers: availableParallelism() + 1,
    // A worker keeps the modules it has loaded from one file to the next: reading them anew for each was a quarter of the work. So a test
    // puts back what it changes of its process: variables, the folder, the clock.
    isolate: false,
    include: [
      "packages/*/src/**/*.test.ts",
      "actions/*/src/**/*.test.ts",
      "scripts/**/*.test.ts",
      "bench/**/*.test.ts",
      "test/{contract,dist,demo}/**/*.test.ts",
      // The model of GitHub's rules reads workflow files and needs nothing but npm.
      "test/workflows/model/**/*.test.ts",
    ],
    // They are broad rather than quick: hundreds of starts of the committed programs, and whole rehearsals. The real tests have that minute.
    exclude: [...configDefaults.exclude, ...BROAD],
    // A stub is loaded once, as Node loads it, for whoever asks for it: dependencies and our own code must meet the same one.
    server: { deps: { external: [/\/stubs\//] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
