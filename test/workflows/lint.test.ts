import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readParts } from "../../scripts/parts/state.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

function workflowFiles(): string[] {
  const folders = [
    ".github/workflows",
    "workflow-templates",
    ...readdirSync(join(ROOT, "examples"))
      .map((name) => `examples/${name}/.github/workflows`)
      .filter((folder) => existsSync(join(ROOT, folder))),
  ];
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".yml"))
      .map((name) => `${folder}/${name}`),
  );
}

function jobsOf(file: string): Record<string, Job> {
  return (parse(readFileSync(join(ROOT, file), "utf8")) as { jobs: Record<string, Job> }).jobs;
}

interface Job {
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly concurrency?: { group: string; "cancel-in-progress": boolean };
  readonly steps?: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[];
}

async function outputOf(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(program, args, { cwd: ROOT });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} found problems:\n${stdout}${stderr}`, { cause: error });
  }
}

describe("workflows", () => {
  test("actionlint reports nothing on our workflows, templates and examples", async () => {
    expect(await outputOf(readParts().tools.actionlint, ["-no-color", ...workflowFiles()])).toBe("");
  });

  test("zizmor's strictest persona reports nothing on our workflows, actions, templates and examples", async () => {
    const args = ["--offline", "--persona", "auditor", "--no-progress", "--config", ".github/zizmor.yml"];
    expect(await outputOf(readParts().tools.zizmor, [...args, ".", ...workflowFiles()])).toContain("No findings to report");
  });

  test.each(workflowFiles())("%s names no action of others but GitHub's own few, pinned by commit with its version", (file) => {
    for (const line of readFileSync(join(ROOT, file), "utf8").split("\n")) {
      const [, reference] = /^\s*(?:- )?uses:\s*(.+)$/.exec(line) ?? [];
      if (reference === undefined) continue;
      expect(reference).toMatch(
        /^(waybill-ci\/waybill(\/actions\/[a-z-]+|\/\.github\/workflows\/[a-z-]+\.yml)?@v1|actions\/(checkout|setup-node|setup-go|upload-artifact)@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
    }
  });

  test.each(workflowFiles())("%s gives every permission for a reason", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    expect(text).toMatch(/^permissions: \{\}$/m);
    for (const job of Object.values(jobsOf(file))) expect(job.permissions).toBeDefined();
    for (const line of text.split("\n")) if (/^\s+[a-z-]+: (read|write)\b/.test(line)) expect(line).toMatch(/# \S/);
  });

  test.each(["migrate", "deploy"])(
    "every job of %s.yml that changes an environment asks for its approval and waits for its turn",
    (name) => {
      const changing = Object.values(jobsOf(`.github/workflows/${name}.yml`)).filter((job) =>
        job.steps?.some((step) => step.with?.["command"] === "apply"),
      );
      expect(changing).toHaveLength(1);
      for (const job of changing) {
        expect(job.environment).toBe("${{ inputs.environment }}");
        expect(job.concurrency).toEqual({ group: "waybill-${{ inputs.environment }}", "cancel-in-progress": false });
      }
    },
  );

  test("every input that a workflow gives an action is declared by that action", () => {
    for (const file of workflowFiles()) {
      for (const step of Object.values(jobsOf(file)).flatMap((job) => job.steps ?? [])) {
        const [, action] = /^waybill-ci\/waybill(?:\/(actions\/[a-z-]+))?@v1$/.exec(step.uses ?? "") ?? [undefined, undefined];
        if (!step.uses?.startsWith("waybill-ci/")) continue;
        const { inputs } = parse(readFileSync(join(ROOT, action ?? ".", "action.yml"), "utf8")) as { inputs: Record<string, unknown> };
        expect(Object.keys(inputs), `${file}: ${step.uses}`).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      }
    }
  });

  test("every starter has its properties and its icon", () => {
    const starters = readdirSync(join(ROOT, "workflow-templates")).filter((name) => name.endsWith(".yml"));
    expect(starters.length).toBeGreaterThan(0);
    for (const starter of starters) {
      const properties = JSON.parse(
        readFileSync(join(ROOT, "workflow-templates", starter.replace(".yml", ".properties.json")), "utf8"),
      ) as Record<string, string>;
      expect(properties["name"]).toBeTruthy();
      expect(properties["description"]).toBeTruthy();
      expect(readFileSync(join(ROOT, "workflow-templates", `${properties["iconName"]}.svg`), "utf8")).toContain("<svg");
    }
  });
});
