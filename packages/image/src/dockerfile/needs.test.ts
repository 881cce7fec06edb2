import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDockerfileNeeds } from "./needs.ts";
import type { DockerfileNeeds } from "./needs.ts";

async function needs(text: string, options: { target?: string; args?: Record<string, string> } = {}): Promise<DockerfileNeeds> {
  const context = await mkdtemp(join(tmpdir(), "dockerfile-"));
  const dockerfile = join(context, "Dockerfile");
  await writeFile(dockerfile, text);
  return readDockerfileNeeds({ context, dockerfile, args: {}, platforms: ["linux/amd64"], ...options });
}

test("names the base images of the target's build stages, with build arguments put in", async () => {
  const text =
    "ARG BASE=node:24\nFROM golang:1.25 AS tools\nFROM ${BASE} AS built\nFROM scratch\nCOPY --from=built /a /b\nCOPY --from=busybox:1.37 /bin /bin\n";
  expect((await needs(text)).bases).toEqual([
    { image: "node:24", line: 3 },
    { image: "busybox:1.37", line: 6 },
  ]);
  expect((await needs(text, { target: "built", args: { BASE: "node:22" } })).bases).toEqual([{ image: "node:22", line: 3 }]);
});

test("names what only BuildKit carries out, and nothing of build stages that are not needed", async () => {
  const text =
    "FROM scratch AS other\nRUN rm -rf /\nFROM scratch\nCOPY --parents a /b\nADD https://example.com/x /x\nONBUILD USER 2\nCOPY a /a\n";
  expect((await needs(text)).buildKit).toEqual([
    { what: "the flag --parents on COPY", line: 4 },
    { what: "ADD from the network", line: 5 },
    { what: "ONBUILD", line: 6 },
  ]);
  expect((await needs("FROM --platform=linux/arm64 scratch\n")).buildKit).toEqual([{ what: "a build stage for linux/arm64", line: 1 }]);
});

test.each([
  ["FROM scratch\nCOPPY a b\n", "dockerfile", 2, "unknown instruction 'COPPY'"],
  ["USER 2\n", "dockerfile", 1, "has USER before the first FROM"],
  ["FROM scratch\nRUN <<EOF\nls\nEOF\n", "needs-buildkit", 2, "heredoc"],
])("what it cannot read is a finding at its line: %j", async (text, rule, line, what) => {
  await expect(needs(text)).rejects.toMatchObject({
    findings: [{ rule, where: { line }, what: expect.stringContaining(what) }],
  });
});
