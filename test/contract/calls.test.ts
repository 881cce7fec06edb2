import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { loadConfig } from "@waybill/config";
import { headline } from "@waybill/kit";
import { readEnvironment, refuseUnknownInputs } from "@waybill/kit/edge";
import { findEnvironment, imagesFor, parseImages, selectDatabases } from "@waybill/pipeline";
import { selectEntries } from "@waybill/pipeline/action";
import { parseArguments } from "../../packages/cli/src/arguments.ts";
import { readInputs as readBuild } from "../../actions/build-image/src/inputs.ts";
import { readInputs as readDeploy } from "../../actions/deploy-kubernetes/src/inputs.ts";
import { readInputs as readMigrate } from "../../actions/migrate-database/src/inputs.ts";
import { readInputs as readData } from "../../actions/validate-data/src/inputs.ts";
import { readInputs as readModel } from "../../actions/validate-model/src/inputs.ts";
import { readInputs as readVerify } from "../../actions/verify-release/src/inputs.ts";
import { readInputs as readRoot } from "../../actions/waybill/src/inputs.ts";

/*
 * Mistakes in calls, of the command and of the actions. Each message names the place (option, input or command), what was given, and the next
 * step: the nearest word, what is allowed, or where the value comes from.
 */

const DIGEST = `sha256:${"a".repeat(64)}`;
const IMAGE = `ghcr.io/acme/shop/api@${DIGEST}`;

afterEach(() => vi.unstubAllEnvs());

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return headline(error);
  }
  return "no error";
}

describe("of the command", () => {
  test.each([
    ["a command that is misspelt", "relaese", "'relaese' is no command; did you mean 'release'?"],
    ["a command of two words that is misspelt", "policy explian", "did you mean 'policy explain'?"],
    ["an option that is misspelt", "plan --enviroment staging", "'--enviroment' is no option; did you mean '--environment'?"],
    ["an option of one letter that there is not", "plan -x", "'-x' is no option"],
    ["an option without its value", "plan -e --dry-run", "-e needs a value."],
    ["a switch with a value", "release --yes=true", "--yes takes no value, but has 'true'."],
    ["an environment without its option", "release production", "An environment is given as '-e production'."],
    ["two commands", "plan release", "'release' is one argument too many after 'plan'. Give one command at a time."],
    [
      "a plan digest that is none",
      "release --approve sha256:12",
      "--approve is 'sha256:12'; it must be the digest that 'waybill plan' printed",
    ],
    ["both ways to approve", `release --approve ${DIGEST} --yes`, "--approve and --yes exclude each other; give one of them."],
    ["an option of another command", "plan --yes", "--yes means nothing to 'plan'; it goes with release."],
    ["an environment for all of them", "check -e staging", "-e means nothing to 'check'; it goes with plan, release"],
    [
      "a builder that is misspelt",
      "plan --builder buildxx",
      "--builder is 'buildxx'; allowed are auto, buildx, assemble; did you mean 'buildx'?",
    ],
    ["a revision that is none", "rollback --to latest", "--to is 'latest'; it must be a revision number such as 3."],
    [
      "a project's option with a foreign record",
      "verify record.json -C .",
      "-C means nothing to 'verify record.json', which reads no project.",
    ],
    ["a foreign record's option with a project", "verify --repository acme/shop", "'waybill verify FILE' or 'waybill verify IMAGE'."],
  ])("%s", (_, line, told) => {
    const message = messageOf(() => parseArguments(line.split(" ")));
    expect(message).toContain(told);
    expect(message).toContain("See 'waybill --help'.");
  });
});

const READERS = {
  root: readRoot,
  build: readBuild,
  deploy: readDeploy,
  migrate: readMigrate,
  data: readData,
  model: readModel,
  verify: readVerify,
};

describe("of an action", () => {
  test.each<[string, keyof typeof READERS, Readonly<Record<string, string>>, string]>([
    [
      "an input that is misspelt",
      "root",
      { enviroment: "staging" },
      "Input 'enviroment' is no input of this action; did you mean 'environment'?",
    ],
    ["an input that no word is near", "data", { colour: "red" }, "Input 'colour' is no input of this action; it has "],
    [
      "a command that is misspelt",
      "root",
      { command: "realease" },
      "Input 'command' is 'realease'; allowed are plan, apply, check, release, verify, rollback, monitor, preview, preview-remove, matrix, summary; did you mean 'release'?",
    ],
    [
      "a command of another action",
      "migrate",
      { command: "release" },
      "Input 'command' is 'release'; allowed are check, plan, apply, status",
    ],
    ["a word for true", "deploy", { "dry-run": "yes" }, "Input 'dry-run' is 'yes'; allowed are true and false; did you mean 'true'?"],
    [
      "a boolean that is misspelt",
      "root",
      { attest: "flase" },
      "Input 'attest' is 'flase'; allowed are true and false; did you mean 'false'?",
    ],
    ["a plan digest that is none", "root", { approve: "a".repeat(64) }, "Input 'approve' is 'aaaa"],
    [
      "an input of another command",
      "root",
      { command: "plan", approve: DIGEST },
      "Input 'approve' means nothing to the command 'plan'; it goes with release",
    ],
    [
      "images for a command that has none",
      "root",
      { command: "check", images: IMAGE },
      "Input 'images' means nothing to the command 'check'; it goes with plan and release",
    ],
    ["a stage that is misspelt", "deploy", { require: "validate-dta" }, "Input 'require' has 'validate-dta'; the stages are "],
    ["the nearest stage", "deploy", { require: "validate-dta" }, "did you mean 'validate-data'?"],
    ["half of a description", "deploy", { manifests: "deploy" }, "Input 'namespace' is needed beside 'manifests'"],
    ["a URL without migrations", "migrate", { "database-url": "sqlite:a.db" }, "Input 'database-url' goes with 'migrations'"],
    [
      "migrations without a URL",
      "migrate",
      { migrations: "db" },
      "Input 'database-url' is needed beside 'migrations'; pass it from a secret",
    ],
    ["data without checks", "data", { source: "a.csv" }, "Input 'checks' is needed beside 'source'; give a check file for 'a.csv'"],
    ["a Dockerfile without a context", "build", { dockerfile: "Dockerfile" }, "Input 'dockerfile' goes with 'context'"],
    [
      "a probe without its port",
      "build",
      { context: "app", probe: "/healthz" },
      "Input 'probe' is '/healthz'; write PORT/path, for example 8080/healthz",
    ],
    ["a tag that is none", "build", { tags: "v1.0 beta" }, "Input 'tags' has 'v1.0 beta'; a tag is 1 to 128 letters"],
    [
      "a build argument without a value",
      "build",
      { "build-args": "BASE" },
      "Input 'build-args' has the line 'BASE'; write NAME=value, one a line",
    ],
    [
      "a kubeconfig that is not there",
      "deploy",
      { kubeconfig: "~/.kube/config" },
      "Input 'kubeconfig' is neither the text of a kubeconfig nor a file that is there; give its text from a secret",
    ],
    ["a password without a name", "build", { "registry-password": "x" }, "Input 'registry-username' is needed beside 'registry-password'"],
    [
      "a private key as a public one",
      "verify",
      { "trusted-keys": "-----BEGIN PRIVATE KEY-----" },
      "Input 'trusted-keys' holds no public key in PEM form; give the text that begins with",
    ],
  ])("%s", (_, action, inputs, told) => {
    for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
    const message = messageOf(() => {
      READERS[action]();
      refuseUnknownInputs(readEnvironment());
    });
    expect(message).toContain(told);
  });
});

describe("of names that waybill.yml does not have", () => {
  async function project() {
    const workspace = await mkdtemp(join(tmpdir(), "calls-"));
    const file = join(workspace, "waybill.yml");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      `images: { api: { context: . }, worker: { context: . } }
data: { orders: { source: a.csv, checks: { columns: { id: {} } } } }
databases: { main: { url: env:A, shared: false, migrations: db }, reports: { url: env:B, shared: false, migrations: db } }
environments: { staging: { namespace: s }, production: { namespace: p, after: staging } }
`,
    );
    return loadConfig(workspace);
  }

  test.each<[string, (config: Awaited<ReturnType<typeof loadConfig>>) => unknown, string]>([
    [
      "no environment where there are two",
      (config) => findEnvironment(config),
      "Input 'environment' is needed; waybill.yml has staging, production.",
    ],
    [
      "an environment that is misspelt",
      (config) => findEnvironment(config, "prodution"),
      "it has staging, production, of which 'production' is the nearest",
    ],
    [
      "an image that is misspelt",
      (config) => parseImagesFor(config, `{"apis":"${IMAGE}"}`),
      "Input 'images' names apis, which waybill.yml does not declare; it has api, worker; did you mean 'api'?",
    ],
    [
      "an image by its tag",
      (config) => parseImages('{"api":"ghcr.io/acme/shop/api:1.2"}', config),
      "Input 'images' gives 'ghcr.io/acme/shop/api:1.2' for 'api'; it must be repository@sha256:<64 hex digits>",
    ],
    ["images that are no JSON", (config) => parseImages(`{api: "${IMAGE}"}`, config), "Input 'images' is not JSON"],
    [
      "one image where there are two",
      (config) => parseImages(IMAGE, config),
      "is one reference, but waybill.yml has the images api, worker; write JSON",
    ],
    ["not all images", (config) => parseImagesFor(config, `{"api":"${IMAGE}"}`), "Input 'images' lacks worker; give JSON"],
    [
      "data that is misspelt",
      ({ file, data, ...config }) => selectEntries({ file, data, ...config }, "data", data, "order", ""),
      "Input 'name' is 'order', which waybill.yml does not declare under 'data:'; it has orders; did you mean 'orders'?",
    ],
    ["a database that is misspelt", (config) => selectDatabases(config, { name: "mian" }), "it has main, reports; did you mean 'main'?"],
  ])("%s", async (_, call, told) => {
    const config = await project();
    expect(
      messageOf(() => call(config))
        .replace("--environment", "Input 'environment'")
        .replace("--images", "Input 'images'"),
    ).toContain(told);
  });
});

function parseImagesFor(config: Awaited<ReturnType<typeof loadConfig>>, text: string): unknown {
  return imagesFor(config, findEnvironment(config, "production"), parseImages(text, config));
}
