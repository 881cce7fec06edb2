import { join } from "node:path";
import { findMissingCopies, readDockerfileNeeds } from "@waybill/image";
import { ActionError } from "@waybill/kit";
import { folderOf, lastPart } from "../names.ts";
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

/** The nearest folder that has the most of what it copies, from its own upwards; undefined, and told, for what is no Dockerfile. */
async function findContext({ tree, account }: Reading, path: string): Promise<string | undefined> {
  const dockerfile = join(tree.workspace, path);
  const own = folderOf(path);
  if ((await tree.read(path)) === undefined) return undefined;
  try {
    const { copies } = await readDockerfileNeeds({ context: tree.workspace, dockerfile, args: {}, platforms: [] });
    let best = { context: own, missing: Number.POSITIVE_INFINITY };
    for (let context = own; ; context = folderOf(context)) {
      const { length: missing } = await findMissingCopies({ context: join(tree.workspace, context), dockerfile }, copies);
      if (missing < best.missing) best = { context, missing };
      if (context === "." || best.missing === 0) return best.context;
    }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    // A heredoc is a matter of the builder, not of the file.
    if (error.findings.every(({ rule }) => rule === "needs-buildkit") && error.findings.length > 0) return own;
    account.leave(path, error.message);
    return undefined;
  }
}
