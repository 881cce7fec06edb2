import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SILENT } from "@waybill/kit";
import { kiosk, writeTree } from "@waybill/testing/adopters/repositories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseArguments } from "../../packages/cli/src/arguments.ts";
import { runCommand } from "../../packages/cli/src/commands.ts";
import { rehearse } from "../../packages/cli/src/rehearse.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const around = { env: process.env as Record<string, string>, reporter: SILENT, signal: new AbortController().signal };

let workspace: string;
let rehearsalDir: string;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-adopt-"));
  [workspace, rehearsalDir] = [join(folder, "kiosk"), join(folder, "world")];
  await writeTree(workspace, kiosk);
});
afterAll(async () => {
  await rehearse({ ...around, print: () => undefined, workspace, rehearsalDir, stop: true });
  await rm(join(workspace, ".."), { recursive: true, force: true });
});

test("a repository with build-push-action, k8s-deploy and Flyway is rehearsed in both environments after init alone", async () => {
  let out = "";
  const print = (text: string): void => void (out += text);
  expect(await runCommand(parseArguments(["init", "-C", workspace, "--commit", COMMIT]), { ...around, print })).toBe("pass");
  expect(["pass", "warn"]).toContain(await runCommand(parseArguments(["check", "-C", workspace]), { ...around, print }));
  for (const environment of ["staging", "production"])
    expect(["pass", "warn"], out).toContain(await rehearse({ ...around, print, workspace, rehearsalDir, environment }));
  expect(out).toContain("Answers now");
}, 120_000);
