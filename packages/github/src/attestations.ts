import type { getOctokit } from "@actions/github";
import { isRecord, listAt, valueAt } from "@waybill/kit";
import type { StoredAttestations } from "./github.ts";

/** GitHub's API, as its own library offers it. */
export type Octokit = ReturnType<typeof getOctokit>;

interface Where {
  readonly owner: string;
  readonly repo: string;
}

/** REST API, "Create an attestation". */
export async function uploadAttestation(octokit: Octokit, where: Where, bundle: object): Promise<{ id: string }> {
  const { data } = await octokit.rest.repos.createAttestation({ ...where, bundle: { ...bundle } });
  return { id: String(data.id ?? "") };
}

/** REST API, "List attestations"; follows its pages. */
export async function findAttestations(octokit: Octokit, where: Where, digest: string): Promise<StoredAttestations> {
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
