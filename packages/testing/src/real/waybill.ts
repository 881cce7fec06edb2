import { execFile, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PartsState } from "../../../../scripts/parts/state.ts";
import { ROOT } from "../repository.ts";

/** How a `waybill` process ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** The variables by which the committed command finds the real parts, as the run of a repository on GitHub; without a key and without databases. */
export function realEnvironment(
  parts: PartsState,
  { workspace, repository }: { readonly workspace: string; readonly repository: string },
): Record<string, string> {
  return {
    PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}`,
    HOME: workspace,
    // A run that is killed leaves its scratch folder; it goes with those of the tests.
    TMPDIR: tmpdir(),
    DOCKER_HOST: parts.docker.host,
    DOCKER_CONFIG: parts.buildkit.dockerConfig,
    BUILDX_CONFIG: parts.buildkit.buildxConfig,
    BUILDX_BUILDER: parts.buildkit.builder,
    KUBECONFIG: parts.kubernetes.kubeconfig,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_REF: "refs/heads/main",
    GITHUB_ACTOR: "release-manager",
  };
}

/** Asks the real cluster; what goes to `input` is its standard input. */
export async function runKubectl(parts: PartsState, args: readonly string[], input?: string): Promise<string> {
  const running = promisify(execFile)(parts.tools.kubectl, ["--kubeconfig", parts.kubernetes.kubeconfig, ...args], { maxBuffer: 1 << 26 });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** Runs the committed command in a workspace. */
export function runWaybill(
  workspace: string,
  env: Record<string, string>,
  args: readonly string[],
  how: { killAfterMs?: number; signal?: NodeJS.Signals },
): Promise<Finished> {
  const child = spawn(join(ROOT, "node_modules", ".bin", "node"), [join(ROOT, "dist", "cli", "index.js"), ...args], {
    cwd: workspace,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = how.killAfterMs === undefined ? undefined : setTimeout(() => child.kill(how.signal ?? "SIGKILL"), how.killAfterMs);
  return new Promise((done) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      done({ code, signal, output });
    }),
  );
}

/** Changes a file; a change that changes nothing is a mistake of the test, and thrown. */
export async function replaceIn(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${path} was not changed.`);
  await writeFile(path, after);
}
