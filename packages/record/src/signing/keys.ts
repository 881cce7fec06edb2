import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { ActionError } from "@waybill/kit";
import { preAuthEncoding } from "./dsse.ts";
import type { Signer, TrustedKey } from "./signer.ts";

/** Makes an Ed25519 key pair as PEM (PKCS #8 and SPKI), the form that openssl and cosign read. */
export function generateKeyPair(): { privateKeyPem: string; publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** Makes a signer of a private key; throws an `input` error that never quotes the key and says where it came `from`. */
export function loadSigner(privateKeyPem: string, from = "Input 'signing-key'"): Signer & { readonly key: TrustedKey } {
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKeyPem.trim().replaceAll(String.raw`\n`, "\n"));
  } catch {
    // The cause may quote parts of the key.
    throw new ActionError(
      "input",
      `${from} is not a private key in PEM form. Make one with 'openssl genpkey -algorithm ed25519' and store its whole text, '-----BEGIN PRIVATE KEY-----' included, as a secret.`,
    );
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new ActionError(
      "input",
      `${from} is a key of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 is needed. Make one with 'openssl genpkey -algorithm ed25519'.`,
    );
  }
  const publicKeyPem = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  const keyId = keyIdOf(publicKeyPem);
  return {
    key: { keyId, publicKeyPem },
    sign: async (payload) => ({ signature: sign(null, preAuthEncoding(payload), key), material: { publicKey: { hint: keyId } } }),
  };
}

/** Reads a public key that evidence may be signed with; throws an `input` error for anything else. */
export function trustKey(publicKeyPem: string): TrustedKey {
  return { keyId: keyIdOf(publicKeyPem), publicKeyPem };
}

/** The id of a key: base64 of the SHA-256 of its SPKI DER form, which is the hint that cosign writes into bundles. */
export function keyIdOf(publicKeyPem: string): string {
  return createHash("sha256")
    .update(publicKeyOf(publicKeyPem).export({ type: "spki", format: "der" }))
    .digest("base64");
}

/** Whether the signature over the bytes was made by the key's owner. */
export function verifySignature(key: TrustedKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = publicKeyOf(key.publicKeyPem);
  return verify(publicKey.asymmetricKeyType === "ed25519" ? null : "sha256", bytes, publicKey, signature);
}

function publicKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    // createPublicKey would also take a private key and derive its public half, which hides a key in the wrong place.
    if (pem.includes("PRIVATE KEY")) throw new TypeError("private");
    key = createPublicKey(pem);
  } catch {
    throw new ActionError(
      "input",
      "A trusted key is not a public key in PEM form ('-----BEGIN PUBLIC KEY-----'). Export one with 'openssl pkey -in signing-key.pem -pubout'.",
    );
  }
  // Ours are Ed25519; cosign makes the other kind.
  if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  throw new ActionError("input", `A trusted key is of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 or ECDSA with P-256 is needed.`);
}
