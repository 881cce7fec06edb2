import { digestOf } from "@waybill/kit";

/** What a tag plan depends on. */
export interface TagContext {
  /** The full Git reference, for example `refs/tags/v1.2.3`. */
  readonly ref: string;
  readonly commit: string;
  /** A version that was given, instead of the one in the reference. */
  readonly version?: string | undefined;
  readonly defaultBranch?: string | undefined;
  /** Tags that the repository has now. */
  readonly existing: readonly string[];
}

/** A tag to set, with the reason. */
export interface PlannedTag {
  readonly tag: string;
  readonly why: string;
}

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease?: string | undefined;
  readonly build?: string | undefined;
  readonly text: string;
}

const MAX_TAG_LENGTH = 128;
const HASH_LENGTH = 8;

/**
 * Decides the tags of an image. Every tag is legal and at most 128 characters; `latest`, `X` and `X.Y` go to the highest release of their line only,
 * so a backport never takes them away; different references never get the same tag.
 */
export function planTags(context: TagContext): PlannedTag[] {
  const commitTag = { tag: `sha-${context.commit.slice(0, 12).toLowerCase()}`, why: "names the commit" };
  const [, kind, name] = /^refs\/(tags|heads|pull)\/(.+)$/s.exec(context.ref) ?? [];
  const text = context.version ?? (kind === "tags" ? name : undefined);
  const version = text === undefined ? undefined : parseVersion(text);
  if (version) return [...versionTags(version, context.existing), commitTag];
  if (text !== undefined)
    return [
      {
        tag: legalTag(text),
        why:
          context.version === undefined
            ? "names the Git tag, which is not a version"
            : "is the version that was given, which is not of the form 1.2.3",
      },
      commitTag,
    ];
  if (kind === "pull") {
    const number = /^(\d+)\//.exec(name ?? "")?.[1];
    return number === undefined ? [commitTag] : [{ tag: `pr-${number}`, why: "names the pull request" }, commitTag];
  }
  // A merge queue's branch lives for minutes; a tag for it would only be litter.
  if (kind !== "heads" || name === undefined || name.startsWith("gh-readonly-queue/")) return [commitTag];
  const branch = branchTag(name);
  const why =
    name === context.defaultBranch ? "names the default branch; it is no release, so 'latest' stays where it is" : "names the branch";
  return [{ tag: branch, why }, commitTag];
}

function versionTags(version: Version, existing: readonly string[]): PlannedTag[] {
  const [major, minor] = version.numbers;
  const full = { tag: legalTag(version.text.replaceAll("+", "_")), why: "is the version" };
  if (version.prerelease !== undefined) return [full];
  if (version.build !== undefined) return [full];
  const releases = existing
    .map((tag) => parseVersion(tag))
    .filter((known) => known !== undefined)
    .filter(({ prerelease, build }) => prerelease === undefined && build === undefined);
  const isHighest = (line: (known: Version) => boolean): boolean => releases.filter(line).every((known) => compare(known, version) <= 0);
  const planned: PlannedTag[] = [full];
  if (isHighest(({ numbers }) => numbers[0] === major && numbers[1] === minor))
    planned.push({ tag: `${major}.${minor}`, why: `is the highest release of ${major}.${minor}` });
  // 0.x promises no compatibility, so a tag '0' would promise too much.
  if (major > 0 && isHighest(({ numbers }) => numbers[0] === major))
    planned.push({ tag: String(major), why: `is the highest release of ${major}` });
  if (isHighest(() => true)) planned.push({ tag: "latest", why: "is the highest release of all" });
  return planned;
}

function parseVersion(text: string): Version | undefined {
  const match = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(text);
  if (!match) return undefined;
  const [, major, minor, patch, prerelease, build] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    text: text.replace(/^v/, ""),
    prerelease,
    build,
  };
}

function compare(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) {
    const difference = a.numbers[index] - b.numbers[index];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A branch must not take a tag that means a release, a pull request or a commit. */
function branchTag(name: string): string {
  const isReserved = /^(?:latest|v?\d+(?:\.\d+)*(?:[-_].*)?|pr-\d+|sha-[0-9a-f]+|sha256-[0-9a-f]+)$/i.test(name);
  return legalTag(isReserved ? `branch-${name}` : name);
}

/** Makes a text a legal tag; whatever had to be changed gets a hash, so that two texts never become one tag. */
function legalTag(text: string): string {
  const clean = text.replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  if (clean === text && clean.length <= MAX_TAG_LENGTH) return clean;
  const hash = digestOf(text).slice("sha256:".length, "sha256:".length + HASH_LENGTH);
  return [clean.slice(0, MAX_TAG_LENGTH - HASH_LENGTH - 1), hash].filter((part) => part !== "").join("-");
}
