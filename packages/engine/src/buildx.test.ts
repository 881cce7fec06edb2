import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildArguments, findBuildx, parseBuilder } from "./buildx.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-buildx-test-"));
});
afterEach(() => rm(dir, { recursive: true }));

const DIGEST = `sha256:${"a".repeat(64)}`;
const OPTIONS = { context: "ctx", dockerfile: "ctx/Dockerfile", outDir: "/out", created: new Date(1_700_000_000_000) };

/** A stand-in for the docker program: a Node script that knows `buildx version`, `inspect` and `build`. */
async function fakeDocker(build: string): Promise<string> {
  const file = join(dir, "docker");
  const script = `#!${process.execPath}
const argv = process.argv.slice(2);
const fs = require("node:fs"), path = require("node:path");
if (argv[1] === "version") console.log("github.com/docker/buildx v0.33.0 abc");
else if (argv[1] === "inspect") console.log("Name: b\\nDriver: remote\\n\\nNodes:\\nStatus: running\\n");
else {
  const out = /dest=([^,"]+)/.exec(argv[argv.indexOf("--output") + 1])[1], metadata = argv[argv.indexOf("--metadata-file") + 1];
  const finish = (digest, listed) => {
    fs.mkdirSync(out, { recursive: true });
    fs.writeFileSync(path.join(out, "index.json"), JSON.stringify({ manifests: [{ digest: listed ?? digest }] }));
    fs.writeFileSync(metadata, JSON.stringify({ "containerimage.digest": digest }));
  };
  ${build}
}`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

test("builds into a layout and returns its digest, with progress and the time in the environment", async () => {
  const dockerPath = await fakeDocker(`console.error("#1 epoch " + process.env.SOURCE_DATE_EPOCH); finish("${DIGEST}");`);
  const reporter = collectingReporter();
  const buildx = await findBuildx({ env: {}, dockerPath });
  expect(buildx).toMatchObject({ version: "0.33.0", builder: "b", driver: "remote" });
  const built = await buildx?.build({ ...OPTIONS, outDir: join(dir, "out"), reporter });
  expect(built).toEqual({ layoutDir: join(dir, "out"), digest: DIGEST });
  expect(reporter.lines).toContain("#1 epoch 1700000000");
});

test("gives secrets by the environment, never on the command line, and hides them in progress and errors", async () => {
  const dockerPath = await fakeDocker(
    `console.error("leak " + process.env.WAYBILL_BUILD_SECRET_0); console.error("ERROR: failed with " + process.env.WAYBILL_BUILD_SECRET_0); process.exit(3);`,
  );
  const reporter = collectingReporter();
  const buildx = await findBuildx({ env: {}, dockerPath });
  const failed = buildx?.build({ ...OPTIONS, outDir: join(dir, "out"), secrets: { token: "canary-secret" }, reporter });
  await expect(failed).rejects.toMatchObject({ kind: "command", message: expect.stringMatching(/exit code 3: ERROR: failed with \*\*\*/) });
  expect(reporter.lines.join("\n")).not.toContain("canary-secret");
  expect(reporter.masked).toContain("canary-secret");
  expect(buildArguments("b", { ...OPTIONS, secrets: { token: "canary-secret" } }, "m").join(" ")).not.toContain("canary-secret");
});

test("gives hidden arguments by the environment, so that no list of processes shows them", async () => {
  const dockerPath = await fakeDocker(
    `console.error("argv " + argv.join(" ")); console.error("env " + process.env.TOKEN); console.error("ERROR: " + process.env.TOKEN); process.exit(3);`,
  );
  const reporter = collectingReporter();
  const buildx = await findBuildx({ env: {}, dockerPath });
  const args = { TOKEN: "canary-secret", MODE: "plain" };
  const failed = buildx?.build({ ...OPTIONS, outDir: join(dir, "out"), args, hiddenArgs: ["TOKEN"], reporter });
  await expect(failed).rejects.toThrow(/ERROR: \*\*\*/);
  expect(reporter.lines.join("\n")).toMatch(/argv .*--build-arg TOKEN --build-arg MODE=plain .*\nenv \*\*\*/);
  expect(reporter.lines.join("\n")).not.toContain("canary-secret");
});

test("refuses a hidden argument whose name docker itself reads, unless it is that very variable", async () => {
  const dockerPath = await fakeDocker(`finish("${DIGEST}");`);
  const build = async (env: Record<string, string>) =>
    (await findBuildx({ env, dockerPath }))?.build({
      ...OPTIONS,
      outDir: join(dir, "out"),
      args: { DOCKER_HOST: "x" },
      hiddenArgs: ["DOCKER_HOST"],
    });
  await expect(build({})).rejects.toThrow("The build argument DOCKER_HOST cannot come from 'env:NAME'");
  await expect(build({ DOCKER_HOST: "x" })).resolves.toMatchObject({ digest: DIGEST });
});

test("builds from a copy of the Dockerfile where an ignore file is given, and leaves the user's files alone", async () => {
  await writeFile(join(dir, "My.Dockerfile"), "FROM scratch");
  await writeFile(join(dir, "My.Dockerfile.dockerignore"), "theirs");
  const dockerPath = await fakeDocker(
    `const file = argv[argv.indexOf("--file") + 1]; for (const one of [file, file + ".dockerignore"]) console.error(path.basename(one) + ": " + fs.readFileSync(one)); finish("${DIGEST}");`,
  );
  const reporter = collectingReporter();
  const buildx = await findBuildx({ env: {}, dockerPath });
  const ignoreFile = Buffer.from("ours");
  await buildx?.build({ ...OPTIONS, dockerfile: join(dir, "My.Dockerfile"), outDir: join(dir, "out"), ignoreFile, reporter });
  expect(reporter.lines).toEqual(["My.Dockerfile: FROM scratch", "My.Dockerfile.dockerignore: ours"]);
  expect(await readFile(join(dir, "My.Dockerfile.dockerignore"), "utf8")).toBe("theirs");
});

test("refuses a result whose layout names another digest than the builder said", async () => {
  const dockerPath = await fakeDocker(`finish("${DIGEST}", "sha256:other");`);
  const buildx = await findBuildx({ env: {}, dockerPath });
  await expect(buildx?.build({ ...OPTIONS, outDir: join(dir, "out") })).rejects.toThrow(/the layout it wrote names sha256:other/);
});

test("stops the program when the run is cancelled", async () => {
  const dockerPath = await fakeDocker(`setTimeout(() => undefined, 60_000);`);
  const buildx = await findBuildx({ env: {}, dockerPath });
  const cancel = new AbortController();
  const building = buildx?.build({ ...OPTIONS, outDir: join(dir, "out"), signal: cancel.signal });
  setTimeout(() => cancel.abort(new Error("cancelled by the user")), 50);
  await expect(building).rejects.toThrow("cancelled by the user");
});

test("finds nothing where docker is missing or its buildx does not answer", async () => {
  expect(await findBuildx({ env: {}, dockerPath: join(dir, "nothing") })).toBeUndefined();
});

test.each([
  ["a running remote builder", "Name: w\nDriver: remote\nStatus: running\n", { builder: "w", driver: "remote" }],
  ["a stopped builder", "Name: w\nDriver: remote\nStatus: stopped\n", undefined],
  ["the docker driver without the containerd store", "Name: default\nDriver: docker\nStatus: running\n", undefined],
  ["nonsense", "", undefined],
])("judges %s", (_, text, expected) => {
  expect(parseBuilder(text)).toEqual(expected);
});

test("writes one argument per value, whatever characters it has", () => {
  const argv = buildArguments(
    "b",
    {
      ...OPTIONS,
      outDir: "/with,comma",
      args: { A: "x y; rm -rf /" },
      labels: { l: "1" },
      platforms: ["linux/amd64", "linux/arm64"],
      target: "t",
      buildContexts: { node: "docker-image://n" },
    },
    "m",
  );
  expect(argv).toContain("A=x y; rm -rf /");
  expect(argv).toContain('type=oci,tar=false,rewrite-timestamp=true,"dest=/with,comma"');
  expect(argv.slice(argv.indexOf("--platform")).at(1)).toBe("linux/amd64,linux/arm64");
  expect(argv.at(-1)).toBe("ctx");
});
