import { ActionError, isSystemError } from "@waybill/kit";
import type { Account } from "../account.ts";
import { lastPart } from "../names.ts";
import { noFacts } from "../pipelines/facts.ts";
import type { Reading } from "../pipelines/facts.ts";
import { readJenkinsfile } from "../pipelines/jenkinsfile.ts";
import { readWorkflow } from "../pipelines/workflow.ts";
import type { Proposal } from "../propose/config-text.ts";
import { proposeEnvironments } from "../propose/environments.ts";
import { proposeImages } from "../propose/images.ts";
import { readComposeFiles } from "./compose.ts";
import { readDataFiles } from "./data.ts";
import { readDockerfiles } from "./dockerfiles.ts";
import { readManifestFiles } from "./manifests.ts";
import type { ManifestFile } from "./manifests.ts";
import { readMigrationFolders } from "./migrations.ts";
import { readModels } from "./models.ts";
import type { Repository } from "./repository.ts";
import { readTree } from "./tree.ts";

/** What was found, and what the files say that were read for it. */
export interface Survey {
  readonly proposal: Proposal;
  /** Existing pipelines whose steps Waybill takes over. */
  readonly pipelines: readonly string[];
}

/** Looks at everything in a repository that a release could be made of; nothing of it is executed. */
export async function survey(workspace: string, repository: Repository, account: Account, signal: AbortSignal): Promise<Survey> {
  const { directory, product } = repository;
  const { reading, files, pipelines } = await readSources(workspace, repository, account);
  const { tree, facts } = reading;
  const images = proposeImages(facts, files, { product, account });
  for (const { name, from, dockerfile } of images)
    account.take(`${dockerfile}${from[0] === dockerfile ? "" : ` (${from.join(", ")})`}`, `images.${name}`);
  const databases = await readMigrationFolders(tree, account, facts.migrations);
  const data = await readDataFiles(tree, account, facts.data, signal);
  const models = await readModels(tree, account, signal);
  const environments = proposeEnvironments({ tree, account, facts, files, images });
  const isOneOfSeveral = directory !== undefined;
  return { proposal: { product, isOneOfSeveral, images, data, models, databases, environments }, pipelines };
}

/** What Compose files, pipelines, Dockerfiles and manifests say. */
export interface Sources {
  readonly reading: Reading;
  readonly files: readonly ManifestFile[];
  /** Existing pipelines that say something of a release. */
  readonly pipelines: readonly string[];
}

/** Reads everything that images and environments are made of. */
export async function readSources(workspace: string, repository: Repository, account: Account): Promise<Sources> {
  const tree = await readTree(workspace, account);
  const reading: Reading = { tree, account, facts: noFacts(), directory: repository.directory, slug: repository.slug };
  await readComposeFiles(reading);
  const pipelines = await readPipelines(reading, repository);
  reading.facts.builds.push(...(await readDockerfiles(reading)));
  const files = await readManifestFiles(tree, account, new Set(reading.facts.environments.map(({ name }) => name)));
  return { reading, files, pipelines };
}

/** Workflows lie at the repository's top, whatever folder the product has; Jenkinsfiles lie anywhere. Gives those that say something of a release. */
async function readPipelines(reading: Reading, { root, directory }: Repository): Promise<string[]> {
  const { account, facts, tree } = reading;
  // What only names an environment, or tries an image, may stay.
  const count = (): number => facts.builds.length + facts.deploys.length + facts.migrations.length;
  const found: string[] = [];
  const top = directory === undefined ? tree : await readTreeOf(root, account);
  for (const path of top.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))) {
    const before = count();
    const text = await top.read(path);
    if (text !== undefined) readWorkflow(reading, path, text);
    if (count() > before) found.push(path);
  }
  for (const path of tree.files.filter((file) => /^Jenkinsfile(\.[\w-]+)?$|\.jenkinsfile$/i.test(lastPart(file)))) {
    const before = count();
    const text = await tree.read(path);
    // A Jenkinsfile of this workspace is read as Jenkins does, from the folder that is checked out.
    if (text !== undefined) readJenkinsfile({ ...reading, directory: undefined }, path, text);
    if (count() > before) found.push(path);
  }
  return found;
}

/** Only the workflows of the repository above a product's folder; what else lies there is not the product's. */
async function readTreeOf(root: string, account: Account): Promise<Awaited<ReturnType<typeof readTree>>> {
  const workflows = await readTree(`${root}/.github/workflows`, account).catch((error: unknown) => {
    // There need be none; what is there and cannot be read may say what is released.
    if (error instanceof ActionError && isSystemError(error.cause, "ENOENT")) return undefined;
    throw error;
  });
  const files = workflows?.files.map((file) => `.github/workflows/${file}`) ?? [];
  return { workspace: root, files, products: [], read: async (path) => workflows?.read(path.slice(".github/workflows/".length)) };
}
