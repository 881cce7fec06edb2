import { inputError } from "@waybill/kit";
import { readCalledWorkflow } from "./called-workflow.ts";
import type { CalledWorkflow } from "./called-workflow.ts";
import { describeReasons } from "./permissions.ts";
import type { Permission } from "./permissions.ts";

/**
 * How an adopter's repository calls Waybill: `public` calls its published workflows, `vendored` the copies in the organisation's own
 * repository, `inline` keeps the job that changes an environment in the caller's own file, where the environment's secrets certainly arrive.
 */
export type Way = "public" | "vendored" | "inline";

/** A pinned state of a repository. */
export interface Reference {
  /** `owner/name`. */
  readonly repository: string;
  /** 40 hex digits. A tag may be moved, a commit may not. */
  readonly commit: string;
  /** What the commit was released as, such as `v1.2.3`; written as a comment beside it. */
  readonly version: string;
}

export interface CallerOptions {
  /** The product's name, in the workflow's name and in its concurrency group. */
  readonly product: string;
  readonly way: Way;
  /** The environments of `waybill.yml` in the order of `after`. */
  readonly environments: readonly string[];
  /** Waybill itself, for its actions and public workflows. */
  readonly waybill: Reference;
  /** The organisation's own repository with the copies; for the way `vendored`. */
  readonly vendored?: Reference | undefined;
  /** The checkout action, which the way `inline` uses itself. */
  readonly checkout: Reference;
  /** The text of each called workflow by its file's name: `release.yml`, and for the way `inline` `validate.yml`, `build.yml`, `deploy.yml`. */
  readonly workflows: Readonly<Record<string, string>>;
  /** Names of the repository's or environment's secrets that may be handed on; default: all that the called workflows declare. */
  readonly secrets?: readonly string[] | undefined;
  /** The product's folder in the repository; default: the repository itself. */
  readonly directory?: string | undefined;
  /** The branch whose pushes are released; default `main`. */
  readonly branch?: string | undefined;
}

/** Secrets that the root action takes as an input; every other one is an environment variable of its step. */
const SECRET_INPUTS: Readonly<Record<string, string>> = {
  WAYBILL_SIGNING_KEY: "signing-key",
  KUBECONFIG: "kubeconfig",
  REGISTRY_TOKEN: "registry-password",
};
/** Where a build takes its values from: those of an environment are kept from it. */
const BUILD_SOURCES: Readonly<Record<string, string>> = { WAYBILL_ENV: "WAYBILL_BUILD_ENV" };
/** What an expression, a plain YAML scalar and a concurrency group all take as it stands. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const BRANCH = /^[A-Za-z0-9._][A-Za-z0-9._/-]*$/;
/** What YAML takes in double quotes, and no expression begins with. */
const FOLDER = /^[\p{L}\p{N}._][\p{L}\p{M}\p{N}._ /-]*$/u;
const SECRET_NAME = /^[A-Z_][A-Z0-9_]*$/i;

/**
 * The text of the workflow that releases a product. Its permissions are those that the called workflows declare, no more and no fewer, with
 * their reasons. Throws an `input` error for a name that cannot stand in a workflow, a secret that nothing called takes, and a called
 * workflow that is missing or wants an input which this caller does not know.
 */
export function writeCaller(options: CallerOptions): string {
  checkNames(options);
  return options.way === "inline" ? writeInline(options) : writeCall(options);
}

function writeCall(options: CallerOptions): string {
  const release = calledBy(options, "release.yml");
  checkSecrets(options, [release]);
  return [
    ...writeHead(options),
    "jobs:",
    "  release:",
    "    name: Release",
    `    uses: ${workflowReference(options, release.name)}`,
    "    permissions:",
    ...release.permissions.map((permission) => `      ${permission.scope}: ${permission.access} # ${describeReasons(permission)}`),
    ...writeWith(options),
    ...writeSecrets(options, release),
    "",
  ].join("\n");
}

function writeInline(options: CallerOptions): string {
  const [validate, build, deploy] = [calledBy(options, "validate.yml"), calledBy(options, "build.yml"), calledBy(options, "deploy.yml")];
  checkSecrets(options, [validate, build, deploy]);
  const environments = options.environments.join(", ");
  return [
    ...writeHead(options),
    "jobs:",
    ...writeInlineCall(options, validate, "validate"),
    ...writeInlineCall(options, build, "build", "validate"),
    "  release:",
    "    name: Release to ${{ matrix.environment }}",
    ...writeNeeds("build"),
    `    strategy: { max-parallel: 1, fail-fast: true, matrix: { environment: [${environments}] } }`,
    "    runs-on: ubuntu-latest",
    "    timeout-minutes: 120",
    '    environment: { name: "${{ matrix.environment }}", deployment: false } # Waybill reports the deployment, with its plan',
    `    permissions: ${flowPermissions(deploy.permissions)}`,
    "    steps:",
    `      - { uses: ${options.checkout.repository}@${options.checkout.commit}, with: { persist-credentials: false } } # ${options.checkout.version}`,
    `      - uses: ${pinned(options.waybill)}`,
    ...writeActionInputs(options, secretsFor(options, deploy)),
    "",
  ].join("\n");
}

function writeHead({ product, branch = "main" }: CallerOptions): string[] {
  return [
    `name: Release ${product}`,
    `on: { push: { branches: [${branch}] } }`,
    "permissions: {}",
    // A group of its own for every run: GitHub keeps one waiting run of a group and cancels the others, and an approval that nobody
    // answers would hold the group. Two releases of one environment are kept apart by the called jobs, and by the locks that Waybill takes.
    `concurrency: { group: "release-${product}-\${{ github.run_id }}", cancel-in-progress: false } # no run waits for another's approval`,
  ];
}

function writeInlineCall(options: CallerOptions, called: CalledWorkflow, job: string, needs?: string): string[] {
  const sources = called.name === "build.yml" ? BUILD_SOURCES : {};
  const secrets = secretsFor(options, called, sources).map((name) => `${name}: "\${{ secrets.${sources[name] ?? name} }}"`);
  return [
    `  ${job}:`,
    ...(needs === undefined ? [] : writeNeeds(needs)),
    `    uses: ${workflowReference(options, called.name)}`,
    `    permissions: ${flowPermissions(called.permissions)}`,
    ...(options.directory === undefined ? [] : [`    with: { working-directory: ${options.directory} }`]),
    ...(secrets.length === 0 ? [] : [`    secrets: { ${secrets.join(", ")} }`]),
  ];
}

/** A product without data, or without images, has jobs that are skipped; GitHub would skip what comes after them. */
function writeNeeds(job: string): string[] {
  return [`    needs: ${job}`, "    if: ${{ !failure() && !cancelled() }}"];
}

function writeActionInputs({ directory }: CallerOptions, secrets: readonly string[]): string[] {
  const variables = secrets.filter((name) => SECRET_INPUTS[name] === undefined).map((name) => `${name}: "\${{ secrets.${name} }}"`);
  const inputs = secrets.filter((name) => SECRET_INPUTS[name] !== undefined);
  return [
    ...(variables.length === 0 ? [] : [`        env: { ${variables.join(", ")} }`]),
    "        with:",
    "          environment: ${{ matrix.environment }}",
    "          images: run",
    ...(directory === undefined ? [] : [`          working-directory: ${scalar(directory)}`]),
    ...inputs.map((name) =>
      SECRET_INPUTS[name] === "registry-password"
        ? `          registry-password: \${{ secrets.${name} || github.token }}`
        : `          ${SECRET_INPUTS[name]}: \${{ secrets.${name} }}`,
    ),
  ];
}

function writeWith({ directory }: CallerOptions): string[] {
  return directory === undefined ? [] : ["    with:", `      working-directory: ${scalar(directory)}`];
}

/**
 * Secrets are handed on by name, never by `secrets: inherit`: the called workflow gets what it declares and no other secret, and an
 * environment's own secret of that name takes the place of the one that was passed.
 */
function writeSecrets(options: CallerOptions, called: CalledWorkflow): string[] {
  const names = secretsFor(options, called);
  return names.length === 0 ? [] : ["    secrets:", ...names.map((name) => `      ${name}: \${{ secrets.${name} }}`)];
}

function secretsFor({ secrets }: CallerOptions, called: CalledWorkflow, sources: Readonly<Record<string, string>> = {}): string[] {
  return called.secrets.filter((name) => secrets === undefined || secrets.includes(sources[name] ?? name));
}

function flowPermissions(permissions: readonly Permission[]): string {
  const scopes = permissions.map(({ scope, access }) => `${scope}: ${access}`).join(", ");
  return `{ ${scopes} } # ${permissions.map((permission) => `${permission.scope}: ${describeReasons(permission)}`).join("; ")}`;
}

function workflowReference({ way, waybill, vendored }: CallerOptions, file: string): string {
  const from = way === "vendored" ? vendored : waybill;
  if (from === undefined) throw inputError("vendored", "is missing; name the repository that holds the copies, its commit and version");
  return `${from.repository}/.github/workflows/${file}@${from.commit} # ${from.version}`;
}

function pinned({ repository, commit, version }: Reference): string {
  return `${repository}@${commit} # ${version}`;
}

function calledBy({ workflows, directory }: CallerOptions, file: string): CalledWorkflow {
  const text = workflows[file];
  if (text === undefined) throw inputError("workflows", `lacks ${file}; give the files of the release that is called`);
  const called = readCalledWorkflow(file, text);
  // deploy.yml is only read for what its jobs may do; nothing calls it.
  const unknown = file === "deploy.yml" ? [] : called.requiredInputs;
  if (unknown.length > 0)
    throw inputError("workflows", `holds a ${file} that demands '${unknown.join("', '")}', which this caller does not know`);
  if (directory !== undefined && file !== "deploy.yml" && !called.inputs.includes("working-directory"))
    throw inputError("directory", `cannot be handed on: ${file} has no input 'working-directory'`);
  return called;
}

function checkSecrets({ secrets = [] }: CallerOptions, called: readonly CalledWorkflow[]): void {
  const sources = called.flatMap(({ name, secrets: own }) =>
    own.map((secret) => (name === "build.yml" ? (BUILD_SOURCES[secret] ?? secret) : secret)),
  );
  const declared = [...new Set(sources)];
  for (const name of secrets)
    if (!declared.includes(name))
      throw inputError("secrets", `names '${name}', which nothing called takes; it may name ${declared.join(", ")}`);
}

function checkNames({ product, way, environments, branch, directory, waybill, vendored, checkout, secrets = [] }: CallerOptions): void {
  demand("product", product, PLAIN, "letters, digits, '.', '_' and '-'");
  // The called workflow reads them itself, and has nothing to deploy where there are none.
  if (environments.length === 0 && way === "inline") throw inputError("environments", "is empty; the job of this way goes to at least one");
  for (const name of environments) demand("environments", name, PLAIN, "letters, digits, '.', '_' and '-'");
  if (branch !== undefined) demand("branch", branch, BRANCH, "letters, digits, '.', '_', '-' and '/'");
  if (directory !== undefined) demand("directory", directory, FOLDER, "letters, digits, spaces, '.', '_', '-' and '/'");
  for (const name of secrets) demand("secrets", name, SECRET_NAME, "letters, digits and '_'");
  for (const { repository, commit, version } of [waybill, checkout, ...(vendored === undefined ? [] : [vendored])]) {
    demand("repository", repository, /^[\w.-]+\/[\w.-]+$/, "owner/name");
    demand("commit", commit, /^[0-9a-f]{40}$/, "40 hex digits");
    demand("version", version, /^v?\d[\w.+-]*$/, "a version such as v1.2.3");
  }
}

/** A folder's name may have spaces; JSON's text is YAML's too. */
function scalar(text: string): string {
  return BRANCH.test(text) ? text : JSON.stringify(text);
}

function demand(input: string, value: string, pattern: RegExp, allowed: string): void {
  if (!pattern.test(value)) throw inputError(input, `is '${value}'; it may hold ${allowed}`);
}
