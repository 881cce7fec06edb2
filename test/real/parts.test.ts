import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../scripts/parts/install/command.ts";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts();
const { address } = parts.registry;
const name = `parts-test-${randomBytes(4).toString("hex")}`;

const engine = (...args: string[]): Promise<string> => runCommand(parts.buildkit.dockerBin, ["-H", parts.docker.host, ...args]);
const kubectl = (...args: string[]): Promise<string> =>
  runCommand(parts.tools.kubectl, ["--kubeconfig", parts.kubernetes.kubeconfig, ...args]);

describe("registry and base images", () => {
  test("the registry answers as a registry", async () => {
    const response = await fetch(`http://${address}/v2/`);
    expect(response.status).toBe(200);
    expect(response.headers.get("docker-distribution-api-version")).toBe("registry/2.0");
  });

  test.each(Object.entries(parts.images))("the image '%s' is there under the digest that parts.json names", async (_, reference) => {
    const digest = await runCommand(parts.tools.crane, ["digest", "--insecure", reference]);
    expect(reference.endsWith(`@${digest.trim()}`)).toBe(true);
  });

  test("the registry listens on loopback only", async () => {
    const port = address.split(":")[1];
    const listeners = await runCommand("ss", ["-Hltn", `sport = :${port}`]);
    expect(listeners.trim().split("\n")).toHaveLength(1);
    expect(listeners).toContain(`127.0.0.1:${port}`);
  });
});

describe("Docker Engine", () => {
  test("runs a container of the image from the registry", async () => {
    expect(await engine("run", "--rm", parts.images.busybox, "sh", "-c", "echo $((6*7))")).toBe("42\n");
  });

  test("publishes a container's port on loopback", async () => {
    const serve = "require('http').createServer((_, answer) => answer.end('hello')).listen(8080)";
    const id = (await engine("run", "-d", "-p", "127.0.0.1::8080", parts.images.node, "node", "-e", serve)).trim();
    const published = (await engine("port", id, "8080/tcp")).trim();
    const text = await eventually(async () => (await fetch(`http://${published}/`)).text());
    await engine("rm", "-f", id);
    expect(published).toMatch(/^127\.0\.0\.1:/);
    expect(text).toBe("hello");
  });

  test("runs Node 24 as a user who is not root", async () => {
    const facts = "console.log(process.version.split('.')[0], process.getuid())";
    expect(await engine("run", "--rm", parts.images.node, "node", "-e", facts)).toBe("v24 65532\n");
  });
});

describe("BuildKit", () => {
  const directory = mkdtempSync(join(tmpdir(), "build-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  test("builds a Dockerfile with RUN steps and pushes it by digest", async () => {
    writeFileSync(
      join(directory, "Dockerfile"),
      `FROM ${parts.images.busybox}\nRUN echo built > /made && chmod 600 /made\nCMD ["cat", "/made"]\n`,
    );
    const metadata = join(directory, "metadata.json");
    const env = { DOCKER_CONFIG: parts.buildkit.dockerConfig, BUILDX_CONFIG: parts.buildkit.buildxConfig };
    const target = ["--output", `type=image,name=${address}/${name},push=true,push-by-digest=true`, "--metadata-file", metadata];
    await runCommand(parts.buildkit.dockerBin, ["buildx", "build", "--builder", parts.buildkit.builder, ...target, directory], { env });
    const digest = (JSON.parse(await runCommand("cat", [metadata])) as Record<string, string>)["containerimage.digest"];
    expect(await engine("run", "--rm", `${address}/${name}@${digest}`)).toBe("built\n");
  });
});

describe("databases", () => {
  test.each(parts.postgres.map(({ major, url }) => [major, url] as const))(
    "PostgreSQL %i answers and takes only its password",
    async (major, url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ version: string }>("SELECT version()");
      await client.end();
      expect(rows[0]?.version).toMatch(new RegExp(`^PostgreSQL ${major}\\.`));
      const wrong = new URL(url);
      wrong.password = "wrong";
      await expect(new pg.Client({ connectionString: wrong.href }).connect()).rejects.toThrow("password authentication failed");
    },
  );

  test("MariaDB answers its own client", async () => {
    const url = new URL(parts.mariadb.url);
    const args = ["--no-defaults", "--protocol=tcp", `-h${url.hostname}`, `-P${url.port}`, `-u${url.username}`, "-Ne", "SELECT version()"];
    expect(await runCommand("mariadb", args, { env: { MYSQL_PWD: url.password } })).toMatch(/^10\.11\..*MariaDB/);
  });

  test("no server listens on an address that other machines can reach", async () => {
    const ports = [...parts.postgres.map(({ url }) => url), parts.mariadb.url].map((url) => new URL(url).port);
    for (const port of ports) {
      const listeners = (await runCommand("ss", ["-Hltn", `sport = :${port}`])).trim().split("\n");
      expect(listeners).toHaveLength(1);
      expect(listeners[0]).toContain(`127.0.0.1:${port}`);
    }
  });
});

describe("Kubernetes", () => {
  beforeAll(async () => void (await kubectl("create", "namespace", name)));
  afterAll(async () => void (await kubectl("delete", "namespace", name, "--wait=false")));

  test("has a real node and a simulated one, both ready", async () => {
    const nodes = await kubectl("get", "nodes", "-o", "name");
    expect(nodes).toContain(`node/${parts.kubernetes.node}\n`);
    expect(nodes).toContain(`node/${parts.kubernetes.simulatedNode}\n`);
    await kubectl("wait", "node", parts.kubernetes.node, parts.kubernetes.simulatedNode, "--for=condition=Ready", "--timeout=10s");
  });

  test("is reached only with its own certificate authority", async () => {
    const kubeconfig = await runCommand("cat", [parts.kubernetes.kubeconfig]);
    expect(kubeconfig).toContain("certificate-authority-data");
    expect(kubeconfig).not.toContain("insecure-skip-tls-verify");
    const { server } = (JSON.parse(kubeconfig) as { clusters: { cluster: { server: string } }[] }).clusters[0]?.cluster ?? { server: "" };
    await expect(fetch(`${server}/version`)).rejects.toThrow("fetch failed");
  });

  test("runs a pod from the registry on the real node, whose imageID is the digest, and gives its logs", async () => {
    const serve = "console.log('serving'); require('http').createServer((_, answer) => answer.end('from the pod')).listen(8080)";
    const command = ["node", "-e", serve];
    await kubectl("-n", name, "run", "server", `--image=${parts.images.node}`, "--port=8080", "--expose", "--command", "--", ...command);
    await kubectl("-n", name, "wait", "pod/server", "--for=condition=Ready", "--timeout=60s");
    const facts = await kubectl(
      "-n",
      name,
      "get",
      "pod",
      "server",
      "-o",
      "jsonpath={.spec.nodeName} {.status.containerStatuses[0].imageID}",
    );
    const digest = parts.images.node.split("@")[1];
    expect(facts).toBe(`${parts.kubernetes.node} ${address}/base/node@${digest}`);
    expect(await eventually(() => kubectl("-n", name, "logs", "server"))).toBe("serving\n");
  });

  test("a Service is answered from the host and through the API server", async () => {
    const ip = await kubectl("-n", name, "get", "service", "server", "-o", "jsonpath={.spec.clusterIP}");
    expect(await eventually(async () => (await fetch(`http://${ip}:8080/`)).text())).toBe("from the pod");
    expect(await eventually(() => kubectl("get", "--raw", `/api/v1/namespaces/${name}/services/server:8080/proxy/`))).toBe("from the pod");
  });

  test("a pod reaches a Service, the API server and PostgreSQL", async () => {
    const ip = await kubectl("-n", name, "get", "service", "server", "-o", "jsonpath={.spec.clusterIP}");
    const api = await kubectl("-n", "default", "get", "service", "kubernetes", "-o", "jsonpath={.spec.clusterIP}");
    const database = new URL(parts.postgres[0]?.urlFromPods ?? "");
    const script = `
      const net = require("net");
      const open = (host, port) => new Promise((resolve) => net.connect({ host, port, timeout: 5000 }).once("connect", () => resolve("open")).once("error", (error) => resolve(error.code)).once("timeout", () => resolve("timeout")));
      Promise.all([open("${ip}", 8080), open("${api}", 443), open("${database.hostname}", ${database.port})]).then((all) => { console.log(all.join(" ")); process.exit(); });`;
    expect(await kubectl("-n", name, "exec", "server", "--", "node", "-e", script)).toBe("open open open\n");
  });

  test("kwok plays a pod on the simulated node", async () => {
    const overrides = JSON.stringify({ spec: { nodeName: parts.kubernetes.simulatedNode } });
    await kubectl("-n", name, "run", "played", "--image=nowhere.example/played:1", `--overrides=${overrides}`);
    await kubectl("-n", name, "wait", "pod/played", "--for=condition=Ready", "--timeout=30s");
  });
});

describe("tools", () => {
  test.each([
    ["kubectl", ["version", "--client"], "v1.35.2"],
    ["helm", ["version", "--short"], "v4.1.4"],
    ["act", ["--version"], "0.2.89"],
    ["cosign", ["version"], "v3.1.3"],
    ["crane", ["version"], "0.22.1"],
    ["actionlint", ["-version"], "1.7.12"],
    ["zizmor", ["--version"], "1.32.0"],
    ["chromium", ["--version"], "Chromium"],
    ["node", ["--version"], "v24.21.0"],
  ] as const)("%s answers with the version that the project names", async (tool, question, version) => {
    expect(await runCommand(parts.tools[tool], question)).toContain(version);
  });

  test("helm lists the releases of the real cluster", async () => {
    expect(await runCommand(parts.tools.helm, ["--kubeconfig", parts.kubernetes.kubeconfig, "list", "-A", "-q"])).toBe("");
  });
});

/** What was started a moment ago may need another one: rules are written and processes listen soon after they are reported. */
async function eventually(attempt: () => Promise<string>): Promise<string> {
  for (let left = 50; ; left -= 1) {
    try {
      const text = await attempt();
      if (text !== "" || left === 0) return text;
    } catch (error) {
      if (left === 0) throw error;
    }
    await sleep(200);
  }
}
