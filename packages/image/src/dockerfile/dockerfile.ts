import { dockerfileError, NEEDS_BUILDKIT } from "./place.ts";

/** One instruction with its place; variables are not expanded yet. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: Keyword;
  readonly flags: readonly { readonly name: string; readonly value: string | undefined }[];
  /** What follows the flags, continuation lines joined. */
  readonly rest: string;
  /** From 1. */
  readonly line: number;
}

/** One stage of a Dockerfile. */
export interface DockerfileStage {
  readonly name?: string | undefined;
  /** As written: an image, a stage, `scratch`, with variables. */
  readonly base: string;
  readonly platform?: string | undefined;
  readonly line: number;
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile taken apart. */
export interface Dockerfile {
  readonly file: string;
  readonly escape: string;
  /** The ARGs before the first FROM. */
  readonly globalArgs: readonly Instruction[];
  readonly stages: readonly DockerfileStage[];
}

const KEYWORDS = [
  "ADD",
  "ARG",
  "CMD",
  "COPY",
  "ENTRYPOINT",
  "ENV",
  "EXPOSE",
  "FROM",
  "HEALTHCHECK",
  "LABEL",
  "MAINTAINER",
  "ONBUILD",
  "RUN",
  "SHELL",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
] as const;
/** An instruction that Dockerfiles know, assembled or not. */
export type Keyword = (typeof KEYWORDS)[number];

/** Takes a Dockerfile apart; `file` names it in errors. Throws an `input` error with file and line for what is not a Dockerfile, and for heredocs. */
export function parseDockerfile(text: string, file = "Dockerfile"): Dockerfile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const escape = findEscape(lines, file);
  const instructions = joinLines(lines, escape).map(({ text: joined, line }) => parseInstruction(joined, line, file));
  const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const globalArgs = first === -1 ? instructions : instructions.slice(0, first);
  const early = globalArgs.find(({ keyword }) => keyword !== "ARG");
  if (early) throw dockerfileError(file, early.line, `has ${early.keyword} before the first FROM; only ARG may stand there.`);
  if (first === -1) throw dockerfileError(file, 1, "has no FROM. Name the base image first, or 'FROM scratch'.");
  return { file, escape, globalArgs, stages: splitStages(instructions.slice(first), file) };
}

/** "Parser directives": a comment `# escape=` before anything else. */
function findEscape(lines: readonly string[], file: string): string {
  for (const [index, line] of lines.entries()) {
    const directive = /^#\s*([a-z]+)\s*=\s*(.*?)\s*$/i.exec(line);
    if (!directive) break;
    if (directive[1]?.toLowerCase() !== "escape") continue;
    if (directive[2] !== "\\" && directive[2] !== "`")
      throw dockerfileError(file, index + 1, `sets the escape character to '${directive[2]}'; it can be \\ or \`.`);
    return directive[2];
  }
  return "\\";
}

/** Lines that end with the escape character go on; comments and empty lines in between do not end them ("Format"). */
function joinLines(lines: readonly string[], escape: string): { text: string; line: number }[] {
  const joined: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of lines.entries()) {
    const line: string = raw.trimStart();
    if (line.startsWith("#") || (line.trim() === "" && open !== undefined)) continue;
    if (line.trim() === "") continue;
    const trimmed = line.trimEnd();
    const continues = trimmed.endsWith(escape);
    // The first line of an instruction loses its indentation; later ones keep theirs, as in a shell.
    const content: string = (open ? raw : line).slice(0, (open ? raw.trimEnd() : trimmed).length - (continues ? 1 : 0));
    open = { text: (open?.text ?? "") + content, line: open?.line ?? index + 1 };
    if (continues) continue;
    joined.push({ text: open.text.trim(), line: open.line });
    open = undefined;
  }
  if (open && open.text.trim() !== "") joined.push({ text: open.text.trim(), line: open.line });
  return joined;
}

function parseInstruction(text: string, line: number, file: string): Instruction {
  const [, word = "", after = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const keyword = KEYWORDS.find((known) => known === word.toUpperCase());
  if (keyword === undefined)
    throw dockerfileError(file, line, `has the unknown instruction '${word.slice(0, 40)}'. Known are ${KEYWORDS.join(", ")}.`);
  const flags: { name: string; value: string | undefined }[] = [];
  let rest = after;
  for (
    let flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest);
    flag && takesFlags(keyword);
    flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest)
  ) {
    flags.push({ name: flag[1] ?? "", value: flag[2] });
    rest = rest.slice(flag[0].length);
  }
  if (["RUN", "COPY", "ADD"].includes(keyword) && /(?:^|\s)<<-?\s*(?:["']?)[A-Za-z_]\w*/.test(rest)) {
    throw dockerfileError(
      file,
      line,
      `uses a heredoc (<<) in ${keyword}, which cannot be assembled without BuildKit. Put the text into a file and COPY it, or: ${NEEDS_BUILDKIT}.`,
      "needs-buildkit",
    );
  }
  if (rest.trim() === "") throw dockerfileError(file, line, `has ${keyword} without a value.`);
  return { keyword, flags, rest: rest.trim(), line };
}

function takesFlags(keyword: Keyword): boolean {
  return ["FROM", "COPY", "ADD", "RUN", "HEALTHCHECK"].includes(keyword);
}

function splitStages(instructions: readonly Instruction[], file: string): DockerfileStage[] {
  const stages: (DockerfileStage & { instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword !== "FROM") {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const stage = { ...parseFrom(instruction, file), instructions: [] };
    if (stage.name !== undefined && stages.some(({ name }) => name === stage.name))
      throw dockerfileError(file, instruction.line, `names a second stage '${stage.name}'. Give it another name.`);
    stages.push(stage);
  }
  return stages;
}

function parseFrom(instruction: Instruction, file: string): Omit<DockerfileStage, "instructions"> {
  // White space cannot be quoted here: neither image names nor stage names contain any.
  const words = instruction.rest.split(/\s+/);
  const [base = "", as, name] = words;
  if (words.length !== 1 && !(words.length === 3 && as?.toLowerCase() === "as"))
    throw dockerfileError(file, instruction.line, "has a FROM that is neither 'FROM image' nor 'FROM image AS name'.");
  if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/i.test(name))
    throw dockerfileError(
      file,
      instruction.line,
      `has the stage name '${name}'; it starts with a letter, then letters, digits, '-', '_' and '.'.`,
    );
  const unknown = instruction.flags.find((flag) => flag.name !== "platform");
  if (unknown) throw dockerfileError(file, instruction.line, `has the flag --${unknown.name} on FROM; only --platform is known.`);
  const platform = instruction.flags.find((flag) => flag.name === "platform")?.value;
  return {
    base,
    line: instruction.line,
    name: name?.toLowerCase(),
    platform,
  };
}
