import { basename, relative, sep } from "node:path";
import { readRemote, repositoryOf } from "@waybill/kit";
import { dnsLabel } from "../names.ts";

/** What is known of the repository itself. */
export interface Repository {
  /** Absolute path of the folder that git keeps its repository in; the workspace where there is none. */
  readonly root: string;
  /** The workspace below it, with `/`; undefined when they are the same. */
  readonly directory: string | undefined;
  /** `owner/name` on GitHub, if a remote says so. */
  readonly slug: string | undefined;
  readonly branch: string;
  /** The product's name as a DNS label. */
  readonly product: string;
}

/** Reads it from git's own configuration; nothing is asked of a server, and git not again for a folder of a repository that is known. */
export async function readRepository(workspace: string, env: Readonly<Record<string, string>>, known?: Repository): Promise<Repository> {
  const root = repositoryOf(workspace) ?? workspace;
  const below = relative(root, workspace).split(sep).join("/");
  const directory = below === "" ? undefined : below;
  const { slug, branch } = known?.root === root ? known : await readRemote(workspace, env);
  const named = directory === undefined && slug !== undefined ? slug.split("/")[1] : basename(workspace);
  return { root, directory, slug, branch: branch ?? "main", product: dnsLabel(named ?? "") ?? dnsLabel(basename(workspace)) ?? "product" };
}
