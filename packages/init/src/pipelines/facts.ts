import type { Account } from "../account.ts";
import type { Tree } from "../look/tree.ts";
import { isOutside, pathIn } from "../names.ts";

/** An image that something builds. Paths are relative to the workspace. */
export interface BuildFact {
  /** Who builds it: a file, with the service or job. */
  readonly from: string;
  /** What it is called there, if that is more than a guess. */
  readonly name?: string | undefined;
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string | undefined;
  /** As waybill.yml writes them: a plain value, or `env:NAME`. */
  readonly args: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** Caches as docker buildx takes them. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Repositories that it is pushed to, without tag. */
  readonly repositories: readonly string[];
}

/** Manifests that something applies. */
export interface DeployFact {
  readonly from: string;
  /** Files and folders, relative to the workspace; may be empty where only the namespace is known. */
  readonly manifests: readonly string[];
  readonly namespace?: string | undefined;
  readonly environment?: string | undefined;
}

/** A path that something migrates or validates, and who. */
export interface PathFact {
  readonly from: string;
  readonly path: string;
}

/** A container that a pipeline starts of an image to try it, or a request that it sends to one. */
export interface TrialFact {
  readonly from: string;
  /** The port on the machine that runs the pipeline. */
  readonly hostPort: number;
}

/** A container that is started. */
export interface StartFact extends TrialFact {
  readonly repository: string;
  /** The port inside. */
  readonly port: number;
}

/** A request that is sent to this machine. */
export interface RequestFact extends TrialFact {
  readonly path: string;
}

/** What existing pipelines say of a release. */
export interface PipelineFacts {
  readonly builds: BuildFact[];
  readonly deploys: DeployFact[];
  readonly migrations: PathFact[];
  readonly data: PathFact[];
  readonly starts: StartFact[];
  readonly requests: RequestFact[];
  /** Second names of images: `docker tag ONE OTHER`, as repositories. */
  readonly tags: { readonly one: string; readonly other: string }[];
  /** In the order in which they were found. */
  readonly environments: { readonly from: string; readonly name: string }[];
}

/** What reads a pipeline needs: the files, the account, and where the facts go. */
export interface Reading {
  readonly tree: Tree;
  readonly account: Account;
  readonly facts: PipelineFacts;
  /** The workspace's folder below the repository's root, whose paths a pipeline names. */
  readonly directory: string | undefined;
  /** `owner/name` on GitHub, if it is known. */
  readonly slug: string | undefined;
}

export function noFacts(): PipelineFacts {
  return { builds: [], deploys: [], migrations: [], data: [], starts: [], requests: [], tags: [], environments: [] };
}

/** How much of a release has been found. */
export function countFacts({ facts }: Pick<Reading, "facts">): number {
  return Object.values(facts).reduce((sum: number, list: readonly unknown[]) => sum + list.length, 0);
}

/** A path of a pipeline as the workspace has it; undefined for one that leaves it, or that a variable decides. */
export function ownPath({ directory }: Pick<Reading, "directory">, path: string, folder = "."): string | undefined {
  if (path.includes("$") || /^[a-z][\w+.-]*:\/\//i.test(path) || path.startsWith("/") || path.startsWith("~")) return undefined;
  const inRepository = pathIn(folder, path);
  if (directory === undefined) return isOutside(inRepository) ? undefined : inRepository;
  if (inRepository === directory) return ".";
  return inRepository.startsWith(`${directory}/`) ? inRepository.slice(directory.length + 1) : undefined;
}

/** Whether a path of a pipeline is that of another product of the repository, whose own it is to say so. */
export function isElsewhere({ directory }: Pick<Reading, "directory">, path: string, folder = "."): boolean {
  const inRepository = ownPath({ directory: undefined }, path, folder);
  return directory !== undefined && inRepository !== undefined && ownPath({ directory }, path, folder) === undefined;
}

/** Whether a path is a file, or a folder that holds one. */
export function exists({ files }: Tree, path: string): boolean {
  return path === "." || files.includes(path) || files.some((file) => file.startsWith(`${path}/`));
}
