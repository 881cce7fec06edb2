import { listImages, parseManifest } from "@waybill/kube";
import { folderOf, isOutside, lastPart, namespaceOf, pathIn } from "../names.ts";
import { environmentIn, environmentOfPath } from "../propose/environment-names.ts";
import type { Account } from "../account.ts";
import type { Tree } from "./tree.ts";
import { readYamlFile, textList } from "./yaml-file.ts";

/** A file of Kubernetes objects. */
export interface ManifestFile {
  readonly path: string;
  /** Namespaces that its objects name. */
  readonly namespaces: readonly string[];
  readonly images: readonly string[];
  /** The environment that its path or its namespaces speak of; undefined for all. */
  readonly environment: string | undefined;
}

const YAML = /\.(ya?ml|json)$/i;

/** Reads the Kubernetes objects of a repository; `known` are environments that something else names. */
export async function readManifestFiles(tree: Tree, account: Account, known: ReadonlySet<string>): Promise<ManifestFile[]> {
  const charts = tree.files.filter((path) => lastPart(path) === "Chart.yaml").map(folderOf);
  for (const chart of charts)
    account.leave(
      `${chart}: a Helm chart`,
      "charts are rendered before: commit what 'helm template' prints, and name that file under 'manifests'",
    );
  const kustomized = await readKustomizations(tree, account);
  const files: ManifestFile[] = [];
  for (const path of tree.files) {
    if (!YAML.test(path) || path.startsWith(".github/") || isBelow(path, charts) || isBelow(path, kustomized)) continue;
    const file = await readManifestFile(tree, account, path, known);
    if (file !== undefined) files.push(file);
  }
  return files;
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === "." || path.startsWith(`${folder}/`));
}

/** Folders whose files are put together by a kustomization: its own, and what it names. */
async function readKustomizations(tree: Tree, account: Account): Promise<string[]> {
  const folders = new Set<string>();
  for (const path of tree.files.filter((file) => /^kustomization\.ya?ml$|^Kustomization$/.test(lastPart(file)))) {
    const folder = folderOf(path);
    folders.add(folder);
    account.leave(
      `${folder}: a kustomization`,
      `it is rendered before: 'kubectl kustomize ${folder} > deploy/${lastPart(folder)}.yaml', commit that file, and name it under 'manifests'`,
    );
    const text = await tree.read(path);
    const read = text === undefined ? undefined : readYamlFile(text);
    if (read === undefined || "problem" in read) continue;
    for (const name of ["resources", "bases", "components"])
      for (const resource of textList(read.value[name] ?? [])) {
        const named = pathIn(folder, resource);
        if (!isOutside(named) && !YAML.test(named)) folders.add(named);
      }
  }
  return [...folders];
}

async function readManifestFile(tree: Tree, account: Account, path: string, known: ReadonlySet<string>): Promise<ManifestFile | undefined> {
  const text = /values|compose/.test(lastPart(path)) ? undefined : await tree.read(path);
  if (text === undefined || !/^\s*["']?apiVersion["']?\s*:/m.test(text) || !/^\s*["']?kind["']?\s*:/m.test(text)) return undefined;
  if (/\{\{-?\s*[.$a-z]/.test(text)) {
    account.leave(path, "a template ('{{ … }}'); commit what it renders to");
    return undefined;
  }
  const { objects, problems } = parseManifest(text, path);
  const [problem] = problems;
  if (problem !== undefined) {
    account.leave(`${path}${problem.where === undefined ? "" : `:${problem.where.line}`}`, `cannot be deployed as it is: ${problem.what}`);
    return undefined;
  }
  const written = [...new Set(objects.flatMap(({ object }) => object.metadata.namespace ?? []))];
  const namespaces = written.filter((namespace) => namespaceOf(namespace) !== undefined);
  for (const namespace of written)
    if (!namespaces.includes(namespace)) account.leave(`${path}: namespace '${namespace}'`, "no name that Kubernetes takes");
  const byNamespace = [...new Set(namespaces.flatMap((namespace) => environmentIn(namespace) ?? []))];
  return {
    path,
    namespaces,
    images: [...new Set(objects.flatMap(({ object }) => listImages(object).map(({ image }) => image)))],
    environment: environmentOfPath(path, known) ?? (byNamespace.length === 1 ? byNamespace[0] : undefined),
  };
}
