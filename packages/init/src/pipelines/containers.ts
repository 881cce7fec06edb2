import { parseImageName } from "@waybill/kube";
import { lastPart } from "../names.ts";
import { leaveLiquibase, readFolders, repositoryOfTag } from "./found.ts";
import type { CommandPlace } from "./found.ts";
import type { Reading } from "./facts.ts";
import { readOptions } from "./shell.ts";

/** Options of 'docker run' that take no value. */
const RUN_FLAGS = new Set(
  "-d --detach --rm -i --interactive -t --tty -it -dit -itd -di -dt --init --privileged -P --publish-all --read-only".split(" "),
);
/** What the folder of the project is called in pipelines. */
const HERE =
  /^(\$PWD|\$\{PWD\}|\$\(pwd\)|%cd%|\$\{?(?:env\.)?WORKSPACE\}?|\$\{?GITHUB_WORKSPACE\}?|\$\{\{ *github\.workspace *\}\})(?=\/|$)/;
/** Where the images of these tools look for migrations. */
const MIGRATION_MOUNT = /^\/(flyway\/(sql|migrations)|migrations?|db(\/migrations)?|liquibase\/changelog)\/?$/;

/** Reads a command of docker that builds nothing; false for one that is none of a release. */
export function readDocker(reading: Reading, words: readonly string[], place: CommandPlace): boolean {
  const [command = "", ...rest] = ["container", "image"].includes(words[0] ?? "") ? words.slice(1) : words;
  if (command === "run") return readRun(reading, rest, place);
  if (command === "compose") return readCompose(reading, rest, place);
  if (command === "stack") return leaveContainers(reading, `docker ${words.slice(0, 2).join(" ")}`, place);
  if (command === "tag") {
    const [one, other] = rest.map(repositoryOfTag);
    if (one !== undefined && other !== undefined) reading.facts.tags.push({ one, other });
  }
  return command === "tag" || command === "push";
}

/** Reads 'docker run': a tool of migrations, a trial of an image that is built here, or a container that is somebody's deployment. */
function readRun(reading: Reading, words: readonly string[], place: CommandPlace): boolean {
  const at = endOfOptions(words);
  const { options } = readOptions(words.slice(0, at), RUN_FLAGS);
  const [image = "", ...args] = words.slice(at);
  const name = lastPart(repositoryOfTag(image) ?? "");
  if (/^(flyway|migrate|dbmate|liquibase)$/.test(name)) return readTool(reading, name, { options, args }, place);
  const repository = repositoryOfTag(image);
  const ports = [...options].flatMap(([option, values]) => (/^(-[dit]*p|--publish)$/.test(option) ? values : []));
  for (const port of ports) {
    const [, host, inner] = /(?:^|:)(\d+):(\d+)(?:\/tcp)?$/.exec(port) ?? [];
    if (repository !== undefined && host !== undefined && inner !== undefined)
      reading.facts.starts.push({ from: place.from, repository, hostPort: Number(host), port: Number(inner) });
  }
  // A container that is asked, or that ends by itself, is a trial.
  if (reading.facts.starts.some(({ from }) => from === place.from) || (options.has("--rm") && ports.length === 0)) return ports.length > 0;
  return leaveContainers(reading, `docker run ${image}`, place);
}

/** The first word that is neither an option nor the value of one. */
function endOfOptions(words: readonly string[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-")) return at;
    if (!word.includes("=") && !RUN_FLAGS.has(word)) at += 1;
  }
  return words.length;
}

interface ToolCall {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly args: readonly string[];
}

function readTool(reading: Reading, name: string, { options }: ToolCall, place: CommandPlace): boolean {
  if (name === "liquibase") return leaveLiquibase(reading, place.from);
  const mounts = ["-v", "--volume"].flatMap((option) => options.get(option) ?? []).map((mount) => mount.split(":"));
  const folders = mounts.flatMap(([host, inner]) =>
    host !== undefined && MIGRATION_MOUNT.test(inner ?? "") ? [host.replace(HERE, ".")] : [],
  );
  return readFolders(reading, folders, place);
}

/** Reads a Compose command of a pipeline. */
export function readCompose(reading: Reading, words: readonly string[], place: CommandPlace): boolean {
  return words.includes("up") && leaveContainers(reading, "docker compose up", place);
}

/** Why a container that a pipeline starts is not taken. */
export const NO_CONTAINERS =
  "it starts containers on the machine that runs the pipeline; a release deploys to Kubernetes: write a Deployment and a Service, and name the file under 'manifests'";

function leaveContainers(reading: Reading, what: string, { from }: CommandPlace): boolean {
  reading.account.leave(`${from}: ${what}`, NO_CONTAINERS);
  return true;
}

/** Reads a request to this machine: what a container must answer. */
export function readRequest(reading: Reading, words: readonly string[], { from }: CommandPlace): boolean {
  let found = false;
  for (const word of words) {
    const [, port, path] = /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(\d+))?(\/[^\s$#]*)?$/.exec(word) ?? [];
    if (port === undefined && path === undefined) continue;
    reading.facts.requests.push({ from, hostPort: Number(port ?? 80), path: path ?? "/" });
    found = true;
  }
  return found;
}

/** The registry that a plugin logs in to, as images write it; undefined for an address that only a run knows. */
export function registryOfAddress(address: string): string | undefined {
  const host = /^(?:https?:\/\/)?([\w.-]+(?::\d+)?)(?:\/|$)/.exec(address)?.[1];
  if (host === undefined || address.includes("$")) return undefined;
  if (/(^|\.)docker\.(io|com)$/.test(host)) return "docker.io";
  return parseImageName(`${host}/a`) === undefined ? undefined : host;
}
