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

/** How many jobs run one after the other on the longest way through `needs`. */
function longestRow(jobs: Record<string, Job>, weigh: (id: string) => number): number {
  const length = (id: string): number => weigh(id) + Math.max(0, ...[jobs[id]?.needs ?? []].flat().map((needed) => length(needed)));
  return Math.max(...Object.keys(jobs).map((id) => length(id)));
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly environment?: { readonly name: string; readonly deployment: boolean | string };
  readonly permissions?: Record<string, string>;
  readonly concurrency?: Record<string, unknown>;
  readonly strategy?: Record<string, unknown>;
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
    // actionlint 1.7.12 does not know GitHub's `queue` yet; exactly this message is passed over.
    const ignore = ["-ignore", 'unexpected key "queue" for "concurrency" section\\. expected one of "cancel-in-progress", "group"'];
    expect(await outputOf(readParts().tools.actionlint, ["-no-color", ...ignore, ...workflowFiles()])).toBe("");
  });

  test("zizmor's strictest persona reports nothing on our workflows, actions, templates and examples", async () => {
    const args = ["--offline", "--persona", "auditor", "--no-progress", "--config", ".github/zizmor.yml"];
    expect(await outputOf(readParts().tools.zizmor, [...args, ".", ...workflowFiles()])).toContain("No findings to report");
  });

  test.each(workflowFiles())("%s names no action of others but GitHub's own few, pinned by commit with its version", (file) => {
    for (const line of readFileSync(join(ROOT, file), "utf8").split("\n")) {
      const [, reference] = /^\s*(?:- )?uses:\s*(.+)$/.exec(line) ?? [];
      if (reference === undefined) continue;
      // Our own site is published by GitHub's own action for that; nothing else may use it.
      if (file === ".github/workflows/site.yml" && reference.startsWith("actions/deploy-pages@")) {
        expect(reference).toMatch(/^actions\/deploy-pages@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
        continue;
      }
      expect(reference).toMatch(
        /^(waybill-ci\/waybill(\/(?:\.github\/)?actions\/[a-z-]+|\/\.github\/workflows\/[a-z-]+\.yml)?@v1|actions\/(checkout|setup-node|setup-go|upload-artifact)@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
    }
  });

  test("a cloud is logged in to by its own actions, pinned by commit with the version that their authors call it", () => {
    const references = [
      ...readFileSync(join(ROOT, ".github/actions/connect-cloud/action.yml"), "utf8").matchAll(/^\s*(?:- )?uses:\s*(.+)$/gm),
    ];
    expect(references.length).toBeGreaterThan(0);
    const own = /^waybill-ci\/waybill\/actions\/read-cloud@v1$/;
    const clouds = /^(aws-actions|azure|google-github-actions)\/[a-z-]+@[0-9a-f]{40} # v\d+(\.\d+){1,2}$/;
    for (const [, reference = ""] of references) if (!own.test(reference)) expect(reference).toMatch(clouds);
  });

  test.each(workflowFiles())("%s gives every permission for a reason", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    expect(text).toMatch(/^permissions: \{\}$/m);
    for (const job of Object.values(jobsOf(file))) expect(job.permissions).toBeDefined();
    for (const line of text.split("\n")) if (/^\s+(?!needs:)[a-z-]+: (read|write)\b/.test(line)) expect(line).toMatch(/# \S/);
  });

  test.each(["migrate", "deploy"])(
    "the one job of %s.yml that changes an environment asks for its approval and waits for its turn",
    (name) => {
      const changing = Object.values(jobsOf(`.github/workflows/${name}.yml`)).filter((job) =>
        job.steps?.some((step) => step.with?.["command"] === "apply"),
      );
      expect(changing).toHaveLength(1);
      for (const job of changing) {
        expect(job.environment).toEqual({ name: "${{ inputs.environment }}", deployment: "${{ inputs.deployment }}" });
        // The same words in both files, so that they wait for each other.
        expect(job.concurrency).toEqual({
          group: "waybill-${{ inputs.working-directory }}-${{ inputs.environment }}",
          queue: "max",
          "cancel-in-progress": false,
        });
      }
    },
  );

  test("release.yml goes through its environments one after the other and stops at the first that fails", () => {
    const { strategy } = jobsOf(".github/workflows/release.yml")["environments"] ?? {};
    expect(strategy).toMatchObject({ "max-parallel": 1, "fail-fast": true });
  });

  test("a release to two environments is at most eight jobs one after the other", () => {
    const [read, validate, build, deploy] = ["release", "validate", "build", "deploy"].map((name) =>
      jobsOf(`.github/workflows/${name}.yml`),
    );
    // What runs of a called workflow when its caller has read waybill.yml.
    const inRow = (jobs: Record<string, Job> = {}): number => longestRow(jobs, (id) => (id === "read" ? 0 : 1));
    const weights: Readonly<Record<string, number>> = { validate: inRow(validate), build: inRow(build), environments: 2 * inRow(deploy) };
    expect(longestRow(read ?? {}, (id) => weights[id] ?? 1)).toBeLessThanOrEqual(8);
  });

  test("every input that a workflow gives an action is declared by that action", () => {
    for (const file of workflowFiles()) {
      for (const step of Object.values(jobsOf(file)).flatMap((job) => job.steps ?? [])) {
        const [, action] = /^waybill-ci\/waybill(?:\/((?:\.github\/)?actions\/[a-z-]+))?@v1$/.exec(step.uses ?? "") ?? [
          undefined,
          undefined,
        ];
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
