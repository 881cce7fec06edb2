import { listAt, textAt, valueAt } from "@waybill/kit";
import type { ManifestSet } from "./manifest.ts";

/** A Service as its manifest writes it. */
export interface ManifestService {
  readonly name: string;
  /** Absent where the manifest leaves it to the environment. */
  readonly namespace?: string | undefined;
  /** Every number and every name of a port. */
  readonly ports: readonly (number | string)[];
}

/** The Services of a set, in its order. */
export function listServices(set: ManifestSet): ManifestService[] {
  return set.objects.flatMap(({ object }) => {
    if (object.kind !== "Service" || object.apiVersion !== "v1") return [];
    const ports = listAt(object, "spec", "ports").flatMap((port) => {
      const [number, name] = [valueAt(port, "port"), textAt(port, "name")];
      return [...(typeof number === "number" ? [number] : []), ...(name === undefined ? [] : [name])];
    });
    return [{ name: object.metadata.name, namespace: object.metadata.namespace, ports }];
  });
}
