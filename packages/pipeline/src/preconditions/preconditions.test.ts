import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ActionError, collectingReporter, describeFinding } from "@waybill/kit";
import { describe, expect, test } from "vitest";
import { generateKeyPair } from "@waybill/record";
import { CLAIMS } from "@waybill/testing/loopback-sigstore";
import { read } from "@waybill/testing/repository";
import { gitHubDouble } from "@waybill/testing/github-double";
import { TEST_RUN } from "@waybill/testing/stage-context";
import { checkProject } from "../project.ts";
import { openSession } from "../session/open-session.ts";
import { checkPreconditions } from "./check-preconditions.ts";
import { ENTRIES, onlyScope, scopeOf } from "./precondition.ts";
import type { Entry, Precondition, Scope } from "./precondition.ts";
import { PRECONDITIONS } from "./table.ts";
import type { SessionOptions } from "../session/options.ts";

type Files = Readonly<Record<string, string>>;

const WAYBILL = `name: shop
images:
  api: { context: services/api }
databases:
  main: { url: env:DATABASE_URL, migrations: db }
environments:
  production:
    namespace: shop
    manifests: [deploy]
    kubeconfig: env:KUBECONFIG_PRODUCTION
    probe:
      service: api
      port: http
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: api
          resources: { limits: { memory: 64Mi } }
          readinessProbe: { httpGet: { port: 8080, path: / } }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ name: http, port: 80 }] }
`;
/** A project in which nothing is wrong. */
const SOUND: Files = {
  "waybill.yml": WAYBILL,
  "services/api/Dockerfile": "FROM node:24\nCOPY . /\n",
  "db/000001_a.up.sql": "CREATE TABLE a (id integer);\n",
  "db/000001_a.down.sql": "DROP TABLE a;\n",
  "deploy/api.yaml": DEPLOYMENT,
  "deploy/service.yaml": SERVICE,
};

interface Checked {
  readonly verdict: string;
  /** Everything that was told: findings with their places, and what was left out. */
  readonly out: string;
}

async function folderOf(files: Files): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), "preconditions-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return workspace;
}

async function check(files: Files, options: Partial<SessionOptions> = {}): Promise<Checked> {
  const workspace = await folderOf(files);
  const reporter = collectingReporter();
  const session = await openSession({ workspace, run: TEST_RUN, env: {}, reporter, ...options });
  const { report } = await checkProject(session);
  const found = reporter.findings.map((finding) => `${finding.where?.file}:${finding.where?.line} ${describeFinding(finding)}`);
  return { verdict: report.verdict, out: [...found, ...reporter.lines].join("\n") };
}

const without = (path: string): Files => Object.fromEntries(Object.entries(SOUND).filter(([name]) => name !== path));

test("a sound project passes, and what was not looked at is named with what looks at it", async () => {
  const { verdict, out } = await check(SOUND);
  expect(out).toContain("Not looked at: the base images (api), which need the network; 'waybill plan' does.");
  expect(out).toContain("Not looked at: the variables that are not set here (DATABASE_URL, KUBECONFIG_PRODUCTION); 'waybill plan' does.");
  expect(out).toContain("Not looked at: the databases (main), which need the network; 'waybill plan' does.");
  expect(out).toMatch(/what was looked at is there; \d things not looked at/);
  expect(out).not.toContain("everything that is needed is there");
  expect(verdict).toBe("pass");
});

test.each<[string, Files, ...string[]]>([
  [
    "a context that is not there",
    without("services/api/Dockerfile"),
    "waybill.yml:3",
    "'images.api.context' is 'services/api', but nothing exists there",
  ],
  [
    "a Dockerfile that is none",
    { ...SOUND, "services/api/Dockerfile": "FROM node:24\nCOPPY a b\n" },
    "services/api/Dockerfile:2",
    "unknown instruction 'COPPY'",
  ],
  [
    "a target that the Dockerfile does not have",
    { ...SOUND, "waybill.yml": WAYBILL.replace("services/api }", "services/api, target: prod }") },
    "waybill.yml:3",
    "has no stage 'prod'",
  ],
  [
    "migrations that are not there",
    { ...SOUND, "waybill.yml": WAYBILL.replace("migrations: db", "migrations: sql") },
    "waybill.yml:5",
    "'databases.main.migrations' is 'sql', but nothing exists there",
  ],
  [
    "migrations of no known tool",
    {
      ...without("db/000001_a.up.sql"),
      "db/000001_a.down.sql": "",
      "other/readme.txt": "",
      "waybill.yml": WAYBILL.replace("migrations: db", "migrations: other"),
    },
    "waybill.yml:5",
    "databases.main.migrations",
  ],
  [
    "manifests that are not there",
    { ...SOUND, "waybill.yml": WAYBILL.replace("[deploy]", "[k8s]") },
    "waybill.yml:9",
    "but nothing exists there",
  ],
  [
    "a manifest that does not parse",
    { ...SOUND, "deploy/api.yaml": "apiVersion: v1\nkind: [\n" },
    "deploy/api.yaml:3",
    "The manifests cannot be used",
  ],
  ["a manifest that is no object", { ...SOUND, "deploy/values.yaml": "replicas: 1\n" }, "deploy/values.yaml:1", "has no 'apiVersion'"],
  [
    "an image that no manifest uses",
    { ...SOUND, "deploy/api.yaml": DEPLOYMENT.replace("image: api", "image: other:1") },
    "waybill.yml:3",
    "No manifest uses the image 'api'",
    "Observed: other:1",
  ],
  [
    "a probe of a Service that is not there",
    { ...SOUND, "waybill.yml": WAYBILL.replace("service: api", "service: ap") },
    "waybill.yml:12",
    "'environments.production.probe.service' is 'ap', but the manifests have no such Service",
    "Did you mean 'api'?",
  ],
  [
    "a probe of a port that the Service does not have",
    { ...SOUND, "waybill.yml": WAYBILL.replace("port: http", "port: 8080") },
    "waybill.yml:13",
    "'environments.production.probe.port' is '8080', but Service 'api' has no such port",
    "Expected: one of 80, http",
  ],
])("%s is found without the network", async (_, files, ...told) => {
  const { verdict, out } = await check(files);
  for (const part of told) expect(out).toContain(part);
  expect(verdict).toBe("fail");
});

test("an image of a manifest that is neither pinned nor declared is a warning at its line", async () => {
  const { verdict, out } = await check({
    ...SOUND,
    "deploy/cache.yaml": DEPLOYMENT.replaceAll(/\bapi\b/g, "cache").replace("image: cache", "image: redis:7"),
  });
  expect(out).toContain("deploy/cache.yaml:11");
  expect(out).toContain("The image 'redis:7' is not pinned to a digest and is not part of this release.");
  expect(verdict).toBe("warn");
});

test("what only BuildKit carries out is an error where images are assembled, else a notice", async () => {
  const files = { ...SOUND, "services/api/Dockerfile": "FROM node:24\nRUN npm ci\n" };
  const auto = await check(files);
  expect(auto.out).toContain("services/api/Dockerfile:2");
  expect(auto.out).toContain("has RUN, which only BuildKit carries out");
  expect(auto.verdict).toBe("pass");
  expect((await check(files, { builder: "assemble" })).verdict).toBe("fail");
  expect((await check(files, { builder: "buildx" })).out).not.toContain("only BuildKit");
});

test("one mistake does not hide the others", async () => {
  const { out } = await check({
    ...SOUND,
    "waybill.yml": WAYBILL.replace("service: api", "service: web"),
    "services/api/Dockerfile": "COPY a b\n",
    "deploy/api.yaml": DEPLOYMENT.replace("image: api", "image: ${IMAGE}"),
  });
  for (const part of ["services/api/Dockerfile:1", "No manifest uses the image 'api'", "'${IMAGE}' is no image reference", "'web'"])
    expect(out).toContain(part);
});

test("a repository of another GitHub does not push to ghcr.io by default", async () => {
  const env = { GITHUB_SERVER_URL: "https://github.example.com" };
  const { verdict, out } = await check(SOUND, { env });
  expect(out).toContain("would go to ghcr.io, the registry of github.com, but this repository is on github.example.com");
  expect(out).toContain("for example containers.github.example.com");
  expect(verdict).toBe("fail");
  for (const registry of ["ghcr.io", "containers.github.example.com"])
    expect((await check({ ...SOUND, "waybill.yml": `registry: ${registry}\n${WAYBILL}` }, { env })).verdict).toBe("pass");
});

test("a manifest may name the registry of waybill.yml where this run has another one, as a rehearsal does", async () => {
  const files = {
    ...SOUND,
    "waybill.yml": WAYBILL.replace("services/api }", "services/api, repository: acme/shop-api }"),
    "deploy/api.yaml": DEPLOYMENT.replace("image: api", "image: ghcr.io/acme/shop-api:1"),
  };
  for (const registry of [undefined, "127.0.0.1:5000"]) {
    const { verdict, out } = await check(files, { registry });
    expect(verdict, out).toBe("pass");
  }
});

describe("before a plan", () => {
  async function plan(files: Files, env: Readonly<Record<string, string>>, table?: readonly Precondition[]) {
    const reporter = collectingReporter();
    const session = await openSession({ workspace: await folderOf(files), run: TEST_RUN, env, reporter, dryRun: true });
    return checkPreconditions(session, "plan", scopeOf(session.config), table);
  }

  test("every variable that is not set is told at its key, and nothing is asked of the network", async () => {
    const { verdict, findings, leftOut } = await plan(SOUND, {});
    expect(verdict).toBe("fail");
    expect(findings).toMatchObject([
      {
        rule: "secret-missing",
        what: expect.stringContaining("'databases.main.url' names the environment variable DATABASE_URL"),
        where: { line: 5 },
      },
      { rule: "secret-missing", what: expect.stringContaining("KUBECONFIG_PRODUCTION"), where: { line: 10 } },
    ]);
    expect(leftOut).toContain("Not looked at: the databases (main), which need the network; mend the errors first.");
  });

  test("a run that gets no secrets is told so", async () => {
    const { findings } = await plan(SOUND, { GITHUB_ACTIONS: "true", GITHUB_ACTOR: "dependabot[bot]", GITHUB_EVENT_NAME: "pull_request" });
    expect(findings[0]?.next).toContain("This run is Dependabot's");
  });

  test("a kubeconfig that cannot be read is told at its key", async () => {
    const { findings } = await plan(SOUND, { DATABASE_URL: "sqlite:a.db", KUBECONFIG_PRODUCTION: "apiVersion: v1\nkind: Config\n" });
    expect(findings).toMatchObject([{ rule: "kubeconfig", where: { file: "waybill.yml", line: 10 } }]);
  });

  test.each([
    ["remote", "inconclusive"],
    ["environment", "fail"],
  ] as const)("what could not be known because of %s is %s, never green", async (kind, verdict) => {
    const look = async (): Promise<never> => Promise.reject(new ActionError(kind, "It did not answer."));
    const row: Precondition = { id: "registry-access", needs: "network", before: ["plan"], what: "registries", names: () => ["a"], look };
    const result = await plan(SOUND, {}, [row]);
    expect(result).toMatchObject({ verdict, findings: [{ rule: "registry-access", severity: "error", what: "It did not answer." }] });
  });
});

test.each([
  ["none", { kind: "none" }, "GitHub asks nobody before a release to 'production'."],
  ["unknown", { kind: "unknown", why: "HTTP 403." }, "could not be read: HTTP 403."],
] as const)("a release is told what GitHub's plans offer where reviewers are %s", async (_, reviewers, what) => {
  const github = gitHubDouble({ environmentReviewers: async () => reviewers });
  const session = await openSession({ workspace: await folderOf(SOUND), run: TEST_RUN, env: {}, reporter: collectingReporter() });
  const table = PRECONDITIONS.filter(({ id }) => id === "no-reviewers");
  const result = await checkPreconditions({ ...session, github }, "release", scopeOf(session.config, { asksGitHub: true }), table);
  expect(result).toMatchObject({ verdict: "pass", findings: [{ severity: "notice", what: expect.stringContaining(what) }] });
  expect(result.findings[0]?.next).toContain("Free, Pro and Team public repositories alone have them");
});

/** Which rows each entry looks at, so that none is left out by forgetting it. */
const ROWS_OF: Readonly<Record<Entry, string>> = {
  check: "config dockerfile needs-buildkit copy-source registry-host manifest image-unused probe-service migration-layout",
  plan:
    "config dockerfile needs-buildkit copy-source registry-host manifest image-unused probe-service migration-layout no-signer secret-missing kubeconfig " +
    "base-image registry-access evidence-access database-access cluster-access",
  release:
    "config dockerfile needs-buildkit copy-source registry-host manifest image-unused probe-service migration-layout no-signer secret-missing kubeconfig " +
    "base-image registry-access evidence-access database-access cluster-access github-access no-reviewers",
  apply:
    "config registry-host manifest image-unused probe-service migration-layout no-signer secret-missing kubeconfig " +
    "evidence-access database-access cluster-access github-access no-reviewers",
  validate: "config no-signer evidence-access",
  build: "config dockerfile needs-buildkit copy-source registry-host no-signer secret-missing base-image registry-access evidence-access",
  migrate: "config migration-layout no-signer secret-missing evidence-access database-access",
  deploy: "config manifest image-unused probe-service no-signer secret-missing kubeconfig evidence-access cluster-access",
  rollback: "no-signer secret-missing kubeconfig evidence-access cluster-access",
  verify: "config no-signer secret-missing kubeconfig evidence-access cluster-access",
};

test.each(ENTRIES)("'%s' looks at all that it rests on", (entry) => {
  const rows = PRECONDITIONS.filter(({ before }) => before.includes(entry)).map(({ id }) => id);
  expect(rows.join(" ")).toBe(ROWS_OF[entry]);
});

test("every program that begins a run asks the one list", () => {
  const actions = ["build-image", "deploy-kubernetes", "migrate-database", "validate-data", "validate-model"];
  const callers = ["release", "project"].map((file) => `packages/pipeline/src/${file}.ts`);
  const asked = [...callers, ...actions.map((action) => `actions/${action}/src/work.ts`)].flatMap((file) =>
    [...read(file).matchAll(/reconditions(?:Stage)?\((?:session|\{ \.\.\.session[^}]*\}), "(\w+)"/g)].map(([, entry]) => entry),
  );
  expect(new Set(asked)).toEqual(new Set(ENTRIES));
});

/** What each entry signs that changes something or is asked for later, and for which environment. */
const SIGNED: readonly (readonly [Entry, Partial<Scope>, string])[] = [
  ["plan", {}, "'plan' for 'production'"],
  ["release", {}, "'migrate' for 'production', 'deploy' for 'production', 'release' for 'production'"],
  ["apply", {}, "'migrate' for 'production', 'deploy' for 'production', 'release' for 'production'"],
  ["validate", { data: ["rows"], models: [], environments: [] }, "'validate-data'"],
  ["validate", { data: [], models: ["churn"], environments: [] }, "'validate-model'"],
  ["build", { environments: [] }, "'build', 'test'"],
  ["migrate", { environments: [], target: "production" }, "'migrate' for 'production'"],
  ["deploy", {}, "'deploy' for 'production'"],
  ["rollback", {}, "'deploy' for 'production'"],
  ["verify", {}, "'release' for 'production'"],
];

describe("a signer that the policy would not believe is refused before anything is begun", () => {
  const row = PRECONDITIONS.filter(({ id }) => id === "no-signer");
  const refusal = async (entry: Entry, part: Partial<Scope>, signers: string, options: Partial<SessionOptions>): Promise<string> => {
    const workspace = await folderOf({ ...SOUND, "waybill.yml": `${WAYBILL}policy:\n  signers:\n${signers}` });
    const session = await openSession({ workspace, run: TEST_RUN, env: {}, reporter: collectingReporter(), ...options });
    const { findings } = await checkPreconditions(session, entry, { ...scopeOf(session.config), ...part }, row);
    return findings.map(({ what }) => what).join("\n");
  };
  const sentence = (who: string, what: string): string =>
    `The policy names signers, and does not let ${who} sign ${what}, so the release would begin and then be refused.`;
  const sentences = (who: string, signed: string): string =>
    signed
      .split(", ")
      .map((what) => sentence(who, what))
      .join("\n");

  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  const key = (scope: string): string => `    - { key: ${JSON.stringify(publicKeyPem)}${scope} }\n    - { repository: acme/shop }\n`;

  test.each(SIGNED)("'%s' with a key", async (entry, part, signed) => {
    const options = { signingKey: privateKeyPem };
    expect(await refusal(entry, part, key(", stages: [approve]"), options)).toBe(sentences("this run's key", signed));
    expect(await refusal(entry, part, key(", environments: [production]"), options)).toBe("");
    expect(await refusal(entry, part, key(""), options)).toBe("");
  });

  test.each(SIGNED)("'%s' with the identity of a job", async (entry, part, signed) => {
    const claims = Buffer.from(JSON.stringify(CLAIMS)).toString("base64url");
    const options = { identityToken: async () => `e30.${claims}.x` };
    const own = "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1";
    const who = `this run's identity (${own})`;
    expect(await refusal(entry, part, "    - { repository: acme/other }\n", options)).toBe(sentences(who, signed));
    expect(await refusal(entry, part, `    - { workflow: "${own}", stages: [approve] }\n`, options)).toBe(sentences(who, signed));
    expect(await refusal(entry, part, `    - { workflow: "${own}" }\n`, options)).toBe("");
  });

  test("a key that may sign a part of a release is told the rest", async () => {
    const some = key(", stages: [validate-data, build, test, plan, approve, deploy]");
    expect(await refusal("release", {}, some, { signingKey: privateKeyPem })).toBe(
      sentences("this run's key", "'migrate' for 'production', 'release' for 'production'"),
    );
  });

  test.each([
    ["migrate", { environments: [], target: "production" }],
    ["deploy", {}],
    ["verify", {}],
  ] as const)("'%s' without any, where its evidence is demanded", async (entry, part) => {
    expect(await refusal(entry, part, key(""), {})).toContain("there is nothing to sign with");
  });

  test.each(["rollback", "build", "plan"] as const)("but '%s' without any goes on", async (entry) => {
    expect(await refusal(entry, {}, key(""), {})).toBe("");
  });
});

describe("where statements of a run are stored is asked before anything is begun", () => {
  const { privateKeyPem } = generateKeyPair();
  const row = PRECONDITIONS.filter(({ id }) => id === "evidence-access");
  const image = `127.0.0.1:1/acme/base@sha256:${"0".repeat(64)}`;
  const look = async (options: Partial<SessionOptions>, entry: Entry = "deploy") => {
    const session = await openSession({
      workspace: await folderOf(SOUND),
      run: TEST_RUN,
      env: {},
      reporter: collectingReporter(),
      registry: "127.0.0.1:1",
      ...options,
    });
    const failing = async (): Promise<never> => Promise.reject(new ActionError("remote", "It did not answer."));
    const registryFor = (host: string) => ({ ...session.registryFor(host), ping: failing });
    return checkPreconditions({ ...session, registryFor }, entry, onlyScope({ environments: [], given: { base: image } }), row);
  };

  test.each(ENTRIES.filter((entry) => entry !== "check"))("by '%s'", async (entry) => {
    const { verdict, findings } = await look({ signingKey: privateKeyPem }, entry);
    expect(verdict).toBe("inconclusive");
    expect(findings.map(({ what }) => what)).toEqual([
      "The statements of this run would be stored in '127.0.0.1:1/acme/shop/record', and that cannot be done: It did not answer.",
      "The statements of this run would be stored in '127.0.0.1:1/acme/base', and that cannot be done: It did not answer.",
    ]);
    for (const { next } of findings)
      expect(next).toMatch(/'registry:' .* 'registry-username' .* 'packages: write'.* without 'signing-key'/s);
  });

  test("but by nobody who signs nothing", async () => {
    expect(await look({})).toMatchObject({ verdict: "pass", looked: [] });
    expect(await look({ signingKey: privateKeyPem, dryRun: true })).toMatchObject({ verdict: "pass", looked: [] });
  });
});
