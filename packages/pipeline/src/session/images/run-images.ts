import type { Config, EnvironmentConfig } from "@waybill/config";
import { ActionError, mapParallel } from "@waybill/kit";
import type { Digest, RunContext } from "@waybill/kit";
import { isOfAnother, judge, ofStage } from "@waybill/record";
import type { StatementView } from "@waybill/record";
import type { GitHubAccess, Keys, Project, Registries, RunIdentity, Statements } from "../capabilities.ts";
import { productOf } from "../../evidence/declared.ts";
import { imagesFor, parseImages } from "./image-references.ts";
import type { ImageReferences } from "./image-references.ts";
import { imageRepository, splitRepository } from "../repositories.ts";
import { findEntry } from "../select.ts";

/** What the input `images` says for "those that this workflow run has built". */
export const OF_THIS_RUN = "run";

const PARALLEL = 4;

type Tagging = Pick<Project, "config"> & Pick<GitHubAccess, "githubRunId">;

/** What finding a run's images needs. */
export type RunImages = Tagging & RunIdentity & Registries & Statements & Keys;

/**
 * The tag by which later jobs of one workflow run find an image of one product; the same in every attempt, because a job that is run again
 * may need what a job of an earlier attempt has built. Undefined outside GitHub, where no later job is. It holds the product, because two
 * products of a repository may each have an image of one name.
 */
export function runTag({ config, githubRunId }: Tagging): string | undefined {
  return githubRunId === "0" ? undefined : `run-${githubRunId}-${config.name.replaceAll(/[^A-Za-z0-9_.-]/g, "-")}`;
}

/**
 * The images that an environment deploys, each by digest: those that the input `images` gives, or, where it says `run` or nothing, those that
 * this workflow run has built. Throws what `parseImages`, `imagesFor` and `findRunImages` throw.
 */
export async function chooseImages(context: RunImages, environment: EnvironmentConfig, text: string | undefined): Promise<ImageReferences> {
  const { config } = context;
  if (isOfThisRun(text)) return findRunImages(context, environment.images);
  const given = parseImages(text, config);
  const isSilent = Object.keys(given).length === 0 && isDeclared(config) && context.githubRunId !== "0";
  return isSilent ? findRunImages(context, environment.images) : imagesFor(config, environment, given);
}

/** Whether the input `images` asks for what this workflow run has built. */
export function isOfThisRun(text: string | undefined): boolean {
  return text?.trim() === OF_THIS_RUN;
}

function isDeclared({ file }: Config): boolean {
  return file !== undefined;
}

/**
 * The images of these names that this workflow run has built. The run's tag only says where to look: an image counts when a trusted signer
 * says that this run built exactly that digest from this commit. Throws an `environment` error for an image without the tag, and a `verdict`
 * error for a tag that points to anything else.
 */
export async function findRunImages(context: RunImages, names: readonly string[]): Promise<ImageReferences> {
  const tag = runTag(context);
  if (tag === undefined)
    throw new ActionError(
      "input",
      "Input 'images' is 'run', but this is no run of a GitHub workflow. Give JSON {\"name\": \"repository@sha256:…\"}.",
    );
  const found = await mapParallel(names, PARALLEL, async (name): Promise<[string, string]> => [
    name,
    await findRunImage(context, name, tag),
  ]);
  return Object.fromEntries(found);
}

async function findRunImage(context: RunImages, name: string, tag: string): Promise<string> {
  const repository = imageRepository(context, findEntry(context.config.images, name, "images", context.config.file));
  const { host, path } = splitRepository(repository);
  const image = await context.registryFor(host).findManifest(path, tag);
  if (!image)
    throw new ActionError(
      "environment",
      `This run has built no image '${name}' that passed its test: '${repository}:${tag}' is not there. Let the job that builds it run before this one, or give the input 'images'.`,
    );
  const { digest } = image.descriptor;
  const why = await whyNotBuilt(context, { name, repository, digest });
  if (why === undefined) return `${repository}@${digest}`;
  throw new ActionError(
    "verdict",
    `The tag '${repository}:${tag}' points to ${digest}, of which no signed statement says that this run built it: ${why}. Run the job that builds '${name}' again with a key or an identity that is trusted here; whoever else may push to the repository may have moved the tag.`,
  );
}

/** Why no statement counts; undefined when one does. */
async function whyNotBuilt(
  context: RunImages,
  { name, repository, digest }: { readonly name: string; readonly repository: string; readonly digest: Digest },
): Promise<string | undefined> {
  const { bundles } = await context.store.find(digest, repository);
  const { trusted, ignored } = judge(bundles, await context.verifierFor(bundles));
  const builds = ofStage(trusted, "build").map(({ view }) => view);
  const { run } = context;
  const reasons = builds.map((view) => {
    if (view.contradiction !== undefined) return view.contradiction;
    const product = productOf(context.config);
    if (isOfAnother(view, product)) return `it was built for the product '${view.product}', and this is '${product}'`;
    if (view.facts.name !== name) return `it was built as '${view.facts.name}'`;
    if (!view.subjects.some((subject) => subject.digest === digest)) return "the statement is about another digest";
    if (view.run.repository !== run.repository) return `it was built in ${view.run.repository}`;
    if (view.run.commit !== run.commit) return `it was built from commit ${view.run.commit}, and this is ${run.commit}`;
    if (!isOfRun(view, run)) return `it was built in ${view.run.run}`;
    return undefined;
  });
  if (reasons.includes(undefined)) return undefined;
  return (reasons[0] ?? ignored[0] ?? "there is none").replace(/\.$/, "");
}

/** Whether a statement is of any attempt of this run. A run's attempts have one address but for its end (`runnerContext` of kit). */
export function isOfRun(view: StatementView, run: Pick<RunContext, "run">): boolean {
  return withoutAttempt(view.run.run) === withoutAttempt(run.run);
}

function withoutAttempt(run: string): string {
  return run.replace(/\/attempts\/\d+$/, "");
}
