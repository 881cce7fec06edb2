import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { whyWithoutSecrets } from "./secretless.ts";

async function why(event: string, head: string | undefined, more: Record<string, string> = {}): Promise<string | undefined> {
  const path = join(await mkdtemp(join(tmpdir(), "event-")), "event.json");
  await writeFile(path, JSON.stringify({ pull_request: { head: { repo: head === undefined ? null : { full_name: head } } } }));
  return whyWithoutSecrets({
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "Acme/Shop",
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: path,
    GITHUB_ACTOR: "ann",
    ...more,
  });
}

test("a pull request from a fork gets no secrets, and one from a branch does", async () => {
  expect(await why("pull_request", "eve/shop")).toContain(
    "from the fork eve/shop: GitHub gives it no secrets and a token that may only read",
  );
  expect(await why("pull_request_review", "eve/shop")).toContain("fork");
  expect(await why("pull_request", "acme/shop")).toBeUndefined();
  // That event runs the base's workflow with the base's secrets.
  expect(await why("pull_request_target", "eve/shop")).toBeUndefined();
  expect(await why("push", undefined)).toBeUndefined();
});

test("a run of Dependabot gets its own secrets, whatever began it", async () => {
  const bot = { GITHUB_ACTOR: "dependabot[bot]" };
  expect(await why("pull_request", "acme/shop", bot)).toContain("Secrets and variables, Dependabot");
  expect(await why("push", undefined, bot)).toContain("may only read");
});

test("what cannot be told is not said", async () => {
  expect(await why("pull_request", undefined)).toBeUndefined();
  expect(await why("pull_request", "eve/shop", { GITHUB_EVENT_PATH: "/nonexistent" })).toBeUndefined();
  expect(await why("pull_request", "eve/shop", { GITHUB_ACTIONS: "" })).toBeUndefined();
});
