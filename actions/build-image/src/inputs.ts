import type { EntryInputs } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { readInput, readList } from "@waybill/kit/edge";
import { readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  /** Image of waybill.yml; undefined for all of them. */
  readonly name: string | undefined;
  /** The image that `context` and its companions describe instead of waybill.yml. */
  readonly entry: EntryInputs | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Undefined: tags are planned from the commit, branch or version tag. */
  readonly tags: readonly string[] | undefined;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const entry = readEntry();
  return {
    ...readCommonInputs(),
    name: entry?.name.value ?? readInput("name"),
    entry,
    buildArgs: readPairs("build-args"),
    tags: readTags(),
  };
}

function readEntry(): EntryInputs | undefined {
  const name = readInput("name");
  const context = readInput("context");
  const repository = readInput("image");
  const keys = {
    dockerfile: { input: "dockerfile", value: readInput("dockerfile") },
    repository: { input: "image", value: repository },
    probe: { input: "probe", value: readProbe() },
  };
  if (context !== undefined)
    return {
      section: "images",
      name: { input: "name", value: name ?? "image" },
      keys: { context: { input: "context", value: context }, ...keys },
      // The login is for the registry that the image goes to.
      registry: /^([^/]*[.:][^/]*|localhost)\//.exec(repository ?? "")?.[1],
    };
  for (const { input, value } of Object.values(keys))
    if (value !== undefined) throw inputError(input, "goes with 'context'; for an image of waybill.yml say it there");
  return undefined;
}

function readProbe(): { port: number; path: string } | undefined {
  const text = readInput("probe");
  if (text === undefined) return undefined;
  const match = /^(\d{1,5})(\/\S*)?$/.exec(text);
  if (!match) throw inputError("probe", `is '${text}'; write PORT/path, for example 8080/healthz`);
  return { port: Number(match[1]), path: match[2] ?? "/" };
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests says what a tag may be. */
function readTags(): string[] | undefined {
  const tags = readList("tags");
  for (const tag of tags) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))
      throw inputError("tags", `has '${tag}'; a tag is 1 to 128 letters, digits, '_', '.' or '-', not starting with '.' or '-'`);
  }
  return tags.length > 0 ? tags : undefined;
}
