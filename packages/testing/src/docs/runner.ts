import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { kiosk } from "../adopters/deliveries.ts";
import { writeTree } from "../adopters/repositories.ts";
import type { DocBlock } from "./blocks.ts";
import { commandsOf } from "./blocks.ts";
import { folders, ROOT } from "../repository.ts";

const run = promisify(execFile);

/** The folders that a block of commands may be run in, each made anew for a page. */
export const FOLDERS: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  ...Object.fromEntries(folders("examples").map((name) => [`examples/${name}`, (folder: string) => copyExample(name, folder)])),
  /** The lab as it is before it adopts Waybill. */
  jenkinsfiles: async (folder) => {
    await copyExample("jenkins-lab", folder);
    for (const ours of ["waybill.yml", ".github"]) await rm(join(folder, ours), { recursive: true });
  },
  /** A stranger's repository with build-push-action, k8s-deploy and Flyway. */
  kiosk: (folder) => writeTree(folder, kiosk),
};

async function copyExample(name: string, folder: string): Promise<void> {
  await cp(join(ROOT, "examples", name), folder, { recursive: true, filter: (file) => !file.endsWith("/.waybill") });
}

export interface DocFolder extends AsyncDisposable {
  /** Runs a block as a reader would; throws with everything that was printed when a command fails. */
  run(block: DocBlock): Promise<string>;
}

/** A folder for the blocks of one page, in which `waybill` is this repository's command. */
export async function openDocFolder(name: string): Promise<DocFolder> {
  const make = FOLDERS[name];
  if (!make) throw new Error(`There is no folder '${name}'; there are ${Object.keys(FOLDERS).join(", ")}.`);
  const top = await mkdtemp(join(tmpdir(), "docs-"));
  const [folder, bin] = [join(top, basename(name)), join(top, "bin")];
  await make(folder);
  await mkdir(bin);
  const program = [process.execPath, "--conditions=@waybill/source", join(ROOT, "packages/cli/src/main.ts")];
  await writeFile(join(bin, "waybill"), `#!/bin/sh\nexec ${program.map((word) => `'${word}'`).join(" ")} "$@"\n`, { mode: 0o755 });
  await run("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  await run("git", ["add", "--all"], { cwd: folder });
  await run("git", ["-c", "user.name=docs", "-c", "user.email=docs@example.com", "commit", "--quiet", "--message=Begin"], { cwd: folder });
  const env = {
    ...process.env,
    PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    XDG_STATE_HOME: join(top, "state"),
    HOME: top,
    GITHUB_ACTIONS: "",
  };
  return {
    async run(block) {
      const script = commandsOf(block).join("\n");
      try {
        const { stdout, stderr } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, env, timeout: 480_000 });
        return `${stdout}${stderr}`;
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        throw new Error(`${block.page}:${block.line} failed in '${name}':\n${script}\n${stdout}${stderr}`, { cause: error });
      }
    },
    async [Symbol.asyncDispose]() {
      await run(join(bin, "waybill"), ["rehearse", "--stop", "-C", folder], { env }).catch(() => undefined);
      await rm(top, { recursive: true, force: true });
    },
  };
}
