import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { ActionError, digestOf, digestOfJson, isSystemError } from "@waybill/kit";
import type { Digest, Finding, Reporter } from "@waybill/kit";
import type { Buildx } from "@waybill/engine";
import type { Platform, Registry } from "@waybill/registry";
import { assemble } from "./assemble/assemble.ts";
import { formatPlatform } from "./assemble/base.ts";
import { factsOf, parseImageConfig } from "./assemble/config.ts";
import type { ImageConfigFacts } from "./assemble/config.ts";
import { readBlobOf, readManifestOf } from "./assemble/oci-layout.ts";
import { readContext, readIgnore, readIgnoreFile } from "./assemble/tree.ts";
import type { Tree } from "./assemble/tree.ts";

/** Who builds. */
export type BuilderKind = "buildx" | "assemble";

/** One image to build. */
export interface BuildImageOptions {
  /** The folder that COPY copies from, as an absolute path. */
  readonly context: string;
  /** The Dockerfile, as an absolute path. */
  readonly dockerfile: string;
  readonly target?: string | undefined;
  readonly args: Readonly<Record<string, string>>;
  /** Arguments whose values no list of processes may show. */
  readonly hiddenArgs?: readonly string[] | undefined;
  /** `linux/amd64` and so on; this machine's when empty. */
  readonly platforms: readonly string[];
  /** Values of build secrets by id. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Is emptied first, then receives the OCI layout. */
  readonly outDir: string;
  /** `auto` takes BuildKit when there is one, else assembles. */
  readonly builder: "auto" | BuilderKind;
  readonly buildx?: Buildx | undefined;
  /** By name: a folder as an absolute path, or `docker-image://reference`. */
  readonly buildContexts?: Readonly<Record<string, string>> | undefined;
  readonly cacheFrom?: readonly string[] | undefined;
  readonly cacheTo?: readonly string[] | undefined;
  readonly registryFor: (host: string) => Registry;
  /** The time of everything in the image; take the commit's, so that one commit gives one digest. */
  readonly created: Date;
  readonly labels: Readonly<Record<string, string>>;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/** A built image in an OCI layout. */
export interface BuiltImage {
  readonly layoutDir: string;
  /** Of the manifest, or of the index when there are several platforms. */
  readonly digest: Digest;
  readonly mediaType: string;
  /** Compressed bytes of all configurations and layers, each counted once. */
  readonly size: number;
  /** Of the first platform. */
  readonly config: ImageConfigFacts;
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest; readonly size: number }[];
  readonly builder: BuilderKind;
  /** Base images by digest; known only when assembled. */
  readonly bases: readonly string[];
  /** Of everything that went in: Dockerfile, context, arguments, target, platforms, labels, base images. */
  readonly inputsDigest: Digest;
}

/** Builds an image into an OCI layout, through BuildKit or by assembling; pushes nothing. */
export async function buildImage(options: BuildImageOptions): Promise<BuiltImage> {
  try {
    return await build(options);
  } catch (error) {
    if (!isSystemError(error, "ENOSPC")) throw error;
    throw new ActionError("environment", `The disk of '${options.outDir}' is full. Free some space and run again.`, { cause: error });
  }
}

async function build(options: BuildImageOptions): Promise<BuiltImage> {
  await rm(options.outDir, { recursive: true, force: true });
  const builder = chooseBuilder(options);
  const result = builder === "buildx" ? await buildWithBuildx(options) : await buildByAssembling(options);
  const facts = await describeImage(options.outDir, result.digest);
  return {
    layoutDir: options.outDir,
    digest: result.digest,
    ...facts,
    builder,
    bases: result.bases,
    inputsDigest: await digestInputs(options, result),
  };
}

/** Findings when an image is larger than its budget, with its largest layers; none when it fits. */
export async function checkBudget(image: Pick<BuiltImage, "layoutDir" | "platforms">, budgetBytes: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { platform, digest, size } of image.platforms) {
    if (size <= budgetBytes) continue;
    const { manifest } = await readManifestOf(image.layoutDir, digest);
    const largest = [...manifest.layers].sort((a, b) => b.size - a.size).slice(0, 3);
    findings.push({
      rule: "image-size",
      severity: "error",
      what: `The image for ${platform} is larger than its budget.`,
      observed: `${size} bytes compressed; largest layers: ${largest.map((layer) => `${layer.digest.slice(7, 19)} ${layer.size}`).join(", ")}`,
      expected: `at most ${budgetBytes} bytes`,
      next: "Leave files out by .dockerignore or a smaller base image, or raise the budget on purpose.",
    });
  }
  return findings;
}

function chooseBuilder(options: BuildImageOptions): BuilderKind {
  if (options.builder === "assemble") {
    const needs = needsBuildKit(options);
    if (needs !== undefined)
      throw new ActionError("input", `${needs} BuildKit, and the builder is 'assemble'. Remove them or set the builder to 'buildx'.`);
    reportCache(options);
    return "assemble";
  }
  if (options.buildx) return "buildx";
  if (options.builder === "buildx")
    throw new ActionError(
      "environment",
      "The builder is 'buildx', but there is no docker buildx with a running builder. Run docker/setup-buildx-action first, or set the builder to 'auto'.",
    );
  const needs = needsBuildKit(options);
  if (needs !== undefined)
    throw new ActionError(
      "environment",
      `${needs} BuildKit, and there is no docker buildx with a running builder. Run docker/setup-buildx-action first.`,
    );
  reportCache(options);
  options.reporter.info("no docker buildx with a running builder here: assembling the image without an engine");
  return "assemble";
}

/** The beginning of a sentence about what assembling cannot do; undefined when it can do everything that is asked. */
function needsBuildKit({ secrets, buildContexts = {} }: BuildImageOptions): string | undefined {
  const [secret] = Object.keys(secrets);
  const [context] = Object.keys(buildContexts);
  if (secret !== undefined) return `This image has build secrets ('${secret}'), which need`;
  return context === undefined ? undefined : `This image has more build contexts ('${context}'), which need`;
}

/** A cache changes nothing that is built, so its absence stops nothing. */
function reportCache({ cacheFrom = [], cacheTo = [], reporter }: BuildImageOptions): void {
  if (cacheFrom.length + cacheTo.length > 0)
    reporter.info("the build cache is not used: an assembled image executes nothing that could be kept");
}

interface Built {
  readonly digest: Digest;
  readonly bases: readonly string[];
  readonly files?: Tree | undefined;
}

async function buildWithBuildx(options: BuildImageOptions): Promise<Built> {
  const { buildx, builder: _, registryFor: __, ...rest } = options;
  if (!buildx) throw new TypeError("buildx is missing");
  options.reporter.info(`building with docker buildx ${buildx.version} on '${buildx.builder}'`);
  const { digest } = await buildx.build({ ...rest, ignoreFile: await readIgnoreFile(options.context, options.dockerfile) });
  return { digest, bases: [] };
}

async function buildByAssembling(options: BuildImageOptions): Promise<Built> {
  const { digest, bases, files } = await assemble(options);
  return { digest, bases, files };
}

async function describeImage(dir: string, digest: Digest): Promise<Pick<BuiltImage, "mediaType" | "size" | "config" | "platforms">> {
  const { manifest: top } = await readManifestOf(dir, digest);
  // BuildKit's attestations are entries for the platform unknown/unknown; they are no images.
  const entries: { digest: Digest; platform?: Platform | undefined }[] = top.isIndex
    ? top.manifests.filter((entry) => entry.platform?.os !== "unknown")
    : [{ digest }];
  const platforms: { platform: string; digest: Digest; size: number }[] = [];
  const blobs = new Map<Digest, number>();
  let config: ImageConfigFacts | undefined;
  for (const entry of entries) {
    const { manifest } = await readManifestOf(dir, entry.digest);
    if (!manifest.config)
      throw new ActionError("verdict", `${entry.digest} in '${dir}' has no configuration; it is not an image for containers.`);
    const own = [manifest.config, ...manifest.layers];
    for (const blob of own) blobs.set(blob.digest, blob.size);
    const image = parseImageConfig(await readBlobOf(dir, manifest.config.digest), `The configuration of ${entry.digest}`);
    config ??= factsOf(image);
    platforms.push({
      platform: formatPlatform(entry.platform ?? image),
      digest: entry.digest,
      size: own.reduce((sum, blob) => sum + blob.size, 0),
    });
  }
  if (!config) throw new ActionError("verdict", `The index ${digest} in '${dir}' names no image.`);
  return { mediaType: top.mediaType, size: [...blobs.values()].reduce((sum, size) => sum + size, 0), config, platforms };
}

async function digestInputs(options: BuildImageOptions, built: Built): Promise<Digest> {
  const entries = await entriesOf(built.files ?? (await contextOf(options)));
  const { target = null, args, platforms, labels } = options;
  const buildContexts = await describeContexts(options);
  const dockerfile = digestOf(await readFile(options.dockerfile));
  return digestOfJson({ dockerfile, entries, target, args, platforms, labels, buildContexts, bases: built.bases });
}

async function entriesOf(files: Tree): Promise<unknown[]> {
  const entries: unknown[] = [];
  for (const [path, entry] of files) {
    const hash = createHash("sha256");
    for await (const chunk of entry.open()) hash.update(chunk);
    entries.push([path, entry.kind, entry.mode, entry.target ?? "", entry.size, hash.digest("hex")]);
  }
  return entries;
}

/** Folders by their content, so that no path of this machine is in the digest; images as they are named. */
async function describeContexts({ buildContexts = {}, outDir }: BuildImageOptions): Promise<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const [name, at] of Object.entries(buildContexts))
    described[name] = isAbsolute(at) ? await entriesOf(await contextOf({ context: at, dockerfile: join(at, "Dockerfile"), outDir })) : at;
  return described;
}

async function contextOf(options: Pick<BuildImageOptions, "context" | "dockerfile" | "outDir">): Promise<Tree> {
  const ignore = await readIgnore(options.context, options.dockerfile);
  return readContext(options.context, { ignore, skip: [options.outDir] });
}
