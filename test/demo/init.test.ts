import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ferry, kiosk, ledger } from "@waybill/testing/adopters/deliveries";
import { writeTree } from "@waybill/testing/adopters/repositories";
import type { Files } from "@waybill/testing/adopters/repositories";
import { ROOT } from "@waybill/testing/repository";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-adopt-"));
  const program = `exec '${process.execPath}' --conditions=@waybill/source --no-warnings '${join(ROOT, "packages/cli/src/main.ts")}' "$@"\n`;
  await writeFile(join(folder, "waybill"), `#!/bin/sh\n${program}`, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Types a command into a shell that stands in the repository. */
async function type(command: string, cwd: string): Promise<{ readonly code: number; readonly out: string }> {
  const who = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, "a"],
    [`GIT_${role}_EMAIL`, "a@example.com"],
  ]);
  const env = {
    ...process.env,
    ...Object.fromEntries(who),
    PATH: `${folder}:${process.env["PATH"]}`,
    XDG_STATE_HOME: join(folder, "state"),
  };
  return new Promise((done) => {
    execFile("bash", ["-c", command], { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code ?? 1), out: stdout + stderr }),
    );
  });
}

describe.each<[string, Files, readonly [string, string]]>([
  ["kiosk", kiosk, ["staging", "production"]],
  ["ferry", ferry, ["staging", "production"]],
  ["ledger", ledger, ["test", "prod"]],
])("a repository with build-push-action, k8s-deploy and Flyway: %s", (name, files, environments) => {
  test("is adopted by three commands, init and the two that it prints, and both environments are rehearsed", async () => {
    const workspace = join(folder, name);
    await writeTree(workspace, files);
    try {
      const init = await type(`waybill init --commit ${COMMIT}`, workspace);
      expect(init.code, init.out).toBe(0);
      expect(init.out).toMatch(/^Check\n {2}\w+ +(pass|warn)/m);
      const commands = [...init.out.slice(init.out.indexOf("\nNext\n")).matchAll(/^ {2}\d\. {2}(.*)$/gm)].map(
        ([, command = ""]) => command,
      );
      expect(commands).toHaveLength(2);
      const [rehearsed, committed] = [await type(commands[0] ?? "", workspace), await type(commands[1] ?? "", workspace)];
      expect(rehearsed.code, rehearsed.out).toBe(0);
      for (const environment of environments) expect(rehearsed.out).toContain(`Release of ${name} to ${environment}`);
      expect(rehearsed.out).toContain("Answers now");
      expect(committed.code, committed.out).toBe(0);
      const caller = await readFile(join(workspace, ".github/workflows/release.yml"), "utf8");
      expect(caller.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(35);
    } finally {
      await type("waybill rehearse --stop", workspace);
    }
  }, 120_000);
});
