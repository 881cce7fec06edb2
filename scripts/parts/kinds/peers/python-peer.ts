import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "../../install/cache.ts";
import { runCommand, tryCommand } from "../../install/command.ts";
import { debianPackages } from "../../install/debian.ts";
import { PartError } from "../../failure.ts";

// The folder is found from the script's own place, because the cache renames it when complete.
const WRAPPER = `#!/bin/sh
here=$(dirname "$0")
PYTHONPATH="$here/lib" PYTHONNOUSERSITE=1 exec python3 "$@"
`;

/**
 * Installs a package of PyPI with everything that it needs, at the versions and hashes of `locks/<name>.txt`, and returns a program that
 * is Python with that package. The locks hold for CPython 3.11 on Linux x64, which Debian 12 has.
 */
export async function pythonPeer(name: string): Promise<string> {
  const lock = join(import.meta.dirname, "locks", `${name}.txt`);
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex").slice(0, 8);
  const directory = await cached(name, `${lockedVersion(name)}-${hash}`, async (target) => {
    if ((await tryCommand("python3", ["-m", "pip", "--version"])).code !== 0) await debianPackages("python3-pip");
    const advice = "Check that the Python package index answers and that python3 is CPython 3.11, then run it again.";
    const args = ["-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "--only-binary", ":all:"];
    await mkdir(join(target, "lib"));
    await runCommand("python3", [...args, "--target", join(target, "lib"), "-r", lock], { advice });
    await writeFile(join(target, "python"), WRAPPER);
    await chmod(join(target, "python"), 0o755);
  });
  return join(directory, "python");
}

/** The version that a lock names for the package it is called after. */
export function lockedVersion(name: string): string {
  const text = readFileSync(join(import.meta.dirname, "locks", `${name}.txt`), "utf8");
  const version = new RegExp(`^${name}==(\\S+) `, "m").exec(text)?.[1];
  if (version === undefined) throw new PartError(`scripts/parts/kinds/peers/locks/${name}.txt does not name '${name}'. Generate it again.`);
  return version;
}
