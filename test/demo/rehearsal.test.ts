import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SILENT } from "@waybill/kit";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import { BREAKAGES, breakProject } from "../../scripts/demo-breakages.ts";
import type { Breakage } from "../../scripts/demo-breakages.ts";
import { ROOT } from "@waybill/testing/repository";

/** One rehearsal: what was printed, and the error that ended it. */
interface Rehearsed {
  readonly text: string;
  readonly error?: Error;
}

let folder: string;
let rehearsalDir: string;
let first: Rehearsed;

async function project(name: string): Promise<string> {
  const workspace = join(folder, name, "churn");
  await cp(join(ROOT, "examples", "churn"), workspace, { recursive: true, filter: (source) => !source.includes("node_modules") });
  return workspace;
}

async function run(workspace: string): Promise<Rehearsed> {
  let text = "";
  try {
    const around = {
      env: process.env as Record<string, string>,
      builder: "assemble" as const,
      reporter: SILENT,
      signal: new AbortController().signal,
    };
    await rehearse({ ...around, print: (part) => void (text += part), workspace, rehearsalDir });
    return { text };
  } catch (error) {
    return { text, error: error as Error };
  }
}

/** The state of each step, as the chain shows it. */
function chain(text: string): Record<string, string> {
  const rows = [...text.matchAll(/^. (pass|warn|fail|inconclusive|not run) +(Data|Model|Build|Plan|Approve|Migrate|Deploy|Verify)\b/gm)];
  return Object.fromEntries(rows.map(([, state = "", step = ""]) => [step, state]));
}

async function answer(text: string): Promise<unknown> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? "";
  return (await fetch(`${url}/predict?customer=C-00042`)).json();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-demo-"));
  rehearsalDir = join(folder, "world");
  first = await run(await project("first"));
}, 60_000);

afterAll(async () => {
  await rehearse({
    env: {},
    reporter: SILENT,
    signal: new AbortController().signal,
    print: () => undefined,
    workspace: folder,
    rehearsalDir,
    stop: true,
  });
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe("a rehearsal of examples/churn", () => {
  test("carries the release through every stage", () => {
    expect(first.error).toBeUndefined();
    expect(chain(first.text)).toEqual({
      Data: "pass",
      Model: "pass",
      Build: "pass",
      Plan: "pass",
      // Nobody is asked in a rehearsal, so nobody had the plan before them.
      Approve: "warn",
      Migrate: "pass",
      Deploy: "pass",
      Verify: "pass",
    });
  });

  test("leaves a service that answers now, from the migrated database and the released model", async () => {
    expect(await answer(first.text)).toMatchObject({ customer: "C-00042", probability: expect.any(Number) });
  });

  test("leaves a report page and a record", async () => {
    const out = join(folder, "first", "churn", ".waybill", "production");
    expect((await readdir(out)).sort()).toEqual(["brief.md", "record.json", "report.html"]);
    expect(await readFile(join(out, "report.html"), "utf8")).toContain("rehearsal");
  });

  test("says on the second run what did not need doing again", async () => {
    const second = await run(join(folder, "first", "churn"));
    expect(second.error).toBeUndefined();
    expect(second.text).toContain("Did not need doing again");
    expect(second.text).toMatch(/nothing to apply/);
    expect(second.text).toMatch(/nothing to change/);
  });
});

describe("a rehearsal with one thing broken", () => {
  const STEP: Record<Breakage, string> = { data: "Data", model: "Model", image: "Build", migration: "Migrate", deploy: "Deploy" };
  const ORDER = ["Data", "Model", "Build", "Plan", "Approve", "Migrate", "Deploy", "Verify"];

  test.each(BREAKAGES)(
    "halts at the broken %s, runs nothing after it, and the old version still answers, restored if it was replaced",
    async (stage) => {
      const workspace = await project(stage);
      await breakProject(stage, workspace);
      const broken = await run(workspace);
      expect(broken.error?.message).toContain("Nothing after it has run.");
      const states = chain(broken.text);
      expect(states[STEP[stage]]).toBe("fail");
      if (stage === "deploy") expect(broken.error?.message).toContain("Rolled back and verified.");
      // The two validations are independent of each other; from the build on, nothing may follow a failure.
      const after = ORDER.slice(Math.max(ORDER.indexOf(STEP[stage]) + 1, 2));
      for (const step of after) expect(states[step], step).toBe("not run");
      expect(await answer(first.text)).toMatchObject({ customer: "C-00042", probability: expect.any(Number) });
    },
  );
});
