import { randomBytes } from "node:crypto";
import type { PodContainer } from "@waybill/engine/pods";
import type { ContainerOptions, EngineImage, EnginePod, EnginePodOptions } from "../runner.ts";
import { PodVolumes } from "./pod-volumes.ts";
import type { CreateContainer, MountedAt, PodPlace } from "./pod-volumes.ts";
import { supervise } from "./supervise.ts";

/** A host name that Linux takes. */
const MAX_HOST_NAME = 63;

/** Opens a pod: a container that holds its network and ports, into which the others come and go. */
export async function openEnginePod(place: PodPlace, options: EnginePodOptions): Promise<EnginePod> {
  const containers = new Set<PodContainer>();
  const create = createIn(place, options, containers);
  const volumes = new PodVolumes(place, options, create);
  const sandbox = await create("network", {
    image: place.pause,
    network: { ...place.network, hostname: options.name.slice(0, MAX_HOST_NAME), aliases: options.aliases, ports: options.ports },
  });
  const close = async (): Promise<void> => {
    await Promise.all([...containers].filter((container) => container !== sandbox).map((container) => container.remove()));
    await sandbox.remove();
    await volumes.remove();
  };
  try {
    await sandbox.start();
    const { ip, ports } = await sandbox.addresses();
    return {
      ip,
      close,
      start: async (image, wanted) => {
        const mounted = await volumes.mount(wanted.mounts ?? []);
        const container = await create(wanted.name, containerOptions(image, wanted, { place, sandbox, volumes: mounted.volumes }));
        const forget = (): void => void containers.delete(container);
        try {
          await mounted.addFiles(container);
          await container.start();
        } catch (error) {
          forget();
          await container.remove();
          throw error;
        }
        return { ...supervise(container, ports, forget), exec: (command) => container.exec(command) };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createIn({ engine, id, labels }: PodPlace, pod: EnginePodOptions, containers: Set<PodContainer>): CreateContainer {
  return async (name, make) => {
    const container = await engine.create({
      ...make,
      name: `waybill-${id}-${pod.name}-${name}-${randomBytes(3).toString("hex")}`,
      labels: { ...labels, "dev.waybill.pod": `${pod.namespace}/${pod.name}`, "dev.waybill.container": name },
    });
    containers.add(container);
    return container;
  };
}

function containerOptions(
  image: EngineImage,
  { env, entrypoint, arguments: words, workingDir, security }: ContainerOptions,
  { place, sandbox, volumes }: { readonly place: PodPlace; readonly sandbox: PodContainer; readonly volumes: readonly MountedAt[] },
): Parameters<CreateContainer>[1] {
  const isReplaced = entrypoint !== undefined && entrypoint.length > 0;
  return {
    image: image.inEngine,
    network: { of: sandbox.id },
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, place.relay.translate(value)])),
    entrypoint: isReplaced ? entrypoint : undefined,
    // Without words of its own a replaced ENTRYPOINT must not get those of the image.
    command: words && words.length > 0 ? words : isReplaced ? [] : undefined,
    workingDir,
    volumes,
    ...security,
  };
}
