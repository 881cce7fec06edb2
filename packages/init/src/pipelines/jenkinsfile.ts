import { isEnvironmentName } from "../names.ts";
import { environmentIn } from "../propose/environment-names.ts";
import { leaveChecks, readManifestPaths, readScript } from "./commands.ts";
import type { Reading } from "./facts.ts";
import { GroovyProblem, parseGroovy } from "./groovy.ts";
import type { Statement, Token } from "./groovy.ts";
import { readCommands } from "./shell.ts";
import type { Variables } from "./shell.ts";

interface Place {
  readonly from: string;
  readonly folder: string;
  readonly variables: Variables;
  readonly environment?: string | undefined;
}

/** Sections of a pipeline that have no place in a release, and where their work goes. */
const ELSEWHERE = new Map([
  ["triggers", "the caller's 'on:' says when it runs"],
  ["parameters", "a release takes what is committed; what differs between environments stands in waybill.yml"],
  ["post", "steps behind the caller's job; Waybill reports and rolls back itself"],
  ["input", "required reviewers of the GitHub environment ask instead"],
  ["when", "the caller's 'on:' and the order of environments ('after') decide"],
]);

/** Reads a declarative pipeline; one that cannot be read is told to the account. Nothing of it is run. */
export function readJenkinsfile(reading: Reading, path: string, text: string): void {
  let statements: Statement[];
  try {
    statements = parseGroovy(text);
  } catch (error) {
    if (!(error instanceof GroovyProblem)) throw error;
    return reading.account.leave(path, `cannot be read: it ${error.message}`);
  }
  const pipeline = statements.find((statement) => nameOf(statement) === "pipeline" && statement.body !== undefined);
  if (pipeline?.body === undefined)
    return reading.account.leave(path, "is no declarative pipeline ('pipeline { … }'); a scripted one cannot be read without running it");
  const known = reading.account.left.length + countOf(reading);
  readBody(reading, pipeline.body, { from: path, folder: ".", variables: {} });
  if (reading.account.left.length + countOf(reading) === known)
    reading.account.leave(path, "no stage of it builds, migrates or deploys with a command that is known here");
}

function countOf({ facts }: Reading): number {
  return facts.builds.length + facts.deploys.length + facts.migrations.length;
}

function nameOf({ tokens }: Statement): string {
  return tokens[0]?.kind === "word" ? tokens[0].value : "";
}

function readBody(reading: Reading, body: readonly Statement[], outer: Place): void {
  const variables = { ...outer.variables, ...variablesOf(body, outer.variables) };
  const place = { ...outer, variables };
  for (const statement of body) readStatement(reading, statement, place);
}

function readStatement(reading: Reading, statement: Statement, place: Place): void {
  const name = nameOf(statement);
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere !== undefined) return reading.account.leave(`${place.from}: ${name}`, elsewhere);
  if (name === "environment") return;
  readCall(reading, name, statement.tokens, place);
  if (statement.body === undefined) return;
  const first = textsOf(statement.tokens, place.variables)[0];
  if (name === "stage" && first !== undefined) return readBody(reading, statement.body, stagePlace(reading, first, place));
  if (name === "dir" && first !== undefined) return readBody(reading, statement.body, { ...place, folder: first });
  if (name === "withCredentials") reading.account.leave(`${place.from}: withCredentials`, "a secret to set on GitHub; see the checklist");
  readBody(reading, statement.body, place);
}

function stagePlace(reading: Reading, title: string, place: Place): Place {
  const from = `${place.from.split(":")[0]}: ${title}`;
  const environment = /deploy|release|roll|promote/i.test(title) ? environmentIn(title) : undefined;
  if (environment !== undefined && isEnvironmentName(environment)) reading.facts.environments.push({ from, name: environment });
  return { ...place, from, environment: environment ?? place.environment };
}

function readCall(reading: Reading, name: string, tokens: readonly Token[], place: Place): void {
  const texts = textsOf(tokens, place.variables);
  const at = { from: place.from, folder: place.folder, environment: place.environment };
  if (name === "sh" || name === "bat") readScript(reading, readCommands(texts[0] ?? "", place.variables), at);
  else if (name === "build") {
    const job = namedText(tokens, "job", place.variables) ?? texts[0] ?? "";
    reading.account.take(`${place.from}: starts the job '${job}'`, "jobs that start each other become the stages of one release");
  } else if (name === "kubernetesDeploy") {
    const configs = (namedText(tokens, "configs", place.variables) ?? "").split(",").filter((path) => path !== "");
    reading.facts.deploys.push({
      from: place.from,
      manifests: readManifestPaths(reading, place.from, configs, place.folder),
      environment: place.environment,
    });
  } else if (/soda|expectations/i.test(name)) leaveChecks(reading, name, texts, at);
  readDockerBuild(reading, tokens, place);
}

/** `docker.build("acme/api:1", "-f api/Dockerfile api")` of the plugin Docker Pipeline. */
function readDockerBuild(reading: Reading, tokens: readonly Token[], { from, folder, variables, environment }: Place): void {
  const at = tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.build");
  if (at < 0) return;
  const [tag = "", rest = "."] = textsOf(tokens.slice(at), variables);
  readScript(reading, readCommands(`docker build -t ${tag} ${rest}`, variables), { from, folder, environment });
}

/** The texts among tokens, with the variables put in that are known. */
function textsOf(tokens: readonly Token[], variables: Variables): string[] {
  return tokens.flatMap((token) => (token.kind === "text" ? [valueOf(token, variables)] : []));
}

function valueOf({ value, open }: Token, variables: Variables): string {
  if (open !== true) return value;
  return value.replaceAll(/\$\{?(?:env\.)?(\w+)\}?/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
  );
}

/** The text behind `name:`. */
function namedText(tokens: readonly Token[], name: string, variables: Variables): string | undefined {
  const at = tokens.findIndex((token, index) => token.kind === "word" && token.value === name && tokens[index + 1]?.value === ":");
  const text = at < 0 ? undefined : tokens[at + 2];
  return text?.kind === "text" ? valueOf(text, variables) : undefined;
}

/** `NAME = 'value'` of the block `environment`; what is computed is not known. */
function variablesOf(body: readonly Statement[], outer: Variables): Record<string, string> {
  const known: Record<string, string> = {};
  for (const statement of body.filter((each) => nameOf(each) === "environment").flatMap((each) => each.body ?? [])) {
    const [name, mark, value, more] = statement.tokens;
    if (name?.kind === "word" && mark?.value === "=" && value?.kind === "text" && more === undefined)
      known[name.value] = valueOf(value, { ...outer, ...known });
  }
  return known;
}
