import { ActionError, parseJson, textAt } from "@waybill/kit";

/** Who signed, as far as the signature proves it. */
export type Identity = KeyIdentity | CertificateIdentity;

/** Whoever holds a key. */
export interface KeyIdentity {
  readonly kind: "key";
  /** See `keyIdOf`. */
  readonly keyId: string;
}

/**
 * A workflow, as the issuer of its token told the certificate authority
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). What a certificate does not say is absent, and matches no demand for it.
 */
export interface CertificateIdentity {
  readonly kind: "certificate";
  /** Who vouches for the rest, such as `https://token.actions.githubusercontent.com`. */
  readonly issuer?: string | undefined;
  /** The file and ref of the workflow that the signing job comes from, which is the reusable one where one was called: `https://github.com/<owner>/<repository>/.github/workflows/<file>@<ref>`. */
  readonly workflow?: string | undefined;
  /** The repository that the run belongs to, as a URL. */
  readonly repository?: string | undefined;
  readonly commit?: string | undefined;
  /** `refs/heads/main`, `refs/tags/v1`, … of the run. */
  readonly ref?: string | undefined;
  /** The file and ref of the workflow that was started. */
  readonly startedWorkflow?: string | undefined;
  /** The event that started the run, such as `push`. */
  readonly trigger?: string | undefined;
  /** URL of the run and its attempt. */
  readonly run?: string | undefined;
  /** `public`, `private` or `internal`, when it was signed. */
  readonly visibility?: string | undefined;
}

/** What a certificate proves: who signed, and a time by which the signature was there. */
export interface Certified {
  readonly identity: CertificateIdentity;
  /** The earliest verified time of a log or a timestamp authority; never what a statement says of itself. */
  readonly signedAt: Date;
}

/** The arcs below 1.3.6.1.4.1.57264.1 whose values are UTF8Strings. The older ones, 1 to 6, are raw text and are not read. */
const CLAIMS = {
  issuer: 8,
  workflow: 9,
  repository: 12,
  commit: 13,
  ref: 14,
  startedWorkflow: 18,
  trigger: 20,
  run: 21,
  visibility: 22,
} as const satisfies Partial<Record<keyof CertificateIdentity, number>>;

const FULCIO_ARC = "1.3.6.1.4.1.57264.1";
const UTF8_STRING = 0x0c;
const LONG_FORM = 0x80;
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One extension of a certificate: its object identifier with dots, and its value's DER. */
export interface Extension {
  readonly oid: string;
  readonly value: Uint8Array;
}

/** Their object identifiers. */
const NAMES = new Map(Object.entries(CLAIMS).map(([name, arc]) => [`${FULCIO_ARC}.${arc}`, { name, arc }]));

/** Reads the claims in a certificate's extensions; throws a `verdict` error for one that stands twice or cannot be read. */
export function identityOf(extensions: readonly Extension[]): CertificateIdentity {
  const claims = new Map<string, string>();
  for (const { oid, value } of extensions) {
    const claim = NAMES.get(oid);
    if (claim === undefined) continue;
    if (claims.has(claim.name)) throw unreadable(claim.arc, "stands twice");
    claims.set(claim.name, textOf(value, claim.arc));
  }
  return { kind: "certificate", ...Object.fromEntries(claims) };
}

/**
 * Who a certificate will name that is given for an identity token of a GitHub job, by the claims that the authority copies; undefined where
 * they are not in the token, which is not verified here.
 */
export function identityOfToken(token: string, serverUrl: string): CertificateIdentity | undefined {
  const claims = claimsOfToken(token);
  const [issuer, workflow, repository, ref] = ["iss", "job_workflow_ref", "repository", "ref"].map((name) => textAt(claims, name));
  if (issuer === undefined || workflow === undefined || repository === undefined) return undefined;
  return { kind: "certificate", issuer, workflow: `${serverUrl}/${workflow}`, repository: `${serverUrl}/${repository}`, ref };
}

/** What a token says of the job, not verified; undefined when it cannot be read, which the certificate authority will say. */
export function claimsOfToken(token: string): unknown {
  try {
    return parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The identity in a few words, for messages and tables: the beginning of a key's id, or the workflow. */
export function describeIdentity(identity: Identity): string {
  if (identity.kind === "key") return `key ${identity.keyId.slice(0, 12)}…`;
  const workflow = identity.workflow?.replace(/^https:\/\/github\.com\//, "");
  return workflow ?? `a certificate of ${identity.issuer ?? "an unknown issuer"} that names no workflow`;
}

/** The text of a UTF8String in DER (X.690, 8.1.3 and 8.21); anything after it, or a length in a longer form than needed, is refused. */
function textOf(der: Uint8Array, arc: number): string {
  const tag = der[0];
  const first = der[1] ?? 0;
  const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
  const length = octets === 0 ? first : der.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  const isShortest = octets === 0 || (octets <= 2 && length >= (octets === 1 ? LONG_FORM : 256));
  if (tag !== UTF8_STRING || !isShortest || der.length !== 2 + octets + length) throw unreadable(arc, "is not a UTF8String");
  try {
    return UTF_8.decode(der.subarray(2 + octets));
  } catch {
    throw unreadable(arc, "is not UTF-8");
  }
}

function unreadable(arc: number, why: string): ActionError {
  return new ActionError(
    "verdict",
    `The certificate's extension ${FULCIO_ARC}.${arc} ${why}, so it does not say who signed. Sign again with a certificate of Sigstore's.`,
  );
}
