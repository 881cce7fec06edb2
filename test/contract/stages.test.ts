import { describe, expect, test } from "vitest";
import { read, sources } from "@waybill/testing/repository";

const PRODUCTION = [...sources("packages"), ...sources("actions")].filter((file) => !file.startsWith("packages/testing/"));
const STAGE_FILES = [
  ...sources("packages/pipeline/src/evidence"),
  ...sources("packages/pipeline/src/stages"),
  ...sources("packages/pipeline/src/sections"),
];

describe("a stage of a release", () => {
  // Words like "plan" and "build" mean other things elsewhere; these two can only be the stages.
  test.each(["validate-data", "validate-model"])(
    "is known by name where it is declared, done and listed, and where its statements get their meaning: %s",
    (stage) => {
      expect(PRODUCTION.filter((file) => read(file).includes(`"${stage}"`))).toEqual([
        "packages/kit/src/evidence.ts",
        "packages/pipeline/src/stages/table.ts",
        `packages/pipeline/src/stages/${stage}.ts`,
        // What a statement must be about, what it says, what is known of it, and what it cannot say.
        "packages/record/src/gate/things.ts",
        "packages/record/src/predicate/contradiction.ts",
        "packages/record/src/predicate/facts.ts",
        "packages/record/src/predicate/predicates.ts",
      ]);
    },
  );

  test("takes what it uses: only the table's rows are handed a whole session", () => {
    expect(STAGE_FILES.filter((file) => /\bSession\b/.test(read(file)))).toEqual(["packages/pipeline/src/stages/stage-row.ts"]);
  });

  test("reads no environment, and connects to nothing that it was not given", () => {
    for (const file of STAGE_FILES) {
      expect(read(file), file).not.toMatch(/\benv\[|\.env\b(?!,)|\bprocess\./);
      expect(read(file), file).not.toMatch(/\bconnect(Registry|Cluster|Database|GitHub)\(|\bfindBuildx\(\{|\bfetch\(/);
    }
  });
});
