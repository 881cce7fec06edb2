import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { ActionError, SILENT } from "@waybill/kit";
import type { Digest, Reporter } from "@waybill/kit";
import { MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor, Registry } from "@waybill/registry";
import { parsePlatform } from "./base.ts";
import { parseDockerfile } from "../dockerfile/dockerfile.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { createScratch } from "./layer.ts";
import { createOciLayout, writeBlob, writeIndex } from "./oci-layout.ts";
import { buildStage } from "./build-stage.ts";
import type { AssemblyScope } from "./build-stage.ts";
import { readContext, readIgnore } from "./tree.ts";
import type { Tree } from "./tree.ts";

/** One image to assemble, for one or more platforms. */
export interface AssembleOptions {
  /** The folder that COPY copies from. */
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly target?: string | undefined;
  readonly args?: Readonly<Record<string, string>> | undefined;
  /** `linux/<this machine>` when empty. */
  readonly platforms?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** A folder that receives the OCI layout. */
  readonly outDir: string;
  /** The time of everything in the image, to the second. */
  readonly created: Date;
  readonly registryFor: (host: string) => Registry;
  readonly reporter?: Reporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An assembled image. */
export interface AssembledImage {
  readonly digest: Digest;
  readonly mediaType: string;
  /** The base images that were used, by digest. */
  readonly bases: readonly string[];
  /** The files that COPY could see. */
  readonly files: Tree;
}

/**
 * Builds an image from a Dockerfile without RUN, without an engine: the same inputs give the same digest, bit for bit.
 * Throws an `input` error with file and line for whatever it cannot do exactly as Docker would.
 */
export async function assemble(options: AssembleOptions): Promise<AssembledImage> {
  const dockerfile = await readDockerfile(options);
  const target = findTarget(dockerfile, options.target);
  const ignore = await readIgnore(options.context, options.dockerfile);
  const files = await readContext(options.context, { ignore, skip: [options.outDir] });
  await createOciLayout(options.outDir);
  await using scratch = createScratch();
  const bases = new Set<string>();
  const usedArgs = new Set<string>();
  const platforms = options.platforms && options.platforms.length > 0 ? options.platforms : [`linux/${hostArchitecture()}`];
  const manifests: Descriptor[] = [];
  for (const text of new Set(platforms)) {
    const platform = parsePlatform(text);
    const scope: AssemblyScope = {
      dockerfile,
      files,
      platform,
      scratch,
      bases,
      usedArgs,
      built: new Map(),
      context: options.context,
      outDir: options.outDir,
      created: wholeSecond(options.created),
      registryFor: options.registryFor,
      args: options.args ?? {},
      reporter: options.reporter ?? SILENT,
      signal: options.signal,
    };
    manifests.push({ ...(await writeImage(target, scope, options.labels ?? {})), platform });
  }
  for (const name of Object.keys(options.args ?? {})) {
    if (!usedArgs.has(name))
      options.reporter?.warn(`the build argument '${name}' is given, but no stage that was built declares it with ARG`);
  }
  const [only, ...others] = manifests;
  const entry =
    only && others.length === 0
      ? only
      : await writeBlob(options.outDir, jsonBytes({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }), MEDIA_TYPES.index);
  await writeIndex(options.outDir, entry);
  return { digest: entry.digest, mediaType: entry.mediaType, bases: [...bases].sort(), files };
}

/** Reads and takes apart a Dockerfile; its name in errors is relative to the context where it lies inside. */
export async function readDockerfile(options: { context: string; dockerfile: string }): Promise<Dockerfile> {
  const inside = relative(options.context, options.dockerfile);
  const name = inside.startsWith("..") ? options.dockerfile : inside;
  const text = await readFile(options.dockerfile, "utf8").catch((cause: unknown) => {
    throw new ActionError("input", `The Dockerfile '${options.dockerfile}' cannot be read. Check the path.`, { cause });
  });
  return parseDockerfile(text, name);
}

/** The index of the build stage that is wanted, by name or number; the last one by default. Throws `input` when there is none. */
export function findTarget(dockerfile: Dockerfile, target: string | undefined): number {
  if (target === undefined) return dockerfile.stages.length - 1;
  const named = dockerfile.stages.findIndex(({ name }) => name === target.toLowerCase());
  const index = named === -1 && /^\d+$/.test(target) ? Number(target) : named;
  if (dockerfile.stages[index]) return index;
  const names = dockerfile.stages.flatMap(({ name }) => (name === undefined ? [] : [`'${name}'`]));
  throw new ActionError("input", `${dockerfile.file} has no stage '${target}'. Its named stages are: ${names.join(", ") || "none"}.`);
}

async function writeImage(target: number, scope: AssemblyScope, labels: Readonly<Record<string, string>>): Promise<Descriptor> {
  const { image, layers } = await buildStage(target, scope);
  const allLabels = { ...image.config.Labels, ...labels };
  const config = {
    ...image,
    created: scope.created.toISOString(),
    config: {
      ...image.config,
      Labels:
        Object.keys(allLabels).length === 0
          ? image.config.Labels
          : Object.fromEntries(Object.entries(allLabels).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
  const descriptor = await writeBlob(scope.outDir, jsonBytes(config), MEDIA_TYPES.config);
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    config: descriptor,
    layers: layers.map((layer) => layer.descriptor),
  };
  return writeBlob(scope.outDir, jsonBytes(manifest), MEDIA_TYPES.manifest);
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", arm64: "arm64" };

/** The OCI name of this machine's processor. */
export function hostArchitecture(): string {
  return ARCHITECTURES[process.arch] ?? process.arch;
}
