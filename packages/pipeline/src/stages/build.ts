import { join } from "node:path";
import type { ImageConfig } from "@waybill/config";
import type { Buildx } from "@waybill/engine";
import { buildImage, checkBudget, planTags, probeImage, pushOciLayout, tagImage } from "@waybill/image";
import type { BuiltImage } from "@waybill/image";
import { ActionError, imageOf, isPassing, numberAt, textAt } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { FactsOf } from "@waybill/record";
import { parseReference } from "@waybill/registry";
import { productOf } from "../evidence/declared.ts";
import { megabytes, shortDigest } from "../sections/format.ts";
import { imageSection } from "../sections/image-section.ts";
import type { ImageTest, ReleasedImage } from "../sections/image-section.ts";
import type { Building, GitHubAccess, Registries, RunIdentity, Secrets, StateFolder } from "../session/capabilities.ts";
import { requireFiles } from "../session/files.ts";
import { makeImageLayoutDir } from "../session/images/image-layout.ts";
import { imageRepository, splitRepository } from "../session/repositories.ts";
import { runTag } from "../session/images/run-images.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext, StageWork } from "./run-stage.ts";

type Context = StageContext & StateFolder & RunIdentity & Registries & Secrets & Building & Pick<GitHubAccess, "githubRunId">;

/**
 * Builds one image, pushes it without a tag, tests exactly that digest, and tags it last; an image that does not pass its test gets no tag.
 * The very last tag is that of the workflow run, by which its later jobs find the image: once its statements are stored.
 * `tags` are those to set instead of the ones that follow from the git ref. Throws `input` for a Dockerfile that cannot be built and
 * `environment` for a builder, engine or registry that cannot be used; nothing is tagged then.
 */
export async function buildStage(context: Context, image: ImageConfig, tags?: readonly string[]): Promise<StageOutcome<ReleasedImage>> {
  const outcome = await runStage(
    context,
    `build/${image.name}`,
    "build",
    `Build image ${image.name}`,
    async (): Promise<StageWork<ReleasedImage, "build">> => {
      await requireFiles(context, "images", [image.name]);
      const startedAt = context.clock().toISOString();
      const repository = imageRepository(context, image);
      await using layout = await makeImageLayoutDir(context, image.name);
      const built = await build(context, image, layout.dir);
      const overBudget = image.budgetBytes === undefined ? [] : await checkBudget(built, image.budgetBytes);
      for (const finding of overBudget) context.reporter.finding(finding);
      if (context.dryRun || overBudget.length > 0) return notPushed(image, repository, built, overBudget);
      const { host, path } = splitRepository(repository);
      const registry = context.registryFor(host);
      const pushed = await pushOciLayout(built.layoutDir, built.digest, registry, path, {
        reporter: context.reporter,
        mountFrom: baseOn(host, built),
      });
      const test = await testImage(context, image, `${repository}@${built.digest}`);
      await proveTest(context, { name: image.name, repository, digest: built.digest }, test, {
        startedAt,
        expectedStatus: image.probe?.expectStatus,
      });
      const chosen = isPassing(test.verdict) ? [...(tags ?? (await plannedTags(context, repository)))] : [];
      if (chosen.length > 0) await tagImage(registry, path, built.digest, chosen);
      const result = releasedImage(image, repository, built, chosen);
      return pushedWork(image, built, test, result, pushed.uploaded === 0 ? "the registry had every layer already" : undefined);
    },
  );
  await tagForRun(context, outcome);
  return outcome;
}

async function tagForRun(context: Context, { verdict, result }: StageOutcome<ReleasedImage>): Promise<void> {
  const tag = runTag(context);
  if (tag === undefined || context.dryRun || !isPassing(verdict)) return;
  const { host, path } = splitRepository(result.repository);
  await tagImage(context.registryFor(host), path, result.digest, [tag]);
}

function releasedImage(image: ImageConfig, repository: string, { digest, size }: BuiltImage, tags: readonly string[]): ReleasedImage {
  return { name: image.name, repository, digest, reference: `${repository}@${digest}`, tags, size };
}

/** What a build amounts to that was pushed and tested. */
function pushedWork(
  image: ImageConfig,
  built: BuiltImage,
  test: ImageTest,
  result: ReleasedImage,
  repeated: string | undefined,
): StageWork<ReleasedImage, "build"> {
  return {
    verdict: test.verdict,
    note: isPassing(test.verdict)
      ? `${shortDigest(built.digest)}, ${megabytes(built.size)}, ${built.builder}${repeated ? `, ${repeated}` : ""}`
      : (test.findings[0]?.what ?? "the image did not pass its test"),
    section: imageSection(result, built, test),
    result,
    repeated,
    evidence: {
      subjects: [{ kind: "image", name: result.repository, digest: built.digest }],
      facts: {
        name: image.name,
        builder: built.builder,
        inputsDigest: built.inputsDigest,
        context: image.context,
        dockerfile: image.dockerfile,
        platforms: image.platforms,
        size: built.size,
        tags: result.tags,
        bases: built.bases.filter((base) => imageOf(base) !== undefined),
      },
    },
  };
}

/** What a build amounts to that was not, or must not be, pushed. */
function notPushed(
  image: ImageConfig,
  repository: string,
  built: BuiltImage,
  overBudget: readonly Finding[],
): StageWork<ReleasedImage, "build"> {
  const verdict = overBudget.length > 0 ? "fail" : "pass";
  const result = releasedImage(image, repository, built, []);
  return {
    verdict,
    note: overBudget[0]?.what ?? "built, not pushed",
    section: imageSection(result, built, { verdict, findings: overBudget, facts: { probed: false } }),
    result,
  };
}

async function build(context: Context, image: ImageConfig, outDir: string): Promise<BuiltImage> {
  const buildx = await usableBuildx(context);
  const args = context.expandValues(image.args, (name) => `The build argument ${name} of image '${image.name}'`);
  const secrets = Object.fromEntries(
    Object.entries(image.secrets).map(([id, ref]) => [id, context.readSecret(ref, `The build secret '${id}' of image '${image.name}'`)]),
  );
  return buildImage({
    context: join(context.workspace, image.context),
    dockerfile: join(context.workspace, image.dockerfile),
    target: image.target,
    args,
    hiddenArgs: Object.keys(args).filter((name) => args[name] !== image.args[name]),
    secrets,
    platforms: image.platforms,
    buildContexts: Object.fromEntries(
      Object.entries(image.contexts).map(([name, at]) => [name, at.startsWith("docker-image://") ? at : join(context.workspace, at)]),
    ),
    cacheFrom: image.cache.from,
    cacheTo: image.cache.to,
    outDir,
    builder: context.builder,
    buildx,
    registryFor: context.registryFor,
    created: await context.created(),
    labels: {
      ...image.labels,
      "org.opencontainers.image.source": context.sourceUrl,
      "org.opencontainers.image.revision": context.run.commit,
    },
    reporter: context.reporter,
    signal: context.signal,
  });
}

async function usableBuildx(context: Building): Promise<Buildx | undefined> {
  if (context.builder === "assemble") return undefined;
  const buildx = await context.findBuildx();
  if (!buildx && context.builder === "buildx") {
    throw new ActionError(
      "environment",
      "Input 'builder' is buildx, but 'docker buildx version' or its builder does not answer. Add docker/setup-buildx-action before this step, or choose 'assemble' for a Dockerfile without RUN.",
    );
  }
  return buildx;
}

/** A base on the same registry lends its layers instead of having them uploaded again. */
function baseOn(host: string, built: BuiltImage): string | undefined {
  return built.bases.map((reference) => parseReference(reference)).find((reference) => reference.registry === host)?.repository;
}

async function testImage(context: Context, image: ImageConfig, reference: string): Promise<ImageTest> {
  if (!image.probe) return { verdict: "warn", findings: [noProbe(image)], facts: { probed: false } };
  const engine = await context.connectEngine();
  const credentials = await context.credentials(splitRepository(reference).host);
  const login = credentials && "username" in credentials ? credentials : undefined;
  const probe = {
    ...image.probe,
    env: context.expandValues(image.probe.env, (name) => `The variable ${name} of the probe of image '${image.name}'`),
  };
  return probeImage(engine, reference, probe, { reporter: context.reporter, signal: context.signal, auth: login });
}

function noProbe(image: ImageConfig): Finding {
  return {
    rule: "image-probe",
    severity: "warning",
    what: `Image ${image.name} was not run, because it has no probe.`,
    next: "Add 'probe: { port: 8080, path: /healthz }' to the image in waybill.yml, or give the input 'probe' where inputs name the image.",
  };
}

async function proveTest(
  context: StageContext,
  image: { name: string; repository: string; digest: Digest },
  test: ImageTest,
  { startedAt, expectedStatus }: { readonly startedAt: string; readonly expectedStatus: number | undefined },
): Promise<void> {
  for (const finding of test.findings) context.reporter.finding(finding);
  await context.prove({
    stage: "test",
    product: productOf(context.config),
    subjects: [{ kind: "image", name: image.repository, digest: image.digest }],
    verdict: test.verdict,
    facts: testFacts(image, test, expectedStatus),
    startedAt,
    finishedAt: context.clock().toISOString(),
  });
}

/** What a container printed or answered may hold anything, secrets included; it is for the report, never for signed evidence. */
function testFacts(
  image: { name: string; repository: string; digest: Digest },
  { facts }: ImageTest,
  expectedStatus: number | undefined,
): FactsOf<"test"> {
  const probed = facts["probed"] !== false;
  return {
    name: image.name,
    probed,
    reference: `${image.repository}@${image.digest}`,
    status: numberAt(facts, "status"),
    expectedStatus,
    durationMs: numberAt(facts, "durationMs"),
    attempts: numberAt(facts, "attempts"),
    user: textAt(facts, "user"),
  };
}

async function plannedTags(context: RunIdentity & Registries, repository: string): Promise<string[]> {
  const { host, path } = splitRepository(repository);
  const existing = await context.registryFor(host).listTags(path);
  const { ref, commit } = context.run;
  return planTags({ ref, commit, existing }).map(({ tag }) => tag);
}
