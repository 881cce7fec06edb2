import type { Config } from "@waybill/config";
import { releasedEnvironments } from "./session/select.ts";

/** The names of every kind in waybill.yml, for one workflow matrix each. Environments come in the order in which they are released. */
export interface Matrices {
  readonly images: readonly string[];
  readonly data: readonly string[];
  readonly models: readonly string[];
  readonly databases: readonly string[];
  readonly environments: readonly string[];
}

export function matrices(config: Config): Matrices {
  return {
    images: Object.keys(config.images),
    data: Object.keys(config.data),
    models: Object.keys(config.models),
    databases: Object.keys(config.databases),
    environments: Object.keys(releasedEnvironments(config)),
  };
}
