import { compare, parse } from "semver";

/** The tags that a release sets, and what it means to people who follow moving tags. */
export interface ReleaseTags {
  /** `v1.2.3`. */
  readonly tag: string;
  /** `v1`; undefined when a higher release of the same major is out, or the release is a pre-release, so that nobody is led back. */
  readonly moving?: string | undefined;
  /** Whether this is the highest release of all. */
  readonly latest: boolean;
}

/** Decides the tags of a release among those that exist. Throws when the version is no semantic version in `v1.2.3` form. */
export function planTags(version: string, existing: readonly string[]): ReleaseTags {
  const wanted = version.startsWith("v") ? parse(version.slice(1)) : null;
  if (!wanted || `v${wanted.version}` !== version)
    throw new Error(`'${version}' is no version of the form v1.2.3 (https://semver.org), so nothing was published.`);
  const released = existing.flatMap((tag) => {
    const other = /^v\d+\.\d+\.\d+/.test(tag) ? parse(tag.slice(1)) : null;
    return other && other.prerelease.length === 0 && tag !== version ? [other] : [];
  });
  const final = wanted.prerelease.length === 0;
  const highest = (others: typeof released): boolean => others.every((other) => compare(other, wanted) < 0);
  const sameMajor = released.filter((other) => other.major === wanted.major);
  return { tag: version, moving: final && highest(sameMajor) ? `v${wanted.major}` : undefined, latest: final && highest(released) };
}

/**
 * The section of the changelog that describes a version, without comments. Headings in a code block are text. Throws when there is none, it is
 * empty, or its heading still says that it is not released.
 */
export function changesOf(changelog: string, version: string): string {
  const text = changelog.replaceAll(/<!--[\s\S]*?-->/g, "");
  let isCode = false;
  const sections: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    if (!isCode && line.startsWith("## ")) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  const [heading = "", ...lines] = sections.find(([title = ""]) => title.split(/\s+/)[1]?.replace(/^v/, "") === version.slice(1)) ?? [];
  if (/unreleased/i.test(heading))
    throw new Error(`CHANGELOG.md calls ${version} unreleased ('${heading}'). Give the heading its date first; nothing was published.`);
  const body = lines.join("\n").trim();
  if (!body)
    throw new Error(`CHANGELOG.md has no section '## ${version.slice(1)}' with text, so nobody would know what changed. Write it first.`);
  return body;
}
