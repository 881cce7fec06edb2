import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { imageOf } from "@waybill/kit";
import type { Digest, RunContext, Stage } from "@waybill/kit";
import { createStatement, evidenceStore, generateKeyPair, loadSigner, signStatement } from "@waybill/record";
import type { Bundle, EvidenceOf, Signer } from "@waybill/record";
import { connectRegistry } from "@waybill/registry";
import { startCluster, startGitHub } from "@waybill/rehearsal";
import type { Fault, FaultRequest } from "@waybill/rehearsal";
import { HONEST, TOOL } from "@waybill/testing/honest-release";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { ROOT } from "@waybill/testing/repository";
import { runBundle } from "@waybill/testing/run-bundle";
import { pushTestImage } from "@waybill/testing/test-image";

/** The services that every project of a test file releases to. */
export interface World extends AsyncDisposable {
  readonly registry: LoopbackRegistry;
  /** Where its GitHub answers. */
  readonly github: string;
  /** A project whose evidence is its own: another commit, other namespaces, another database. */
  project(options?: ProjectOptions): Promise<GatedProject>;
}

/** What differs from the ordinary project. */
export interface ProjectOptions {
  /** Lines under `policy:`; by default those of `POLICY`. */
  readonly policy?: string;
  /** Changes waybill.yml; it is given the project's short name, which ends the names of its namespaces. */
  readonly config?: (text: string, id: string) => string;
  /** `owner/name`; what GitHub asks of an environment is asked of its repository. */
  readonly repository?: string;
  /** Further files, or others in place of the ordinary ones. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a step or the command said, and whether it let the release pass. */
export interface Answer {
  readonly refused: boolean;
  /** Everything that it printed, with line breaks as people see them. */
  readonly text: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary of a step. */
  readonly summary: string;
}

export interface GatedProject {
  /** Ends the names of its namespaces. */
  readonly id: string;
  readonly workspace: string;
  readonly commit: string;
  /** `repository@sha256:…` of an image that is there, and of which nothing is proven. */
  readonly image: string;
  readonly images: string;
  readonly run: RunContext;
  readonly signer: Signer;
  readonly keys: { readonly privateKeyPem: string; readonly publicKeyPem: string };
  /** Runs a committed bundle as a step of a job of this project. */
  step(action: string, inputs?: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Runs the committed `waybill` command. */
  command(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Signs what a stage would have proven of this project, and stores it where stages store it. */
  prove<S extends ProvenHere>(stage: S, change?: Change<S>): Promise<Bundle>;
  /** Stores a bundle about a digest. */
  store(bundle: Bundle, digest: Digest): Promise<void>;
  /** What has been changed since the project was made: requests to the cluster, and tables. */
  changes(): Promise<readonly string[]>;
}

type ProvenHere = "build" | "test";
interface Change<S extends Stage> {
  readonly run?: Partial<RunContext>;
  readonly signer?: Signer;
  /** Only signs it. */
  readonly unpublished?: true;
  readonly evidence?: Partial<EvidenceOf<S>>;
}

const FILES: Readonly<Record<string, string>> = {
  "checks/orders.yaml": "columns: { id: { type: integer } }\n",
  "db/000001_start.up.sql": "CREATE TABLE orders (id integer);\n",
  "db/000001_start.down.sql": "DROP TABLE orders;\n",
  "deploy/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { greeting: hello }\n",
  // No pod runs, so that what is tested here is the gate and not a rollout.
  "deploy/api.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 0
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api, resources: { limits: { memory: 64Mi } } }] }
`,
};

/** What the policy of the ordinary project demands. */
export const POLICY = `  environments: { "*": { require: [build, test, plan, approve] } }`;

/** Starts the services; disposing stops them. */
export async function startWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), "waybill-gate-"));
  const clusterChanges: string[] = [];
  // It harms nothing, so it sees everything.
  const watch: Fault = { when: (request) => isChange(request) && clusterChanges.push(`${request.method} ${request.path}`) < 0 };
  const cluster = await startCluster({ dir: join(dir, "cluster"), images: join(dir, "images"), faults: [watch] });
  await mkdir(join(dir, "github"));
  const github = await startGitHub({ dir: join(dir, "github") });
  const registry = await startLoopbackRegistry();
  const services = { registry: registry.address, kubeconfig: cluster.kubeconfig, github: `http://${github.address}` };
  let count = 100;
  return {
    registry,
    github: services.github,
    project: (options = {}) => makeProject(services, options, `n${++count}`, clusterChanges),
    async [Symbol.asyncDispose]() {
      await cluster.close();
      await github.close();
      await registry[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A dry run of the server changes nothing, and a review of one's own rights is a question. */
function isChange({ method, path }: FaultRequest): boolean {
  return method !== "GET" && !path.includes("dryRun=All") && !path.includes("selfsubject");
}

interface Services {
  readonly registry: string;
  readonly kubeconfig: string;
  readonly github: string;
}

async function makeProject(
  services: Services,
  { policy = POLICY, files = {}, config: edit = (text) => text, repository: owned = "Acme/Shop" }: ProjectOptions,
  id: string,
  clusterChanges: readonly string[],
): Promise<GatedProject> {
  const workspace = await mkdtemp(join(tmpdir(), "waybill-gated-"));
  const config = edit(configOf(services, id, policy), id);
  // Data of its own: evidence about equal files of other projects would be found, and passed over aloud.
  const own = { "waybill.yml": config, "data/orders.csv": `id\n${id.slice(1)}\n`, "db/.id": id };
  for (const [path, text] of Object.entries({ ...FILES, ...own, ...files })) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const commit = randomBytes(20).toString("hex");
  const keys = generateKeyPair();
  const signer = loadSigner(keys.privateKeyPem);
  const image = await pushTestImage(services.registry, "acme/shop/api", { "app/id.txt": id }, { Cmd: ["node"] });
  const run = runOf(owned, commit);
  const database = join(workspace, "shop.db");
  const variables = {
    GITHUB_REPOSITORY: owned,
    DATABASE_URL: `sqlite:${database}`,
    GITHUB_SHA: commit,
    GITHUB_WORKFLOW: run.workflow,
    GITHUB_API_URL: services.github,
    GITHUB_RUN_ATTEMPT: "1",
  };
  const registryFor = (host: string) => connectRegistry({ registry: host });
  const store = evidenceStore({ registryFor, recordRepository: `${services.registry}/${owned.toLowerCase()}/record` });
  return {
    id,
    workspace,
    commit,
    image,
    images: JSON.stringify({ api: image }),
    run,
    signer,
    keys,
    async step(action, inputs = {}, env = {}) {
      const secrets = { "signing-key": keys.privateKeyPem, kubeconfig: await readFile(services.kubeconfig, "utf8"), "github-token": "t" };
      const step = await runBundle(`dist/${action}/index.js`, { ...secrets, ...inputs }, { workspace, env: { ...variables, ...env } });
      return { refused: step.exitCode !== 0, text: decoded(step.log), outputs: step.outputs, summary: step.summary };
    },
    command: (args, env = {}) =>
      runCommand(workspace, args, {
        ...variables,
        GITHUB_RUN_ID: "42",
        KUBECONFIG: services.kubeconfig,
        WAYBILL_SIGNING_KEY: keys.privateKeyPem,
        ...env,
      }),
    async prove(stage, change = {}) {
      const bundle = await sign({ image, run, signer }, stage, change);
      if (!change.unpublished) await store.publish(bundle, await beside(image, registryFor));
      return bundle;
    },
    async store(bundle, digest) {
      const own = imageOf(image)?.digest === digest;
      await store.publish(bundle, own ? await beside(image, registryFor) : { subject: digest });
    },
    changes: async () => [...clusterChanges.filter((change) => change.includes(`-${id}`)), ...tablesOf(database)],
  };
}

function configOf({ registry }: Services, id: string, policy: string): string {
  const environment = (name: string): string =>
    `namespace: ${name}-${id}, manifests: deploy, databases: [main], images: [api], timeout: 20s, settle: 0`;
  return `version: 1
name: shop
registry: ${registry}
images: { api: { context: ., probe: { port: 8080, path: / } } }
data: { orders: { source: data/orders.csv, checks: checks/orders.yaml } }
databases: { main: { url: env:DATABASE_URL, migrations: db, shared: true } }
environments:
  staging: { ${environment("staging")} }
  production: { after: staging, ${environment("production")} }
${policy === "" ? "" : `policy:\n${policy}\n`}`;
}

/** The run that `runBundle` says it is. */
function runOf(repository: string, commit: string): RunContext {
  return {
    repository,
    commit,
    dirty: false,
    ref: "refs/heads/main",
    actor: "dev",
    workflow: "release",
    run: `https://github.com/${repository}/actions/runs/42/attempts/1`,
    attempt: 1,
    rehearsal: false,
  };
}

function sign<S extends ProvenHere>(
  own: { readonly image: string; readonly run: RunContext; readonly signer: Signer },
  stage: S,
  { run, signer = own.signer, evidence }: Change<S>,
): Promise<Bundle> {
  const { repository, digest } = imageOf(own.image) ?? { repository: "", digest: "sha256:" };
  const now = new Date().toISOString();
  const facts = stage === "test" ? { ...HONEST.test.facts, reference: own.image } : HONEST.build.facts;
  const honest = {
    stage,
    product: HONEST.build.product,
    verdict: "pass",
    startedAt: now,
    finishedAt: now,
    subjects: [{ kind: "image", name: repository, digest }],
    facts,
  };
  // The compiler does not know which facts belong to the stage; the statement's own checks do.
  return signStatement(createStatement({ ...honest, ...evidence } as EvidenceOf<Stage>, elsewhere(own.run, run), TOOL), signer);
}

/** A run of another repository has an address of its own. */
function elsewhere(own: RunContext, change: Partial<RunContext> = {}): RunContext {
  return { ...own, run: own.run.replace(own.repository, change.repository ?? own.repository), ...change };
}

async function beside(image: string, registryFor: (host: string) => ReturnType<typeof connectRegistry>) {
  const { repository, digest } = imageOf(image) ?? { repository: "", digest: "sha256:" };
  const slash = repository.indexOf("/");
  const manifest = await registryFor(repository.slice(0, slash)).findManifest(repository.slice(slash + 1), digest);
  if (!manifest) throw new Error(`the image ${image} is not there`);
  return { repository, subject: manifest.descriptor };
}

function decoded(log: string): string {
  return log.replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function runCommand(workspace: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Answer> {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli/index.js"), ...args], {
    cwd: workspace,
    env: { PATH: process.env["PATH"] ?? "", HOME: workspace, DOCKER_CONFIG: workspace, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((done) => child.on("close", (code) => done({ refused: code !== 0, text, outputs: {}, summary: "" })));
}

/** A database that nobody opened has no file; one that was only planned has no tables. */
function tablesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => `table ${String(name)}`);
  } finally {
    database.close();
  }
}
