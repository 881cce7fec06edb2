import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import type { Logins } from "./access.ts";
import { connectCluster } from "./http-cluster.ts";
import { loadKubeconfig } from "./kubeconfig.ts";
import { connectTransport } from "./transport.ts";

interface Told {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly info: { readonly apiVersion: string; readonly kind: string; readonly spec: Readonly<Record<string, unknown>> };
}

/** A cluster that takes one token, and a program of that name on the PATH that prints it and writes down how it was asked. */
async function clusterWithPlugin(program: string, apiVersion: string) {
  const folder = await mkdtemp(join(tmpdir(), "plugin-"));
  const log = join(folder, "asked.json");
  const answer = JSON.stringify({
    apiVersion,
    kind: "ExecCredential",
    status: { token: "k8s-token-1", expirationTimestamp: "2999-01-01T00:00:00Z" },
  });
  await writeFile(
    join(folder, program),
    `#!${process.execPath}
const { KUBERNETES_EXEC_INFO, ...env } = process.env;
require("node:fs").writeFileSync(${JSON.stringify(log)}, JSON.stringify({ args: process.argv.slice(2), env, info: JSON.parse(KUBERNETES_EXEC_INFO) }));
console.log(${JSON.stringify(answer)});
`,
    { mode: 0o755 },
  );
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    const allowed = request.headers.authorization === "Bearer k8s-token-1";
    response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify({ gitVersion: "v1.35.0" }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    path: [folder, process.env["PATH"]].join(delimiter),
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    asked: async () => JSON.parse(await readFile(log, "utf8")) as Told,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

// As `aws eks update-kubeconfig`, `kubelogin convert-kubeconfig -l azurecli` and GKE's plugin write them.
test.each([
  [
    "aws",
    "client.authentication.k8s.io/v1beta1",
    ["--region", "eu-central-1", "eks", "get-token", "--cluster-name", "shop", "--output", "json"],
    {},
  ],
  [
    "kubelogin",
    "client.authentication.k8s.io/v1beta1",
    ["get-token", "--login", "azurecli", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
    { env: null, provideClusterInfo: false },
  ],
  [
    "gke-gcloud-auth-plugin",
    "client.authentication.k8s.io/v1beta1",
    [],
    { installHint: "Install it", interactiveMode: "IfAvailable", provideClusterInfo: true },
  ],
])(
  "logs in by the plugin %s that the kubeconfig of its cloud names, with the login that an earlier step has made",
  async (program, apiVersion, args, more) => {
    await using made = await clusterWithPlugin(program, apiVersion);
    const kubeconfig = JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: made.server } }],
      users: [{ name: "u", user: { exec: { apiVersion, command: program, args, ...more } } }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    });
    const login = {
      AWS_ACCESS_KEY_ID: "AKIA",
      AZURE_CONFIG_DIR: "/azure",
      GOOGLE_APPLICATION_CREDENTIALS: "/tmp/gha-creds.json",
    };
    const cluster = connectCluster(loadKubeconfig({ text: kubeconfig, env: { PATH: made.path, ...login } }), {});
    expect(await cluster.ping()).toEqual({ version: "v1.35.0" });
    await cluster.close();
    expect(made.tokens).toEqual(["Bearer k8s-token-1"]);
    const asked = await made.asked();
    expect(asked).toMatchObject({ args, env: login, info: { apiVersion, kind: "ExecCredential", spec: { interactive: false } } });
    // The Kubernetes page on credential plugins: only who asks for it is told which cluster it logs in to.
    expect(asked.info.spec["cluster"]).toEqual(
      "provideClusterInfo" in more && more.provideClusterInfo ? { server: made.server } : undefined,
    );
  },
);

/** A cluster that takes the token that is `valid`, and a plugin that gives another one each time: token-1, token-2, … */
async function clusterWithShortTokens() {
  const folder = await mkdtemp(join(tmpdir(), "plugin-"));
  const count = join(folder, "count");
  await writeFile(count, "");
  const program = `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(count)}, "x");
console.log(JSON.stringify({ status: { token: "token-" + fs.readFileSync(${JSON.stringify(count)}, "utf8").length } }));`;
  const state = { valid: "token-1" };
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    seen.push(`${request.method} ${token}`);
    const body = token === state.valid ? { gitVersion: "v1.35.0" } : { kind: "Status", code: 401, message: "Unauthorized" };
    response.writeHead(token === state.valid ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const access = loadKubeconfig({
    text: JSON.stringify({
      clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } }],
      users: [
        { name: "u", user: { exec: { apiVersion: "client.authentication.k8s.io/v1", command: process.execPath, args: ["-e", program] } } },
      ],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    }),
    env: {},
  });
  return {
    state,
    seen,
    asked: async () => (await readFile(count, "utf8")).length,
    connect: (logins?: Logins) =>
      connectTransport(access, { userAgent: "waybill", reporter: collectingReporter(), timeoutMs: 10_000, logins }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const VERSION = { method: "GET", path: "/version" } as const;

// EKS gives a token for 15 minutes, and a rollout may take longer.
test("asks the plugin again when its token has expired, also for a request that must not be repeated, and once for each answer", async () => {
  await using made = await clusterWithShortTokens();
  const transport = made.connect();
  expect((await transport.send(VERSION)).status).toBe(200);
  made.state.valid = "token-2";
  const answers = await Promise.all([1, 2].map(() => transport.send({ method: "POST", path: "/api/v1/namespaces", body: {} })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await made.asked()).toBe(2);
  expect(made.seen).toEqual(["GET token-1", "POST token-1", "POST token-1", "POST token-2", "POST token-2"]);
  made.state.valid = "none";
  expect((await transport.send(VERSION)).status).toBe(401);
  expect(await made.asked()).toBe(3);
  await transport.close();
});

test("a run's connections share the plugin's token, and the next one when it has expired", async () => {
  await using made = await clusterWithShortTokens();
  const logins: Logins = new Map();
  const [one, other] = [made.connect(logins), made.connect(logins)];
  for (const transport of [one, other]) expect((await transport.send(VERSION)).status).toBe(200);
  expect(await made.asked()).toBe(1);
  made.state.valid = "token-2";
  for (const transport of [one, other, made.connect(logins)]) expect((await transport.send(VERSION)).status).toBe(200);
  expect(await made.asked()).toBe(2);
  // Another run's are its own.
  expect((await made.connect(new Map()).send(VERSION)).status).toBe(401);
});
