import { join } from "node:path";
import type { ImageConfig } from "@waybill/config";
import { connectEngine, findBuildx } from "@waybill/engine";
import type { Buildx } from "@waybill/engine";
import { buildImage, checkBudget, planTags, probeImage, pushOciLayout, tagImage } from "@waybill/image";
import type { BuiltImage } from "@waybill/image";
import { ActionError, worstOf } from "@waybill/kit";
import { parseReference } from "@waybill/registry";
import type { Digest, Finding } from "@waybill/kit";
import { imageSection, megabytes } from "../sections/image-section.ts";
import type { ImageTest, ReleasedImage } from "../sections/image-section.ts";
import { requireFiles } from "../session/files.ts";
import { makeLayoutDir } from "../session/layout-dir.ts";
import { imageRepository, splitRepository } from "../session/repositories.ts";
import { expandValues, readSecret } from "../session/secret.ts";
import type { Session } from "../session/session.ts";
import { prove, runStage, shortDigest } from "./stage.ts";
import type { StageOutcome, StageWork } from "./stage.ts";

/** Builds one image, pushes it without a tag, tests exactly that digest, and tags it last. */
export async function buildStage(session: Session, image: ImageConfig, tags?: readonly string[]): Promise<StageOutcome<ReleasedImage>> {
  return runStage<ReleasedImage>(session, `build/${image.name}`, "build", `Build image ${image.name}`, async () => {
    await requireFiles(session, "images", [image.name]);
    const startedAt = session.clock().toISOString();
    const repository = imageRepository(session, image);
    await using layout = await makeLayoutDir(session, image.name);
    const built = await build(session, image, layout.dir);
    const overBudget = image.budgetBytes === undefined ? [] : await checkBudget(built, image.budgetBytes);
    for (const finding of overBudget) session.reporter.finding(finding);
    if (session.dryRun || overBudget.length > 0) return notPushed(image, repository, built, overBudget);
    const { host, path } = splitRepository(repository);
    const registry = session.registryFor(host);
    const pushed = await pushOciLayout(built.layoutDir, built.digest, registry, path, {
      reporter: session.reporter,
      ...baseOn(host, built),
    });
    const test = await testImage(session, image, `${repository}@${built.digest}`);
    await proveTest(session, { repository, digest: built.digest }, test, startedAt);
    const passed = test.verdict === "pass" || test.verdict === "warn";
    const chosen = passed ? [...(tags ?? (await plannedTags(session, repository)))] : [];
    if (chosen.length > 0) await tagImage(registry, path, built.digest, chosen);
    const result: ReleasedImage = {
      name: image.name,
      repository,
      digest: built.digest,
      reference: `${repository}@${built.digest}`,
      tags: chosen,
      size: built.size,
    };
    const repeated = pushed.uploaded === 0 ? "the registry had every layer already" : undefined;
    return {
      verdict: worstOf([test.verdict]),
      note: passed
        ? `${shortDigest(built.digest)}, ${megabytes(built.size)}, ${built.builder}${repeated ? `, ${repeated}` : ""}`
        : (test.findings[0]?.what ?? "the image did not pass its test"),
      section: imageSection(result, built, test),
      result,
      ...(repeated ? { repeated } : {}),
      evidence: {
        subjects: [{ name: repository, digest: built.digest }],
        facts: {
          name: image.name,
          builder: built.builder,
          inputsDigest: built.inputsDigest,
          context: image.context,
          dockerfile: image.dockerfile,
          platforms: image.platforms,
          size: built.size,
          tags: chosen,
        },
      },
    };
  });
}

/** What a build amounts to that was not, or must not be, pushed. */
function notPushed(image: ImageConfig, repository: string, built: BuiltImage, overBudget: readonly Finding[]): StageWork<ReleasedImage> {
  const { digest, size } = built;
  const verdict = overBudget.length > 0 ? "fail" : "pass";
  const result = { name: image.name, repository, digest, reference: `${repository}@${digest}`, tags: [], size };
  return {
    verdict,
    note: overBudget[0]?.what ?? "built, not pushed",
    section: imageSection(result, built, { verdict, findings: overBudget, facts: { probed: false } }),
    result,
  };
}

async function build(session: Session, image: ImageConfig, outDir: string): Promise<BuiltImage> {
  const buildx = await usableBuildx(session);
  const args = expandValues(session, image.args, (name) => `The build argument ${name} of image '${image.name}'`);
  const secrets = Object.fromEntries(
    Object.entries(image.secrets).map(([id, ref]) => [id, readSecret(session, ref, `The build secret '${id}' of image '${image.name}'`)]),
  );
  return buildImage({
    context: join(session.workspace, image.context),
    dockerfile: join(session.workspace, image.dockerfile),
    ...(image.target === undefined ? {} : { target: image.target }),
    args,
    hiddenArgs: Object.keys(args).filter((name) => args[name] !== image.args[name]),
    secrets,
    platforms: image.platforms,
    outDir,
    builder: session.builder,
    ...(buildx ? { buildx } : {}),
    registryFor: session.registryFor,
    created: creationTime(session),
    labels: { "org.opencontainers.image.source": sourceUrl(session), "org.opencontainers.image.revision": session.run.commit },
    reporter: session.reporter,
    signal: session.signal,
  });
}

async function usableBuildx(session: Session): Promise<Buildx | undefined> {
  if (session.builder === "assemble") return undefined;
  const buildx = await findBuildx({ env: session.env, createBuilder: true, reporter: session.reporter, signal: session.signal });
  if (!buildx && session.builder === "buildx") {
    throw new ActionError(
      "environment",
      "Input 'builder' is buildx, but 'docker buildx version' or its builder does not answer. Add docker/setup-buildx-action before this step, or choose 'assemble' for a Dockerfile without RUN.",
    );
  }
  return buildx;
}

/** The time of the commit, so that two builds of one commit have one digest (https://reproducible-builds.org/specs/source-date-epoch/). */
function creationTime({ env, run }: Session): Date {
  const epoch = env["SOURCE_DATE_EPOCH"];
  return epoch === undefined ? new Date(run.commitTime ?? 0) : new Date(Number(epoch) * 1000);
}

function sourceUrl(session: Session): string {
  const server = session.env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return `${server}/${session.run.repository}`;
}

/** A base on the same registry lends its layers instead of having them uploaded again. */
function baseOn(host: string, built: BuiltImage): { mountFrom?: string } {
  const base = built.bases.map((reference) => parseReference(reference)).find((reference) => reference.registry === host);
  return base ? { mountFrom: base.repository } : {};
}

async function testImage(session: Session, image: ImageConfig, reference: string): Promise<ImageTest> {
  if (!image.probe)
    return {
      verdict: "warn",
      findings: [
        {
          rule: "image-probe",
          severity: "warning",
          what: `Image ${image.name} was not run, because waybill.yml gives it no probe.`,
          next: "Add 'probe: { port: 8080, path: /healthz }' to the image.",
        },
      ],
      facts: { probed: false },
    };
  const engine = connectEngine({
    ...(session.env["DOCKER_HOST"] === undefined ? {} : { host: session.env["DOCKER_HOST"] }),
    reporter: session.reporter,
  });
  const credentials = await session.credentials(splitRepository(reference).host);
  const login = credentials && "username" in credentials ? credentials : undefined;
  const probe = {
    ...image.probe,
    env: expandValues(session, image.probe.env, (name) => `The variable ${name} of the probe of image '${image.name}'`),
  };
  return probeImage(engine, reference, probe, { reporter: session.reporter, signal: session.signal, ...(login ? { auth: login } : {}) });
}

async function proveTest(
  session: Session,
  image: { repository: string; digest: Digest },
  test: ImageTest,
  startedAt: string,
): Promise<void> {
  for (const finding of test.findings) session.reporter.finding(finding);
  await prove(session, {
    stage: "test",
    subjects: [{ name: image.repository, digest: image.digest }],
    verdict: test.verdict,
    facts: withoutContent(test.facts),
    startedAt,
    finishedAt: session.clock().toISOString(),
  });
}

/** What a container printed or answered may hold anything, secrets included; it is for the report, never for signed evidence. */
function withoutContent({ logsTail: _logs, body: _body, ...facts }: ImageTest["facts"]): Readonly<Record<string, unknown>> {
  return facts;
}

async function plannedTags(session: Session, repository: string): Promise<string[]> {
  const { host, path } = splitRepository(repository);
  const existing = await session.registryFor(host).listTags(path);
  const { ref, commit } = session.run;
  return planTags({ ref, commit, existing }).map(({ tag }) => tag);
}
