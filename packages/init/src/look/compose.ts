import { isRecord, recordAt, textAt, valueAt } from "@waybill/kit";
import { folderOf, lastPart, pathIn } from "../names.ts";
import { addBuild, readArguments, readPlatforms, repositoryOfTag } from "../pipelines/found.ts";
import { exists, ownPath } from "../pipelines/facts.ts";
import type { BuildFact, Reading } from "../pipelines/facts.ts";
import { readYamlFile, scalarText, textList } from "./yaml-file.ts";

/** https://github.com/compose-spec/compose-spec/blob/main/spec.md, "Compose file" */
const COMPOSE = /^(?:docker-)?compose\.ya?ml$/;
const VARIANT = /^(?:docker-)?compose\.[\w.-]+\.ya?ml$/;

/** Whether a path at the top is a Compose file. */
export function isComposeFile(path: string): boolean {
  return COMPOSE.test(path);
}

/** Reads every Compose file: a service with `build:` is an image of the release, one without is somebody else's. */
export async function readComposeFiles(reading: Reading): Promise<void> {
  for (const path of reading.tree.files) {
    const name = lastPart(path);
    if (COMPOSE.test(name)) await readCompose(reading, path);
    else if (VARIANT.test(name)) reading.account.leave(path, "it lies over another Compose file; only that one is read");
  }
}

async function readCompose(reading: Reading, path: string): Promise<void> {
  const text = await reading.tree.read(path);
  if (text === undefined) return;
  const read = readYamlFile(text);
  if ("problem" in read) return reading.account.leave(path, read.problem);
  for (const [name, service] of Object.entries(recordAt(read.value, "services"))) {
    const from = `${path}:${read.lineOf("services", name)}: ${name}`;
    const build = valueAt(service, "build");
    if (build === undefined || build === null)
      reading.account.leave(
        from,
        `its image '${textAt(service, "image") ?? "none"}' is not built here; a release does not deploy it unless a manifest does`,
      );
    else readBuild(reading, { path, from, name, service, build });
  }
}

interface ServicePlace {
  readonly path: string;
  readonly from: string;
  readonly name: string;
  readonly service: unknown;
  readonly build: unknown;
}

function readBuild(reading: Reading, { path, from, name, service, build }: ServicePlace): void {
  const given = typeof build === "string" ? build : (textAt(build, "context") ?? ".");
  // A Compose file of this workspace names paths from its own folder, whatever lies above the workspace.
  const context = ownPath({ directory: undefined }, given, folderOf(path));
  if (context === undefined || !exists(reading.tree, context))
    return reading.account.leave(from, `its context '${given}' is no folder of this repository`);
  if (valueAt(build, "dockerfile_inline") !== undefined)
    return reading.account.leave(from, "its Dockerfile stands inside of the Compose file; put it into a file");
  const image = textAt(service, "image");
  const platforms = [...textList(valueAt(build, "platforms") ?? []), ...textList(valueAt(service, "platform") ?? [])];
  addBuild(reading, {
    from,
    name,
    context,
    dockerfile: pathIn(context, textAt(build, "dockerfile") ?? "Dockerfile"),
    target: textAt(build, "target"),
    args: readArguments(reading, from, argumentList(valueAt(build, "args"))),
    platforms: readPlatforms(reading, from, [...new Set(platforms)].join(",")),
    cacheFrom: [],
    cacheTo: [],
    repositories: image === undefined ? [] : [repositoryOfTag(image) ?? []].flat(),
  } satisfies BuildFact);
}

/** Arguments are a list of `NAME=value` or a mapping; one without a value is taken from the environment. */
function argumentList(args: unknown): string[] {
  if (isRecord(args)) return Object.entries(args).map(([name, value]) => `${name}=${scalarText(value) ?? `\${${name}}`}`);
  return textList(args ?? []).map((item) => (item.includes("=") ? item : `${item}=\${${item}}`));
}
