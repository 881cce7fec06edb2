import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "./cache.ts";
import { runCommand } from "./command.ts";
import { PartError } from "../failure.ts";

/** One npm package, pinned by the hash of its archive. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/**
 * Fetches an npm package once and returns the folder it lies in.
 * Its install scripts do not run; `finish` does what they would have done.
 */
export async function npmPackage(part: string, wanted: NpmPackage, finish?: (directory: string) => Promise<void>): Promise<string> {
  return cached(part, wanted.version, async (directory) => {
    const spec = `${wanted.name}@${wanted.version}`;
    const advice = "Check that the npm registry answers (npm ping), then run it again.";
    const text = await runCommand("npm", ["pack", spec, "--json", "--loglevel=error", "--pack-destination", directory], {
      cwd: directory,
      advice,
    });
    const packed = readPacked(text, spec);
    if (packed.integrity !== wanted.integrity) {
      throw new PartError(
        `The npm package ${spec} has the hash ${packed.integrity}, not the pinned ${wanted.integrity}. Do not use it; ask why it changed.`,
      );
    }
    // npm writes @scope/name as scope-name in some versions and with the path in others.
    const archive = join(directory, packed.filename.replace(/^@/, "").replace("/", "-"));
    await mkdir(join(directory, "out"));
    await runCommand("tar", ["-xzf", archive, "-C", join(directory, "out"), "--strip-components=1"]);
    await rm(archive);
    await finish?.(join(directory, "out"));
    await rename(join(directory, "out"), join(directory, "package"));
  }).then((directory) => join(directory, "package"));
}

function readPacked(text: string, spec: string): { filename: string; integrity: string } {
  const parsed: unknown = JSON.parse(text);
  // npm 11 prints a list, later versions an object by package name.
  const first: unknown = Array.isArray(parsed) ? parsed[0] : Object.values(Object(parsed))[0];
  if (typeof first === "object" && first !== null && "filename" in first && "integrity" in first) {
    return { filename: String(first.filename), integrity: String(first.integrity) };
  }
  throw new PartError(`'npm pack ${spec}' printed something this script does not understand. Use npm 9 or later.`);
}
