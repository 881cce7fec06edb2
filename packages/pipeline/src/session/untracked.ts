import { opendir } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Config, ImageConfig } from "@waybill/config";
import { listFlagged, listUnlike, listUntracked, STATE_FOLDER } from "@waybill/kit";
import type { Project } from "./capabilities.ts";

/** Says whether a path of the workspace is part of a release. */
type Counts = (path: string) => boolean;

/** How many files of one untracked folder are held against `.dockerignore` before it counts without further looking. */
const MAX_ENTRIES = 2_000;

/**
 * What a release is made of and git does not have: the first such file or folder, by its path in the workspace; undefined where all is tracked.
 * Only what the configuration names is looked at, by these rules. Of the configuration, policies, their keys, check files, manifests and migrations
 * everything counts, also what git ignores: nothing else says what would be demanded, applied and run. Of data, models, metrics, baselines
 * and build contexts what git ignores does not count, because a `.gitignore` that is committed says that it is made elsewhere, and evidence
 * names its digest. Of an image's own context only what its `.dockerignore` lets in counts. A history grows by validating and never counts.
 */
export async function findUntracked({ workspace, config }: Project, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const images = Object.values(config.images);
  const [ruling, made] = await Promise.all([
    listUntracked(workspace, env, rulingPaths(config), { ignored: true }),
    listUntracked(workspace, env, [...madePaths(config), ...images.map(({ context }) => context)], { ignored: false }),
  ]);
  const foreign: Counts = (path) => !path.split("/").includes(STATE_FOLDER);
  for (const path of ruling) if (await holdsAny(workspace, path, foreign)) return path;
  for (const path of made) {
    if (madePaths(config).some((declared) => isAtOrBelow(path, declared) || isAtOrBelow(declared, path))) return path;
    for (const image of images) if (await isInContext({ workspace, config }, image, path)) return path;
  }
  return undefined;
}

/**
 * What a release is made of, is tracked, and is not as its commit has it though git may call it unchanged: the first such file, undefined where
 * there is none. Check files, manifests, migrations and Dockerfiles are compared byte for byte. Of data, models and build contexts, which may be
 * large, those count that git was told not to look at; the rest git compares itself.
 */
export async function findAltered({ workspace, config }: Project, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const images = Object.values(config.images);
  const [[unlike], flagged] = await Promise.all([
    listUnlike(workspace, env, [...rulingPaths(config), ...images.map(({ dockerfile }) => dockerfile)]),
    listFlagged(workspace, env, [...madePaths(config), ...images.map(({ context }) => context)]),
  ]);
  if (unlike !== undefined) return unlike;
  for (const path of flagged) {
    if (madePaths(config).some((declared) => isAtOrBelow(path, declared))) return path;
    for (const image of images) if (await isInContext({ workspace, config }, image, path)) return path;
  }
  return undefined;
}

function rulingPaths({ files, data, databases, environments }: Config): string[] {
  return [
    ...files.map(({ path }) => path),
    ...Object.values(data).flatMap(({ checks }) => checks ?? []),
    ...Object.values(databases).map(({ migrations }) => migrations),
    ...Object.values(environments).flatMap(({ manifests }) => manifests),
  ];
}

function madePaths({ images, data, models }: Config): string[] {
  return [
    ...Object.values(images).flatMap(({ dockerfile, contexts }) => [dockerfile, ...Object.values(contexts).filter(isFolder)]),
    ...Object.values(data).map(({ source }) => source),
    ...Object.values(models).flatMap(({ path, metrics, baseline }) => [path, metrics ?? path, baseline ?? path]),
  ];
}

/** A named build context is a folder, or an address such as `docker-image://node:24`. */
function isFolder(context: string): boolean {
  return !context.includes("://");
}

async function isInContext({ workspace, config }: Project, { context, dockerfile }: ImageConfig, path: string): Promise<boolean> {
  if (!isAtOrBelow(path, context)) return false;
  // Loaded here: nearly always there is nothing untracked, and building is much code.
  const { parseDockerignore, readIgnoreFile } = await import("@waybill/image");
  const text = Buffer.from(await readIgnoreFile(join(workspace, context), join(workspace, dockerfile))).toString("utf8");
  const ignore = parseDockerignore(text);
  // Only a line with '!' could let in anything of a folder that is left out, so nobody has to look.
  if (!/^\s*!/m.test(text) && ignore(posix.relative(context, path))) return false;
  const histories = Object.values(config.data).map(({ history }) => history);
  return holdsAny(workspace, path, (each) => !histories.includes(each) && !ignore(posix.relative(context, each)));
}

/** Whether a file counts, or one in a folder, whose path ends with `/`; a folder with too many files to look at does. */
async function holdsAny(workspace: string, path: string, counts: Counts): Promise<boolean> {
  if (!path.endsWith("/")) return counts(path);
  const folders = [path.slice(0, -1)];
  let left = MAX_ENTRIES;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const entry of await opendir(join(workspace, folder))) {
      if (left-- === 0) return true;
      const each = `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(each);
      else if (counts(each)) return true;
    }
  }
  return false;
}

function isAtOrBelow(path: string, folder: string): boolean {
  const inside = posix.relative(folder, path);
  return inside !== ".." && !inside.startsWith("../");
}
