import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { secretPlaces } from "@waybill/config";
import { SILENT } from "@waybill/kit";
import { generateKeyPair } from "@waybill/record";
import { openCluster, openPostgres, pushNodeBase, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import { ROOT } from "@waybill/testing/repository";
import { canary, sightings, textsBelow } from "./canary.ts";
import type { Canary } from "./canary.ts";
import { LEAKY_SERVICE, startLeakyCluster, startLeakyPostgres, writeLeakyDocker } from "./leaky-peers.ts";

let folder: string;
let rehearsal: Rehearsal;
let databaseUrl: string;
let cluster: RehearsedCluster;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "canary-"));
  rehearsal = await startRehearsal({ dir: join(folder, "world"), reporter: SILENT });
  databaseUrl = await openPostgres(rehearsal);
  cluster = await openCluster(rehearsal, "production");
  base = await pushNodeBase(rehearsal.registry);
}, 60_000);

afterAll(() => stopRehearsal(join(folder, "world"), { removeState: true }), 60_000);

interface Project {
  readonly args?: Readonly<Record<string, string>>;
  readonly buildSecrets?: Readonly<Record<string, string>>;
  readonly probeEnv?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly kubeconfig?: string;
  readonly kubeSecret?: Readonly<Record<string, string>>;
}

interface Leak {
  readonly project: Project;
  readonly canaries: readonly Canary[];
  readonly env?: Readonly<Record<string, string>>;
  readonly builder?: "buildx";
  /** What the peer says, with the secret hidden; it proves that the leak took place and that people still see what happened. */
  readonly says: string;
}

const refTo = (one: Canary): string => `env:${one.variable}`;
const urlAt = (port: number) => (first: string, second: string) =>
  `postgres://app:${encodeURIComponent(`${first}/@%&<${second}`)}@127.0.0.1:${port}/shop`;
const kubeconfigAt = (port: number) => (first: string, second: string) =>
  `apiVersion: v1
kind: Config
clusters: [{ name: leaky, cluster: { server: "http://127.0.0.1:${port}" } }]
users:
  - name: deployer
    user:
      token: ${first}.${second}
contexts: [{ name: leaky, context: { cluster: leaky, user: deployer } }]
current-context: leaky
`;

/** By place of the schema: how its secret is leaked as badly as a peer can. */
const LEAKS: Readonly<Record<string, (open: AsyncDisposableStack) => Promise<Leak>>> = {
  "images.*.args.*": async () => {
    const one = canary();
    return { project: { args: { TOKEN: refTo(one) } }, canaries: [one], builder: "buildx", says: "the build says: ***" };
  },
  "images.*.secrets.*": async () => {
    const one = canary();
    return { project: { buildSecrets: { npmrc: refTo(one) } }, canaries: [one], builder: "buildx", says: "the build says: ***" };
  },
  "images.*.probe.env.*": async () => {
    const one = canary();
    return { project: { probeEnv: { TOKEN: refTo(one), DIE: "now" } }, canaries: [one], says: "the container says: TOKEN=***" };
  },
  "databases.*.url": async (open) => {
    const one = canary(urlAt(open.use(await startLeakyPostgres()).port));
    return { project: { url: refTo(one) }, canaries: [one], says: "the database says: password ***" };
  },
  "environments.*.kubeconfig": async (open) => {
    const peer = open.use(await startLeakyCluster(cluster.kubernetesApi, "everything"));
    const one = canary(kubeconfigAt(peer.port));
    return { project: { kubeconfig: refTo(one) }, canaries: [one], says: "the cluster says: no entry with Bearer ***" };
  },
  "environments.*.secrets.*.*": async () => {
    const one = canary();
    return {
      project: { kubeSecret: { TOKEN: refTo(one), DIE: "env:DIE" } },
      env: { DIE: "immediately" },
      canaries: [one],
      says: "the container says: TOKEN=***",
    };
  },
};

/** Everything that a run leaves behind, by name. */
async function everyOutput(leak: Leak, edge: "command" | "action"): Promise<{ texts: Map<string, string>; log: string; code: number }> {
  const home = await mkdtemp(join(folder, "run-"));
  const workspace = join(home, "project");
  await writeProject(workspace, leak.project);
  await writeLeakyDocker(home);
  const env: Record<string, string> = {
    PATH: `${home}:${process.env["PATH"] ?? ""}`,
    HOME: home,
    TMPDIR: tmpdir(),
    DOCKER_HOST: rehearsal.dockerHost,
    DOCKER_CONFIG: home,
    KUBECONFIG: cluster.kubeconfig,
    GITHUB_API_URL: rehearsal.githubApi,
    GITHUB_REPOSITORY: `acme/${home.slice(-6).toLowerCase()}`,
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_REF: "refs/heads/main",
    DATABASE_URL: databaseUrl,
    ...leak.env,
    ...Object.fromEntries(leak.canaries.map((one) => [one.variable, one.value])),
  };
  const { privateKeyPem } = generateKeyPair();
  const run = edge === "command" ? runCommand : runAction;
  const { log, code } = await run({ home, workspace, env, privateKeyPem, builder: leak.builder ?? "assemble" });
  const texts = await textsBelow(home);
  // This is how a step tells its runner what to hide.
  texts.set("log", log.replaceAll(/^::add-mask::.*$/gm, ""));
  const deployments = await fetch(`${rehearsal.githubApi}/repos/${env["GITHUB_REPOSITORY"]}/deployments`, {
    headers: { authorization: "token t" },
  });
  texts.set("deployments", await deployments.text());
  return { texts, log, code };
}

interface Run {
  readonly home: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly privateKeyPem: string;
  readonly builder: string;
}

function runCommand({ workspace, env, privateKeyPem, builder }: Run): Promise<{ log: string; code: number }> {
  const argv = ["release", "--yes", "--verbose", "--builder", builder, "-C", workspace];
  return runNode("packages/cli/src/main.ts", argv, { ...env, WAYBILL_SIGNING_KEY: privateKeyPem });
}

async function runAction({ home, workspace, env, privateKeyPem, builder }: Run): Promise<{ log: string; code: number }> {
  for (const file of ["output", "summary", "state"]) await writeFile(join(home, file), "");
  return runNode("actions/waybill/src/main.ts", [], {
    ...env,
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_RUN_ID: "1",
    GITHUB_OUTPUT: join(home, "output"),
    GITHUB_STEP_SUMMARY: join(home, "summary"),
    GITHUB_STATE: join(home, "state"),
    RUNNER_DEBUG: "1",
    INPUT_BUILDER: builder,
    "INPUT_SIGNING-KEY": privateKeyPem,
    "INPUT_GITHUB-TOKEN": "canary-github-token",
  });
}

function runNode(entry: string, argv: readonly string[], env: Record<string, string>): Promise<{ log: string; code: number }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["--conditions=@waybill/source", "--no-warnings", join(ROOT, entry), ...argv],
      { env, maxBuffer: 1 << 26 },
      (_, stdout, stderr) => done({ log: stdout + stderr, code: child.exitCode ?? -1 }),
    );
  });
}

async function writeProject(workspace: string, project: Project): Promise<void> {
  const files: Record<string, string> = {
    "waybill.yml": JSON.stringify(configOf(project)),
    Dockerfile: 'ARG BASE\nFROM ${BASE}\nARG TOKEN\nCOPY server.mjs /app/\nCMD ["node", "/app/server.mjs"]\n',
    "server.mjs": LEAKY_SERVICE,
    "db/000001_start.up.sql": "CREATE TABLE IF NOT EXISTS canary (id bigint);\n",
    "db/000001_start.down.sql": "DROP TABLE canary;\n",
    "deploy/app.yaml": JSON.stringify(DEPLOYMENT),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(workspace, name, ".."), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
}

function configOf(project: Project): object {
  const namespace = `ns-${Math.random().toString(36).slice(2, 10)}`;
  return {
    version: 1,
    name: "app",
    registry: rehearsal.registry,
    images: {
      app: {
        args: { BASE: base, ...project.args },
        secrets: project.buildSecrets ?? {},
        probe: { port: 8080, path: "/", timeout: "20s", env: project.probeEnv ?? {} },
      },
    },
    ...(project.url ? { databases: { main: { url: project.url, migrations: "db" } } } : {}),
    environments: {
      production: {
        namespace,
        timeout: "40s",
        ...(project.kubeconfig ? { kubeconfig: project.kubeconfig } : {}),
        secrets: project.kubeSecret ? { app: project.kubeSecret } : {},
        probe: { service: "app", port: 80, path: "/" },
      },
    },
  };
}

const DEPLOYMENT = {
  apiVersion: "v1",
  kind: "List",
  items: [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "app" },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: "app" } },
        template: {
          metadata: { labels: { app: "app" } },
          spec: {
            containers: [
              {
                name: "app",
                image: "app",
                envFrom: [{ secretRef: { name: "app", optional: true } }],
                readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "app" },
      spec: { selector: { app: "app" }, ports: [{ port: 80, targetPort: 8080 }] },
    },
  ],
};

// The runs spend most of their time waiting for each other's peers.
describe.concurrent("a secret stands in no output, however badly a peer leaks it", () => {
  test("every place where waybill.yml may name one is tried", () => {
    expect(Object.keys(LEAKS).sort()).toEqual(secretPlaces().sort());
  });

  test.each(Object.keys(LEAKS).flatMap((place) => (["command", "action"] as const).map((edge) => [place, edge] as const)))(
    "%s, %s",
    { timeout: 90_000 },
    async (place, edge) => {
      await using open = new AsyncDisposableStack();
      const leak = await LEAKS[place]?.(open);
      if (!leak) throw new Error(place);
      const { texts, log, code } = await everyOutput(leak, edge);
      expect(code, log).toBe(1);
      expect(log).toContain(leak.says);
      expect(sightings(texts, leak.canaries)).toEqual([]);
    },
  );

  test.each(["command", "action"] as const)("an API server that quotes a Secret, %s", { timeout: 90_000 }, async (edge) => {
    await using open = new AsyncDisposableStack();
    const one = canary();
    const two = canary(kubeconfigAt(open.use(await startLeakyCluster(cluster.kubernetesApi, "secrets")).port));
    const project = { kubeSecret: { TOKEN: refTo(one) }, kubeconfig: refTo(two) };
    const { texts, log, code } = await everyOutput({ project, canaries: [one, two], says: "" }, edge);
    expect(code, log).toBe(1);
    expect(log).toContain("The cluster refused to apply Secret");
    expect(sightings(texts, [one, two])).toEqual([]);
  });

  test.each(["command", "action"] as const)(
    "a release that passes, with its record, brief and evidence, %s",
    { timeout: 90_000 },
    async (edge) => {
      const [one, two, three] = [canary(), canary(), canary()];
      const project = {
        args: { TOKEN: refTo(one) },
        probeEnv: { TOKEN: refTo(two) },
        kubeSecret: { TOKEN: refTo(three) },
        url: "env:DATABASE_URL",
      };
      const { texts, log, code } = await everyOutput({ project, canaries: [one, two, three], says: "" }, edge);
      expect(code, log).toBe(0);
      const names = [...texts.keys()].join();
      for (const name of ["record.json", "brief.md", "report.html", "evidence/deploy-"]) expect(names).toContain(name);
      const password: Canary = { variable: "", value: "", words: [new URL(databaseUrl).password] };
      expect(sightings(texts, [one, two, three, password])).toEqual([]);
    },
  );
});
