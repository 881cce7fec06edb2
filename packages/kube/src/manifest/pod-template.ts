import { isRecord, listAt, textAt, textsAt, valueAt } from "@waybill/kit";
import type { JsonKey } from "@waybill/kit";
import type { KubeObject } from "../api/object.ts";

/** A pod specification inside an object. */
export interface PodTemplate {
  /** Path of the pod specification in the object. */
  readonly path: readonly JsonKey[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
}

// Workloads; CronJobs; PodTemplates. Custom resources that embed a pod follow the first form.
const SPEC_PATHS: readonly (readonly JsonKey[])[] = [
  ["spec", "template", "spec"],
  ["spec", "jobTemplate", "spec", "template", "spec"],
  ["template", "spec"],
];

/** The pod specification of an object: of a Pod, of every built-in workload, and of custom resources that carry a pod template. */
export function findPodTemplate(object: KubeObject): PodTemplate | undefined {
  const paths = object.kind === "Pod" && object.apiVersion === "v1" ? [["spec"]] : SPEC_PATHS;
  for (const path of paths) {
    const spec = valueAt(object, ...path);
    if (!isRecord(spec) || !Array.isArray(spec["containers"])) continue;
    return { path, spec, labels: textsAt(object, ...path.slice(0, -1), "metadata", "labels") };
  }
  return undefined;
}

/** The lists of a pod specification that hold containers. */
export const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;

/** A container of a pod specification with its path in the object. */
export interface ContainerPlace {
  readonly name: string;
  readonly list: (typeof CONTAINER_LISTS)[number];
  readonly path: readonly JsonKey[];
  readonly container: unknown;
}

/** All containers of a pod template, init containers first. */
export function listContainers(template: PodTemplate): ContainerPlace[] {
  return CONTAINER_LISTS.flatMap((list) =>
    listAt(template.spec, list).map((container, index) => ({
      name: textAt(container, "name") ?? "",
      list,
      path: [...template.path, list, index],
      container,
    })),
  );
}

/** A place of an object that names an image. */
export interface ImagePlace {
  readonly path: readonly JsonKey[];
  readonly image: string;
}

/** Every image that an object's pods use: of containers of all lists, and of image volumes. */
export function listImages(object: KubeObject): ImagePlace[] {
  const template = findPodTemplate(object);
  if (!template) return [];
  const places = listContainers(template).map(({ path, container }) => imagePlace([...path, "image"], textAt(container, "image")));
  const volumes = listAt(template.spec, "volumes").map((volume, index) =>
    imagePlace([...template.path, "volumes", index, "image", "reference"], textAt(volume, "image", "reference")),
  );
  return [...places, ...volumes].flat();
}

function imagePlace(path: readonly JsonKey[], image: string | undefined): ImagePlace[] {
  return image === undefined ? [] : [{ path, image }];
}
