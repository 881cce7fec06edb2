import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SILENT } from "@waybill/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import type { RehearsalOptions } from "../../packages/cli/src/rehearse.ts";

let workspace: string;
let rehearsalDir: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "waybill-refused-"));
  rehearsalDir = join(workspace, "rehearsal");
  await writeFile(
    join(workspace, "release.yml"),
    "name: shop\nenvironments:\n  production: { namespace: shop, after: staging }\n  staging: { namespace: shop-staging }\n",
  );
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

const run = (options: Partial<RehearsalOptions>): Promise<unknown> =>
  rehearse({
    env: { PATH: process.env["PATH"] ?? "" },
    reporter: SILENT,
    signal: new AbortController().signal,
    print: () => undefined,
    workspace,
    rehearsalDir,
    configFile: "release.yml",
    ...options,
  });

test.each([
  ["a configuration that is not there", { configFile: "gone.yml" }, /gone\.yml/],
  ["an environment that is not declared", { environment: "stagin" }, /'staging' is the nearest/],
  ["an image that is not declared", { images: `{"api":"127.0.0.1:5000/api@sha256:${"a".repeat(64)}"}` }, /names api/],
  ["an image without a digest", { images: '{"api":"ghcr.io/acme/api:1"}' }, /must be repository@sha256/],
  [
    "BuildKit where no Docker Engine answers",
    { builder: "buildx", env: { DOCKER_HOST: "unix:///nonexistent/docker.sock" } },
    /no Docker Engine answers/,
  ],
] as const)("a rehearsal that cannot be what was asked for starts nothing: %s", async (_, options, problem) => {
  await expect(run(options)).rejects.toThrow(problem);
  await expect(readdir(rehearsalDir)).rejects.toThrow("ENOENT");
});
