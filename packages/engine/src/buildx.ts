import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ActionError, createRedactor, isDigest, listAt, parseJson, runCommand, textAt } from "@waybill/kit";
import type { CommandResult, Digest, Reporter } from "@waybill/kit";

/** One build. */
export interface BuildxOptions {
  /** Directory of the build context. */
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly target?: string | undefined;
  readonly args?: Readonly<Record<string, string>> | undefined;
  /** Arguments whose values are secret: they reach the builder through its environment, so that no list of processes shows them. */
  readonly hiddenArgs?: readonly string[] | undefined;
  /**
   * The content of the ignore file, in place of whatever lies beside the Dockerfile or in the context. BuildKit reads it from a copy of the
   * Dockerfile's folder, so that nothing of the user's is touched (Dockerfile frontend 1.1 or newer, which every BuildKit has by itself:
   * https://docs.docker.com/build/concepts/context/#filename-and-location).
   */
  readonly ignoreFile?: Uint8Array | undefined;
  /** The builder's own platform when empty. */
  readonly platforms?: readonly string[] | undefined;
  /** Values by id; they reach the builder through its environment only. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Other contexts by name, for example `node: docker-image://127.0.0.1:5000/node@sha256:…`. */
  readonly buildContexts?: Readonly<Record<string, string>> | undefined;
  readonly cacheFrom?: readonly string[] | undefined;
  readonly cacheTo?: readonly string[] | undefined;
  /** An empty or missing directory that receives the OCI layout. */
  readonly outDir: string;
  /** The time of everything in the image. */
  readonly created: Date;
  /** BuildKit's own attestations; off by default because they add `unknown/unknown` entries to the index. */
  readonly provenance?: "min" | "max" | undefined;
  readonly reporter?: Reporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A `docker buildx` with a builder that can write OCI layouts. */
export interface Buildx {
  readonly version: string;
  readonly builder: string;
  readonly driver: string;
  /** Builds into an OCI layout and returns the digest of its one manifest or index; throws a `command` error with the step that failed. */
  build(options: BuildxOptions): Promise<{ layoutDir: string; digest: Digest }>;
}

/** Where to look for a builder. */
export interface FindBuildxOptions {
  /** The environment for docker: PATH, HOME, DOCKER_CONFIG, BUILDX_BUILDER, … */
  readonly env: Readonly<Record<string, string>>;
  readonly dockerPath?: string | undefined;
  /** Makes a builder of its own (`waybill`, driver docker-container) when there is no usable one. */
  readonly createBuilder?: boolean | undefined;
  readonly reporter?: Reporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Questions are answered at once; booting a builder pulls its image first. */
const LOOK_TIMEOUT_MS = 30_000;
const BOOT_TIMEOUT_MS = 180_000;
const LAST_LINES = 25;

/** Finds `docker buildx` and a running builder that can write OCI layouts; undefined (with the reason in the debug log) when there is none. */
export async function findBuildx(options: FindBuildxOptions): Promise<Buildx | undefined> {
  const docker = options.dockerPath ?? "docker";
  const look = async (argv: string[], timeoutMs = LOOK_TIMEOUT_MS): Promise<CommandResult | undefined> => {
    try {
      const result = await runCommand(docker, argv, { env: options.env, timeoutMs, signal: options.signal });
      if (result.exitCode === 0) return result;
      options.reporter?.debug(`docker ${argv.join(" ")}: exit code ${result.exitCode}: ${result.stderr.trim()}`);
    } catch (error) {
      options.signal?.throwIfAborted();
      options.reporter?.debug(`docker ${argv.join(" ")}: ${String(error)}`);
    }
    return undefined;
  };
  const version = /v?(\d+\.\d+\.\d+\S*)/.exec((await look(["buildx", "version"]))?.stdout ?? "")?.[1];
  if (version === undefined) return undefined;
  const current = await look(["buildx", "inspect", "--bootstrap"], BOOT_TIMEOUT_MS);
  let found = current && parseBuilder(current.stdout);
  if (!found && options.createBuilder) {
    await look(["buildx", "create", "--name", "waybill", "--driver", "docker-container"]);
    const own = await look(["buildx", "inspect", "--bootstrap", "waybill"], BOOT_TIMEOUT_MS);
    found = own && parseBuilder(own.stdout);
  }
  if (!found) return undefined;
  const { builder, driver } = found;
  return { version, builder, driver, build: (build) => runBuild(docker, builder, options.env, build) };
}

/** Reads the answer of `docker buildx inspect`; undefined for a builder that does not run or whose driver cannot write OCI layouts. */
export function parseBuilder(text: string): { builder: string; driver: string } | undefined {
  const builder = /^Name:\s+(\S+)/m.exec(text)?.[1];
  const driver = /^Driver:\s+(\S+)/m.exec(text)?.[1];
  if (builder === undefined || driver === undefined || !/^\s*Status:\s+running/m.test(text)) return undefined;
  // The docker driver writes layouts only with the containerd image store, which shows in its worker's labels.
  return driver === "docker" && !/worker\.containerd\./i.test(text) ? undefined : { builder, driver };
}

/** The arguments of one build; secret values are not among them. */
export function buildArguments(builder: string, options: BuildxOptions, metadataFile: string): string[] {
  const pairs = (flag: string, record: Readonly<Record<string, string>> = {}): string[] =>
    Object.entries(record).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const csv = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const output = `type=oci,tar=false,rewrite-timestamp=true,${csv(`dest=${options.outDir}`)}`;
  const provenance = options.provenance === undefined ? "false" : `mode=${options.provenance}`;
  const fixed = ["buildx", "build", "--builder", builder, "--progress", "plain", "--file", options.dockerfile];
  const results = ["--output", output, "--provenance", provenance, "--sbom", "false", "--metadata-file", metadataFile];
  return [
    ...fixed,
    ...results,
    ...(options.target === undefined ? [] : ["--target", options.target]),
    ...(options.platforms === undefined || options.platforms.length === 0 ? [] : ["--platform", options.platforms.join(",")]),
    ...Object.entries(options.args ?? {}).flatMap(([name, value]) => ["--build-arg", isHidden(options, name) ? name : `${name}=${value}`]),
    ...pairs("--label", options.labels),
    ...pairs("--build-context", options.buildContexts),
    ...(options.cacheFrom ?? []).flatMap((cache) => ["--cache-from", cache]),
    ...(options.cacheTo ?? []).flatMap((cache) => ["--cache-to", cache]),
    ...Object.keys(options.secrets ?? {}).flatMap((id, index) => ["--secret", `${csv(`id=${id}`)},env=${secretName(index)}`]),
    options.context,
  ];
}

/** Variables that steer the docker program itself and therefore cannot carry a build argument. */
const STEERING = /^(PATH|HOME|LD_.*|DOCKER_.*|BUILDX_.*|BUILDKIT_.*|SOURCE_DATE_EPOCH|WAYBILL_BUILD_SECRET_.*)$/;

function isHidden({ hiddenArgs = [] }: BuildxOptions, name: string): boolean {
  return hiddenArgs.includes(name);
}

/** The values of hidden arguments as `--build-arg NAME` looks them up. Throws an `input` error where docker would misunderstand the name. */
function hiddenArguments(options: BuildxOptions, env: Readonly<Record<string, string>>): Record<string, string> {
  const hidden = Object.entries(options.args ?? {}).filter(([name]) => isHidden(options, name));
  const taken = hidden.find(([name, value]) => STEERING.test(name) && env[name] !== value);
  if (taken) {
    throw new ActionError(
      "input",
      `The build argument ${taken[0]} cannot come from 'env:NAME', because docker reads a variable of that name itself. Rename the argument, or use a build secret.`,
    );
  }
  return Object.fromEntries(hidden);
}

function secretName(index: number): string {
  return `WAYBILL_BUILD_SECRET_${index}`;
}

/** Runs one build. Its scratch folder is outside of the context, so that nothing of it can be copied into the image. */
async function runBuild(
  docker: string,
  builder: string,
  env: Readonly<Record<string, string>>,
  options: BuildxOptions,
): Promise<{ layoutDir: string; digest: Digest }> {
  const hiddenArgs = hiddenArguments(options, env);
  const scratch = await mkdtemp(join(tmpdir(), "waybill-buildx-"));
  const redactor = createRedactor();
  for (const value of Object.values(hiddenArgs)) redactor.add(value);
  for (const secret of Object.values(options.secrets ?? {})) {
    redactor.add(secret);
    options.reporter?.mask(secret);
  }
  const secretEnv = Object.fromEntries(Object.values(options.secrets ?? {}).map((value, index) => [secretName(index), value]));
  const lines: string[] = [];
  try {
    const metadataFile = join(scratch, "metadata.json");
    const dockerfile = await dockerfileFor(options, scratch);
    const { exitCode } = await runCommand(docker, buildArguments(builder, { ...options, dockerfile }, metadataFile), {
      env: {
        ...env,
        ...hiddenArgs,
        ...secretEnv,
        SOURCE_DATE_EPOCH: String(Math.floor(options.created.getTime() / 1000)),
        BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
      },
      onLine: (line) => {
        const safe = redactor.redact(line);
        lines.push(safe);
        if (lines.length > 2_000) lines.shift();
        if (safe.trim() !== "") options.reporter?.progress(safe);
      },
      signal: options.signal,
    });
    if (exitCode !== 0) throw buildFailure(exitCode, lines, options.dockerfile);
    return { layoutDir: options.outDir, digest: await readDigest(metadataFile, options.outDir) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The Dockerfile to build: a copy with its own ignore file beside it where one is given. */
async function dockerfileFor({ dockerfile, ignoreFile }: BuildxOptions, scratch: string): Promise<string> {
  if (!ignoreFile) return dockerfile;
  const copy = join(scratch, basename(dockerfile));
  await copyFile(dockerfile, copy);
  await writeFile(`${copy}.dockerignore`, ignoreFile);
  return copy;
}

function buildFailure(exitCode: number, lines: readonly string[], dockerfile: string): ActionError {
  const reason = lines.findLast((line) => /^ERROR:|^error:/i.test(line)) ?? lines.findLast((line) => line.trim() !== "") ?? "no output";
  const last = lines
    .filter((line) => line.trim() !== "")
    .slice(-LAST_LINES)
    .join("\n");
  if (/no space left on device/i.test(reason)) {
    return new ActionError(
      "environment",
      `The build of '${dockerfile}' failed because the disk is full: ${reason} Free some space on the runner or the builder ('docker buildx prune'), then run again.`,
    );
  }
  return new ActionError(
    "command",
    `The build of '${dockerfile}' failed: docker buildx ended with exit code ${exitCode}: ${reason}\nThe last lines were:\n${last}`,
  );
}

async function readDigest(metadataFile: string, layoutDir: string): Promise<Digest> {
  const digest = textAt(parseJson(await readFile(metadataFile, "utf8")), "containerimage.digest");
  const manifests = listAt(parseJson(await readFile(join(layoutDir, "index.json"), "utf8")), "manifests");
  const written = manifests.map((entry) => textAt(entry, "digest"));
  if (digest !== undefined && isDigest(digest) && written.includes(digest)) return digest;
  throw new ActionError(
    "command",
    `docker buildx said that it built ${JSON.stringify(digest)}, but the layout it wrote names ${written.join(", ")}. Use an empty output directory and a current buildx.`,
  );
}
