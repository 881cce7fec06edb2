import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { collectingReporter, SILENT } from "@waybill/kit";
import { connectEngine, findBuildx } from "@waybill/engine";
import { assemble, buildImage, checkBudget, probeImage, pushOciLayout, tagImage, verifyImage } from "@waybill/image";
import type { BuildImageOptions } from "@waybill/image";
import { connectRegistry, parseReference } from "@waybill/registry";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["registry", "docker", "buildkit", "images", "tools"]);
const run = promisify(execFile);
const crane = async (...argv: string[]): Promise<string> => (await run(parts.tools.crane, argv)).stdout;
const registry = connectRegistry({ registry: parts.registry.address });
const engine = connectEngine({ host: parts.docker.host });
const probe = { port: 8080, path: "/healthz", expectStatus: 200, timeoutSeconds: 20, env: { NAME: "probe" } };

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-image-real-"));
  await mkdir(join(dir, "context"));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
  await engine.removeStale("dev.waybill.probe=true");
});

const SERVER =
  'require("node:http").createServer((q, r) => r.end(`ok ${process.env.NAME} ${process.getuid()}`)).listen(8080); console.log("listening");';

async function optionsFor(dockerfile: string, more: Partial<BuildImageOptions> = {}): Promise<BuildImageOptions> {
  const context = join(dir, "context");
  await writeFile(join(context, "server.js"), SERVER);
  await writeFile(join(context, "Dockerfile"), dockerfile);
  const created = new Date(1_700_000_000_000);
  const base = {
    context,
    dockerfile: join(context, "Dockerfile"),
    args: { BASE: parts.images.node },
    platforms: ["linux/amd64"],
    secrets: {},
    labels: {},
    created,
    outDir: join(dir, "out"),
  };
  return { ...base, builder: "assemble", registryFor: () => registry, reporter: SILENT, ...more };
}

const SERVICE = `ARG BASE
FROM \${BASE}
WORKDIR /app
COPY --chown=1000:1000 server.js ./
USER 1000
EXPOSE 8080
ENTRYPOINT ["node"]
CMD ["server.js"]
`;

test("assembles on the real base, pushes without a tag, runs and probes that digest, tags it last; crane agrees and all of it verifies", async () => {
  const built = await buildImage(await optionsFor(SERVICE));
  const repository = `test-image/${randomUUID()}`;
  const base = parseReference(parts.images.node);
  const pushed = await pushOciLayout(built.layoutDir, built.digest, registry, repository, { mountFrom: base.repository });
  expect(pushed.descriptor.digest).toBe(built.digest);
  expect(pushed.existed).toBeGreaterThan(0);
  expect(await registry.listTags(repository)).toEqual([]);
  const reference = `${parts.registry.address}/${repository}@${built.digest}`;
  const probed = await probeImage(engine, reference, probe, { reporter: SILENT });
  expect(probed).toMatchObject({
    verdict: "pass",
    findings: [],
    facts: { status: 200, body: "ok probe 1000", user: "1000", logsTail: expect.stringContaining("listening") },
  });
  expect(await tagImage(registry, repository, built.digest, ["v1", "latest"])).toMatchObject([
    { tag: "v1", outcome: "created" },
    { outcome: "created" },
  ]);
  expect((await crane("digest", `${parts.registry.address}/${repository}:latest`)).trim()).toBe(built.digest);
  expect(await crane("validate", "--remote", reference)).toContain("PASS");
  expect(await verifyImage(registry, repository, built.digest)).toEqual([]);
  expect(await checkBudget(built, 1_000)).toMatchObject([{ rule: "image-size", severity: "error" }]);
  // Once more from the same inputs: nothing is uploaded.
  const again = await buildImage(await optionsFor(SERVICE, { outDir: join(dir, "again") }));
  expect(again).toMatchObject({ digest: built.digest, inputsDigest: built.inputsDigest });
  expect(await pushOciLayout(again.layoutDir, again.digest, registry, repository)).toMatchObject({ uploaded: 0 });
});

test("tells why a container did not answer, with its exit code and its last words", async () => {
  const built = await buildImage(
    await optionsFor(SERVICE.replace('"server.js"', '"-e", "console.error(\\"no database\\"); process.exit(4)"')),
  );
  const repository = `test-image/${randomUUID()}`;
  await pushOciLayout(built.layoutDir, built.digest, registry, repository);
  const probed = await probeImage(engine, `${parts.registry.address}/${repository}@${built.digest}`, probe, { reporter: SILENT });
  expect(probed.verdict).toBe("fail");
  expect(probed.findings).toMatchObject([{ observed: "exit code 4", next: expect.stringContaining("no database") }]);
});

/** The environment of a docker program that uses the builder of the parts. */
function dockerEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    DOCKER_CONFIG: parts.buildkit.dockerConfig,
    BUILDX_CONFIG: parts.buildkit.buildxConfig,
    BUILDX_BUILDER: parts.buildkit.builder,
  };
}

test.each([
  ["no ignore file", {}],
  ["one that takes it back", { ".dockerignore": "*.log\n!.waybill\n!**/.waybill/**\n" }],
  ["one of the Dockerfile", { "Dockerfile.dockerignore": "*.log" }],
])("BuildKit's context holds nothing that runs leave behind, with %s", async (_, ignoreFiles: Readonly<Record<string, string>>) => {
  const options = await optionsFor("FROM scratch\nCOPY . /srv/\n", {
    builder: "buildx",
    buildx: await findBuildx({ env: dockerEnvironment() }),
  });
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(join(options.context, name, ".."), { recursive: true });
    await writeFile(join(options.context, name), text);
  };
  const left = { ".waybill/production/report.html": "page", "sub/.waybill/key.pem": "key", "sub/kept": "", "a.log": "" };
  for (const [name, text] of Object.entries({ ...left, ...ignoreFiles })) await write(name, text);
  const built = await buildImage(options);
  const repository = `test-image/${randomUUID()}`;
  await pushOciLayout(built.layoutDir, built.digest, registry, repository);
  const files = await run("sh", [
    "-c",
    '"$0" export "$1" - | tar -t',
    parts.tools.crane,
    `${parts.registry.address}/${repository}@${built.digest}`,
  ]);
  expect(files.stdout).toContain("srv/sub/kept");
  expect(files.stdout).not.toContain(".waybill");
  expect(files.stdout.includes("a.log")).toBe(Object.keys(ignoreFiles).length === 0);
  await write(".waybill/production/report.html", "another page");
  expect((await buildImage({ ...options, outDir: join(dir, "again") })).digest).toBe(built.digest);
});

test("a hidden argument reaches BuildKit's build by the environment", async () => {
  const options = await optionsFor("FROM scratch\nARG TOKEN\nENV SEEN=$TOKEN\nCOPY server.js /\n", {
    builder: "buildx",
    buildx: await findBuildx({ env: dockerEnvironment() }),
    args: { TOKEN: "by the environment" },
    hiddenArgs: ["TOKEN"],
  });
  const built = await buildImage(options);
  const repository = `test-image/${randomUUID()}`;
  await pushOciLayout(built.layoutDir, built.digest, registry, repository);
  expect(await crane("config", `${parts.registry.address}/${repository}@${built.digest}`)).toContain("SEEN=by the environment");
});

test("builds RUN steps, stages, a cache mount and a secret through BuildKit, and the container has the result without the secret", async () => {
  const env = dockerEnvironment();
  const buildx = await findBuildx({ env, dockerPath: parts.buildkit.dockerBin });
  const dockerfile = `ARG BASE
FROM ${parts.images.busybox} AS tools
RUN --mount=type=cache,target=/cache touch /cache/warm && mkdir /made && echo built > /made/flag
RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = canary-npm-token
FROM \${BASE}
WORKDIR /app
COPY --from=tools /made /made
COPY server.js ./
USER 1000
ENTRYPOINT ["node", "server.js"]
`;
  const reporter = collectingReporter();
  const built = await buildImage(
    await optionsFor(dockerfile, {
      builder: "auto",
      ...(buildx ? { buildx } : {}),
      secrets: { npm: "canary-npm-token" },
      labels: { "org.opencontainers.image.source": "https://example.com" },
      reporter,
    }),
  );
  expect(built).toMatchObject({
    builder: "buildx",
    config: { user: "1000", workdir: "/app", labels: { "org.opencontainers.image.source": "https://example.com" } },
  });
  expect(built.platforms).toMatchObject([{ platform: "linux/amd64", digest: built.digest }]);
  const repository = `test-image/${randomUUID()}`;
  await pushOciLayout(built.layoutDir, built.digest, registry, repository);
  const probed = await probeImage(
    engine,
    `${parts.registry.address}/${repository}@${built.digest}`,
    { ...probe, path: "/" },
    { reporter: SILENT },
  );
  expect(probed.verdict).toBe("pass");
  expect(await verifyImage(registry, repository, built.digest)).toEqual([]);
  for (const name of await readdir(join(built.layoutDir, "blobs/sha256"))) {
    expect((await readFile(join(built.layoutDir, "blobs/sha256", name))).includes("canary-npm-token")).toBe(false);
  }
  expect(reporter.lines.join("\n")).not.toContain("canary-npm-token");
});

test("assembles what BuildKit builds: the same files, modes and configuration from one Dockerfile", async () => {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    DOCKER_CONFIG: parts.buildkit.dockerConfig,
    BUILDX_CONFIG: parts.buildkit.buildxConfig,
    BUILDX_BUILDER: parts.buildkit.builder,
  };
  const buildx = await findBuildx({ env, dockerPath: parts.buildkit.dockerBin });
  const dockerfile = `FROM ${parts.images.busybox} AS files
COPY tree /one/
COPY tree/a.txt tree/sub /two/
COPY tree/s*b/*.txt /three/
WORKDIR /four
COPY tree/a.txt renamed.txt
FROM scratch
ARG WHO=nobody
ENV A=1 B="two words" C=\${WHO:-x}
LABEL l="v w"
COPY --from=files /one /one
COPY --from=files /two /two
COPY --from=files --chown=7:8 /three /four /mixed/
VOLUME /data
EXPOSE 80 90/udp
STOPSIGNAL SIGINT
HEALTHCHECK --interval=5s CMD ["/x"]
WORKDIR /one/deep
USER 5:6
CMD ["run"]
`;
  await mkdir(join(dir, "context/tree/sub"), { recursive: true });
  await writeFile(join(dir, "context/tree/a.txt"), "a", { mode: 0o644 });
  await writeFile(join(dir, "context/tree/run.sh"), "#!/bin/sh", { mode: 0o755 });
  await writeFile(join(dir, "context/tree/sub/b.txt"), "b", { mode: 0o644 });
  await writeFile(join(dir, "context/tree/ignored.log"), "x");
  await writeFile(join(dir, "context/.dockerignore"), "**/*.log\n");
  const results = [];
  for (const builder of ["assemble", "buildx"] as const) {
    const built = await buildImage(
      await optionsFor(dockerfile, { builder, outDir: join(dir, builder), args: {}, ...(buildx ? { buildx } : {}) }),
    );
    const repository = `test-image/${randomUUID()}`;
    await pushOciLayout(built.layoutDir, built.digest, registry, repository);
    const reference = `${parts.registry.address}/${repository}@${built.digest}`;
    const { stdout } = await run("sh", ["-c", 'exec "$0" export "$1" - | tar -tv --numeric-owner', parts.tools.crane, reference]);
    const files = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/))
      .map(([mode, owner, size, , , path]) => `${mode} ${owner} ${size} ${path?.replace(/\/$/, "")}`);
    const { config } = JSON.parse(await crane("config", reference)) as { config: Record<string, unknown> };
    delete config["ArgsEscaped"];
    results.push({ files: files.sort(), config });
  }
  expect(results[0]?.files).toContain("-rwxr-xr-x 0/0 9 one/run.sh");
  expect(results[0]).toEqual(results[1]);
});

test("reads a base image by digest only once it is verified, and refuses a digest that is not there", async () => {
  const options = await optionsFor(`FROM ${parts.images.node.replace(/sha256:.*/, `sha256:${"0".repeat(64)}`)}\n`);
  await expect(assemble(options)).rejects.toThrow(/Dockerfile:1 needs the base image .* is not there/);
});
