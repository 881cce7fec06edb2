import { ActionError, headline } from "@waybill/kit";
import { OutdatedRoot } from "./trust-root.ts";
import type { Certified } from "./identity.ts";
import type { TrustRoot } from "./trust-root.ts";

/**
 * Verifies a bundle with a certificate by the first trust root that can; throws a `verdict` error with what each of them says, an
 * `OutdatedRoot` when one of them might know the signature if it were of the right time.
 */
export function verifyCertificate(bundle: unknown, roots: readonly TrustRoot[], what: string): Certified {
  const reasons: string[] = [];
  let isOutdated = false;
  for (const root of roots) {
    try {
      return root.verify(bundle);
    } catch (error) {
      reasons.push(headline(error));
      isOutdated ||= error instanceof OutdatedRoot;
    }
  }
  if (roots.length === 0)
    throw new ActionError(
      "verdict",
      `${what} is signed with a certificate, and no trust root says whose certificates to believe. Name a file in 'trust-root', or let Waybill fetch Sigstore's.`,
    );
  const message = `${what} does not hold. ${[...new Set(reasons)].join(" ")}`;
  throw isOutdated ? new OutdatedRoot(message) : new ActionError("verdict", message);
}
