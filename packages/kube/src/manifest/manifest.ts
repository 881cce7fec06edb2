import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ActionError, isRecord, jsonPointer, listAt, resolveInWorkspace, textAt } from "@waybill/kit";
import type { Finding, JsonKey, Place } from "@waybill/kit";
import { formatRef, isKubeObject, refKey, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { parseDocuments } from "./yaml-document.ts";

/** An object with the place where it is written. */
export interface ManifestObject {
  readonly object: KubeObject;
  /** Relative to the workspace; empty for objects that no file holds. */
  readonly file: string;
  readonly line: number;
  /** Lines by JSON pointer inside the object. */
  readonly lines: ReadonlyMap<string, number>;
}

/** All objects of the given files and folders. */
export interface ManifestSet {
  readonly objects: readonly ManifestObject[];
  /** Files of the folders that are no manifests by their name, so that nothing is left out silently. */
  readonly ignored: readonly string[];
}

const MAX_FILE_BYTES = 16 << 20;
const MANIFEST_NAME = /\.(ya?ml|json)$/i;

/**
 * Reads manifests from files and folders (with sub-folders, in the order of names). Throws one `input` error that lists every problem, each
 * as a finding too: what does not parse, has no `kind`, appears twice, or a path that is empty or leaves the workspace.
 */
export async function loadManifests(paths: readonly string[], workspace: string): Promise<ManifestSet> {
  if (paths.length === 0) throw new ActionError("input", "No manifests are given. Name files or folders under 'manifests'.");
  const found: FoundFiles = { manifests: [], ignored: [], folders: new Set() };
  for (const path of paths) await collectFiles(await resolveInWorkspace(workspace, path, "manifests"), workspace, found, true);
  const problems: ManifestProblem[] = [];
  const objects: ManifestObject[] = [];
  for (const file of new Set(found.manifests)) {
    const name = relative(workspace, file).split(sep).join("/");
    const loaded = parseManifest(await readManifest(file, name), name);
    objects.push(...loaded.objects);
    problems.push(...loaded.problems);
  }
  problems.push(...findDuplicates(objects));
  if (objects.length === 0 && problems.length === 0)
    problems.push({ what: `${paths.join(", ")}: no Kubernetes object is there; files must end in .yaml, .yml or .json` });
  if (problems.length > 0)
    throw new ActionError(
      "input",
      `The manifests cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`,
      {
        findings: problems.map(findingOf),
      },
    );
  return { objects, ignored: found.ignored.map((file) => relative(workspace, file).split(sep).join("/")) };
}

/** Why something of a file is no object that can be deployed. */
export interface ManifestProblem {
  /** Absent for what is said of all files together. */
  readonly where?: (Place & { readonly line: number; readonly column: number }) | undefined;
  /** Completes a sentence about the place, without the full stop. */
  readonly what: string;
}

function formatProblem({ where, what }: ManifestProblem): string {
  return where === undefined ? what : `${where.file}:${where.line}:${where.column} ${what}`;
}

function findingOf({ where, what }: ManifestProblem): Finding {
  return { rule: "manifest", severity: "error", what: `The manifests cannot be used: ${what}.`, where };
}

interface FoundFiles {
  readonly manifests: string[];
  readonly ignored: string[];
  /** Folders that were looked into, so that a link to a folder above does not lead around for ever. */
  readonly folders: Set<string>;
}

async function collectFiles(path: string, workspace: string, found: FoundFiles, named: boolean): Promise<void> {
  const info = await stat(path);
  if (!info.isDirectory()) {
    // A file that was named is read whatever its name; one that merely lies in a folder only by its extension.
    (named || MANIFEST_NAME.test(path) ? found.manifests : found.ignored).push(path);
    return;
  }
  if (found.folders.has(path)) return;
  found.folders.add(path);
  const entries = await readdir(path);
  for (const entry of entries.sort()) {
    if (entry.startsWith(".")) found.ignored.push(join(path, entry));
    else await collectFiles(await resolveInWorkspace(workspace, join(path, entry), "manifests"), workspace, found, false);
  }
}

async function readManifest(file: string, name: string): Promise<string> {
  const info = await stat(file);
  if (!info.isFile()) throw new ActionError("input", `The manifest '${name}' is not a plain file. Name a file or a folder of files.`);
  if (info.size > MAX_FILE_BYTES)
    throw new ActionError(
      "input",
      `The manifest '${name}' is larger than 16 MiB. No Kubernetes object may be that large; check what the file is.`,
    );
  const bytes = await readFile(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ActionError("input", `The manifest '${name}' is not UTF-8 text. Save it as UTF-8.`, { cause: error });
  }
}

/** Reads the objects of one file's text; lists are taken apart. */
export function parseManifest(text: string, file: string): { objects: ManifestObject[]; problems: ManifestProblem[] } {
  const { documents, problems } = parseDocuments(text);
  const objects: ManifestObject[] = [];
  const at = (line: number, what: string, column = 1): ManifestProblem => ({ where: { file, line, column }, what });
  const complaints = problems.map(({ line, column, message }) => at(line, message, column));
  if (documents.length === 0 && problems.length === 0) complaints.push(at(1, "the file holds no object; write one or delete the file"));
  for (const { value, line, lines } of documents) {
    const lineOf = (path: readonly JsonKey[]): number => lines.get(jsonPointer(path)) ?? line;
    for (const { item, path } of takeApart(value, [])) {
      const problem = problemOf(item);
      if (problem !== undefined) complaints.push(at(lineOf(path), problem));
      else if (isKubeObject(item)) objects.push({ object: item, file, line: lineOf(path), lines: linesUnder(lines, jsonPointer(path)) });
    }
  }
  return { objects, problems: complaints };
}

function* takeApart(value: unknown, path: readonly JsonKey[]): Generator<{ item: unknown; path: readonly JsonKey[] }> {
  const isList = isRecord(value) && (textAt(value, "kind") ?? "").endsWith("List") && Array.isArray(value["items"]);
  if (!isList) return yield { item: value, path };
  for (const [index, item] of listAt(value, "items").entries()) yield* takeApart(item, [...path, "items", index]);
}

function problemOf(value: unknown): string | undefined {
  if (!isRecord(value)) return "is not a Kubernetes object but plain text, a number or a list";
  if (textAt(value, "kind") === "Kustomization")
    return "is a kustomization, which is no object; render it first with 'kubectl kustomize' and name the result";
  for (const key of ["apiVersion", "kind"])
    if (!textAt(value, key)) return `has no '${key}', so it is no Kubernetes object; move the file out of the manifests`;
  if (!isKubeObject(value)) return `is a ${String(value["kind"])} without 'metadata'`;
  if (typeof value.metadata.name !== "string" || value.metadata.name === "") {
    const generated = "generateName" in value.metadata ? "; 'generateName' makes a new object every time, so it cannot be planned" : "";
    return `is a ${value.kind} without 'metadata.name'${generated}`;
  }
  const namespace: unknown = value.metadata.namespace;
  if (namespace !== undefined && (typeof namespace !== "string" || namespace === ""))
    return `is a ${value.kind} whose 'metadata.namespace' is no text`;
  for (const key of ["labels", "annotations"]) {
    const entries = value.metadata[key];
    if (entries === undefined || entries === null) continue;
    if (!isRecord(entries)) return `has 'metadata.${key}' that is no map`;
    const wrong = Object.entries(entries).find(([, entry]) => typeof entry !== "string");
    if (wrong)
      return `has the value ${JSON.stringify(wrong[1])} in 'metadata.${key}.${wrong[0]}'; only text is allowed there, so put it in quotes`;
  }
  return undefined;
}

function linesUnder(lines: ReadonlyMap<string, number>, prefix: string): ReadonlyMap<string, number> {
  if (prefix === "") return lines;
  const own = new Map<string, number>();
  for (const [path, line] of lines) if (path === prefix || path.startsWith(`${prefix}/`)) own.set(path.slice(prefix.length), line);
  return own;
}

function findDuplicates(objects: readonly ManifestObject[]): ManifestProblem[] {
  const first = new Map<string, ManifestObject>();
  return objects.flatMap((item) => {
    const key = refKey(refOf(item.object));
    const other = first.get(key);
    if (!other) first.set(key, item);
    return other
      ? [
          {
            where: { file: item.file, line: item.line, column: 1 },
            what: `${formatRef(refOf(item.object))} is already written in ${other.file}:${other.line}; keep one of them`,
          },
        ]
      : [];
  });
}

/** The place of a value inside an object: its own line, or the nearest line above it that the manifest has. */
export function placeOf(item: Pick<ManifestObject, "file" | "line" | "lines">, path: readonly JsonKey[] = []): Place | undefined {
  if (item.file === "") return undefined;
  for (let length = path.length; length > 0; length--) {
    const line = item.lines.get(jsonPointer(path.slice(0, length)));
    if (line !== undefined) return { file: item.file, line };
  }
  return { file: item.file, line: item.line };
}
