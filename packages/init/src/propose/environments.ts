import type { Account } from "../account.ts";
import type { ManifestFile } from "../look/manifests.ts";
import type { Tree } from "../look/tree.ts";
import { folderOf, variableName } from "../names.ts";
import type { DeployFact, PipelineFacts } from "../pipelines/facts.ts";
import { isSameEnvironment, rankOf } from "./environment-names.ts";
import { imagesIn } from "./images.ts";
import type { ProposedImage } from "./images.ts";

/** An environment of waybill.yml. */
export interface ProposedEnvironment {
  readonly name: string;
  readonly after: string | undefined;
  readonly namespace: string | undefined;
  readonly manifests: readonly string[];
  /** Written only where it is not all of them. */
  readonly images: readonly string[] | undefined;
  /** The variable of its kubeconfig, where nothing else tells two environments apart. */
  readonly kubeconfig: string | undefined;
}

interface Looking {
  readonly tree: Tree;
  readonly account: Account;
  readonly facts: PipelineFacts;
  readonly files: readonly ManifestFile[];
  readonly images: readonly ProposedImage[];
}

/** The environments that pipelines, folders and namespaces speak of, in their order; one called `production` where nothing speaks of any. */
export function proposeEnvironments(at: Looking): ProposedEnvironment[] {
  const { account, files } = at;
  if (files.length === 0) {
    for (const { from, name } of at.facts.environments)
      account.leave(`${from}: environment '${name}'`, "there are no manifests that could be deployed to it");
    return [];
  }
  const drafts = namesOf(at).flatMap((name) => draftOf(at, name) ?? []);
  const used = new Set(drafts.flatMap((draft) => draft.files));
  for (const file of files)
    if (!used.has(file)) account.leave(file.path, "no existing pipeline applies it; add it under 'manifests' if it is part of a release");
  for (const { name } of at.images)
    if (drafts.every(({ images }) => !images.includes(name)))
      account.leave(
        `the image '${name}'`,
        "no manifest uses it, so it is built and tested and deployed nowhere; write its name as the image of a container",
      );
  const twins = new Set(drafts.map(({ namespace }) => namespace)).size < drafts.length;
  return drafts.map(({ name, namespace, images, files: own }, index) => {
    const manifests = shortenPaths(
      at.tree,
      own.map(({ path }) => path),
    );
    account.take(`${manifests.join(", ")}: manifests`, `environments.${name}${namespace === undefined ? "" : `, namespace ${namespace}`}`);
    return {
      name,
      after: predecessorOf(name, drafts[index - 1]?.name),
      namespace,
      manifests,
      images: images.length === at.images.length ? undefined : images,
      kubeconfig: twins ? `${variableName(name)}_KUBECONFIG` : undefined,
    };
  });
}

/** Names are those of a pipeline where it has one that means the same. */
function namesOf({ facts, files }: Looking): string[] {
  const names: string[] = [];
  for (const name of [...facts.environments.map((environment) => environment.name), ...files.flatMap((file) => file.environment ?? [])])
    if (!names.some((known) => isSameEnvironment(known, name))) names.push(name);
  if (names.length === 0) return ["production"];
  const last = Number.MAX_SAFE_INTEGER;
  return names.sort((a, b) => (rankOf(a) ?? last) - (rankOf(b) ?? last));
}

interface Draft {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly files: readonly ManifestFile[];
  readonly images: readonly string[];
}

function draftOf({ account, facts, files, images }: Looking, name: string): Draft | undefined {
  const deploys = facts.deploys.filter(({ environment }) => environment === undefined || isSameEnvironment(environment, name));
  const named = deploys.flatMap(({ manifests }) => manifests);
  const own = files.filter(
    (file) => (file.environment === undefined || isSameEnvironment(file.environment, name)) && (named.length === 0 || isNamed(file, named)),
  );
  if (own.length === 0) {
    account.leave(`environment '${name}'`, "no manifests that could be deployed to it were found");
    return undefined;
  }
  return { name, files: own, namespace: namespaceFor(deploys, own), images: imagesIn(own, images) };
}

function isNamed({ path }: ManifestFile, named: readonly string[]): boolean {
  return named.some((each) => each === "." || path === each || path.startsWith(`${each}/`));
}

/** The one that its own deployment step names, else the one that most of its manifests name. */
function namespaceFor(deploys: readonly DeployFact[], files: readonly ManifestFile[]): string | undefined {
  const ownFirst = deploys.toSorted((a, b) => Number(b.environment !== undefined) - Number(a.environment !== undefined));
  const named = ownFirst.find(({ namespace }) => namespace !== undefined)?.namespace;
  if (named !== undefined) return named;
  const counts = new Map<string, number>();
  for (const { namespaces } of files) for (const namespace of namespaces) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Only names that say their place make an order. */
function predecessorOf(name: string, before: string | undefined): string | undefined {
  if (before === undefined || rankOf(name) === undefined || rankOf(before) === undefined) return undefined;
  return rankOf(name) === rankOf(before) ? undefined : before;
}

/** Folders instead of files, where everything that would be read of a folder is meant. */
function shortenPaths({ files }: Tree, paths: readonly string[]): string[] {
  const meant = new Set(paths);
  const isWhole = (folder: string): boolean =>
    files.every(
      (path) =>
        !path.startsWith(`${folder}/`) || !/\.(ya?ml|json)$/i.test(path) || /(^|\/)\./.test(path.slice(folder.length)) || meant.has(path),
    );
  const short = paths.map((path) => {
    let best = path;
    for (let folder = folderOf(path); folder !== "." && isWhole(folder); folder = folderOf(folder)) best = folder;
    return best;
  });
  return [...new Set(short)];
}
