import { spawn } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./repository.ts";

/** What a finished step left behind. */
export interface FinishedStep {
  readonly exitCode: number | null;
  readonly log: string;
  /** The lines that end the step; there is one at most. */
  readonly errors: readonly string[];
  /** Everything that the runner shows on the step's page and in the diff, in order. */
  readonly annotations: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs a committed bundle as a runner does: inputs as variables, outputs and summary as files. */
export async function runBundle(
  path: string,
  inputs: Readonly<Record<string, string>>,
  options: { workspace: string; env?: Readonly<Record<string, string>>; killAfterMs?: number; signal?: NodeJS.Signals },
): Promise<FinishedStep> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-step-"));
  const file = async (name: string): Promise<string> => {
    const at = join(folder, name);
    await writeFile(at, "");
    return at;
  };
  const [output, state, environment, summary] = await Promise.all([file("output"), file("state"), file("env"), file("summary")]);
  const variables = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase().replaceAll(" ", "_")}`, value]),
  );
  const child = spawn(process.execPath, [join(ROOT, path)], {
    cwd: options.workspace,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: folder,
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: options.workspace,
      GITHUB_REPOSITORY: "Acme/Shop",
      GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
      GITHUB_REF: "refs/heads/main",
      GITHUB_ACTOR: "dev",
      GITHUB_RUN_ID: "42",
      GITHUB_OUTPUT: output,
      GITHUB_STATE: state,
      GITHUB_ENV: environment,
      GITHUB_STEP_SUMMARY: summary,
      DOCKER_CONFIG: folder,
      ...variables,
      ...options.env,
    },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  if (options.killAfterMs !== undefined) setTimeout(() => child.kill(options.signal ?? "SIGINT"), options.killAfterMs);
  const exitCode = await new Promise<number | null>((done) => child.on("close", done));
  return {
    exitCode,
    log,
    errors: log.split("\n").filter((line) => line.startsWith("::error::")),
    annotations: log.split("\n").filter((line) => /^::(?:error|warning|notice)[ :]/.test(line)),
    outputs: parseOutputs(await readFile(output, "utf8")),
    summary: await readFile(summary, "utf8"),
  };
}

function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const match of text.matchAll(/^([^\n]+?)<<(\S+)\n([\s\S]*?)\n?\2$/gm)) outputs[match[1] ?? ""] = match[3] ?? "";
  return outputs;
}
