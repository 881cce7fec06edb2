import type { Cluster } from "./cluster.ts";

/** Sends one GET to a Service through the API server; the body is cut after 64 Ki characters. */
export function requestService(
  cluster: Cluster,
  target: { namespace: string; service: string; port: number | string; path: string },
): Promise<{ status: number; body: string }> {
  return cluster.requestService(target);
}
