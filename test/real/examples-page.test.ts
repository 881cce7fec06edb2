import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writePageFolder } from "@waybill/testing/adopters/page-files";
import { openRealExample } from "@waybill/testing/real/example";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts();
const page = (name: string) => (workspace: string) => writePageFolder("docs/examples.md", name, workspace);

let standIn: string;

/** Answers every request on every port of the three programs, and nothing more: what is shown is the release, not what it carries. */
const PROGRAM = `for (const port of [80, 6379, 9092]) require("node:http").createServer((_, answer) => answer.end(process.env.WORDPRESS_DB_NAME ?? "")).listen(port);
process.once("SIGTERM", () => process.exit(0));`;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-stand-in-"));
  await writeFile(join(folder, "program.cjs"), PROGRAM);
  await writeFile(join(folder, "Dockerfile"), `FROM ${parts.images.node}\nCOPY program.cjs /\nUSER 0\nCMD ["node", "/program.cjs"]\n`);
  const repository = `${parts.registry.address}/base/stand-in-${Date.now().toString(36)}:1`;
  const { buildkit, docker } = parts;
  await promisify(execFile)(buildkit.dockerBin, ["buildx", "build", "--provenance=false", "--push", "-t", repository, folder], {
    env: {
      ...process.env,
      DOCKER_HOST: docker.host,
      DOCKER_CONFIG: buildkit.dockerConfig,
      BUILDX_CONFIG: buildkit.buildxConfig,
      BUILDX_BUILDER: buildkit.builder,
    },
  });
  standIn = repository;
  await rm(folder, { recursive: true });
});

const opened: AsyncDisposable[] = [];
afterAll(async () => {
  for (const each of opened) await each[Symbol.asyncDispose]();
});

async function open(name: string, base: string, namespace: string, env: Readonly<Record<string, string>> = {}) {
  const example = await openRealExample(name, { namespaces: [namespace], write: page(name), bases: { [base]: standIn }, env });
  opened.push(example);
  return example;
}

test.concurrent("WordPress as docs/examples.md shows it is released with two instances, their shared volume and its database's address", async () => {
  const env = { DB_HOST: "database.example", DB_NAME: "the-blog", DB_USER: "blog", DB_PASSWORD: "a-password-of-a-test" };
  const blog = await open("wordpress", "wordpress:6.8-php8.3-apache", "blog", env);
  await blog.makeVolume("blog", "uploads", "ReadWriteMany");
  const { code, output } = await blog.waybill(["release", "--yes"]);
  expect(code, output).toBe(0);
  expect(output).not.toContain(env.DB_PASSWORD);
  expect(await blog.ask("blog", "wordpress:80", "/")).toBe("the-blog");
  const ready = await blog.kubectl("get", "deployment/wordpress", "-n", blog.namespace("blog"), "-o", "jsonpath={.status.readyReplicas}");
  expect(ready).toBe("2");
});

test.concurrent.each([
  ["redis", "redis:8.2", "cache", "cache"],
  ["kafka", "apache/kafka:4.1.0", "events", "broker"],
])("%s as docs/examples.md shows it is released as a StatefulSet with a volume of its own", async (name, base, namespace, set) => {
  const example = await open(name, base, namespace);
  await example.makeVolume(namespace, `data-${set}-0`);
  const { code, output } = await example.waybill(["release", "--yes"]);
  expect(code, output).toBe(0);
  expect(output).toMatch(/1 pod on the built digest|1 pod on the tested digest|1 pods? on/);
  const claim = await example.kubectl("get", `pvc/data-${set}-0`, "-n", example.namespace(namespace), "-o", "jsonpath={.status.phase}");
  expect(claim).toBe("Bound");
});
