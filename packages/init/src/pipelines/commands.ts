import { lastPart, namespaceOf, pathIn } from "../names.ts";
import { readCompose, readDocker, readRequest } from "./containers.ts";
import { isElsewhere, ownPath } from "./facts.ts";
import type { Reading } from "./facts.ts";
import {
  addBuild,
  leaveChecks,
  leaveLiquibase,
  readArguments,
  readFolders,
  readManifestPaths,
  readPlatforms,
  repositoryOfTag,
} from "./found.ts";
import type { CommandPlace } from "./found.ts";
import { readOptions } from "./shell.ts";

/** What one command of a pipeline says; false for a command that is none of a release. */
type ReadCommand = (reading: Reading, words: readonly string[], place: CommandPlace) => boolean;

const FLAGS = new Set(
  "--push --load --pull --no-cache -q --quiet --rm --force-rm --squash --record --server-side --force-conflicts --wait --prune --validate -R --recursive -u -v".split(
    " ",
  ),
);

/** Reads the commands of a script, and says whether any is one of a release; those that are none are left where they are. */
export function readScript(reading: Reading, commands: readonly (readonly string[])[], place: CommandPlace): boolean {
  let { folder } = place;
  let isOne = false;
  for (const words of commands) {
    const [program = "", first = ""] = words;
    if (program === "cd") folder = pathIn(folder, first);
    else if (COMMANDS.get(lastPart(program))?.(reading, words.slice(1), { ...place, folder })) isOne = true;
  }
  return isOne;
}

const COMMANDS = new Map<string, ReadCommand>(
  Object.entries<ReadCommand>({
    docker: (reading, words, place) => {
      const build = words[0] === "build" ? 1 : ["buildx", "image", "builder"].includes(words[0] ?? "") && words[1] === "build" ? 2 : 0;
      return build > 0 ? readDockerBuild(reading, words.slice(build), place) : readDocker(reading, words, place);
    },
    "docker-compose": (reading, words, place) => readCompose(reading, words, place),
    podman: (reading, words, place) =>
      words[0] === "build" ? readDockerBuild(reading, words.slice(1), place) : readDocker(reading, words, place),
    curl: readRequest,
    wget: readRequest,
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
  if (isElsewhere(reading, rest[0] ?? ".", folder)) return true;
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

function readKubectl(reading: Reading, words: readonly string[], { from, folder, environment }: CommandPlace): boolean {
  const { options, rest } = readOptions(words, FLAGS);
  const all = (...names: string[]): readonly string[] => names.flatMap((name) => options.get(name) ?? []);
  // A deployment sets its images and waits for them itself.
  if (["rollout", "set", "wait"].includes(rest[0] ?? "")) return true;
  if (!["apply", "create", "replace"].includes(rest[0] ?? "")) return false;
  for (const path of all("-k", "--kustomize"))
    reading.account.leave(
      `${from}: kubectl apply -k ${path}`,
      "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'",
    );
  const paths = all("-f", "--filename").flatMap((list) => list.split(","));
  // Also where no file is named.
  if (paths.every((path) => isElsewhere(reading, path, folder))) return true;
  const namespace = namespaceOf(all("-n", "--namespace")[0]);
  reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths, folder), namespace, environment });
  return true;
}
