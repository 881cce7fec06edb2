import { ActionError } from "@waybill/kit";
import type { Signer } from "@waybill/record";
import type { Keys } from "./capabilities.ts";

/**
 * The signer of what must be signed. Throws an `environment` error that names both ways to get one: what cannot be signed cannot be proven,
 * and what is not proven is not released.
 */
export function requireSigner({ signer }: Pick<Keys, "signer">): Signer {
  if (signer) return signer;
  throw new ActionError(
    "environment",
    "A release signs what it proves, and there is nothing to sign with: this run has neither a signing key nor the identity of a job, so nothing was begun. On GitHub give the job 'id-token: write' under 'permissions:', so that it signs as the workflow that it is, or pass a key from a secret as 'signing-key'; at a terminal give '--signing-key FILE' or the variable WAYBILL_SIGNING_KEY. 'openssl genpkey -algorithm ed25519 -out signing-key.pem' makes a key.",
  );
}
