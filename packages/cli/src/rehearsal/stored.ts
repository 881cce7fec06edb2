import { listAt, textAt } from "@waybill/kit";
import type { RehearsedCluster } from "@waybill/rehearsal";

/** Kinds that a rehearsal keeps as it was given them, and what it lacks to try them. */
const STORED = [
  { path: "networking.k8s.io/v1", plural: "ingresses", kind: "Ingress", why: "nobody was asked at its host" },
  { path: "batch/v1", plural: "cronjobs", kind: "CronJob", why: "it starts nothing by itself" },
  {
    path: "autoscaling/v2",
    plural: "horizontalpodautoscalers",
    kind: "HorizontalPodAutoscaler",
    why: "there are no metrics; only its limits hold",
  },
  { path: "networking.k8s.io/v1", plural: "networkpolicies", kind: "NetworkPolicy", why: "nothing enforces it" },
] as const;

/** Says of what a deployment stored, and a rehearsal's cluster does nothing with, that it was not tried. */
export async function describeStored({ kubernetesApi }: Pick<RehearsedCluster, "kubernetesApi">, namespace = "default"): Promise<string[]> {
  const lines = await Promise.all(
    STORED.map(async ({ path, plural, kind, why }) => {
      const response = await fetch(`${kubernetesApi}/apis/${path}/namespaces/${namespace}/${plural}`);
      const names = listAt(await response.json(), "items").flatMap((item) => textAt(item, "metadata", "name") ?? []);
      return names.map((name) => `  ${kind} ${name}: ${why}`);
    }),
  );
  const all = lines.flat();
  return all.length === 0 ? [] : ["Stored, not tried:", ...all];
}
