import { realpath, stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import { ActionError, isSystemError, pathProblem, recordAt, resolveInWorkspace, STATE_FOLDER } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Config, ConfigFile } from "./config.ts";
import { textsOf } from "./fields.ts";
import { problemOf } from "./origin.ts";
import type { Origin } from "./origin.ts";
import { isImageContext } from "./sections.ts";

/** A section whose entries name files. */
export type FileSection = "images" | "data" | "models" | "databases" | "environments";

type Kind = "file" | "folder" | "file or folder";

/** What each section reads from the workspace. A history is left out: the first run makes it. */
const READ_KEYS: Readonly<Record<FileSection, Readonly<Record<string, Kind>>>> = {
  images: { context: "folder", dockerfile: "file", contexts: "folder" },
  data: { source: "file or folder", checks: "file" },
  models: { path: "file or folder", metrics: "file", baseline: "file" },
  databases: { migrations: "folder" },
  environments: { manifests: "file or folder" },
};

/** Keys under which a value may stand instead, or which its default is made of. */
const OTHER_KEYS: Readonly<Record<string, string>> = { checks: "contract", dockerfile: "context" };

/**
 * A finding for each file or folder that entries of a section need and that is not there, at the key that names it. The names are those of
 * the entries that a run is about to use; all of the section when none are given.
 */
export async function checkFiles(workspace: string, config: Config, section: FileSection, names?: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of names ?? Object.keys(config[section])) {
    const entry = recordAt(config[section][name]);
    const found = findings.length;
    for (const [key, kind] of Object.entries(READ_KEYS[section])) {
      const value = entry[key];
      const paths = pathsAt(key, value);
      for (const each of paths) {
        if (typeof each.path !== "string") continue;
        const wrong = await whatIsWrong(workspace, each.path, key, kind);
        if (wrong !== undefined) findings.push(missing(config, `${section}.${name}`, { ...each, path: each.path, base: key }, wrong));
      }
      // Without its context an image lacks its Dockerfile too, which nobody needs to be told.
      if (key === "context" && findings.length > found) break;
    }
  }
  return findings;
}

/** The paths under a key: one, a list, or more build contexts by name. */
function pathsAt(key: string, value: unknown): { readonly path: unknown; readonly key: string }[] {
  if (key === "contexts")
    return Object.entries(recordAt(value)).flatMap(([name, path]) =>
      isImageContext(String(path)) ? [] : [{ path, key: `${key}.${name}` }],
    );
  return textsOf(value)?.map((path, index) => ({ path, key: `${key}.${index}` })) ?? [{ path: value, key }];
}

async function whatIsWrong(workspace: string, path: string, key: string, kind: Kind): Promise<string | undefined> {
  try {
    const real = await resolveInWorkspace(workspace, path, "path", { mayBeMissing: true });
    const info = await stat(real);
    // What runs leave behind is in no build context, so it cannot be one.
    if (
      key === "context" &&
      relative(await realpath(workspace), real)
        .split(sep)
        .includes(STATE_FOLDER)
    )
      return `which lies in ${STATE_FOLDER}, where runs leave their reports; give another folder`;
    const fits = kind === "file or folder" || (kind === "folder" ? info.isDirectory() : info.isFile());
    return fits ? undefined : `which is no ${kind}; give the path of a ${kind}`;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return "but nothing exists there; check the spelling and that an earlier step made it";
    if (error instanceof ActionError) return pathProblem(error.cause) ?? "which leads outside the workspace; give a path inside it";
    // Where its first folder is missing, only the question for the file itself tells that a path is too long.
    const problem = pathProblem(error);
    if (problem !== undefined) return problem;
    throw error;
  }
}

function missing(config: Config, entry: string, at: { path: string; key: string; base: string }, wrong: string): Finding {
  const other = OTHER_KEYS[at.base];
  const given = [at.key, at.base, at.base === "dockerfile" ? undefined : other].find(
    (key) => key !== undefined && config.origins.has(`${entry}.${key}`),
  );
  if (given !== undefined) return problemOf(originOfKey(config, `${entry}.${given}`), `is '${at.path}', ${wrong}`);
  const above = other !== undefined && config.origins.has(`${entry}.${other}`) ? `${entry}.${other}` : entry;
  return problemOf(originOfKey(config, above), `needs '${at.base}', because nothing exists at its default '${at.path}'`);
}

/** Where the value of a key (`images.api.context`) came from; for a key that was not given, where the nearest value above it came from. */
export function originOfKey(config: Pick<Config, "origins">, key: string): Origin {
  // A dot may belong to a name; then a prefix is no key, and the next shorter one is.
  for (let at = key; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const origin = config.origins.get(at);
    if (origin) return origin;
  }
  return config.origins.get("") ?? { from: "input", input: key, key: "" };
}

/** The files that the configuration of one environment was read from: all but other environments' own. */
export function filesOf({ files }: Pick<Config, "files">, environment: string): readonly ConfigFile[] {
  return files.filter((file) => file.environment === undefined || file.environment === environment);
}
