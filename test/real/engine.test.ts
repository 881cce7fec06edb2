import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { connectEngine, findBuildx } from "@waybill/engine";
import type { Buildx } from "@waybill/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["docker", "buildkit", "images"]);
const engine = connectEngine({ host: parts.docker.host });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-engine-real-"));
});
afterEach(() => rm(dir, { recursive: true }));

function findBuilder(): Promise<Buildx | undefined> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    DOCKER_CONFIG: parts.buildkit.dockerConfig,
    BUILDX_CONFIG: parts.buildkit.buildxConfig,
    BUILDX_BUILDER: parts.buildkit.builder,
  };
  return findBuildx({ env, dockerPath: parts.buildkit.dockerBin });
}

test("answers a ping with versions", async () => {
  expect(await engine.ping()).toMatchObject({ version: expect.stringMatching(/^\d+\./), apiVersion: expect.stringMatching(/^1\./) });
});

test("pulls by digest, runs on a loopback port, and removes the container with its answer, logs and exit code read", async () => {
  await engine.pull(parts.images.busybox);
  expect((await engine.inspectImage(parts.images.busybox))?.repoDigests).toContain(parts.images.busybox.replace(/:1@/, "@"));
  const command = [
    "sh",
    "-c",
    "echo hello from $WHO; mkdir -p /tmp/w && echo served > /tmp/w/index.html && exec httpd -f -p 8080 -h /tmp/w",
  ];
  let id: string;
  {
    await using container = await engine.run({
      image: parts.images.busybox,
      ports: [8080],
      env: { WHO: "test" },
      labels: { "dev.waybill.test": "engine" },
      command,
    });
    ({ id } = container);
    const { host, port } = container.address(8080);
    expect(host).toBe("127.0.0.1");
    let body = "";
    for (let attempt = 0; attempt < 50 && body === ""; attempt++) {
      body = await fetch(`http://${host}:${port}/`).then(
        (response) => response.text(),
        () => "",
      );
      if (body === "") await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(body).toBe("served\n");
    expect(await container.logs()).toContain("hello from test");
    expect(await container.state()).toEqual({ running: true });
  }
  expect(await engine.removeStale("dev.waybill.test=engine")).toBe(0);
  expect(id).not.toBe("");
});

test("tells how a container ended and removes leftovers by label", async () => {
  const container = await engine.run({
    image: parts.images.busybox,
    ports: [],
    labels: { "dev.waybill.test": "leftover" },
    command: ["sh", "-c", "exit 3"],
  });
  let state = await container.state();
  for (let attempt = 0; attempt < 50 && state.running; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    state = await container.state();
  }
  expect(state).toEqual({ running: false, exitCode: 3 });
  expect(await engine.removeStale("dev.waybill.test=leftover")).toBe(1);
  expect(await engine.removeStale("dev.waybill.test=leftover")).toBe(0);
});

test("says plainly that an image cannot be pulled", async () => {
  const missing = parts.images.busybox.replace(/sha256:.*/, `sha256:${"0".repeat(64)}`);
  await expect(engine.pull(missing)).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("Check the name and digest"),
  });
});

test("builds with RUN, several stages, a cache mount and a build secret, reproducibly and without the secret anywhere", async () => {
  const buildx = await findBuilder();
  expect(buildx).toBeDefined();
  await writeFile(
    join(dir, "Dockerfile"),
    `# syntax-free on purpose: nothing may be fetched
FROM ${parts.images.busybox} AS build
ARG GREETING
RUN --mount=type=cache,target=/cache date >> /cache/runs && echo "$GREETING" > /greeting
RUN --mount=type=secret,id=token sha256sum /run/secrets/token | cut -c1-64 > /token-digest
FROM ${parts.images.busybox}
COPY --from=build /greeting /token-digest /
`,
  );
  const reporter = collectingReporter();
  const options = {
    context: dir,
    dockerfile: join(dir, "Dockerfile"),
    args: { GREETING: "hello" },
    secrets: { token: "canary-build-secret" },
    created: new Date(1_700_000_000_000),
    reporter,
  };
  const first = await buildx?.build({ ...options, outDir: join(dir, "one") });
  expect(first?.digest).toMatch(/^sha256:/);
  expect(reporter.lines.join("\n")).not.toContain("canary-build-secret");
  const second = await buildx?.build({ ...options, outDir: join(dir, "two") });
  expect(second?.digest).toBe(first?.digest);
});

test("names the step that failed in a build", async () => {
  const buildx = await findBuilder();
  await writeFile(join(dir, "Dockerfile"), `FROM ${parts.images.busybox}\nRUN echo about to fail && exit 7\n`);
  const failed = buildx?.build({ context: dir, dockerfile: join(dir, "Dockerfile"), outDir: join(dir, "out"), created: new Date(0) });
  await expect(failed).rejects.toMatchObject({ kind: "command", message: expect.stringMatching(/exit code: 7[^]*about to fail/) });
});
