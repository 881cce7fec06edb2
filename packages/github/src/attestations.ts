import { isRecord, listAt, valueAt } from "@waybill/kit";
import type { Repository } from "./client.ts";
import type { StoredAttestations } from "./github.ts";

/** REST API, "Create an attestation". */
export async function uploadAttestation({ octokit, ...where }: Repository, bundle: object): Promise<{ id: string }> {
  const { data } = await octokit.rest.repos.createAttestation({ ...where, bundle: { ...bundle } });
  return { id: String(data.id ?? "") };
}

/** REST API, "List attestations"; follows its pages. */
export async function findAttestations({ octokit, ...where }: Repository, digest: string): Promise<StoredAttestations> {
  const bundles: unknown[] = [];
  let unread = 0;
  try {
    const pages = octokit.paginate.iterator(octokit.rest.repos.listAttestations, { ...where, subject_digest: digest, per_page: 100 });
    for await (const { data } of pages) {
      for (const attestation of listAt(data, "attestations")) {
        const bundle = valueAt(attestation, "bundle");
        if (isRecord(bundle)) bundles.push(bundle);
        else unread += 1;
      }
    }
  } catch (error) {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
    // GitHub says 404 of a digest without attestations; a repository that the token may not see must not look like one.
    await octokit.rest.repos.get({ ...where });
  }
  return { bundles, unread };
}
