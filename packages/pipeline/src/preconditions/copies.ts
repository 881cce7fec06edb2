import { readFile, readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { isSystemError, parseJson, textAt } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { MissingCopy } from "@waybill/image";
import { readDockerfiles } from "./images.ts";
import type { Entry, PreconditionContext, Scope } from "./precondition.ts";

/** What Dockerfiles copy and a build would not find, each with what makes it where a file of the project says so. */
export async function missingCopies(context: PreconditionContext, scope: Scope, entry: Entry): Promise<Finding[]> {
  const { findMissingCopies } = await import("@waybill/image");
  const { workspace } = context;
  const isAssembled =
    context.builder === "assemble" || (context.builder !== "buildx" && entry !== "check" && (await context.findBuildx()) === undefined);
  const findings: Finding[] = [];
  for (const { image, needs } of await readDockerfiles(context, scope)) {
    const paths = { context: join(workspace, image.context), dockerfile: join(workspace, image.dockerfile) };
    for (const missing of await findMissingCopies(paths, needs?.copies ?? [])) {
      // BuildKit takes a wildcard that matches nothing, as in 'COPY package.json package-lock.json* ./'.
      if (missing.why === "no-match" && !isAssembled) continue;
      findings.push({
        rule: "copy-source",
        severity: "error",
        what: `The Dockerfile copies '${missing.path}', ${whyMissing(missing)} '${image.context}'.`,
        where: { file: image.dockerfile, line: missing.line },
        next: await nextStep(workspace, image.context, missing),
      });
    }
  }
  return findings;
}

function whyMissing({ why }: MissingCopy): string {
  if (why === "ignored") return "which the ignore file leaves out of the context";
  return why === "no-match" ? "which matches nothing in the context" : "which is not in the context";
}

async function nextStep(workspace: string, context: string, { path, why }: MissingCopy): Promise<string> {
  if (why === "ignored") return "Take it out of .dockerignore, or out of the Dockerfile.";
  const maker = await findMaker(workspace, context, path);
  if (maker === undefined) return "Correct the path, commit the file, or name another 'context' in waybill.yml.";
  return `${maker} makes it. Run that in an earlier step of the same job, or in a build stage of the Dockerfile ('COPY --from'): a fresh checkout has only what is committed.`;
}

interface Maker {
  /** The name that it makes, as a part of a path. */
  readonly makes: RegExp;
  /** The file beside it that says how. */
  readonly by: RegExp;
  readonly command: string;
}

const MAKERS: readonly Maker[] = [
  { makes: /^node_modules$/, by: /^package\.json$/, command: "npm ci" },
  { makes: /^vendor$/, by: /^composer\.json$/, command: "composer install" },
  { makes: /^vendor$/, by: /^go\.mod$/, command: "go mod vendor" },
  { makes: /^target$|\.[jw]ar$/, by: /^pom\.xml$/, command: "mvn package" },
  { makes: /^target$/, by: /^Cargo\.toml$/, command: "cargo build --release" },
  { makes: /^build$|\.[jw]ar$/, by: /^build\.gradle(\.kts)?$/, command: "gradle build" },
  { makes: /^(bin|publish)$/, by: /\.[cf]sproj$/, command: "dotnet publish" },
  { makes: /^dist$|\.whl$/, by: /^(pyproject\.toml|setup\.py)$/, command: "python -m build" },
];
/** What builds of JavaScript call their results. */
const BUNDLES = /^(dist|build|out|lib|public|www|\.next|\.output|\.svelte-kit)$/;

/** The command that makes a path, and the file that says so: `'npm run build' (web/package.json)`. */
async function findMaker(workspace: string, context: string, path: string): Promise<string | undefined> {
  const parts = path.split("/");
  for (const [index, name] of parts.entries()) {
    const folder = posix.join(context, ...parts.slice(0, index));
    const files = await filesIn(join(workspace, folder));
    const found = (await ownScript(workspace, folder, files, name)) ?? usualMaker(files, name);
    if (found) return `'${found.command}' (${posix.join(folder, found.file)})`;
  }
  return undefined;
}

interface Found {
  readonly command: string;
  readonly file: string;
}

function usualMaker(files: readonly string[], name: string): Found | undefined {
  for (const { makes, by, command } of MAKERS) {
    const file = makes.test(name) ? files.find((each) => by.test(each)) : undefined;
    if (file !== undefined) return { command, file };
  }
  return undefined;
}

/** What a project says itself: the script `build` of a package, or a target of its Makefile. */
async function ownScript(workspace: string, folder: string, files: readonly string[], name: string): Promise<Found | undefined> {
  const [makefile] = files.filter((file) => /^(GNU)?[Mm]akefile$/.test(file));
  if (makefile !== undefined) {
    const text = await readFile(join(workspace, folder, makefile), "utf8");
    const targets = [...text.matchAll(/^([\w./ -]+?)\s*:(?!=)/gm)].flatMap(([, list = ""]) => list.split(/\s+/));
    if (targets.includes(name)) return { command: `make ${name}`, file: makefile };
  }
  if (!BUNDLES.test(name) || !files.includes("package.json")) return undefined;
  const text = await readFile(join(workspace, folder, "package.json"), "utf8");
  return hasBuildScript(text) ? { command: "npm run build", file: "package.json" } : undefined;
}

function hasBuildScript(text: string): boolean {
  try {
    return textAt(parseJson(text), "scripts", "build") !== undefined;
  } catch {
    return false; // a broken package.json is not what is asked about here
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return [];
    throw error;
  }
}
