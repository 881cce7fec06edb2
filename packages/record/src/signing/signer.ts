import type { Identity } from "./identity.ts";
import type { VerificationMaterial } from "./material.ts";

/** A public key that may have signed evidence. */
export interface TrustedKey {
  /** See `keyIdOf`. */
  readonly keyId: string;
  readonly publicKeyPem: string;
}

/** What a signature is, and what shows who made it. */
export interface Signature {
  /** Over DSSE's pre-authentication encoding of the payload. */
  readonly signature: Uint8Array;
  readonly material: VerificationMaterial;
}

/** Signs evidence: with a key, or with certificates that name the workflow that runs. */
export interface Signer {
  /** The public half, where one key signs everything; a certificate's key is new for each statement. */
  readonly key?: TrustedKey | undefined;
  /**
   * Who a certificate will say that it was, as far as the job's token tells before anything is signed; undefined when it does not. Nothing is
   * believed for it.
   */
  identity?(): Promise<Identity | undefined>;
  /** Signs an in-toto statement's bytes in a DSSE envelope. Throws `environment` or `remote` when a service refuses or does not answer. */
  sign(payload: Uint8Array): Promise<Signature>;
}
