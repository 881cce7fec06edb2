import { findImage, isOnLoopback } from "./image-pull.ts";
import type { IdleImage, PodEngineRunner, PodImage } from "./runner.ts";

/** The label of the base image of a rehearsal, and of what is built on it: it runs as a process, with or without an engine. */
export const PROCESS_LABEL = "dev.waybill.rehearsal";

/** The label of an image that stands for one that could not be built; it says why. */
export const NOT_RUN_LABEL = "dev.waybill.rehearsal.not-run";

/** Says why a pod was not run, as the end of a sentence. */
export function needsEngine(why: string): string {
  return `${why}, which needs Docker Engine`;
}

/** The images that pods run, and what runs each. */
export class PodImages {
  readonly #cache: string;
  readonly #engine: PodEngineRunner | undefined;
  readonly #pulled = new Map<string, PodImage>();

  /** `cache` is where images are unpacked whose containers are processes. */
  constructor(cache: string, engine?: PodEngineRunner) {
    this.#cache = cache;
    this.#engine = engine;
  }

  /** Pulls an image. Throws ActionError in a container engine's words where that fails; an image that cannot be run here is none of that. */
  async pull(reference: string): Promise<PodImage> {
    const known = this.#pulled.get(reference);
    // A digest cannot mean anything else tomorrow; a tag can.
    if (known && reference.includes("@")) return known;
    const image = await this.#find(reference);
    this.#pulled.set(reference, image);
    return image;
  }

  async #find(reference: string): Promise<PodImage> {
    if (!isOnLoopback(reference)) return this.#engine?.pull(reference) ?? elsewhere(reference);
    const found = await findImage(reference);
    const { Labels = {} } = found.facts.settings;
    const notRun = Labels[NOT_RUN_LABEL];
    if (notRun !== undefined) return { ...found.facts, notRun };
    return this.#engine && Labels[PROCESS_LABEL] !== "true" ? this.#engine.pull(reference) : found.unpack(this.#cache);
  }
}

/** Without an engine nothing is fetched from elsewhere. */
function elsewhere(reference: string): IdleImage {
  return {
    repoDigest: reference,
    id: `sha256:${"0".repeat(64)}`,
    settings: {},
    created: "1970-01-01T00:00:00Z",
    architecture: process.arch,
    size: 0,
    notRun: needsEngine(`its image '${reference}' is from elsewhere`),
  };
}
