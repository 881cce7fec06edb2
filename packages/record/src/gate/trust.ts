import { ActionError } from "@waybill/kit";
import type { PolicySigner } from "@waybill/kit";
import { inspectBundle, verifyBundle } from "../signing/bundle.ts";
import type { Bundle } from "../signing/bundle.ts";
import { describeIdentity } from "../signing/identity.ts";
import { matchSigner, maySign } from "../signing/policy-signer.ts";
import type { TrustedKey } from "../signing/signer.ts";
import type { TrustRoot } from "../signing/trust-root.ts";
import type { Signed, Verify } from "./judge.ts";

/** Who may sign, and what: the holder of a key, or a workflow. */
export type TrustedSigner = Omit<PolicySigner, "key"> & { readonly key?: TrustedKey | undefined };

/** Believes exactly these signers, each for its stages and environments; certificates where one of the trust roots verifies them. */
export function trustOnly(signers: readonly TrustedSigner[], roots: readonly TrustRoot[] = []): Verify {
  const keys = signers.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const byKeyOnly = keys.length > 0 && keys.length === signers.length;
  return once((bundle) => {
    if (byKeyOnly && "certificate" in bundle.verificationMaterial)
      throw new ActionError(
        "verdict",
        `The ${inspectBundle(bundle).stage} statement was signed with a certificate, and only keys are trusted here. Name its workflow among the policy's signers if it should be.`,
      );
    const { view, identity } = verifyBundle(bundle, keys, roots);
    const signer = describeIdentity(identity);
    const allowed = signers.some((trusted) => matchSigner(identity, { ...trusted, key: trusted.key?.keyId }) && maySign(trusted, view));
    if (allowed) return { view, signer };
    const where = view.environment === undefined ? "" : ` for '${view.environment}'`;
    throw new ActionError(
      "verdict",
      `The ${view.stage} statement was signed by ${signer}, which the policy does not let sign '${view.stage}'${where}. Sign it with the one that it names.`,
    );
  });
}

/** Several ask about the same statements in turn, and a signature costs more than all that is read of a statement. A bundle is never changed. */
function once(verify: Verify): Verify {
  const known = new WeakMap<Bundle, Signed>();
  return (bundle) => {
    const signed = known.get(bundle) ?? verify(bundle);
    known.set(bundle, signed);
    return signed;
  };
}
