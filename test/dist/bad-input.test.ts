import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { runBundle } from "@waybill/testing/run-bundle";

type Files = Readonly<Record<string, string>>;

async function workspace(files: Files): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "waybill-bad-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const step = async (inputs: Files, files: Files, env: Files = {}) =>
  runBundle("dist/waybill/index.js", inputs, { workspace: await workspace(files), env });

const PROJECT: Files = {
  "waybill.yml":
    "name: shop\nimages:\n  api:\ndatabases:\n  main: { url: env:DATABASE_URL, migrations: db }\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n",
  Dockerfile: "FROM scratch\n",
  "db/000001_a.up.sql": "SELECT 1;\n",
  "db/000001_a.down.sql": "SELECT 1;\n",
  "deploy/api.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec: { containers: [{ name: api, image: api }] }\n",
};
const KEY = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
/** Of a cluster that does not answer. */
const KUBECONFIG =
  "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: 'http://127.0.0.1:9'}}]\nusers: [{name: u, user: {token: t0123456789}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
const below = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

test("a repository of two products says which folders hold one, and names places from its root", async () => {
  const broken = { ...PROJECT, Dockerfile: "FROM scratch\nCOPPY a b\n" };
  const files = { ...below("services/shop", broken), ...below("services/web", PROJECT) };
  const lost = await step({ command: "check" }, files);
  expect(lost.errors).toHaveLength(1);
  expect(lost.errors[0]).toContain("There is one in services/shop and in services/web; give that folder as 'working-directory'");
  const found = await step({ command: "check", "working-directory": "services/shop" }, files);
  expect(found.exitCode).toBe(1);
  expect(found.annotations).toContainEqual(expect.stringMatching(/^::error title=dockerfile,file=services\/shop\/Dockerfile,line=2::/));
});

test("a broken waybill.yml is annotated at its line", async () => {
  const { annotations } = await step({ command: "check", "working-directory": "shop" }, { "shop/waybill.yml": "version: 1\nimagse: {}\n" });
  expect(annotations[0]).toMatch(/^::error::.*waybill\.yml:2/);
  expect(annotations[1]).toMatch(/^::error title=config,file=shop\/waybill\.yml,line=2,col=\d+::/);
});

test("a pull request from a fork says why the variables are not set", async () => {
  const event = JSON.stringify({ pull_request: { head: { repo: { full_name: "eve/shop" } } } });
  const root = await workspace({ ...PROJECT, "event.json": event });
  const env = { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: join(root, "event.json") };
  const { errors, annotations } = await runBundle("dist/waybill/index.js", { command: "plan" }, { workspace: root, env });
  expect(errors[0]).toContain("waybill.yml:5");
  expect(errors[0]).toContain("from the fork eve/shop: GitHub gives it no secrets and a token that may only read");
  expect(annotations).toContainEqual(expect.stringMatching(/^::error title=secret-missing,file=waybill\.yml,line=5/));
});

test("a run of Dependabot says which secrets it gets", async () => {
  const { errors } = await step({ command: "plan" }, PROJECT, { GITHUB_EVENT_NAME: "pull_request", GITHUB_ACTOR: "dependabot[bot]" });
  expect(errors[0]).toContain("This run is Dependabot's");
});

test("a GitHub of one's own has no ghcr.io, and is told which key to write", async () => {
  const { errors } = await step({ command: "check" }, PROJECT, { GITHUB_SERVER_URL: "https://github.example.com" });
  expect(errors[0]).toContain("would go to ghcr.io, the registry of github.com, but this repository is on github.example.com");
  expect(errors[0]).toContain("'registry:' in waybill.yml");
});

test("an empty repository says how a project gets there", async () => {
  const { errors } = await step({ command: "release" }, {});
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("check the repository out before this step (actions/checkout)");
});

test("a repository without waybill.yml says what writes one", async () => {
  const { "waybill.yml": _, ...files } = PROJECT;
  const { errors } = await step({ command: "release" }, files);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("there is no waybill.yml in");
  expect(errors[0]).toContain("For a repository that has none yet, 'waybill init' writes one");
});

test.each(["", "# later\n"])("a waybill.yml without content (%j) is said to be empty, at its place", async (text) => {
  const { errors, annotations } = await step({ command: "check" }, { ...PROJECT, "waybill.yml": text });
  expect(errors[0]).toContain("waybill.yml:1:1 the file is empty; it says what is released and where to, or it need not be there");
  expect(annotations).toContainEqual(expect.stringMatching(/^::error .*file=waybill\.yml,line=1/));
});

test("a product's name in upper case is refused at its place, and a repository's name may have it", async () => {
  const loud = await step(
    { command: "check" },
    { ...PROJECT, "waybill.yml": (PROJECT["waybill.yml"] ?? "").replace("name: shop", "name: Shop") },
  );
  expect(loud.errors[0]).toContain("waybill.yml:1:7 'name' must consist of lower-case letters, digits");
  // The repository of these steps is Acme/Shop, and registries take no capitals.
  const { log } = await step({ command: "check" }, PROJECT, { GITHUB_REPOSITORY: "Acme/Shop" });
  expect(log).not.toContain("lower-case");
});

test("a GitHub Enterprise Server is asked at its own address, and an expired token is named", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ message: "Bad credentials" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const root = await workspace({
      "waybill.yml":
        "name: shop\nregistry: containers.github.acme.example\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n",
      "deploy/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
      kubeconfig: KUBECONFIG,
    });
    const { log } = await runBundle(
      "dist/waybill/index.js",
      { command: "release", "github-token": "ghs_canary1234567890", kubeconfig: join(root, "kubeconfig"), "signing-key": KEY },
      {
        workspace: root,
        env: {
          GITHUB_SERVER_URL: "https://github.acme.example",
          GITHUB_API_URL: `${own}/api/v3`,
          GITHUB_GRAPHQL_URL: `${own}/api/graphql`,
        },
      },
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const url of asked) expect(url).toMatch(/^\/api\/v3\/repos\/Acme\/Shop\//i);
    expect(log).toContain("GitHub refused the token");
    expect(log).toContain("Bad credentials. Pass a valid 'github-token'");
  } finally {
    server.close();
  }
});

test("an input that is misspelt is refused with the nearest one", async () => {
  const { errors } = await step({ command: "check", "working-direktory": "." }, PROJECT);
  expect(errors[0]).toContain("Input 'working-direktory' is no input of this action; did you mean 'working-directory'?");
});

test.each([
  [401, "Bad credentials", "Pass a valid 'github-token'"],
  [403, "Resource not accessible by integration", "Add 'actions: read' to the job's 'permissions:'"],
  [404, "Not Found", "Add 'actions: read' to the job's 'permissions:'"],
])(
  "a token that GitHub answers with %d ends a release before anything is built",
  async (status, message, told) => {
    const server = createServer((_, response) => {
      response.writeHead(status, { "content-type": "application/json", "x-github-request-id": "1:2" });
      response.end(JSON.stringify({ message }));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const { port } = server.address() as AddressInfo;
      const root = await workspace({
        "waybill.yml": "name: shop\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n",
        ...below("deploy", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n" }),
        kubeconfig: KUBECONFIG,
      });
      const { errors, log } = await runBundle(
        "dist/waybill/index.js",
        { command: "release", "github-token": "ghs_canary1234567890", kubeconfig: join(root, "kubeconfig"), "signing-key": KEY },
        { workspace: root, env: { GITHUB_API_URL: `http://127.0.0.1:${port}` } },
      );
      expect(log).toContain(told);
      expect(errors[0]).toContain("Nothing after it has run.");
      expect(log.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("canary");
    } finally {
      server.close();
    }
  },
  60_000,
);

/** What a job's `permissions:` lack, each as GitHub or the registry tells it. */
test.each<[permission: string, refused: { github?: RegExp; registry?: RegExp; key?: string }, command: string, told: string]>([
  ["actions: read", { github: /\/approvals/ }, "release", "Add 'actions: read' to the job's 'permissions:'"],
  ["deployments: write", { github: /\/deployments/ }, "release", "Add 'deployments: write' to the job's 'permissions:'"],
  ["id-token: write", { key: "" }, "release", "give the job 'id-token: write' under 'permissions:'"],
  ["packages: write", { registry: /^POST/ }, "release", "permission is missing (HTTP 403, DENIED: permission_denied: write_package)"],
  ["pull-requests: write", { github: /\/comments/ }, "check", "Add 'pull-requests: write' to the job's 'permissions:'"],
])(
  "a job without '%s' is told so before anything is built or changed",
  async (_, { github, registry, key = KEY }, command, told) => {
    const refusal = { "content-type": "application/json", "x-github-request-id": "1:2" };
    const server = createServer(({ url = "" }, response) => {
      const isRefused = github?.test(url) === true;
      response.writeHead(isRefused ? 403 : 200, refusal);
      response.end(isRefused ? JSON.stringify({ message: "Resource not accessible by integration" }) : "[]");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await using store = await startLoopbackRegistry();
    const denied = JSON.stringify({ errors: [{ code: "DENIED", message: "permission_denied: write_package" }] });
    store.faults.unshift({
      when: ({ method }) => registry?.test(method) === true,
      times: Number.POSITIVE_INFINITY,
      answer: { status: 403, body: denied },
    });
    try {
      const root = await workspace({
        "waybill.yml": `name: shop\nregistry: ${store.address}\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n`,
        ...below("deploy", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n" }),
        kubeconfig: KUBECONFIG,
      });
      const inputs = {
        command,
        "github-token": "ghs_canary1234567890",
        ...(command === "release" ? { kubeconfig: join(root, "kubeconfig"), "signing-key": key } : {}),
      };
      const env = {
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...(command === "check" ? { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/7/merge" } : {}),
      };
      const { exitCode, log } = await runBundle("dist/waybill/index.js", inputs, { workspace: root, env });
      expect(log).toContain(told);
      // A comment alone is not what a check is for.
      expect(exitCode).toBe(command === "check" ? 0 : 1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
  60_000,
);
