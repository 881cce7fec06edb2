import { parseImageName } from "@waybill/kube";
import { lastPart, namespaceOf, pathIn } from "../names.ts";
import { exists, ownPath } from "./facts.ts";
import type { BuildFact, Reading } from "./facts.ts";
import { readOptions } from "./shell.ts";

/** Where commands stand: what they are called in the account, the folder they run in, and the environment that they change. */
export interface CommandPlace {
  readonly from: string;
  readonly folder: string;
  readonly environment?: string | undefined;
}

/** What one command of a pipeline says; false for a command that is none of a release. */
type ReadCommand = (reading: Reading, words: readonly string[], place: CommandPlace) => boolean;

const FLAGS = new Set(
  "--push --load --pull --no-cache -q --quiet --rm --force-rm --squash --record --server-side --force-conflicts --wait --prune --validate -R --recursive -u -v".split(
    " ",
  ),
);

/** Reads the commands of a script; those that are none of a release are left where they are. */
export function readScript(reading: Reading, commands: readonly (readonly string[])[], place: CommandPlace): void {
  let { folder } = place;
  for (const words of commands) {
    const [program = "", first = ""] = words;
    if (program === "cd") folder = pathIn(folder, first);
    else COMMANDS.get(lastPart(program))?.(reading, words.slice(1), { ...place, folder });
  }
}

const COMMANDS = new Map<string, ReadCommand>(
  Object.entries<ReadCommand>({
    docker: (reading, words, place) => {
      const build = words[0] === "build" ? 1 : ["buildx", "image", "builder"].includes(words[0] ?? "") && words[1] === "build" ? 2 : 0;
      return build > 0 && readDockerBuild(reading, words.slice(build), place);
    },
    podman: (reading, words, place) => words[0] === "build" && readDockerBuild(reading, words.slice(1), place),
    buildah: (reading, words, place) => (words[0] === "bud" || words[0] === "build") && readDockerBuild(reading, words.slice(1), place),
    kubectl: readKubectl,
    oc: readKubectl,
    kustomize: (reading, words, { from }) => {
      if (words[0] !== "build") return false;
      reading.account.leave(
        `${from}: kustomize ${words.join(" ")}`,
        "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'",
      );
      return true;
    },
    helm: (reading, words, { from }) => {
      if (!["upgrade", "install", "template"].includes(words[0] ?? "")) return false;
      reading.account.leave(
        `${from}: helm ${words.slice(0, 3).join(" ")}`,
        "charts are rendered before: commit what 'helm template' prints, and name that file under 'manifests'",
      );
      return true;
    },
    flyway: (reading, words, place) => {
      const { options } = readOptions(words, FLAGS);
      const locations = words.flatMap((word) => /^-{1,2}locations=(.*)$/.exec(word)?.[1] ?? []).concat(options.get("-locations") ?? []);
      return readFolders(
        reading,
        locations.flatMap((list) => list.split(",")),
        place,
      );
    },
    migrate: (reading, words, place) => {
      const { options } = readOptions(words, FLAGS);
      return readFolders(
        reading,
        ["-path", "--path", "-source", "--source"].flatMap((name) => options.get(name) ?? []),
        place,
      );
    },
    dbmate: (reading, words, place) => {
      const { options } = readOptions(words, FLAGS);
      return readFolders(
        reading,
        ["-d", "--migrations-dir"].flatMap((name) => options.get(name) ?? []),
        place,
      );
    },
    atlas: (reading, words, place) => readFolders(reading, readOptions(words, FLAGS).options.get("--dir") ?? [], place),
    liquibase: (reading, _, { from }) => leaveLiquibase(reading, from),
    soda: (reading, words, place) => leaveChecks(reading, "Soda", words, place),
    great_expectations: (reading, words, place) => leaveChecks(reading, "Great Expectations", words, place),
    gx: (reading, words, place) => leaveChecks(reading, "Great Expectations", words, place),
  }),
);

function readDockerBuild(reading: Reading, words: readonly string[], { from, folder }: CommandPlace): boolean {
  const { options, rest } = readOptions(words, FLAGS);
  const all = (...names: string[]): readonly string[] => names.flatMap((name) => options.get(name) ?? []);
  const context = ownPath(reading, rest[0] ?? ".", folder);
  if (context === undefined) {
    reading.account.leave(
      `${from}: docker build ${rest[0] ?? ""}`,
      "its context is no folder of this repository that is known before it runs",
    );
    return true;
  }
  const [file] = all("-f", "--file");
  const dockerfile = file === undefined ? pathIn(context, "Dockerfile") : ownPath(reading, file, folder);
  if (dockerfile === undefined) {
    reading.account.leave(`${from}: docker build -f ${file}`, "which Dockerfile it is, is not known before it runs");
    return true;
  }
  addBuild(reading, {
    from,
    context,
    dockerfile,
    target: all("--target")[0],
    args: readArguments(reading, from, all("--build-arg")),
    platforms: readPlatforms(reading, from, all("--platform").join(",")),
    cacheFrom: [],
    cacheTo: [],
    repositories: all("-t", "--tag").flatMap((tag) => repositoryOfTag(tag) ?? []),
  });
  return true;
}

/** Adds a build whose Dockerfile is there; says so of one that is not. */
export function addBuild(reading: Reading, build: BuildFact): void {
  if (reading.tree.files.includes(build.dockerfile)) reading.facts.builds.push(build);
  else reading.account.leave(build.from, `it builds '${build.dockerfile}', but nothing exists there`);
}

/** `NAME=value` as waybill.yml has it; a value that only a run knows is not taken. */
export function readArguments(reading: Reading, from: string, list: readonly string[], secretOf = secretVariable): Record<string, string> {
  const args: Record<string, string> = {};
  for (const item of list) {
    const [, name, value] = /^\s*([A-Za-z_]\w*)=([\s\S]*?)\s*$/.exec(item) ?? [];
    if (name === undefined || value === undefined) continue;
    const secret = secretOf(value);
    if (secret !== undefined) args[name] = `env:${secret}`;
    else if (/\$\{?\{?|\$\(/.test(value))
      reading.account.leave(`${from}: build argument ${name}`, `its value '${value}' is known only when it runs`);
    // waybill.yml would read it as the name of a variable.
    else if (value.startsWith("env:"))
      reading.account.leave(`${from}: build argument ${name}`, "a value that begins with 'env:' would name a variable");
    else args[name] = value;
  }
  return args;
}

/** What Jenkins, GitHub and their like set for each run: no value that anybody could keep as a secret. */
const OF_A_RUN = /^(BUILD_|GIT_|GITHUB_|RUNNER_|CI_|JOB_|CHANGE_|BRANCH_NAME$|WORKSPACE$|TAG$|VERSION$|COMMIT|SHA$|PWD$|CI$)/i;

function secretVariable(value: string): string | undefined {
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value)?.[1];
  return name === undefined || OF_A_RUN.test(name) ? undefined : name;
}

/** Platforms that waybill.yml takes. */
export function readPlatforms(reading: Reading, from: string, text: string): string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  const known = names.filter((name) => /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(name));
  for (const name of names) if (!known.includes(name)) reading.account.leave(`${from}: platform '${name}'`, "not known before it runs");
  return [...new Set(known)];
}

/** The repository of a tag, whatever its version is; undefined when the repository itself is known only when it runs. */
export function repositoryOfTag(tag: string): string | undefined {
  const text = tag.trim();
  const open = text.search(/\$\{|\$\w/);
  // What stands behind the repository's own colon is the version.
  const colon = text.indexOf(":", text.indexOf("/") + 1);
  const repository = open >= 0 && colon > 0 && colon < open ? text.slice(0, colon) : text;
  return parseImageName(repository)?.repository;
}

function readKubectl(reading: Reading, words: readonly string[], { from, folder, environment }: CommandPlace): boolean {
  const { options, rest } = readOptions(words, FLAGS);
  const all = (...names: string[]): readonly string[] => names.flatMap((name) => options.get(name) ?? []);
  if (!["apply", "create", "replace"].includes(rest[0] ?? "")) return false;
  for (const path of all("-k", "--kustomize"))
    reading.account.leave(
      `${from}: kubectl apply -k ${path}`,
      "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'",
    );
  const paths = all("-f", "--filename").flatMap((list) => list.split(","));
  if (paths.length === 0) return true;
  const namespace = namespaceOf(all("-n", "--namespace")[0]);
  reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths, folder), namespace, environment });
  return true;
}

/** Paths of manifests that are there; a pattern stands for its folder. */
export function readManifestPaths(reading: Reading, from: string, paths: readonly string[], folder = "."): string[] {
  return paths.flatMap((path) => {
    if (path === "-") return [];
    const plain = path.trim().replace(/\/?[^/]*\*[^/]*$/, "") || ".";
    const own = ownPath(reading, plain, folder);
    if (own !== undefined && exists(reading.tree, own)) return [own];
    reading.account.leave(
      `${from}: manifests '${path}'`,
      own === undefined ? "no path of this folder that is known before it runs" : "nothing exists there",
    );
    return [];
  });
}

/** Folders of migrations, as the tools write them: `filesystem:sql`, `file://sql`. */
export function readFolders(reading: Reading, locations: readonly string[], { from, folder }: CommandPlace): boolean {
  for (const location of locations) {
    const path = ownPath(reading, location.trim().replace(/^(filesystem:|file:\/\/)/, ""), folder);
    if (path !== undefined && exists(reading.tree, path)) reading.facts.migrations.push({ from, path });
    else
      reading.account.leave(
        `${from}: migrations '${location}'`,
        path === undefined ? "no folder of this repository that is known before it runs" : "nothing exists there",
      );
  }
  return true;
}

/** Says why a changelog is not taken. */
export function leaveLiquibase(reading: Reading, from: string): boolean {
  reading.account.leave(
    `${from}: Liquibase`,
    "changelogs are not carried out by Waybill; keep this step, or move to numbered SQL files (golang-migrate, dbmate, Flyway)",
  );
  return true;
}

/** Data files that a check tool is given are data of the release; its own checks are not translated. */
export function leaveChecks(reading: Reading, tool: string, words: readonly string[], { from, folder }: CommandPlace): boolean {
  reading.account.leave(
    `${from}: checks of ${tool}`,
    "they are not translated; the check file that is written says what the file shows, add what you demand (docs/check-files.md)",
  );
  for (const word of words) {
    const path = /\.csv$/i.test(word) ? ownPath(reading, word, folder) : undefined;
    if (path !== undefined && reading.tree.files.includes(path)) reading.facts.data.push({ from, path });
  }
  return true;
}
