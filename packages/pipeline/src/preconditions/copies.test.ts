import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { collectingReporter, describeFinding } from "@waybill/kit";
import { TEST_RUN } from "@waybill/testing/stage-context";
import { expect, test } from "vitest";
import { checkProject } from "../project.ts";
import { openSession } from "../session/open-session.ts";
import type { SessionOptions } from "../session/options.ts";

type Files = Readonly<Record<string, string>>;

async function check(lines: string, files: Files = {}, options: Partial<SessionOptions> = {}): Promise<{ verdict: string; out: string }> {
  const workspace = await mkdtemp(join(tmpdir(), "copies-"));
  const all = { "waybill.yml": "name: shop\nimages:\n  api: { context: services/api }\n", "services/api/Dockerfile": lines, ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const reporter = collectingReporter();
  const session = await openSession({ workspace, run: TEST_RUN, env: {}, reporter, ...options });
  const { report } = await checkProject(session);
  const found = reporter.findings.map((finding) => `${finding.where?.file}:${finding.where?.line} ${describeFinding(finding)}`);
  return { verdict: report.verdict, out: found.join("\n") };
}

test.each<[string, string, Files, string, string?]>([
  [
    "a folder that an npm build makes",
    "COPY dist /srv",
    { "services/api/package.json": '{"scripts":{"build":"vite build"}}' },
    "'dist'",
    "'npm run build' (services/api/package.json) makes it.",
  ],
  [
    "a wildcard in a folder that Maven makes",
    "COPY target/*.jar /a.jar",
    { "services/api/pom.xml": "" },
    "'target/*.jar'",
    "'mvn package' (services/api/pom.xml) makes it.",
  ],
  [
    "what a Makefile makes",
    "COPY tool /tool",
    { "services/api/Makefile": "X := y\ntool: a.c\n\tcc a.c\n" },
    "'tool'",
    "'make tool' (services/api/Makefile)",
  ],
  [
    "a build of another folder",
    "COPY web/dist/a.js /",
    { "services/api/web/package.json": '{"scripts":{"build":"x"}}' },
    "'web/dist/a.js'",
    "(services/api/web/package.json)",
  ],
  ["a path that is nowhere", "COPY ./nowhere/ /srv", {}, "'nowhere'", "Correct the path"],
  ["a package.json that is none", "COPY dist /srv", { "services/api/package.json": "{" }, "'dist'", "Correct the path"],
  [
    "what .dockerignore leaves out",
    "COPY secret.txt /",
    { "services/api/secret.txt": "", "services/api/.dockerignore": "*.txt\n" },
    "leaves out",
  ],
  ["a path made of build arguments", "ARG DIR=gone\nENV NAME=x\nCOPY ${DIR}/$NAME /", {}, "'gone/x'"],
  ["a path in a JSON list", 'ADD ["two words", "/srv"]', {}, "'two words'"],
  ["one of several", "COPY Dockerfile gone /srv/", {}, "'gone'"],
])("a Dockerfile that copies %s is told at its line, with what makes it", async (_, lines, files, what, next = "") => {
  const { out, verdict } = await check(`FROM node:24\n${lines}\n`, files);
  expect(verdict).toBe("fail");
  const told = out.split("\n").find((line) => line.includes("The Dockerfile copies")) ?? "";
  expect(told).toContain(`services/api/Dockerfile:${lines.split("\n").length + 1} `);
  expect(told).toContain(what);
  expect(out).toContain(next);
});

test.each<[string, string, Files?]>([
  ["a build stage", "COPY --from=build /dist /srv\nCOPY --from=docker.io/library/busybox /bin /bin"],
  ["an address", "ADD https://example.com/a.tar.gz /\nADD git@github.com:a/b.git /b"],
  ["a variable of the base image", "COPY $UNKNOWN/a /a"],
  ["a wildcard that need not match", "COPY package.json package-lock.json* /", { "services/api/package.json": "{}" }],
  [
    "part of a folder that is left out",
    "COPY docs /docs",
    { "services/api/docs/a.md": "", "services/api/.dockerignore": "docs\n!docs/a.md\n" },
  ],
  ["a folder of any name that has no such file", "COPY */package.json a/[id]/b.ts /x/", { "services/api/a/[id]/b.ts": "" }],
  ["folders at any depth", "COPY --parents **/package.json /x/\nCOPY --parents a/**/c.json /x/", { "services/api/a/b/b/c.json": "{}" }],
  ["a repository by the name of its server", "ADD org-1@github.com:a/b.git /b"],
  [
    "the default of the stage, not of the file",
    "ARG TOP=own\nCOPY $TOP /x\nARG TARGETARCH=any\nCOPY bin-$TARGETARCH /x",
    {
      "services/api/own": "",
      "services/api/bin-any": "",
    },
  ],
  ["a variable that its own line sets anew", "ENV V=1\nENV V=2 F=app-$V\nCOPY $F /x", { "services/api/app-1": "" }],
  ["a variable of two words", 'ENV D my dir\nCOPY "$D" /x', { "services/api/my dir": "" }],
  ["a variable by a form that only BuildKit knows", "ENV S=a V=v1\nENV S=${V#v}\nCOPY app-$S /x", { "services/api/app-1": "" }],
  ["the whole context", "COPY ./ /srv\nCOPY /Dockerfile ../Dockerfile /d/"],
])("a Dockerfile that copies from %s passes", async (_, lines, files = {}) => {
  const { out } = await check(`ARG TOP=global\nFROM scratch AS build\nFROM node:24\n${lines}\n`, files);
  expect(out).not.toContain("copy-source");
  expect(out).not.toContain("The Dockerfile copies");
});

test("what lies behind a link is left to the build, which finds an absolute one inside the context, and a circle not at all", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "copies-"));
  await writeFile(join(workspace, "waybill.yml"), "name: shop\nimages: { api: { context: . } }\n");
  await writeFile(join(workspace, "Dockerfile"), "FROM node:24\nCOPY link/a circle/a circle/b* circle /x/\n");
  await mkdir(join(workspace, "real"));
  await writeFile(join(workspace, "real/a"), "");
  await symlink("/real", join(workspace, "link"));
  await symlink("circle", join(workspace, "circle"));
  const reporter = collectingReporter();
  await checkProject(await openSession({ workspace, run: TEST_RUN, env: {}, reporter }));
  expect(reporter.findings.filter(({ rule }) => rule === "copy-source")).toEqual([]);
});

test("a wildcard that matches nothing is an error where images are assembled, which takes it for a mistake", async () => {
  const lines = "FROM node:24\nCOPY Dockerfile none* /srv/\n";
  expect((await check(lines, {}, { builder: "assemble" })).out).toContain(
    "copies 'none*', which matches nothing in the context 'services/api'",
  );
});
