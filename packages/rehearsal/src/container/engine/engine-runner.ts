import { createHash } from "node:crypto";
import { ActionError, headline } from "@waybill/kit";
import type { PodEngine } from "@waybill/engine/pods";
import { findImage, isOnLoopback, readSettings } from "../image-pull.ts";
import type { EngineImage, EnginePodOptions, PodEngineRunner } from "../runner.ts";
import { archiveImage } from "./archive.ts";
import type { ArchivedImage } from "./archive.ts";
import { openEnginePod } from "./engine-pod.ts";
import { HostRelay } from "./host-relay.ts";
import { makePauseImage } from "./pause-image.ts";
import { POD_LABEL } from "./pod-volumes.ts";
import type { PodPlace } from "./pod-volumes.ts";

/** The label of everything that a rehearsal makes on an engine; its value is the rehearsal's id. */
export const REHEARSAL_LABEL = "dev.waybill.rehearsal-id";

/** With what pods run in an engine. */
export interface EngineRunnerOptions {
  readonly engine: PodEngine;
  /** Of this rehearsal, and of no other on any machine. */
  readonly id: string;
  /** The ports of 127.0.0.1 at which the rehearsal's own servers answer, such as its databases; pods reach these. */
  readonly servers: () => readonly number[];
}

/** Runs pods as containers of a Docker Engine. What a rehearsal with the same id left there, because it was killed, is removed first; its claims stay. */
export async function startEngineRunner({ engine, id, servers }: EngineRunnerOptions): Promise<PodEngineRunner> {
  await removeTraces(engine, id);
  const labels = { [REHEARSAL_LABEL]: id };
  const relay = new HostRelay(servers);
  const images = new Map<string, Promise<EngineImage>>();
  const networks = new Map<string, Promise<{ readonly gateway?: string | undefined }>>();
  const pause = once(async () => {
    const image = await makePauseImage(await engine.architecture());
    return load(engine, tagOf(id, image.config), { ...image, diffIds: diffIdsOf(image) });
  });
  const network = async (namespace: string): Promise<PodPlace["network"]> => {
    const name = `waybill-${id}-${namespace}`;
    const making = networks.get(name) ?? engine.makeNetwork(name, labels);
    networks.set(name, making);
    const { gateway } = await making;
    return { name, hosts: await relay.open(gateway) };
  };
  return {
    pull: (reference) => {
      const known = images.get(reference);
      // A digest cannot mean anything else tomorrow; a tag can.
      if (known && reference.includes("@")) return known;
      const pulling = pull(engine, id, reference);
      images.set(reference, pulling);
      // What failed is tried again.
      pulling.catch(() => images.delete(reference));
      return pulling;
    },
    openPod: async (options: EnginePodOptions) =>
      openEnginePod({ engine, id, labels, relay, pause: await pause(), network: await network(options.namespace) }, options),
    close: async () => {
      await relay.close();
      await removeTraces(engine, id);
    },
  };
}

/** Removes everything of a rehearsal from an engine, its claims as well. */
export async function clearEngine(engine: PodEngine, id: string): Promise<void> {
  const label = `${REHEARSAL_LABEL}=${id}`;
  await engine.removeLabelled(label, ["containers", "networks", "volumes"]);
  for (const image of await engine.listImages(repositoryOf(id))) await engine.removeImage(image);
}

async function removeTraces(engine: PodEngine, id: string): Promise<void> {
  await engine.removeLabelled(`${REHEARSAL_LABEL}=${id}`, ["containers", "networks"]);
  await engine.removeLabelled(`${POD_LABEL}=${id}`, ["volumes"]);
}

async function pull(engine: PodEngine, id: string, reference: string): Promise<EngineImage> {
  if (!isOnLoopback(reference)) return pullElsewhere(engine, reference);
  const found = await findImage(reference);
  const inEngine = await load(engine, tagOf(id, found.config), found);
  return { ...found.facts, inEngine };
}

/** Images of others: the engine has its own ways to registries, with its own logins. */
async function pullElsewhere(engine: PodEngine, reference: string): Promise<EngineImage> {
  const here = reference.includes("@") ? await engine.findImage(reference) : undefined;
  if (!here) await engine.pull(reference.includes("@") || /:[^/]+$/.test(reference) ? reference : `${reference}:latest`);
  const held = here ?? (await engine.findImage(reference));
  if (!held) throw new ActionError("environment", `failed to pull image '${reference}': not found`);
  return {
    repoDigest: reference,
    id: held.id.startsWith("sha256:") ? (held.id as `sha256:${string}`) : `sha256:${held.id}`,
    settings: readSettings(held.config),
    created: held.created,
    architecture: await engine.architecture(),
    size: held.size,
    inEngine: held.id,
  };
}

/**
 * Brings an image of the loopback registry into the engine as an archive, because an engine in a virtual machine cannot reach that registry. An
 * engine calls an image what it likes, so its layers are compared.
 */
async function load(engine: PodEngine, tag: string, image: ArchivedImage & { readonly diffIds: readonly string[] }): Promise<string> {
  const isSame = async (): Promise<boolean> => (await engine.findImage(tag))?.layers.join() === image.diffIds.join();
  if (await isSame()) return tag;
  await engine.load(archiveImage(image, tag)).catch((error: unknown) => {
    throw new ActionError("environment", `failed to load the image into the Docker Engine: ${headline(error)}`, { cause: error });
  });
  if (await isSame()) return tag;
  throw new ActionError("verdict", `The Docker Engine has other layers for '${tag}' than the registry. Rehearse again.`);
}

function repositoryOf(id: string): string {
  return `waybill-rehearsal/${id}`;
}

/** An image is what its configuration says, so that is its tag. */
function tagOf(id: string, config: Buffer): string {
  return `${repositoryOf(id)}:${createHash("sha256").update(config).digest("hex")}`;
}

function diffIdsOf({ config }: ArchivedImage): string[] {
  const { rootfs } = JSON.parse(config.toString()) as { rootfs: { diff_ids: string[] } };
  return rootfs.diff_ids;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
