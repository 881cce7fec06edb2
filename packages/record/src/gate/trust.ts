import { ActionError } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { verifyBundle } from "../bundle.ts";
import type { TrustedKey } from "../keys.ts";
import type { Verify } from "./judge.ts";

/** Who may sign, and what. */
export interface TrustedSigner {
  readonly key: TrustedKey;
  /** All when absent. */
  readonly stages?: readonly Stage[] | undefined;
  readonly environments?: readonly string[] | undefined;
}

/** Believes exactly these signers, each for its stages and environments. */
export function trustOnly(signers: readonly TrustedSigner[]): Verify {
  const keys = signers.map(({ key }) => key);
  return (bundle) => {
    const { view, keyId } = verifyBundle(bundle, keys);
    const allowed = signers.some(
      ({ key, stages, environments }) =>
        key.keyId === keyId &&
        (stages?.includes(view.stage) ?? true) &&
        (view.environment === undefined || (environments?.includes(view.environment) ?? true)),
    );
    if (allowed) return { view, signer: `key ${keyId.slice(0, 12)}…` };
    const where = view.environment === undefined ? "" : ` for '${view.environment}'`;
    throw new ActionError(
      "verdict",
      `The ${view.stage} statement was signed by key ${keyId.slice(0, 12)}…, which the policy does not let sign '${view.stage}'${where}. Sign it with the one that it names.`,
    );
  };
}
