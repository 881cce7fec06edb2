import { parseDockerfile } from "@waybill/image";
import { ActionError } from "@waybill/kit";
import { folderOf, lastPart, pathIn } from "../names.ts";
import { exists } from "../pipelines/facts.ts";
import type { BuildFact, Reading } from "../pipelines/facts.ts";

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.([\w-]+))?$|^([\w-]+)\.(?:Dockerfile|dockerfile)$/;

/** The Dockerfiles that nothing else names, each with the folder that it can be built from. */
export async function readDockerfiles(reading: Reading): Promise<BuildFact[]> {
  const named = new Set(reading.facts.builds.map(({ dockerfile }) => dockerfile));
  const builds: BuildFact[] = [];
  for (const path of reading.tree.files) {
    const match = DOCKERFILE.exec(lastPart(path));
    if (!match || named.has(path) || path.endsWith(".dockerignore")) continue;
    const context = await findContext(reading, path);
    if (context === undefined) continue;
    const part = match[1] ?? match[2];
    builds.push({
      from: path,
      name: part,
      context,
      dockerfile: path,
      args: {},
      platforms: [],
      cacheFrom: [],
      cacheTo: [],
      repositories: [],
    });
  }
  return builds;
}

/** Its own folder, or the top where only that has what it copies; undefined, and told, for what is no Dockerfile. */
async function findContext({ tree, account }: Reading, path: string): Promise<string | undefined> {
  const text = await tree.read(path);
  if (text === undefined) return undefined;
  let copied: string[];
  try {
    copied = sourcesOf(text, path);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    // A heredoc is a matter of the builder, not of the file.
    if (error.findings.every(({ rule }) => rule === "needs-buildkit") && error.findings.length > 0) return folderOf(path);
    account.leave(path, error.message);
    return undefined;
  }
  const own = folderOf(path);
  const missing = (context: string): number => copied.filter((source) => !exists(tree, pathIn(context, source))).length;
  const context = missing(own) > 0 && missing(".") < missing(own) ? "." : own;
  if (missing(context) > 0)
    account.leave(
      `${path}: COPY of ${copied.filter((source) => !exists(tree, pathIn(context, source))).join(", ")}`,
      `nothing exists there in the context '${context}'; an earlier step may make it, or name another 'context'`,
    );
  return context;
}

/** What a Dockerfile copies from its context, as far as it is written out. */
function sourcesOf(text: string, path: string): string[] {
  return parseDockerfile(text, path).stages.flatMap(({ instructions }) =>
    instructions.flatMap(({ keyword, flags, rest }) => {
      if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from") || rest.startsWith("[")) return [];
      const sources = rest.split(/\s+/).slice(0, -1);
      return sources.filter((source) => !/[*?[$"']|:\/\//.test(source));
    }),
  );
}
