import { inputError } from "@waybill/kit";
import { readInput, readList } from "@waybill/kit/edge";
import { readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  /** Image of waybill.yml; undefined for all of them. */
  readonly name?: string;
  /** What waybill.yml would say, when `context` and its companions describe the image. */
  readonly configText?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Undefined: tags are planned from the commit, branch or version tag. */
  readonly tags?: readonly string[];
}

export function readInputs(): Inputs {
  const name = readInput("name");
  const tags = readList("tags");
  const common = { ...readCommonInputs(), buildArgs: readPairs("build-args"), ...(tags.length > 0 ? { tags } : {}) };
  const context = readInput("context");
  const dockerfile = readInput("dockerfile");
  const repository = readInput("image");
  const probe = readProbe();
  if (context === undefined) {
    for (const [key, value] of Object.entries({ dockerfile, image: repository, probe })) {
      if (value !== undefined) throw inputError(key, "goes with 'context'; for an image of waybill.yml say it there");
    }
    return { ...common, ...(name === undefined ? {} : { name }) };
  }
  const entry = { context, ...(dockerfile ? { dockerfile } : {}), ...(repository ? { repository } : {}), ...(probe ? { probe } : {}) };
  const key = name ?? "image";
  return { ...common, name: key, configText: JSON.stringify({ version: 1, images: { [key]: entry } }) };
}

function readProbe(): { port: number; path: string } | undefined {
  const text = readInput("probe");
  if (text === undefined) return undefined;
  const match = /^(\d{1,5})(\/\S*)?$/.exec(text);
  if (!match) throw inputError("probe", `is '${text}'; write PORT/path, for example 8080/healthz`);
  return { port: Number(match[1]), path: match[2] ?? "/" };
}
