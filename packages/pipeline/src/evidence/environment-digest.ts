import { digestOfJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { readLiveObjects } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";

/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied, the revision itself says what it said then, its workloads have no other containers, and its pods run the
 * applied images. Other fields that others own do not count.
 */
export async function environmentDigest(
  cluster: Cluster,
  application: { namespace: string; application: string; revision: number },
): Promise<Digest> {
  const objects = await readLiveObjects(cluster, application);
  return digestOfJson({
    ...application,
    objects: objects.map(({ ref, exists, drift, applied, images, strange }) => ({
      ref,
      exists,
      drift: drift.map((change) => change.path),
      applied,
      images,
      strange,
    })),
  });
}
