import { parseImageName } from "@waybill/kube";
import { exists, isElsewhere, ownPath } from "./facts.ts";
import type { BuildFact, Reading } from "./facts.ts";

/*
 * What actions, commands and Compose files say in the same words: builds, tags, folders, checks.
 */

/** Where commands stand: what they are called in the account, the folder they run in, and the environment that they change. */
export interface CommandPlace {
  readonly from: string;
  readonly folder: string;
  readonly environment?: string | undefined;
}

/** Adds a build whose Dockerfile is there; says so of one that is not. */
export function addBuild(reading: Reading, build: BuildFact): void {
  if (reading.tree.files.includes(build.dockerfile)) reading.facts.builds.push(build);
  else reading.account.leave(build.from, `it builds '${build.dockerfile}', but nothing exists there`);
}

/** `NAME=value` as waybill.yml has it; a value that only a run knows is not taken. */
export function readArguments(reading: Reading, from: string, list: readonly string[], secretOf = secretVariable): Record<string, string> {
  const args: Record<string, string> = {};
  for (const item of list) {
    const [, name, value] = /^\s*([A-Za-z_]\w*)=([\s\S]*?)\s*$/.exec(item) ?? [];
    if (name === undefined || value === undefined) continue;
    const secret = secretOf(value);
    if (secret !== undefined) args[name] = `env:${secret}`;
    else if (/\$\{?\{?|\$\(/.test(value))
      reading.account.leave(`${from}: build argument ${name}`, `its value '${value}' is known only when it runs`);
    // waybill.yml would read it as the name of a variable.
    else if (value.startsWith("env:"))
      reading.account.leave(`${from}: build argument ${name}`, "a value that begins with 'env:' would name a variable");
    else args[name] = value;
  }
  return args;
}

/** What Jenkins, GitHub and their like set for each run: no value that anybody could keep as a secret. */
const OF_A_RUN = /^(BUILD_|GIT_|GITHUB_|RUNNER_|CI_|JOB_|CHANGE_|BRANCH_NAME$|WORKSPACE$|TAG$|VERSION$|COMMIT|SHA$|PWD$|CI$)/i;

function secretVariable(value: string): string | undefined {
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value)?.[1];
  return name === undefined || OF_A_RUN.test(name) ? undefined : name;
}

/** Platforms that waybill.yml takes. */
export function readPlatforms(reading: Reading, from: string, text: string): string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  const known = names.filter((name) => /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(name));
  for (const name of names) if (!known.includes(name)) reading.account.leave(`${from}: platform '${name}'`, "not known before it runs");
  return [...new Set(known)];
}

/** The repository of a tag, whatever its version is; undefined when the repository itself is known only when it runs. */
export function repositoryOfTag(tag: string): string | undefined {
  const text = tag.trim();
  const open = text.search(/\$\{|\$\w/);
  // What stands behind the repository's own colon is the version.
  const colon = text.indexOf(":", text.indexOf("/") + 1);
  const repository = open >= 0 && colon > 0 && colon < open ? text.slice(0, colon) : text;
  return parseImageName(repository)?.repository;
}

/** Paths of manifests that are there; a pattern stands for its folder. */
export function readManifestPaths(reading: Reading, from: string, paths: readonly string[], folder = "."): string[] {
  return paths.flatMap((path) => {
    if (path === "-" || isElsewhere(reading, path, folder)) return [];
    const plain = path.trim().replace(/\/?[^/]*\*[^/]*$/, "") || ".";
    const own = ownPath(reading, plain, folder);
    if (own !== undefined && exists(reading.tree, own)) return [own];
    reading.account.leave(
      `${from}: manifests '${path}'`,
      own === undefined ? "no path of this folder that is known before it runs" : "nothing exists there",
    );
    return [];
  });
}

/** Folders of migrations, as the tools write them: `filesystem:sql`, `file://sql`. */
export function readFolders(reading: Reading, locations: readonly string[], { from, folder }: CommandPlace): boolean {
  for (const location of locations) {
    if (isElsewhere(reading, plainLocation(location), folder)) continue;
    const path = ownPath(reading, plainLocation(location), folder);
    if (path !== undefined && exists(reading.tree, path)) reading.facts.migrations.push({ from, path });
    else
      reading.account.leave(
        `${from}: migrations '${location}'`,
        path === undefined ? "no folder of this repository that is known before it runs" : "nothing exists there",
      );
  }
  return true;
}

function plainLocation(location: string): string {
  // Where the runner shows the project to an action that is a container.
  return location
    .trim()
    .replace(/^(filesystem:|file:\/\/)/, "")
    .replace(/^\/github\/workspace(?=\/|$)/, ".");
}

/** Says why a changelog is not taken. */
export function leaveLiquibase(reading: Reading, from: string): boolean {
  reading.account.leave(
    `${from}: Liquibase`,
    "changelogs are not carried out by Waybill; keep this step, or move to numbered SQL files (golang-migrate, dbmate, Flyway)",
  );
  return true;
}

/** Data files that a check tool is given are data of the release; its own checks are not translated. */
export function leaveChecks(reading: Reading, tool: string, words: readonly string[], { from, folder }: CommandPlace): boolean {
  reading.account.leave(
    `${from}: checks of ${tool}`,
    "they are not translated; the check file that is written says what the file shows, add what you demand (docs/check-files.md)",
  );
  for (const word of words) {
    const path = /\.csv$/i.test(word) ? ownPath(reading, word, folder) : undefined;
    if (path !== undefined && reading.tree.files.includes(path)) reading.facts.data.push({ from, path });
  }
  return true;
}
