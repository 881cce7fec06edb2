import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENTRIES, planOf } from "./gate-entries.ts";
import { startWorld } from "./gated-project.ts";
import type { Answer, GatedProject, World } from "./gated-project.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const staging = { environment: "staging" };

/** The page that a step leaves, as its output `report` says, and its first screen's text. */
async function pageOf(project: GatedProject, { outputs, text }: Answer): Promise<string> {
  expect(outputs["report"], `it leaves no page:\n${text}`).toBeDefined();
  return readFile(join(project.workspace, outputs["report"] ?? ""), "utf8");
}

describe.concurrent("a refused step leaves the page, the job summary and the outputs of a stage that failed", { timeout: 180_000 }, () => {
  test.each(["deploy.yml: plan", "deploy.yml: migrate", "deploy.yml: deploy", "root action"])("%s", async (entry) => {
    const project = await world.project();
    await project.prove("test");
    const plan = await planOf(project, staging);
    const answer = await ENTRIES[entry]!(project, { ...staging, plan });
    expect(answer.refused).toBe(true);
    const page = await pageOf(project, answer);
    for (const shown of [page.replaceAll("&#39;", "'"), answer.summary]) {
      // What is refused and why, which proof is missing, and what makes it.
      expect(shown).toContain("No build evidence counts for image api");
      expect(shown).toContain("build-image");
      expect(shown).toMatch(/missing/);
      expect(shown).toMatch(/Nothing (was|has|was or will be) changed/i);
    }
    expect(answer.outputs["verdict"]).toBe("fail");
  });

  test("and an error that is no refusal does not say that nothing was changed", async () => {
    const project = await world.project();
    const inputs = { command: "apply", ...staging, images: project.images, "plan-digest": "sha256:1" };
    const answer = await project.step("deploy-kubernetes", inputs);
    expect(answer.refused).toBe(true);
    expect(await pageOf(project, answer)).toContain("plan-digest");
    expect(answer.summary).toContain("plan-digest");
  });

  test("verify-release, with its brief", async () => {
    const project = await world.project();
    const answer = await project.step("verify-release", { environment: "staging", images: project.images, "signing-key": "" });
    expect(answer.refused).toBe(true);
    expect(await pageOf(project, answer)).toContain("sign");
    expect(answer.summary).toContain("sign");
    expect(await readFile(resolve(project.workspace, answer.outputs["brief"] ?? ""), "utf8")).toContain("sign");
  });
});
