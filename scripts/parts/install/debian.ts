import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { runCommand, tryCommand } from "./command.ts";
import { PartError } from "../failure.ts";
import { turn } from "./turn.ts";

const POLICY = "/usr/sbin/policy-rc.d";
const POLICY_TEXT = "#!/bin/sh\n# Written by waybill parts while it installs packages: no service starts by itself.\nexit 101\n";
// dpkg has one lock.
const installing = turn();
let updated = false;

/** Makes sure that Debian packages are installed, without any of their services being started. */
export async function debianPackages(...packages: string[]): Promise<void> {
  if (await installed(packages)) return;
  await installing(async () => {
    const missing = [];
    for (const name of packages) if (!(await installed([name]))) missing.push(name);
    if (missing.length === 0) return;
    if ((await tryCommand("apt-get", ["--version"])).code !== 0) {
      throw new PartError(
        `The packages ${missing.join(", ")} are missing and there is no apt-get. Run the real parts on Debian 12, or in a container of it.`,
      );
    }
    if (process.getuid?.() !== 0)
      throw new PartError(`The packages ${missing.join(", ")} are missing. Run as root, or install them with apt-get first.`);
    await install(missing);
  });
}

async function install(packages: readonly string[]): Promise<void> {
  const ours = !existsSync(POLICY);
  if (ours) await writeFile(POLICY, POLICY_TEXT, { mode: 0o755 });
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  // Another apt-get (unattended upgrades, another start) may hold the lock for a while.
  const wait = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"];
  const advice = "Check that the Debian mirror answers (apt-get update), then run it again.";
  try {
    if (!updated) await runCommand("apt-get", [...wait, "update", "-q"], { env, advice });
    updated = true;
    await runCommand("apt-get", [...wait, "install", "-y", "-q", "--no-install-recommends", ...packages], { env, advice });
  } finally {
    if (ours) await rm(POLICY, { force: true });
  }
}

async function installed(packages: readonly string[]): Promise<boolean> {
  const { stdout } = await tryCommand("dpkg-query", ["-W", "-f", "${db:Status-Status}\n", ...packages]);
  return (
    stdout
      .trim()
      .split("\n")
      .filter((line) => line === "installed").length === packages.length
  );
}

/** Returns the installed version of a Debian package, or undefined. */
export async function debianVersion(name: string): Promise<string | undefined> {
  const { code, stdout } = await tryCommand("dpkg-query", ["-W", "-f", "${Version}", name]);
  return code === 0 && stdout !== "" ? stdout : undefined;
}
