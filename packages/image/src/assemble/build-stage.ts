import { ActionError } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type { Platform, Registry } from "@waybill/registry";
import { fetchBase, formatPlatform } from "./base.ts";
import { expandAt, globalArgs, platformArgs } from "./build-args.ts";
import type { ImageConfig } from "./config.ts";
import { readCopyFlags, refuseSpecialAdd } from "./copy-flags.ts";
import { CopyProblem, planCopy, planFolder } from "./copying.ts";
import type { Dockerfile, DockerfileStage, Instruction } from "../dockerfile/dockerfile.ts";
import { readLayers, writeLayer } from "./layer.ts";
import type { Layer, Scratch } from "./layer.ts";
import { dockerfileError, NEEDS_BUILDKIT } from "../dockerfile/place.ts";
import { applySetting, applyWorkdir, parseList } from "./settings.ts";
import type { SettingsScope } from "./settings.ts";
import type { Tree } from "./tree.ts";
import { expandWord, splitWords, WordProblem } from "../dockerfile/words.ts";

/** What all stages of one platform share. */
export interface AssemblyScope {
  readonly dockerfile: Dockerfile;
  readonly context: string;
  /** The build context without what is ignored. */
  readonly files: Tree;
  readonly args: Readonly<Record<string, string>>;
  readonly platform: Platform;
  readonly outDir: string;
  readonly created: Date;
  readonly registryFor: (host: string) => Registry;
  readonly scratch: Scratch;
  readonly reporter: Reporter;
  readonly signal: AbortSignal | undefined;
  /** Stages that are built already, by index; also notes base images that COPY --from names. */
  readonly built: Map<number | string, Promise<BuildStageResult>>;
  /** Receives every base image by digest. */
  readonly bases: Set<string>;
  /** Receives the name of every build argument that was asked for. */
  readonly usedArgs: Set<string>;
}

/** A finished stage. */
export interface BuildStageResult {
  readonly image: ImageConfig;
  readonly layers: readonly Layer[];
  /** All files of the image; reads base layers at the first call. */
  tree(): Promise<Tree>;
}

interface BuildStageState extends SettingsScope {
  readonly layers: Layer[];
  readonly tree: () => Promise<Tree>;
  readonly scope: AssemblyScope;
  readonly index: number;
}

/** Builds one stage (what one FROM begins) with the stages it needs; each is built once. Throws an `input` error with file and line. */
export function buildStage(index: number, scope: AssemblyScope): Promise<BuildStageResult> {
  const known = scope.built.get(index);
  if (known) return known;
  const building = assembleStage(index, scope);
  scope.built.set(index, building);
  return building;
}

async function assembleStage(index: number, scope: AssemblyScope): Promise<BuildStageResult> {
  const stage = scope.dockerfile.stages[index];
  if (!stage) throw new TypeError(`there is no stage ${index}`);
  const globals = globalArgs(scope);
  const state = await startStage(stage, index, globals, scope);
  for (const instruction of stage.instructions) {
    scope.signal?.throwIfAborted();
    try {
      await applyInstruction(instruction, state, globals);
    } catch (error) {
      if (error instanceof WordProblem || error instanceof CopyProblem)
        throw dockerfileError(scope.dockerfile.file, instruction.line, `${error.message}.`);
      throw error;
    }
  }
  return { image: state.image, layers: state.layers, tree: state.tree };
}

/** The state before the first instruction: the base image or stage, or nothing for `scratch`. ARGs before the first FROM count here only. */
async function startStage(
  stage: DockerfileStage,
  index: number,
  globals: Map<string, string>,
  scope: AssemblyScope,
): Promise<BuildStageState> {
  const { file, escape } = scope.dockerfile;
  const expandGlobal = (text: string): string => expandAt(file, stage.line, () => expandWord(text, (name) => globals.get(name), escape));
  const base = expandGlobal(stage.base);
  if (base === "")
    throw dockerfileError(
      file,
      stage.line,
      `has an empty base image: '${stage.base}' expands to nothing. Give the ARG a default or pass it as a build argument.`,
    );
  const platform = stage.platform === undefined ? formatPlatform(scope.platform) : expandGlobal(stage.platform);
  if (platform !== formatPlatform(scope.platform))
    throw dockerfileError(
      file,
      stage.line,
      `builds a stage for ${platform} in an image for ${formatPlatform(scope.platform)}. ${NEEDS_BUILDKIT}.`,
    );
  const below = await findBase(base, index, stage.line, scope);
  const start = below?.image;
  const image: ImageConfig = {
    ...(start ?? {
      os: scope.platform.os,
      architecture: scope.platform.architecture,
      variant: scope.platform.variant,
    }),
    config: structuredClone(start?.config ?? { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] }),
    rootfs: { type: "layers", diff_ids: [...(start?.rootfs.diff_ids ?? [])] },
    history: [...(start?.history ?? [])],
  };
  if ((image.config.OnBuild ?? []).length > 0)
    throw dockerfileError(file, stage.line, `is based on '${base}', which has ONBUILD instructions. ${NEEDS_BUILDKIT}.`);
  let tree: Promise<Tree> | undefined;
  const layers = [...(below?.layers ?? [])];
  const loadTree = below
    ? async (): Promise<Tree> => new Map(await below.tree())
    : async (): Promise<Tree> => readLayers(scope.outDir, [], scope.scratch);
  const state: BuildStageState = {
    image,
    escape,
    args: new Map(),
    commandIsOwn: false,
    layers,
    scope,
    index,
    tree: () => (tree ??= loadTree()),
    expand: (text) => expandWord(text, (name) => variable(name, state), escape),
  };
  return state;
}

/** The environment of the image wins over ARG, as in Docker. */
function variable(name: string, state: BuildStageState): string | undefined {
  const entry = state.image.config.Env?.find((pair) => pair.startsWith(`${name}=`));
  return entry === undefined ? state.args.get(name) : entry.slice(name.length + 1);
}

/** FROM names a stage before it, whatever its letter case, else an image ("Multi-stage builds"). */
async function findBase(base: string, index: number, line: number, scope: AssemblyScope): Promise<BuildStageResult | undefined> {
  if (base === "scratch") return undefined;
  const stage = scope.dockerfile.stages.findIndex(({ name }, at) => at < index && name === base.toLowerCase());
  return stage === -1 ? fetchedBase(base, line, scope) : buildStage(stage, scope);
}

/** A base image is fetched once for a platform, whoever names it. */
function fetchedBase(base: string, line: number, scope: AssemblyScope): Promise<BuildStageResult> {
  const known = scope.built.get(base);
  if (known) return known;
  const fetching = fetchBase(base, scope).then(
    ({ reference, config, layers }): BuildStageResult => {
      scope.bases.add(reference);
      const made = formatPlatform(config);
      if (
        made !== formatPlatform(scope.platform) &&
        `${config.os}/${config.architecture}` !== `${scope.platform.os}/${scope.platform.architecture}`
      ) {
        scope.reporter.warn(
          `the base image '${reference}' is made for ${made}, but this image is built for ${formatPlatform(scope.platform)}`,
        );
      }
      let tree: Promise<Tree> | undefined;
      return { image: config, layers, tree: () => (tree ??= readLayers(scope.outDir, layers, scope.scratch)) };
    },
    (cause: unknown) => {
      if (cause instanceof ActionError)
        throw new ActionError(cause.kind, `${scope.dockerfile.file}:${line} needs the base image '${base}': ${cause.message}`, { cause });
      throw cause;
    },
  );
  scope.built.set(base, fetching);
  return fetching;
}

async function applyInstruction(instruction: Instruction, state: BuildStageState, globals: Map<string, string>): Promise<void> {
  const { keyword, rest } = instruction;
  if (keyword === "RUN" || keyword === "ONBUILD") {
    const shown = rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
    throw new WordProblem(
      `has '${keyword} ${shown}', which cannot be assembled: nothing is executed without BuildKit. Move the work into an earlier step and COPY its result, or: ${NEEDS_BUILDKIT}`,
    );
  }
  if (keyword === "ARG") return declareArgs(rest, state, globals);
  if (keyword === "COPY" || keyword === "ADD") return applyCopy(instruction, state);
  if (keyword === "WORKDIR") {
    const workdir = applyWorkdir(instruction, state);
    return addLayer(`WORKDIR ${workdir}`, planFolder(await state.tree(), workdir), state);
  }
  if (!applySetting(instruction, state)) throw new WordProblem(`has ${keyword}, which cannot be assembled. ${NEEDS_BUILDKIT}`);
  note(`${keyword} ${rest}`, true, state);
}

/** ARG: what was given, else its default; without one the global ARG of that name, or a platform's argument ("Automatic platform ARGs"). */
function declareArgs(rest: string, state: BuildStageState, globals: Map<string, string>): void {
  for (const word of splitWords(rest, state.escape)) {
    const equals = word.indexOf("=");
    const name = equals === -1 ? word : word.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new WordProblem(`declares the build argument '${name}', which is not a name`);
    state.scope.usedArgs.add(name);
    const given = state.scope.args[name];
    const value =
      given ?? (equals === -1 ? (globals.get(name) ?? platformArgs(state.scope.platform).get(name)) : state.expand(word.slice(equals + 1)));
    if (value !== undefined) state.args.set(name, value);
  }
  // The value is left out of the history: a build argument may be something that not everybody should read.
  note(
    `ARG ${splitWords(rest, state.escape)
      .map((word) => word.split("=")[0])
      .join(" ")}`,
    true,
    state,
  );
}

/** COPY and ADD: words with spaces stand in a JSON list, the last one is the destination. */
async function applyCopy(instruction: Instruction, state: BuildStageState): Promise<void> {
  const flags = readCopyFlags(instruction, (text) => state.expand(text));
  const list = parseList(instruction.rest);
  const words = (list ?? splitWords(instruction.rest, state.escape)).map((word) => state.expand(word));
  const destination = words.at(-1) ?? "";
  const sources = words.slice(0, -1);
  if (sources.length === 0) throw new WordProblem(`has ${instruction.keyword} with one path; it needs a source and a destination`);
  if (instruction.keyword === "ADD") await refuseSpecialAdd(sources, state.scope.files);
  const from = flags.from === undefined ? state.scope.files : await (await findCopySource(flags.from, instruction.line, state)).tree();
  const request = {
    sources,
    destination,
    workdir: state.image.config.WorkingDir ?? "/",
    owner: flags.owner,
    mode: flags.mode,
  };
  await addLayer(`${instruction.keyword} ${words.join(" ")}`, planCopy(from, await state.tree(), request), state);
}

/** `--from` names a stage, its number, or an image; a stage must come before this one, so there is no circle. */
async function findCopySource(from: string, line: number, state: BuildStageState): Promise<BuildStageResult> {
  const { stages } = state.scope.dockerfile;
  const named = stages.findIndex(({ name }, at) => at < state.index && name === from.toLowerCase());
  if (named !== -1) return buildStage(named, state.scope);
  if (!/^\d+$/.test(from)) return fetchedBase(from, line, state.scope);
  if (Number(from) >= state.index) throw new WordProblem(`copies from stage ${from}, which does not come before this one`);
  return buildStage(Number(from), state.scope);
}

/** Writes what an instruction added as a layer; one that added nothing becomes an empty entry of the history, as in Docker. */
async function addLayer(createdBy: string, added: Tree, state: BuildStageState): Promise<void> {
  if (added.size === 0) return note(createdBy, true, state);
  const layer = await writeLayer(state.scope.outDir, added, Math.floor(state.scope.created.getTime() / 1000));
  state.layers.push(layer);
  state.image.rootfs.diff_ids.push(layer.diffId);
  note(createdBy, false, state);
  state.scope.reporter.progress(`${createdBy}: ${added.size} entries, ${layer.descriptor.size} bytes`);
}

/** Image specification, config.md, "history": one entry for each instruction, empty ones included. */
function note(createdBy: string, isEmpty: boolean, state: BuildStageState): void {
  state.image.history.push({
    created: state.scope.created.toISOString(),
    created_by: createdBy,
    comment: "waybill",
    empty_layer: isEmpty ? true : undefined,
  });
}
