import type { Platform } from "@waybill/registry";
import { findTarget, hostArchitecture, readDockerfile } from "../assemble/assemble.ts";
import { formatPlatform, parsePlatform } from "../assemble/base.ts";
import { expandAt, globalArgs } from "../assemble/build-args.ts";
import { CopyReader } from "./copies.ts";
import type { CopySource } from "./copies.ts";
import type { Dockerfile, Instruction } from "./dockerfile.ts";
import { expandWord } from "./words.ts";

/** What building a Dockerfile needs, as far as its text says it. */
export interface DockerfileNeeds {
  /** Images that it begins with or copies from, build arguments put in. */
  readonly bases: readonly { readonly image: string; readonly line: number }[];
  /** Instructions that only BuildKit carries out; each completes the sentence "The Dockerfile has …". */
  readonly buildKit: readonly { readonly what: string; readonly line: number }[];
  /** What it copies from its context. */
  readonly copies: readonly CopySource[];
}

/** Which image of a Dockerfile is meant; see `BuildImageOptions`. */
export interface DockerfileNeedsOptions {
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string | undefined;
  readonly args: Readonly<Record<string, string>>;
  /** `linux/<this machine>` when empty; only the first counts. */
  readonly platforms: readonly string[];
}

/**
 * Says what the build stages need that a target is made of; without one, the last. Throws an `input` error with file and line for what is no
 * Dockerfile, a target that is not there, and words that cannot be expanded.
 */
export async function readDockerfileNeeds(options: DockerfileNeedsOptions): Promise<DockerfileNeeds> {
  const dockerfile = await readDockerfile(options);
  const platform = parsePlatform(options.platforms[0] ?? `linux/${hostArchitecture()}`);
  return needsOf(dockerfile, { target: findTarget(dockerfile, options.target), args: options.args, platform });
}

function needsOf(
  dockerfile: Dockerfile,
  options: { target: number; args: Readonly<Record<string, string>>; platform: Platform },
): DockerfileNeeds {
  const { file, escape } = dockerfile;
  const globals = globalArgs({ dockerfile, usedArgs: new Set(), ...options });
  const expand = (text: string, line: number): string => expandAt(file, line, () => expandWord(text, (name) => globals.get(name), escape));
  const bases: { image: string; line: number }[] = [];
  const buildKit: { what: string; line: number }[] = [];
  const copies: CopySource[] = [];
  const seen = new Set<number>();
  /** A name is that of an earlier build stage, else an image ("Multi-stage builds"). */
  const follow = (name: string, before: number, line: number): void => {
    const named = dockerfile.stages.findIndex((stage, at) => at < before && stage.name === name.toLowerCase());
    if (named !== -1) return look(named);
    if (name !== "scratch" && name !== "") bases.push({ image: name, line });
  };
  const look = (index: number): void => {
    const stage = dockerfile.stages[index];
    if (!stage || seen.has(index)) return;
    seen.add(index);
    follow(expand(stage.base, stage.line), index, stage.line);
    const platform = stage.platform === undefined ? undefined : expand(stage.platform, stage.line);
    if (platform !== undefined && platform !== formatPlatform(options.platform))
      buildKit.push({ what: `a build stage for ${platform}`, line: stage.line });
    const reader = new CopyReader(
      (name) => options.args[name],
      (name) => globals.get(name),
      escape,
    );
    for (const instruction of stage.instructions) {
      copies.push(...reader.read(instruction));
      const what = onlyBuildKit(instruction);
      if (what !== undefined) buildKit.push({ what, line: instruction.line });
      const from = copySource(instruction);
      if (from === undefined) continue;
      if (/^\d+$/.test(from)) look(Number(from));
      else follow(from, index, instruction.line);
    }
  };
  look(options.target);
  return { bases, buildKit, copies };
}

function onlyBuildKit({ keyword, flags, rest }: Instruction): string | undefined {
  if (keyword === "RUN" || keyword === "ONBUILD") return keyword;
  if (keyword !== "COPY" && keyword !== "ADD") return undefined;
  const flag = flags.find(({ name }) => !["from", "chown", "chmod", "link"].includes(name));
  if (flag) return `the flag --${flag.name} on ${keyword}`;
  return keyword === "ADD" && /(?:^|[\s"[])(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(rest) ? "ADD from the network" : undefined;
}

/** Build arguments of a stage are known only while it is built, so a name that they decide is left to the build. */
function copySource({ keyword, flags }: Instruction): string | undefined {
  const from = keyword === "COPY" ? flags.find(({ name }) => name === "from")?.value : undefined;
  return from?.includes("$") ? undefined : from;
}
