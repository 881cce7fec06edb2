import { Account } from "../account.ts";
import type { Left } from "../account.ts";
import { dnsLabel, folderOf, lastPart } from "../names.ts";
import type { BuildFact } from "../pipelines/facts.ts";
import { isComposeFile } from "./compose.ts";
import { migrationFolders } from "./migrations.ts";
import type { Repository } from "./repository.ts";
import { readSources } from "./survey.ts";
import type { Sources } from "./survey.ts";

/** A folder that is released as one. */
export interface Product {
  /** Below the workspace, `.` for the workspace itself. */
  readonly folder: string;
  /** As a DNS label, where the folder's own name is that of another product too. */
  readonly name?: string | undefined;
}

/** The products of a repository, and what lies beside them. */
export interface Products {
  readonly products: readonly Product[];
  readonly left: readonly Left[];
}

const ONE: Products = { products: [{ folder: "." }], left: [] };

/**
 * Decides whether a repository is one product or several. Several are folders that each have a build and manifests of their own, or a waybill.yml;
 * whatever they share says that they are released as one: a Compose file or waybill.yml at the top, manifests, migrations or a build context
 * above them.
 */
export async function findProducts(workspace: string, repository: Repository): Promise<Products> {
  // What is to be said of a file, is said by the product that it belongs to.
  const sources = await readSources(workspace, repository, new Account());
  const { tree, facts } = sources.reading;
  if (tree.files.some((path) => path === "waybill.yml" || isComposeFile(path))) return ONE;
  const described = describedFolders(sources);
  const nearest = new Set(facts.builds.flatMap((build) => homeOf(build, described) ?? []));
  const homes = facts.builds.map((build) => ({ build, home: ownHome(homeOf(build, described), nearest, described) }));
  if (
    facts.builds.some(({ context }) => context === ".") ||
    homes.some(({ build, home }) => home !== undefined && !isIn(build.context, home))
  )
    return ONE;
  const folders = [...new Set([...homes.flatMap(({ home }) => home ?? []), ...tree.products])].sort();
  const isNested = folders.some((folder) => folders.some((other) => other !== folder && isIn(other, folder)));
  if (folders.length < 2 || isNested) return ONE;
  const isShared = (path: string): boolean => !folders.some((folder) => isIn(path, folder));
  if (sources.files.some(({ path, images }) => images.length > 0 && isShared(path))) return ONE;
  if (migrationFolders(tree, facts.migrations).some(isShared)) return ONE;
  const left = homes.flatMap(({ build, home }) =>
    home === undefined
      ? [{ found: build.from, why: `in no product: it has no manifests of its own; 'waybill init -C ${build.context}' makes it one` }]
      : [],
  );
  return { products: nameProducts(folders), left };
}

/** Folders that say how something is deployed: with objects, a chart or a kustomization. */
function describedFolders({ reading, files }: Sources): string[] {
  const templates = reading.tree.files.filter((path) => /^(Chart\.yaml|kustomization\.ya?ml|Kustomization)$/.test(lastPart(path)));
  return [...new Set([...files.map((file) => file.path), ...templates].map(folderOf))];
}

/** The nearest folder around a Dockerfile that has manifests; the top is everybody's. */
function homeOf({ dockerfile }: BuildFact, described: readonly string[]): string | undefined {
  for (let folder = folderOf(dockerfile); folder !== "."; folder = folderOf(folder))
    if (described.some((each) => isIn(each, folder))) return folder;
  return undefined;
}

/** A folder is no home whose manifests are all those of homes inside of it. */
function ownHome(home: string | undefined, homes: ReadonlySet<string>, described: readonly string[]): string | undefined {
  if (home === undefined) return undefined;
  const inner = [...homes].filter((other) => other !== home && isIn(other, home));
  return described.some((each) => isIn(each, home) && !inner.some((folder) => isIn(each, folder))) ? home : undefined;
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Two folders of one name have the folders above them in their names. */
function nameProducts(folders: readonly string[]): Product[] {
  return folders.map((folder) => {
    const isTaken = folders.some((other) => other !== folder && dnsLabel(lastPart(other)) === dnsLabel(lastPart(folder)));
    return { folder, name: isTaken ? dnsLabel(folder) : undefined };
  });
}
