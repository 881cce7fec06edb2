import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imageOf, listAt } from "@waybill/kit";
import { keylessSigner, parseSigningConfig } from "@waybill/record";
import { startCluster, startGitHub } from "@waybill/rehearsal";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { CLAIMS, startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { runBundle } from "@waybill/testing/run-bundle";
import type { FinishedStep } from "@waybill/testing/run-bundle";
import { pushTestImage } from "@waybill/testing/test-image";

/** The job that runs, as its token and the runner's variables say it. */
const JOB = {
  ...CLAIMS,
  repository: "Acme/Shop",
  sha: "0123456789abcdef0123456789abcdef01234567",
  workflow_ref: "Acme/Shop/.github/workflows/ship.yml@refs/heads/main",
  run_id: "42",
};
const RUNNER = { GITHUB_SHA: JOB.sha, GITHUB_WORKFLOW_REF: JOB.workflow_ref, GITHUB_RUN_ID: JOB.run_id, GITHUB_RUN_ATTEMPT: "1" };

let folder: string;
let cluster: Awaited<ReturnType<typeof startCluster>>;
let github: Awaited<ReturnType<typeof startGitHub>>;
let registry: Awaited<ReturnType<typeof startLoopbackRegistry>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-keyless-"));
  await mkdir(join(folder, "github"));
  cluster = await startCluster({ dir: join(folder, "cluster"), images: join(folder, "images") });
  github = await startGitHub({ dir: join(folder, "github") });
  registry = await startLoopbackRegistry();
});
afterAll(async () => {
  await cluster.close();
  await github.close();
  await registry[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A project without images, whose steps sign as the job that `claims` describe. */
interface Project extends AsyncDisposable {
  readonly sigstore: LoopbackSigstore;
  /** Its waybill.yml. */
  readonly config: string;
  /** Runs a committed bundle; an input that is empty counts as left out. */
  step(action: string, inputs?: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): Promise<FinishedStep>;
  write(path: string, text: string): Promise<void>;
}

let count = 0;

async function open(claims: Readonly<Record<string, string>>, policy = ""): Promise<Project> {
  const id = `k${++count}`;
  const workspace = await mkdtemp(join(folder, "project-"));
  const sigstore = await startLoopbackSigstore({ kind: "github", claims });
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  };
  const files: Readonly<Record<string, string>> = {
    "waybill.yml": `name: ${id}\nregistry: ${registry.address}\ndata: { orders: { source: orders.csv, checks: checks.yaml } }
environments: { production: { namespace: ${id}, manifests: deploy.yaml, timeout: 20s, settle: 0 } }\n${policy}`,
    "orders.csv": `id\n${count}\n`,
    "checks.yaml": "columns: { id: { type: integer } }\n",
    "deploy.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { greeting: hello }\n",
    "trusted_root.json": sigstore.trustedRoot(),
    "signing_config.json": sigstore.signingConfig,
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    sigstore,
    config: files["waybill.yml"] ?? "",
    write,
    async step(action, inputs = {}, env = {}) {
      const own = { "trust-root": "trusted_root.json", "signing-config": "signing_config.json", "github-token": "t" };
      return runBundle(
        `dist/${action}/index.js`,
        { ...own, kubeconfig: await readFile(cluster.kubeconfig, "utf8"), ...inputs },
        { workspace, env: { GITHUB_API_URL: `http://${github.address}`, ...RUNNER, ...sigstore.env, ...env } },
      );
    },
    [Symbol.asyncDispose]: () => sigstore[Symbol.asyncDispose](),
  };
}

const POD_OF_API = { apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec: { containers: [{ name: "api", image: "api" }] } };

/** Everything that a step said about why it was refused. */
function refusal({ exitCode, log }: FinishedStep): string {
  expect(exitCode, log).toBe(1);
  return log.replaceAll("%0A", "\n").replaceAll("%25", "%");
}

/** A step that somebody else takes later: it has no identity of its own. */
const LATER = { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" };
const RECORD = { record: ".waybill/production/record.json" };

describe("a release that its job signs without a key", { timeout: 60_000 }, () => {
  let project: Project;
  let released: FinishedStep;
  beforeAll(async () => {
    project = await open(JOB);
    released = await project.step("waybill");
  }, 60_000);
  afterAll(() => project[Symbol.asyncDispose]());

  test("passes, and shows its token to nobody", () => {
    expect(released.errors, released.log).toEqual([]);
    expect(released.outputs["verdict"]).toMatch(/pass|warn/);
    const token = project.sigstore.token().split(".")[1] ?? "";
    expect(released.log.replaceAll(/^::add-mask::.*$/gm, "") + released.summary).not.toContain(token);
  });

  test("is verified later with nothing but the trust root", async () => {
    const { errors, log } = await project.step("verify-release", RECORD, LATER);
    expect(errors, log).toEqual([]);
  });

  test("is refused by a trust root that had expired when it was signed", async () => {
    await project.write("expired.json", project.sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z")));
    const step = await project.step("verify-release", { ...RECORD, "trust-root": "expired.json" }, LATER);
    expect(refusal(step)).toContain("The trust root expired.json expired on 2026-02-01");
  });

  test("is refused by another instance's trust root", async () => {
    await using other = await startLoopbackSigstore({ kind: "github" });
    const step = await project.step("verify-release", { ...RECORD, "trust-root": other.trustedRoot() }, LATER);
    expect(refusal(step)).toMatch(/the input 'trust-root' does not verify/i);
  });
});

/** A signer of a policy, in one line of YAML. */
const signer = (workflow: string, rest: string): string =>
  `  - { workflow: "acme/flows/.github/workflows/${workflow}@refs/heads/main", repository: Acme/Shop, ${rest} }\n`;
const workflow = (name: string): Readonly<Record<string, string>> => ({
  ...JOB,
  sub: `https://github.com/acme/flows/.github/workflows/${name}@refs/heads/main`,
  job_workflow_ref: `acme/flows/.github/workflows/${name}@refs/heads/main`,
});
const POLICY =
  `policy:\n  signers:\n${signer("plan.yml", "stages: [validate-data, plan]")}${signer("deploy.yml", "ref: refs/heads/main")}`.replaceAll(
    /^ {2}- /gm,
    "    - ",
  );

describe("before anything is changed", { timeout: 60_000 }, () => {
  test.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ["another repository's certificate counts for nothing", { ...JOB, repository: "evil/shop" }, "", /its certificate says evil\/shop/],
    ["one of another commit's run counts for as little", { ...JOB, sha: "b".repeat(40) }, "", /its certificate says bbbb/],
    ["neither does one of another issuer", { ...JOB, iss: "https://gitlab.com" }, "", /does not let sign 'validate-data'/],
    [
      "one without the claim that the policy asks for",
      without(workflow("deploy.yml"), "ref"),
      POLICY,
      /does not let this run's identity .*deploy\.yml.* sign 'deploy'/,
    ],
    [
      "the plan job's identity signs no approval",
      workflow("plan.yml"),
      POLICY,
      /does not let this run's identity \(acme\/flows\/\.github\/workflows\/plan\.yml@refs\/heads\/main\) sign 'deploy' for 'production'/,
    ],
  ])("%s", async (_, claims, policy, reason) => {
    await using project = await open(claims, policy);
    expect(refusal(await project.step("waybill"))).toMatch(reason);
  });

  test("the workflow that the policy names releases", async () => {
    await using project = await open(workflow("deploy.yml"), POLICY);
    const { errors, log } = await project.step("waybill");
    expect(errors, log).toEqual([]);
  });

  test("a job without key and identity is told of both ways, by the release and by the first job", async () => {
    await using project = await open(JOB);
    for (const inputs of [{ command: "release" }, { command: "matrix", "require-identity": "true" }])
      expect(refusal(await project.step("waybill", inputs, LATER))).toMatch(/'id-token: write'.*'signing-key'/);
    expect((await project.step("waybill", { command: "matrix" }, LATER)).errors).toEqual([]);
    expect((await project.step("waybill", { command: "matrix", "require-identity": "true" })).errors).toEqual([]);
  });
});

/** What GitHub's own action would write about an image, signed by the project's job. */
async function attested(sigstore: LoopbackSigstore, image: string): Promise<object> {
  const { repository = "", digest = "" } = imageOf(image) ?? {};
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: repository, digest: { sha256: digest.slice("sha256:".length) } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: { buildDefinition: { buildType: "https://actions.github.io/buildtypes/workflow/v1" } },
  };
  const payload = Buffer.from(JSON.stringify(statement));
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const { signature, material } = await keylessSigner({ services, identityToken: async () => sigstore.token() }).sign(payload);
  const sig = Buffer.from(signature).toString("base64");
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: material,
    dsseEnvelope: { payload: payload.toString("base64"), payloadType: "application/vnd.in-toto+json", signatures: [{ sig }] },
  };
}

async function attestations(method: "GET" | "POST", path = "", body?: object): Promise<unknown> {
  const response = await fetch(`http://${github.address}/repos/Acme/Shop/attestations${path}`, {
    method,
    headers: { authorization: "Bearer t", connection: "close" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect([200, 201]).toContain(response.status);
  return response.json();
}

describe("GitHub's attestation store", { timeout: 60_000 }, () => {
  test("has the statements about an image when that was asked for, and the step passes all the same when GitHub refuses", async () => {
    await using project = await open(JOB);
    await project.write("app/Dockerfile", "FROM scratch\nCOPY index.html /\n");
    await project.write("app/index.html", "hello");
    const inputs = { context: "app", image: `${registry.address}/acme/shop/page`, builder: "assemble", attest: "true" };
    const { errors, log, outputs } = await project.step("build-image", inputs);
    expect(errors, log).toEqual([]);
    const stored = await attestations("GET", `/${imageOf(outputs["image"] ?? "")?.digest}`);
    expect(listAt(stored, "attestations").length).toBeGreaterThan(0);
    const elsewhere = await project.step("build-image", inputs, { GITHUB_API_URL: `${project.sigstore.url}/no-github` });
    expect(elsewhere.errors, elsewhere.log).toEqual([]);
    expect(elsewhere.log).toContain("in GitHub's attestation store");
  });

  test("is where provenance of another program may stand for a build, if the policy names its workflow for that", async () => {
    const image = await pushTestImage(registry.address, "acme/shop/api", { "app/id.txt": "theirs" }, { Cmd: ["node"] });
    const missing = async (policy: string): Promise<string> => {
      await using project = await open({ ...workflow("deploy.yml"), sha: "0123456789abcdef0123456789abcdef01234567" }, policy);
      await project.write("waybill.yml", `${project.config}images: { api: { context: . } }\n`);
      await project.write("Dockerfile", "FROM scratch\n");
      await project.write("deploy.yaml", JSON.stringify(POD_OF_API));
      await attestations("POST", "", { bundle: await attested(project.sigstore, image) });
      return refusal(await project.step("waybill", { command: "plan", images: JSON.stringify({ api: image }) }));
    };
    const named = POLICY + signer("deploy.yml", "stages: [build]").replace("  - ", "    - ");
    expect(await missing(POLICY)).toContain("No build evidence counts for image api");
    const refused = await missing(named);
    expect(refused).toContain("No test evidence counts for image api");
    expect(refused).not.toContain("No build evidence counts");
  });
});

function without(claims: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  const { [name]: _taken, ...rest } = claims;
  return rest;
}
