import type { Instruction } from "../dockerfile/dockerfile.ts";
import { NEEDS_BUILDKIT } from "../dockerfile/place.ts";
import type { Tree } from "./tree.ts";
import { WordProblem } from "../dockerfile/words.ts";

/** Reads the flags of a COPY or ADD; throws a `WordProblem` for those that only BuildKit can honour. */
export function readCopyFlags(
  instruction: Instruction,
  expand: (text: string) => string,
): { from?: string; owner?: { uid: number; gid: number }; mode?: number } {
  const flags: { from?: string; owner?: { uid: number; gid: number }; mode?: number } = {};
  for (const { name, value: raw } of instruction.flags) {
    const value = raw === undefined ? undefined : expand(raw);
    if (name === "from" && instruction.keyword === "COPY" && value) flags.from = value;
    else if (name === "chown" && value) flags.owner = parseOwner(value);
    else if (name === "chmod" && value) flags.mode = parseMode(value);
    // Every COPY is a layer of its own here, so --link changes nothing.
    else if (name !== "link")
      throw new WordProblem(
        `has the flag --${name}${raw === undefined ? "" : `=${raw}`} on ${instruction.keyword}, which cannot be assembled. ${NEEDS_BUILDKIT}`,
      );
  }
  return flags;
}

/** Names would have to be looked up in the `/etc/passwd` of the image, where they may not exist yet. */
function parseOwner(text: string): { uid: number; gid: number } {
  const [, uid, gid] = /^(\d{1,7})(?::(\d{1,7}))?$/.exec(text) ?? [];
  if (uid === undefined) throw new WordProblem(`has --chown=${text}; only numbers can be assembled, for example --chown=1000:1000`);
  return { uid: Number(uid), gid: Number(gid ?? uid) };
}

function parseMode(text: string): number {
  if (!/^0?[0-7]{3,4}$/.test(text))
    throw new WordProblem(`has --chmod=${text}; only octal numbers can be assembled, for example --chmod=0755`);
  return Number.parseInt(text, 8);
}

/** Name, offset and first bytes of what ADD unpacks (https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives). */
const ARCHIVE_HEADS: readonly [string, number, readonly number[]][] = [
  ["gzip", 0, [0x1f, 0x8b]],
  ["bzip2", 0, [0x42, 0x5a, 0x68]],
  ["xz", 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["zstd", 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ["tar", 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
];

/** ADD downloads addresses and unpacks archives; neither is done here, and copying them as they are would be another image. */
export async function refuseSpecialAdd(sources: readonly string[], files: Tree): Promise<void> {
  for (const source of sources) {
    if (/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(source))
      throw new WordProblem(
        `adds '${source}' from the network, which cannot be assembled. Download it in an earlier step, check its digest and COPY it, or: ${NEEDS_BUILDKIT}`,
      );
    const entry = files.get(source.replace(/^(?:\.?\/)+/, ""));
    if (entry?.kind !== "file") continue;
    const head: number[] = [];
    for await (const chunk of entry.open()) {
      head.push(...chunk.subarray(0, 512 - head.length));
      if (head.length >= 512) break;
    }
    const archive = ARCHIVE_HEADS.find(([, at, bytes]) => bytes.every((byte, index) => head[at + index] === byte));
    if (archive)
      throw new WordProblem(
        `adds '${source}', a ${archive[0]} file that ADD would unpack, which cannot be assembled. Unpack it in an earlier step, or use COPY to keep it packed, or: ${NEEDS_BUILDKIT}`,
      );
  }
}
