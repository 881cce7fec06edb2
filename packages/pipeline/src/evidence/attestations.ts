import type { AttestationStore } from "@waybill/github";
import { headline, inputError } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { inspectBundle } from "@waybill/record";
import type { Statements } from "../session/capabilities.ts";

/**
 * GitHub's attestation store as stages use it. What fails there fails no release, because the registry holds every statement. Throws an
 * `input` error when statements shall go there and no token is given.
 */
export function openAttestations(
  store: AttestationStore | undefined,
  wanted: boolean,
  reporter: Reporter,
): Pick<Statements, "attest" | "attested"> {
  if (!store) {
    if (wanted) throw inputError("attest", "needs 'github-token', by which GitHub's attestation store is written to");
    return {};
  }
  let isRefused = false;
  const attest: Statements["attest"] = async (bundle) => {
    if (isRefused) return;
    try {
      await store.uploadAttestation(bundle);
    } catch (error) {
      // It would say the same of every other statement.
      isRefused = true;
      reporter.warn(
        `The ${inspectBundle(bundle).stage} statement, and those after it, are not in GitHub's attestation store: ${headline(error)} The registry has them all. For a private repository the store needs GitHub Enterprise Cloud; without it, leave 'attest' away.`,
      );
    }
  };
  return {
    ...(wanted ? { attest } : {}),
    async attested(digest) {
      try {
        return (await store.findAttestations(digest)).bundles;
      } catch (error) {
        reporter.warn(
          `GitHub's attestation store could not be read, so provenance that lies only there does not count: ${headline(error)}`,
        );
        return [];
      }
    },
  };
}
