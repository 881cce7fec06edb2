import { scalarText } from "../look/yaml-file.ts";
import { namespaceOf, pathIn } from "../names.ts";
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
import { isOpen, secretOf } from "./expressions.ts";
import { isElsewhere, ownPath } from "./facts.ts";
import type { Reading } from "./facts.ts";

/** A step that uses an action, its expressions resolved as far as they can be. */
export interface ActionStep {
  readonly id: string | undefined;
  /** `owner/name`, in lower case, without the version. */
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What the steps before have said: repositories by the id of a metadata step. */
export interface JobState {
  readonly metadata: Map<string, readonly string[]>;
}

type ReadAction = (reading: Reading, step: ActionStep, place: CommandPlace, state: JobState) => void;

/** Reads a step whose action is known; false for all others. */
export function readAction(reading: Reading, step: ActionStep, place: CommandPlace, state: JobState): boolean {
  const known = ACTIONS.find(([pattern]) => pattern.test(step.action));
  known?.[1](reading, step, place, state);
  return known !== undefined;
}

const ACTIONS: readonly (readonly [RegExp, ReadAction])[] = [
  [/^docker\/build-push-action$/, readBuildPush],
  [/^docker\/metadata-action$/, readMetadata],
  [
    /^docker\/bake-action$/,
    (reading, _, { from }) =>
      reading.account.leave(`${from}: docker/bake-action`, "its HCL or JSON files are not read; name its images under 'images'"),
  ],
  [/^azure\/k8s-deploy$/, readK8sDeploy],
  [
    /^azure\/k8s-bake$/,
    (reading, _, { from }) =>
      reading.account.leave(
        `${from}: Azure/k8s-bake`,
        "templates are rendered before: commit what it renders, and name that file under 'manifests'",
      ),
  ],
  [/liquibase/, (reading, _, { from }) => void leaveLiquibase(reading, from)],
  [/flyway/, readFlyway],
  [/^ariga\/atlas-action\//, readAtlas],
  [/great[-_]?expectations/, (reading, { inputs }, place) => void leaveChecks(reading, "Great Expectations", wordsOf(inputs), place)],
  [/^sodadata\//, (reading, { inputs }, place) => void leaveChecks(reading, "Soda", wordsOf(inputs), place)],
];

function wordsOf(inputs: ActionStep["inputs"]): string[] {
  return Object.values(inputs).flatMap((text) => text.split(/[\s,]+/));
}

/** https://github.com/docker/build-push-action#inputs */
function readBuildPush(reading: Reading, { inputs }: ActionStep, { from }: CommandPlace, { metadata }: JobState): void {
  // The repository itself as git has it, and a folder of it: https://github.com/docker/build-push-action#git-context
  const given = (inputs["context"] ?? ".").replace(/^\{\{\s*defaultContext\s*\}\}:?/, "./");
  const context = ownPath(reading, given);
  if (isElsewhere(reading, given)) return;
  if (context === undefined)
    return reading.account.leave(`${from}: context '${given}'`, "no folder of this repository that is known before it runs");
  // `file` is relative to the repository, not to the context.
  const dockerfile = inputs["file"] === undefined ? pathIn(context, "Dockerfile") : ownPath(reading, inputs["file"]);
  if (dockerfile === undefined)
    return reading.account.leave(`${from}: file '${inputs["file"]}'`, "which Dockerfile it is, is not known before it runs");
  for (const name of ["secrets", "secret-files", "ssh", "build-contexts", "outputs", "labels"])
    if (inputs[name] !== undefined) reading.account.leave(`${from}: ${name} of docker/build-push-action`, whyNot(name));
  if (inputs["tags"] !== undefined && !inputs["tags"].includes("steps."))
    reading.account.leave(
      `${from}: tags of the image`,
      "Waybill pushes by digest and sets its own tags last, for the commit, branch or version",
    );
  addBuild(reading, {
    from,
    context,
    dockerfile,
    target: inputs["target"] === undefined || isOpen(inputs["target"]) ? undefined : inputs["target"],
    args: readArguments(reading, from, linesOf(inputs["build-args"]), secretOf),
    platforms: readPlatforms(reading, from, inputs["platforms"] ?? ""),
    cacheFrom: readCaches(reading, from, inputs["cache-from"]),
    cacheTo: readCaches(reading, from, inputs["cache-to"]),
    repositories: repositoriesOf(inputs["tags"] ?? "", metadata),
  });
}

function whyNot(name: string): string {
  if (name === "secrets") return "name each under 'secrets' of the image, as 'id: env:NAME'";
  if (name === "labels") return "Waybill labels source and revision itself; name others under 'labels' of the image";
  if (name === "build-contexts") return "name each under 'contexts' of the image";
  return "there is nothing in waybill.yml for it";
}

function repositoriesOf(tags: string, metadata: JobState["metadata"]): string[] {
  const named = [...tags.matchAll(/steps\.([\w-]+)\.outputs\.(?:tags|json)/g)].flatMap(([, id = ""]) => metadata.get(id) ?? []);
  const literal = tags.split(/[\n,]/).flatMap((tag) => (/steps\./.test(tag) ? [] : (repositoryOfTag(tag) ?? [])));
  return [...new Set([...named, ...literal])];
}

/** Caches as waybill.yml takes them: literal, and without anything that looks like a secret. */
function readCaches(reading: Reading, from: string, text: string | undefined): string[] {
  return linesOf(text).filter((cache) => {
    if (/^type=[a-z0-9]+(,(?![a-z_]*(secret|token|password|key)[a-z_]*=)[^,\s]+)*$/.test(cache) && !isOpen(cache)) return true;
    reading.account.leave(`${from}: cache '${cache}'`, "known only when it runs, or with a secret in it");
    return false;
  });
}

function linesOf(text = ""): string[] {
  return text.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

/** https://github.com/docker/metadata-action#inputs */
function readMetadata(reading: Reading, { id, inputs }: ActionStep, { from }: CommandPlace, { metadata }: JobState): void {
  // The action itself writes names in lower case.
  const images = linesOf(inputs["images"]).map((line) => (/(?:^|,)name=([^,]+)/.exec(line)?.[1] ?? line).toLowerCase());
  const repositories = images.flatMap((image) => repositoryOfTag(image) ?? []);
  if (id !== undefined) metadata.set(id, repositories);
  for (const image of images)
    if (repositoryOfTag(image) === undefined) reading.account.leave(`${from}: image name '${image}'`, "known only when it runs");
  if (inputs["tags"] !== undefined)
    reading.account.leave(
      `${from}: tags of docker/metadata-action (${linesOf(inputs["tags"]).join("; ")})`,
      "Waybill sets its own tags last, for the commit, branch or version",
    );
}

/** https://github.com/Azure/k8s-deploy#inputs */
function readK8sDeploy(reading: Reading, { inputs }: ActionStep, { from, environment }: CommandPlace): void {
  const paths = linesOf(inputs["manifests"]).flatMap((line) => line.split(","));
  const namespace = namespaceOf(inputs["namespace"]);
  if (inputs["namespace"] !== undefined && namespace === undefined)
    reading.account.leave(`${from}: namespace '${inputs["namespace"]}'`, "known only when it runs");
  if (paths.length > 0 && paths.every((path) => isElsewhere(reading, path))) return;
  const { strategy } = inputs;
  if (strategy !== undefined && !["basic", "none", ""].includes(strategy))
    reading.account.leave(
      `${from}: strategy '${strategy}' of Azure/k8s-deploy`,
      "Waybill rolls out as the workload says, and rolls back when it does not become ready",
    );
  reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths), namespace, environment });
}

function readFlyway(reading: Reading, { action, inputs }: ActionStep, place: CommandPlace): void {
  // https://github.com/red-gate/flyway-actions: a project's own folder, by default beside its flyway.toml.
  if (action.startsWith("red-gate/flyway-actions/"))
    return void readFolders(reading, [pathIn(inputs["working-directory"] ?? ".", "migrations")], place);
  const locations = ["locations", "migrationsPath", "migrations-path", "args", "script", "extraArgs"].flatMap((name) => {
    const text = inputs[name];
    if (text === undefined) return [];
    if (!/args|script/i.test(name)) return text.split(",");
    return [...text.matchAll(/-locations=(\S+)/g)].flatMap(([, list = ""]) => list.split(","));
  });
  readFolders(reading, locations, place);
}

/** https://github.com/ariga/atlas-action */
function readAtlas(reading: Reading, { inputs }: ActionStep, place: CommandPlace): void {
  const dir = inputs["dir"];
  if (dir !== undefined) readFolders(reading, [dir], place);
}

/** The inputs of a step as texts. */
export function inputsOf(inputs: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => {
      const text = scalarText(value);
      return text === undefined || text.trim() === "" ? [] : [[name, text.trim()]];
    }),
  );
}
