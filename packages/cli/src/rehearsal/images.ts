import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Config, EnvironmentConfig, ImageConfig } from "@waybill/config";
import { parseSecretRef } from "@waybill/config";
import { readDockerfileNeeds } from "@waybill/image";
import type { DockerfileNeeds } from "@waybill/image";
import { ActionError, parseJson, isTextList, makeStateFolder, STATE_FOLDER } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Session } from "@waybill/pipeline";
import { NOT_RUN_LABEL, runsAsProcess } from "@waybill/rehearsal";
import { isNode } from "./bases.ts";
import type { FoundEngine } from "./engine.ts";

/**
 * The probe of an environment asks one of its Services, and nobody says which image is behind it: it is left out where one of them is not run.
 */
export function withoutProbe(
  environment: EnvironmentConfig,
  idle: ReadonlyMap<string, Finding>,
): { readonly environment: EnvironmentConfig; readonly missing: readonly Finding[] } {
  const image = environment.images.find((name) => idle.has(name));
  if (!environment.probe || image === undefined) return { environment, missing: [] };
  const what = `The probe of ${environment.name} was not asked: '${image}' is not run.`;
  return { environment: { ...environment, probe: undefined }, missing: [notRehearsed(what)] };
}

/** What is there to build with. */
export interface ImageMeans {
  readonly session: Pick<Session, "workspace" | "registryFor">;
  readonly engine: FoundEngine | undefined;
  /** The rehearsal's base image of Node. */
  readonly base: string;
  /** Those that are not built. */
  readonly given: Readonly<Record<string, string>>;
}

/** How the images of a project are built where there is no BuildKit. */
export interface PreparedImages {
  readonly config: Config;
  /** What is not built, or built and not tried, by the image. */
  readonly missing: ReadonlyMap<string, Finding>;
  /** Sentences about bases that the rehearsal has put its own in place of. */
  readonly replaced: readonly string[];
}

interface Prepared {
  readonly image: ImageConfig;
  readonly missing?: Finding;
  readonly replaced?: readonly string[];
}

/**
 * Makes the images of a project buildable without BuildKit: a base image of Node becomes the rehearsal's own, and an image that cannot be built
 * becomes one that stands for it and is not run. The user's Dockerfiles stay as they are; what is built instead lies in the state folder.
 */
export async function prepareImages(config: Config, means: ImageMeans): Promise<PreparedImages> {
  if (means.engine?.hasBuildx) return { config, missing: new Map(), replaced: [] };
  const prepared = await Promise.all(
    Object.values(config.images).map(async (image): Promise<Prepared> =>
      Object.hasOwn(means.given, image.name) ? { image } : prepare(image, means),
    ),
  );
  return {
    config: { ...config, images: Object.fromEntries(prepared.map(({ image }) => [image.name, image])) },
    missing: new Map(prepared.flatMap(({ image, missing }) => (missing ? [[image.name, missing] as const] : []))),
    replaced: prepared.flatMap(({ replaced = [] }) => replaced),
  };
}

async function prepare(image: ImageConfig, means: ImageMeans): Promise<Prepared> {
  const { workspace } = means.session;
  const file = join(workspace, image.dockerfile);
  const given = Object.entries(image.args).filter(([, value]) => !parseSecretRef(value));
  let needs: DockerfileNeeds;
  try {
    needs = await readDockerfileNeeds({
      ...image,
      context: join(workspace, image.context),
      dockerfile: file,
      args: Object.fromEntries(given),
    });
  } catch (error) {
    // The release itself says what is wrong with a Dockerfile, and where.
    if (error instanceof ActionError) return { image };
    throw error;
  }
  const text = await readFile(file, "utf8");
  const obstacle = findObstacle(image, needs, means.engine) ?? (await findUnreachable(needs, means));
  if (obstacle !== undefined) return standIn(image, obstacle, means);
  const [own, replaced] = replaceBases(text, await findReplaceable(needs, means), means.base);
  const built = own === text ? image : { ...image, dockerfile: await writeBeside(image, means.session.workspace, own) };
  const said = replaced.map(
    ({ image: base, line }) => `${image.dockerfile}:${line} names '${base}'; the rehearsal's own base image of Node took its place.`,
  );
  if (means.engine || !image.probe || canRun(image, text, needs)) return { image: built, replaced: said };
  const missing = notRehearsed(
    `The image '${image.name}' was built and not tried: its command is no program of Node, which needs Docker Engine.`,
  );
  return { image: { ...built, probe: undefined }, missing, replaced: said };
}

/** Why an image cannot be assembled, as the end of a sentence. */
function findObstacle(
  { dockerfile, secrets, contexts }: ImageConfig,
  { buildKit }: DockerfileNeeds,
  engine: FoundEngine | undefined,
): string | undefined {
  const needed = engine ? "docker buildx" : "Docker Engine";
  const [first] = buildKit;
  if (first) return `${dockerfile}:${first.line} has ${first.what}, which needs ${needed}`;
  if (Object.keys(secrets).length > 0) return `it has build secrets, which need ${needed}`;
  return Object.keys(contexts).length > 0 ? `it has more build contexts, which need ${needed}` : undefined;
}

/** A base of another kind than Node cannot be replaced, so it has to be there. */
async function findUnreachable({ bases }: DockerfileNeeds, { session, engine }: ImageMeans): Promise<string | undefined> {
  for (const { image } of bases) {
    if (isNode(image) || (await isReachable(image, session))) continue;
    return `its base image '${image}' cannot be reached${engine ? "" : ", and its containers need Docker Engine"}`;
  }
  return undefined;
}

async function isReachable(image: string, session: ImageMeans["session"]): Promise<boolean> {
  if (image.startsWith("oci-layout:")) return true;
  const { parseReference } = await import("@waybill/registry");
  const { registry, repository, tag, digest } = parseReference(image);
  try {
    return (await session.registryFor(registry).findManifest(repository, digest ?? tag ?? "latest")) !== undefined;
  } catch (error) {
    if (error instanceof ActionError) return false;
    throw error;
  }
}

/** Where an engine runs what is built, a base image of Node is replaced only when it cannot be had. */
async function findReplaceable({ bases }: DockerfileNeeds, { session, engine }: ImageMeans): Promise<DockerfileNeeds["bases"]> {
  const nodes = bases.filter(({ image }) => isNode(image));
  if (!engine) return nodes;
  const reachable = await Promise.all(nodes.map(({ image }) => isReachable(image, session)));
  return nodes.filter((_, index) => reachable[index] === false);
}

function replaceBases(text: string, bases: DockerfileNeeds["bases"], own: string): [string, DockerfileNeeds["bases"]] {
  const lines = text.split("\n");
  const replaced = bases.filter(({ image, line }) => {
    const before = lines[line - 1] ?? "";
    lines[line - 1] = before.replace(image, own);
    return lines[line - 1] !== before;
  });
  return [lines.join("\n"), replaced];
}

/** Whether a process can be what the image runs. Without a command of its own it is that of its base. */
function canRun({ target }: ImageConfig, text: string, { bases }: DockerfileNeeds): boolean {
  if (target !== undefined) return bases.every(({ image }) => isNode(image));
  const last = text.split(/^\s*FROM\s/im).at(-1) ?? "";
  const words = (keyword: string): readonly string[] => {
    const found = [...last.matchAll(new RegExp(`^\\s*${keyword}\\s+((?:.*\\\\\\r?\\n)*.*)$`, "gim"))].at(-1)?.[1]?.trim();
    if (found === undefined) return [];
    const list = parseJson(found);
    return isTextList(list) ? list : ["/bin/sh", "-c", found];
  };
  const command = [...words("ENTRYPOINT"), ...words("CMD")];
  return command.length === 0 ? bases.every(({ image }) => isNode(image)) : runsAsProcess(command);
}

/** An image that has nothing but the reason why it is not run; it is built, pushed and deployed as the real one would be. */
async function standIn(image: ImageConfig, why: string, { base, session }: ImageMeans): Promise<Prepared> {
  const text = `FROM ${base}\nLABEL ${NOT_RUN_LABEL}=${JSON.stringify(why)}\n`;
  const dockerfile = await writeBeside(image, session.workspace, text);
  return {
    image: { ...image, dockerfile, target: undefined, args: {}, secrets: {}, contexts: {}, probe: undefined, budgetBytes: undefined },
    missing: notRehearsed(`The image '${image.name}' was not built: ${why}.`),
  };
}

const START_ENGINE =
  "Start Docker Engine on this machine and rehearse again, without '--builder assemble'. What else the page says holds without it.";

/** A finding about what was not tried; by default, an engine would have shown it. */
export function notRehearsed(what: string, next = START_ENGINE): Finding {
  return {
    rule: "not-rehearsed",
    severity: "error",
    what,
    next,
  };
}

/** Writes a Dockerfile into the project's state folder, with what the user's ignores. */
async function writeBeside(image: ImageConfig, workspace: string, text: string): Promise<string> {
  const folder = join(STATE_FOLDER, "rehearsed", image.name);
  await rm(await makeStateFolder(join(workspace, STATE_FOLDER), "rehearsed", image.name), { recursive: true });
  await mkdir(join(workspace, folder));
  const path = join(folder, basename(image.dockerfile));
  await writeFile(join(workspace, path), text);
  await copyFile(join(workspace, `${image.dockerfile}.dockerignore`), join(workspace, `${path}.dockerignore`)).catch(() => undefined);
  return path;
}
