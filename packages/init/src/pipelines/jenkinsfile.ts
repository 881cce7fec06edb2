import { countOf } from "@waybill/kit";
import { isEnvironmentName, pathIn } from "../names.ts";
import { environmentIn } from "../propose/environment-names.ts";
import { readScript } from "./commands.ts";
import { registryOfAddress } from "./containers.ts";
import { countFacts } from "./facts.ts";
import type { Reading } from "./facts.ts";
import { leaveChecks, readManifestPaths } from "./found.ts";
import { GroovyProblem, parseGroovy } from "./groovy.ts";
import type { Statement, Token } from "./groovy.ts";
import { readCommands } from "./shell.ts";
import type { Variables } from "./shell.ts";

interface Place {
  readonly path: string;
  readonly stage?: string | undefined;
  readonly folder: string;
  readonly variables: Variables;
  readonly environment?: string | undefined;
  /** The registry that `docker.withRegistry` logs in to, anywhere in the file. */
  readonly registry?: string | undefined;
  /** Steps that are none of a release. */
  readonly others: Statement[];
}

const BETWEEN_JOBS = "jobs of a release hand on images alone; make it in a build stage of the Dockerfile";
/** Sections and steps that have no place in a release, and where their work goes. */
const ELSEWHERE = new Map([
  ["triggers", "the caller's 'on:' says when it runs"],
  ["parameters", "a release takes what is committed; what differs between environments stands in waybill.yml"],
  ["properties", "a release takes what is committed; the caller's 'on:' says when it runs"],
  ["post", "steps behind the caller's job; Waybill reports and rolls back itself"],
  ["input", "required reviewers of the GitHub environment ask instead"],
  ["when", "the caller's 'on:' and the order of environments ('after') decide"],
  ["tools", "the base image of a build stage has the tools that a build needs"],
  ...["archiveArtifacts", "copyArtifacts", "stash", "unstash"].map((name) => [name, BETWEEN_JOBS] as const),
]);

/** Reads a pipeline, declarative or scripted; one that cannot be read is told to the account. Nothing of it is run. */
export function readJenkinsfile(reading: Reading, path: string, text: string): void {
  let statements: Statement[];
  try {
    statements = parseGroovy(text);
  } catch (error) {
    if (!(error instanceof GroovyProblem)) throw error;
    return reading.account.leave(path, `cannot be read: it ${error.message}`);
  }
  const pipeline = statements.find((statement) => nameOf(statement) === "pipeline" && statement.body !== undefined);
  const isScripted = pipeline === undefined && statements.some((statement) => ["node", "stage"].includes(nameOf(statement)));
  if (pipeline?.body === undefined && !isScripted)
    return reading.account.leave(
      path,
      "is no pipeline with stages ('pipeline { … }' or 'node { … }'); what a shared library does is not read",
    );
  const known = reading.account.left.length + countFacts(reading);
  const others: Statement[] = [];
  const place = { path, folder: ".", variables: {}, registry: registryIn(statements), others };
  readBody(reading, pipeline?.body ?? statements, place);
  if (reading.account.left.length + countFacts(reading) === known)
    return reading.account.leave(path, "no stage of it builds, migrates or deploys with a command that is known here");
  if (isScripted) reading.account.leave(path, "a scripted pipeline: every branch of it is read, and what its code works out is not known");
  const [first] = others;
  if (first !== undefined)
    reading.account.leave(`${path}:${first.line}: ${countOf(others.length, "other step")}`, "none of a release: they stay where they are");
}

function nameOf({ tokens }: Statement): string {
  return tokens[0]?.kind === "word" ? tokens[0].value : "";
}

function fromOf({ path, stage }: Place, { line }: Statement): string {
  return `${path}:${line}${stage === undefined ? "" : `: ${stage}`}`;
}

function readBody(reading: Reading, body: readonly Statement[], outer: Place): void {
  const variables = { ...outer.variables, ...variablesOf(body, outer.variables) };
  const place = { ...outer, variables };
  for (const statement of body) readStatement(reading, statement, place);
}

function readStatement(reading: Reading, statement: Statement, place: Place): void {
  const name = nameOf(statement);
  const from = fromOf(place, statement);
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere !== undefined) {
    reading.account.leave(`${from}: ${name}${namesIn(statement)}`, elsewhere);
    return readStarted(reading, statement.body ?? [], place);
  }
  if (name === "environment") return leaveCredentials(reading, statement.body ?? [], place);
  readCall(reading, name, statement, place);
  if (statement.body === undefined) return;
  const texts = textsOf(statement.tokens, place.variables);
  const [first] = texts;
  if (name === "stage" && first !== undefined) return readBody(reading, statement.body, stagePlace(reading, first, from, place));
  if (name === "dir" && first !== undefined) return readBody(reading, statement.body, { ...place, folder: pathIn(place.folder, first) });
  if (name === "withEnv") return readBody(reading, statement.body, { ...place, variables: { ...place.variables, ...assigned(texts) } });
  if (name === "withCredentials") reading.account.leave(`${from}: withCredentials`, "a secret to set on GitHub; see the checklist");
  readBody(reading, statement.body, place);
}

/** The names that a section declares: `parameters (TAG, TARGET)`. */
function namesIn({ body }: Statement): string {
  const names = (body ?? []).flatMap(({ tokens }) => namedText(tokens, "name", {}) ?? []);
  return names.length === 0 ? "" : ` (${names.join(", ")})`;
}

/** Jobs that a section starts which is not read otherwise. */
function readStarted(reading: Reading, body: readonly Statement[], place: Place): void {
  for (const statement of body) {
    if (nameOf(statement) === "build") readCall(reading, "build", statement, place);
    readStarted(reading, statement.body ?? [], place);
  }
}

/** `KUBECONFIG = credentials('production')`. */
function leaveCredentials(reading: Reading, body: readonly Statement[], place: Place): void {
  for (const statement of body) {
    const at = statement.tokens.findIndex(({ kind, value }) => kind === "word" && value === "credentials");
    const [id] = at < 0 ? [] : textsOf(statement.tokens.slice(at), place.variables);
    if (id !== undefined)
      reading.account.leave(`${fromOf(place, statement)}: credentials '${id}'`, "a secret to set on GitHub; see the checklist");
  }
}

function stagePlace(reading: Reading, title: string, from: string, place: Place): Place {
  const environment = /deploy|release|roll|promote/i.test(title) ? environmentIn(title) : undefined;
  if (environment !== undefined && isEnvironmentName(environment))
    reading.facts.environments.push({ from: `${from}: ${title}`, name: environment });
  return { ...place, stage: title, environment: environment ?? place.environment };
}

const SHELLS = new Set(["sh", "bat", "powershell", "pwsh"]);

function readCall(reading: Reading, name: string, statement: Statement, place: Place): void {
  const { tokens } = statement;
  const texts = textsOf(tokens, place.variables);
  const from = fromOf(place, statement);
  const at = { from, folder: place.folder, environment: place.environment };
  // Also `def version = sh(script: '…', returnStdout: true)`.
  const shell = tokens.findIndex(({ kind, value }) => kind === "word" && SHELLS.has(value));
  if (shell >= 0) {
    const own = tokens.slice(shell);
    const script = namedText(own, "script", place.variables) ?? textsOf(own, place.variables)[0] ?? "";
    if (!readScript(reading, readCommands(script, place.variables), at)) place.others.push(statement);
  } else if (name === "build") {
    const job = namedText(tokens, "job", place.variables) ?? texts[0] ?? "";
    reading.account.take(`${from}: starts the job '${job}'`, "jobs that start each other become the stages of one release");
  } else if (name === "kubernetesDeploy") {
    const configs = (namedText(tokens, "configs", place.variables) ?? "").split(",").filter((path) => path !== "");
    const manifests = readManifestPaths(reading, from, configs, place.folder);
    reading.facts.deploys.push({ from, manifests, environment: place.environment });
  } else if (/soda|expectations/i.test(name)) leaveChecks(reading, name, texts, at);
  readDockerBuild(reading, statement, place);
}

/** `docker.build("acme/api:1", "-f api/Dockerfile api")` of the plugin Docker Pipeline. */
function readDockerBuild(reading: Reading, statement: Statement, place: Place): void {
  const { folder, variables, environment, registry } = place;
  const at = statement.tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.build");
  if (at < 0) return;
  const [tag = "", rest = "."] = argumentsOf(statement.tokens.slice(at + 1), variables);
  const isLocal = !/^[^/]*[.:][^/]*\//.test(tag);
  const full = registry !== undefined && isLocal ? `${registry}/${tag}` : tag;
  readScript(reading, readCommands(`docker build -t '${full}' ${rest}`, {}), { from: fromOf(place, statement), folder, environment });
}

function registryIn(statements: readonly Statement[]): string | undefined {
  for (const { tokens, body } of statements) {
    const at = tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.withRegistry");
    const [address] = at < 0 ? [] : textsOf(tokens.slice(at), {});
    const found = address === undefined ? registryIn(body ?? []) : registryOfAddress(address);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The texts among tokens, with the variables put in that are known. */
function textsOf(tokens: readonly Token[], variables: Variables): string[] {
  return tokens.flatMap((token) => (token.kind === "text" ? [valueOf(token, variables)] : []));
}

/** The texts that a call is given: `(registry + ":1", "-f api/Dockerfile .")`. A word that is not known keeps a `$`, which says so. */
function argumentsOf(tokens: readonly Token[], variables: Variables): string[] {
  const values = [""];
  let depth = 0;
  for (const token of tokens) {
    const { kind, value } = token;
    if (kind === "mark" && "([".includes(value)) depth += 1;
    else if (kind === "mark" && ")]".includes(value) && --depth <= 0) break;
    else if (kind === "mark" && value === "," && depth <= 1) values.push("");
    else if (kind === "text") values.push(`${values.pop()}${valueOf(token, variables)}`);
    else if (kind === "word") values.push(`${values.pop()}${variables[value.replace(/^env\./, "")] ?? `$${value}`}`);
  }
  return values.filter((value) => value !== "");
}

function valueOf({ value, open }: Token, variables: Variables): string {
  if (open !== true) return value;
  return value.replaceAll(/\$\{(?:env\.)?(\w+)\}|\$(?:env\.)?(\w+)/g, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? "";
    return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole;
  });
}

/** The text behind `name:`. */
function namedText(tokens: readonly Token[], name: string, variables: Variables): string | undefined {
  const at = tokens.findIndex((token, index) => token.kind === "word" && token.value === name && tokens[index + 1]?.value === ":");
  const text = at < 0 ? undefined : tokens[at + 2];
  return text?.kind === "text" ? valueOf(text, variables) : undefined;
}

/** `NAME = 'value'` of the block `environment`, and `def name = 'value'` of a script; what is computed is not known. */
function variablesOf(body: readonly Statement[], outer: Variables): Record<string, string> {
  const known: Record<string, string> = {};
  for (const { tokens } of body.flatMap((each) => (nameOf(each) === "environment" ? (each.body ?? []) : [each]))) {
    const words = tokens.filter(({ kind, value }) => kind !== "word" || !["def", "String", "final"].includes(value));
    const [name, mark, value, more] = words;
    if (name?.kind === "word" && mark?.value === "=" && value?.kind === "text" && more === undefined)
      known[name.value.replace(/^env\./, "")] = valueOf(value, { ...outer, ...known });
  }
  return known;
}

/** `["TAG=1"]` of `withEnv`. */
function assigned(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.flatMap((text) => (/^\w+=/.test(text) ? [[text.split("=")[0] ?? "", text.replace(/^\w+=/, "")]] : [])));
}
