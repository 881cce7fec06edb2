import type { Finding } from "@waybill/kit";
import { listAt, textAt } from "@waybill/kit";
import { NOT_RUN_ANNOTATION } from "@waybill/rehearsal";
import type { RehearsedCluster } from "@waybill/rehearsal";
import { notRehearsed } from "./images.ts";

const NEXT =
  "Where that needs Docker Engine, start it on this machine and rehearse again, without '--builder assemble'; what no rehearsal gives, only a cluster shows. What else the page says holds without it.";

/** What was deployed and not run, one finding for each workload: in the environment's namespace, and in others that its manifests name. */
export async function findNotRun({ kubernetesApi }: RehearsedCluster, namespace = "default"): Promise<Finding[]> {
  const response = await fetch(`${kubernetesApi}/api/v1/pods`);
  const answer: unknown = await response.json();
  const found = new Map<string, Finding>();
  for (const pod of listAt(answer, "items")) {
    const why = textAt(pod, "metadata", "annotations", NOT_RUN_ANNOTATION);
    // A pod that is on its way out is no longer what was deployed.
    if (why === undefined || textAt(pod, "metadata", "deletionTimestamp") !== undefined) continue;
    const where = textAt(pod, "metadata", "namespace");
    const name = where === namespace ? workloadOf(pod) : `${where}/${workloadOf(pod)}`;
    found.set(name, notRehearsed(`The pods of '${name}' were not run: ${why}.`, NEXT));
  }
  return [...found.values()];
}

/** A Deployment's pods belong to a ReplicaSet, whose name has the hash of its template at the end. */
function workloadOf(pod: unknown): string {
  const [owner] = listAt(pod, "metadata", "ownerReferences");
  const name = textAt(owner, "name") ?? textAt(pod, "metadata", "name") ?? "";
  return textAt(owner, "kind") === "ReplicaSet" ? name.replace(/-[^-]+$/, "") : name;
}
