import { JsonError, parseStrictJson } from "../strict-json.ts";
import { quoteName } from "../structure.ts";
import type { StructureProblem } from "../structure.ts";

/** Whether a file's name says that it is the index of a sharded safetensors model. */
export function isSafetensorsIndex(path: string): boolean {
  return path.endsWith(".safetensors.index.json");
}

/**
 * Checks that the index of a sharded model names exactly the tensors that its shards hold, each in its shard.
 * `shards` has the tensor names of every safetensors file beside the index, by file name.
 */
export function inspectIndex(text: string, shards: ReadonlyMap<string, readonly string[]>): StructureProblem[] {
  try {
    const root = parseStrictJson(text);
    const map = root instanceof Map ? root.get("weight_map") : undefined;
    if (!(map instanceof Map)) return [problem("The index has no 'weight_map'.")];
    const entries = [...map].map(([tensor, shard]) => ({ tensor, shard: typeof shard === "string" ? shard : "" }));
    const held = new Map([...shards].map(([shard, tensors]) => [shard, new Set(tensors)]));
    const misplaced = entries.filter(({ tensor, shard }) => !held.get(shard)?.has(tensor));
    if (entries.length === 0) return [problem("The index names no tensor.")];
    const named = new Set(entries.map((entry) => entry.shard));
    const forgotten = [...shards]
      .filter(([shard]) => named.has(shard) || isShard(shard))
      .flatMap(([, tensors]) => tensors.filter((tensor) => !map.has(tensor)));
    return [
      ...misplaced
        .slice(0, 10)
        .map(({ tensor, shard }) => problem(`Tensor ${quoteName(tensor)} is not in ${quoteName(shard)}, where the index has it.`)),
      ...forgotten.slice(0, 10).map((tensor) => problem(`Tensor ${quoteName(tensor)} of a shard is not in the index.`)),
    ];
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return [problem(`The index's JSON ${error.message}.`)];
  }
}

/** Shards are named `model-00001-of-00003.safetensors`. */
function isShard(name: string): boolean {
  return /-\d+-of-\d+\.safetensors$/.test(name);
}

function problem(what: string): StructureProblem {
  return { rule: "safetensors-index", what };
}
