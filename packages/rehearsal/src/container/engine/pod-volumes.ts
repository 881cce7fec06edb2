import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type { PodContainer, PodEngine } from "@waybill/engine/pods";
import type { Mount, MountedVolume } from "../runner.ts";
import type { EnginePodOptions } from "../runner.ts";
import { tarOfFile, tarOfFolders } from "./archive.ts";
import type { HostRelay } from "./host-relay.ts";

/** The label of what is a pod's own, with the rehearsal's id; a claim does not have it. */
export const POD_LABEL = "dev.waybill.rehearsal-pod-of";

/** What a pod has from its rehearsal. */
export interface PodPlace {
  readonly engine: PodEngine;
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly relay: HostRelay;
  /** The image that holds a network and does nothing. */
  readonly pause: string;
  readonly network: { readonly name: string; readonly hosts: Readonly<Record<string, string>> };
}

/** Makes a container of a pod, under a name of its own and with the rehearsal's labels. */
export type CreateContainer = (name: string, make: Omit<Parameters<PodEngine["create"]>[0], "name" | "labels">) => Promise<PodContainer>;

/** A volume of the engine at its path in a container. */
export interface MountedAt {
  readonly path: string;
  readonly volume: string;
  readonly readOnly: boolean;
}

interface VolumeMount extends MountedVolume {
  readonly path: string;
  readonly source: string;
}

/** The volumes of one pod in an engine. */
export class PodVolumes {
  readonly #place: PodPlace;
  readonly #pod: EnginePodOptions;
  readonly #create: CreateContainer;
  readonly #own = new Set<string>();

  constructor(place: PodPlace, pod: EnginePodOptions, create: CreateContainer) {
    this.#place = place;
    this.#pod = pod;
    this.#create = create;
  }

  /** Makes and fills the volumes of a container; `addFiles` puts what is one file into it, once it was made. */
  async mount(
    mounts: readonly Mount[],
  ): Promise<{ readonly volumes: readonly MountedAt[]; addFiles(container: PodContainer): Promise<void> }> {
    const all = mounts.flatMap(({ path, source, volume }): VolumeMount[] => (volume ? [{ path, source, ...volume }] : []));
    const folders = all.filter((mount) => !isFile(mount));
    const volumes: MountedAt[] = [];
    for (const mount of folders)
      volumes.push({ path: mount.path, volume: await this.#make(mount), readOnly: mount.readOnly || mount.kind === "files" });
    await this.#fill(folders, volumes);
    return {
      volumes,
      addFiles: async (container) => {
        for (const { path, source, mode } of all.filter(isFile))
          await container.unpack("/", await tarOfFile(source, path, mode, (text) => this.#place.relay.translate(text)));
      },
    };
  }

  /** Removes what is the pod's own. */
  async remove(): Promise<void> {
    for (const name of this.#own) await this.#place.engine.removeVolume(name);
    this.#own.clear();
  }

  /** A claim's volume outlives the pod, all others are the pod's own. */
  async #make({ kind, name, subPath }: VolumeMount): Promise<string> {
    const { id, labels, engine } = this.#place;
    const part = subPath === "" ? "" : `-${createHash("sha256").update(subPath).digest("hex").slice(0, 12)}`;
    if (kind === "claim") {
      const claim = `waybill-${id}-claim-${this.#pod.namespace}-${name}${part}`;
      await engine.makeVolume(claim, labels);
      return claim;
    }
    const own = `waybill-${id}-pod-${this.#pod.uid}-${name}${part}`;
    this.#own.add(own);
    await engine.makeVolume(own, { ...labels, [POD_LABEL]: id });
    return own;
  }

  /**
   * Fills volumes through a container that is never started, which has none of the limits of the one that will run. Everyone may write into a
   * pod's volume, as in a cluster; what lies there stays, and ConfigMaps and Secrets are written anew.
   */
  async #fill(mounts: readonly VolumeMount[], volumes: readonly MountedAt[]): Promise<void> {
    if (mounts.length === 0) return;
    const filler = await this.#create("volumes", {
      image: this.#place.pause,
      network: "none",
      volumes: volumes.map(({ volume }, index) => ({ path: `/volumes/${index}`, volume, readOnly: false })),
    });
    const folders = mounts.map(({ kind, source, mode }, index) => ({
      at: `volumes/${index}`,
      source: kind === "files" ? source : undefined,
      mode,
    }));
    try {
      await filler.unpack("/", await tarOfFolders(folders, (text) => this.#place.relay.translate(text)));
    } finally {
      await filler.remove();
    }
  }
}

/** One file of a ConfigMap or Secret, which takes the place of one in the image; an engine has no volume for a file. */
function isFile({ kind, source }: VolumeMount): boolean {
  return kind === "files" && statSync(source, { throwIfNoEntry: false })?.isFile() === true;
}
