import { readdir } from "node:fs/promises";
import { dirname, posix, resolve } from "node:path";
import { findNearest, isSystemError } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import { parseDocument } from "../document.ts";
import { problem, problemOf } from "../origin.ts";
import { overlaySchema } from "../schema/overlay-schema.ts";
import { validate } from "../schema/validator.ts";
import { readSource } from "../text-file.ts";
import { mergeTrees } from "../tree.ts";
import type { Node } from "../tree.ts";

/** What `waybill.<environment>.yml` says; it lies beside the base and over it. */
export interface Overlay {
  readonly environment: string;
  readonly file: string;
  readonly digest: Digest;
  readonly root: Node;
}

/**
 * Reads the overlay of every environment that has one. A problem is said at its line; so is a file for an environment that the base does
 * not declare, which would otherwise be passed over in silence.
 */
export async function readOverlays(
  workspace: string,
  base: string,
  environments: readonly string[],
): Promise<{ overlays: Overlay[]; problems: Finding[] }> {
  const overlays: Overlay[] = [];
  const problems: Finding[] = [];
  for (const { file, environment, isNamedLikeBase } of await findOverlays(workspace, base)) {
    const wrong = environments.includes(environment)
      ? isNamedLikeBase
        ? undefined
        : otherExtension(base)
      : unknown(file, environment, environments);
    if (wrong !== undefined) {
      problems.push(problem({ from: "file", place: { file, line: 1, column: 1 }, key: "" }, wrong));
      continue;
    }
    const { text, digest } = await readSource(workspace, file);
    const { root, problems: found } = parseDocument(text, file);
    found.push(...(root ? judge(root, environment, base) : []));
    problems.push(...found);
    if (root && found.length === 0) overlays.push({ environment, file, digest, root });
  }
  return { overlays, problems };
}

/** The base with what the overlays say of their environments. Their databases and policies are read on their own. */
export function mergeEnvironments(base: Node, overlays: readonly Overlay[]): Node {
  return overlays.reduce((merged, { root }) => mergeTrees(merged, only(root, "environments")), base);
}

function only(root: Node, key: string): Node {
  const member = root.members?.get(key);
  return { ...root, members: new Map(member ? [[key, member]] : []) };
}

interface FoundOverlay {
  readonly file: string;
  readonly environment: string;
  readonly isNamedLikeBase: boolean;
}

/** `waybill.production.yml` beside `waybill.yml`, `release.production.yaml` beside `release.yaml`. */
async function findOverlays(workspace: string, base: string): Promise<FoundOverlay[]> {
  const { dir, name, ext } = posix.parse(base);
  const entries = await readdir(resolve(workspace, dirname(base))).catch((error: unknown) => {
    // A base that lies in no folder that can be listed has been read all the same, and has no file beside it.
    if (isSystemError(error)) return [];
    throw error;
  });
  // By code units: what knows the order of a language takes Node longer to load than all of the configuration takes to read.
  return entries
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((entry) => {
      const own = posix.parse(entry);
      if (!own.name.startsWith(`${name}.`) || ![".yml", ".yaml"].includes(own.ext)) return [];
      return [{ file: posix.join(dir, entry), environment: own.name.slice(name.length + 1), isNamedLikeBase: own.ext === ext }];
    });
}

function otherExtension(base: string): string {
  return `this file is not read, because '${base}' ends in '${posix.extname(base)}'; let both end alike`;
}

function unknown(file: string, environment: string, known: readonly string[]): string {
  const nearest = findNearest(environment, known);
  const { ext } = posix.parse(file);
  const hint =
    nearest === undefined
      ? `${known.length > 0 ? `there is ${known.join(", ")}` : "none is declared"}; declare it under 'environments', or give the file another name`
      : `did you mean '${posix.basename(file, `${environment}${ext}`)}${nearest}${ext}'?`;
  return `the file is for the environment '${environment}', which is not declared; ${hint}`;
}

function judge(root: Node, environment: string, base: string): Finding[] {
  const misplaced = [...findMisplaced(root, [], { environment, base })];
  const isKnown = ({ where }: Finding): boolean =>
    misplaced.some((known) => known.where?.line === where?.line && known.where?.column === where?.column);
  return [...misplaced, ...validate(root, overlaySchema).filter((found) => !isKnown(found))];
}

/** What only the base may say, and what would remove something; nothing below a key that is reported. */
function* findMisplaced(node: Node, path: readonly string[], about: { environment: string; base: string }): Generator<Finding> {
  for (const [key, { origin, value }] of node.members ?? []) {
    const at = [...path, key];
    const reason = reasonAgainst(at);
    const isOther = at.length === depthOfEnvironment(at) && key !== about.environment;
    if (reason !== undefined) yield problemOf(origin, `cannot stand here but in '${about.base}': ${reason}`);
    else if (isOther) yield problemOf(origin, `cannot stand here: this file is for '${about.environment}' alone`);
    else if (path.length === 0 && belongsToEnvironment(key))
      yield problemOf(origin, `stands at the top of the file; write it under 'environments: { ${about.environment}: … }'`);
    else if (value.type === "null" && !key.startsWith("x-"))
      yield problemOf(
        value.origin,
        `is empty; this file can replace a value of '${about.base}' but not remove one, so give a value or leave the key out`,
      );
    else yield* findMisplaced(value, at, about);
  }
}

/** How many keys lead to the name of an environment, where one stands at the end of a path such as this. */
function depthOfEnvironment([section, below]: readonly string[]): number | undefined {
  if (section === "environments") return 2;
  return section === "policy" && below === "environments" ? 3 : undefined;
}

/** Keys are where they are in the base, which people who know one file for each environment from elsewhere do not expect. */
function belongsToEnvironment(key: string): boolean {
  const entry = overlaySchema.properties?.["environments"]?.additionalProperties;
  return Boolean(entry && Object.hasOwn(entry.properties ?? {}, key)) && !Object.hasOwn(overlaySchema.properties ?? {}, key);
}

const SAME = "what is built and validated is the same in every environment";
/** Why the value at a path is the same for all environments. */
function reasonAgainst(path: readonly string[]): string | undefined {
  const [section = "", below = "", key = ""] = path;
  if (path.length === 1 && ["images", "data", "models"].includes(section)) return SAME;
  if (path.length === 1 && ["name", "registry"].includes(section)) return "one project has one";
  if (path.length === 2 && section === "policy" && ["extends", "signers"].includes(below))
    return "who is trusted, and on what this policy stands, holds for every environment";
  if (path.length === 3 && section === "databases" && key === "migrations") return SAME;
  if (path.length === 3 && section === "databases" && key === "shared") return "it is about the databases of several environments";
  if (path.length === 3 && section === "environments" && key === "after") return "it is about the order of all environments";
  return undefined;
}
