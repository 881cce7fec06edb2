import type { Cluster, ServiceTarget } from "./cluster.ts";

/** Sends one GET to a Service through the API server; the body is cut after 64 Ki characters. */
export function requestService(cluster: Cluster, target: ServiceTarget): Promise<{ status: number; body: string }> {
  return cluster.requestService(target);
}
