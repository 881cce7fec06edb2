import { homedir } from "node:os";
import { join } from "node:path";
import type { Policy } from "@waybill/config";
import { ActionError, countOf, inputError, proxiedFetch } from "@waybill/kit";
import type { Finding, ProxySettings } from "@waybill/kit";
import { chooseRecords, evidenceStore, parseTrustRoots, readRecord, trustKey, trustOnly, verifyAlone } from "@waybill/record";
import type { AloneVerification, Known, TrustedSigner, Verify } from "@waybill/record";
import { connectRegistry, dockerCredentials, formatReference, parseReference } from "@waybill/registry";
import type { Reference, Registry } from "@waybill/registry";
import { demandsOfPolicy } from "./evidence/demands.ts";
import type { Reporting, RunLimits } from "./session/capabilities.ts";

/** Where the certificates of GitHub's runners say that they come from. */
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** Whom to believe about a record, where there is no project that says it. */
export interface Believed {
  /** PEM texts of public keys. */
  readonly keys: readonly string[];
  readonly policy?: Policy | undefined;
  /** A file of trust roots: its text, and what messages call it. */
  readonly trustRoot?: { readonly text: string; readonly name: string } | undefined;
  /** Whose runs are believed where a trust root was given and no policy names a signer. */
  readonly repository?: string | undefined;
}

/**
 * Believes the signers that the policy names and nobody else; without any it believes the keys, and where a trust root is given the runs of
 * one repository. Throws an `input` error when nobody is named: a trust root says who vouches for signers, and everybody on GitHub is one.
 */
export async function believe({ keys, policy, trustRoot, repository }: Believed): Promise<Verify> {
  const named = (policy?.signers ?? []).map(({ key, ...claims }) => ({ ...claims, key: key === undefined ? undefined : trustKey(key) }));
  const given = keys.map((pem) => trustKey(pem));
  const stranger = named.length > 0 && given.find(({ keyId }) => !named.some(({ key }) => key?.keyId === keyId));
  if (stranger)
    throw inputError(
      "trusted-keys",
      `has the key ${stranger.keyId.slice(0, 12)}…, which the policy's signers do not name; where a policy names signers, it alone says who is trusted`,
    );
  const runs = trustRoot !== undefined && repository !== undefined ? [{ issuer: GITHUB_ISSUER, repository }] : [];
  const signers: readonly TrustedSigner[] = named.length > 0 ? named : [...given.map((key) => ({ key })), ...runs];
  if (signers.length === 0) throw nobody(policy, trustRoot);
  if (trustRoot === undefined && signers.every((signer) => signer.key === undefined))
    throw inputError(
      "trust-root",
      "is needed, because the policy names workflows, and a trust root says which certificates are theirs. Write one with 'gh attestation trusted-root > trusted_root.jsonl'",
    );
  return trustOnly(signers, trustRoot ? await parseTrustRoots(trustRoot.text, trustRoot.name) : []);
}

function nobody(policy: Policy | undefined, trustRoot: Believed["trustRoot"]): ActionError {
  if (trustRoot)
    return inputError(
      "repository",
      "is needed beside 'trust-root', which says who vouches for signers and not which of them to believe. Name the repository whose runs signed, or give a policy with signers",
    );
  const why = policy ? "the policy names no signers" : "nothing says whose signatures to believe";
  return inputError(
    "trusted-keys",
    `is needed, because ${why}. Give a file of public keys, a policy that names signers, or a trust root with a repository`,
  );
}

/** The record to verify: a file by its path, or what lies beside an image. */
export type RecordSource = { readonly file: string } | { readonly image: Reference };

/** Reads an image with its tag or digest; undefined when it has neither. Throws an `input` error for what is no reference. */
export function imageSource(text: string): RecordSource | undefined {
  const image = parseReference(text);
  return image.tag === undefined && image.digest === undefined ? undefined : { image };
}

export interface AnywhereOptions extends Reporting, Pick<RunLimits, "signal"> {
  readonly source: RecordSource;
  readonly verify: Verify;
  readonly policy?: Policy | undefined;
  readonly known: Omit<Known, "image">;
  readonly env: Readonly<Record<string, string>>;
  readonly proxy?: ProxySettings | undefined;
  readonly now: Date;
}

/** A verification, and what it was of. */
export interface AnywhereResult extends AloneVerification {
  /** The file, or the image by its digest. */
  readonly of: string;
  /** Other records that lay beside the image, and why each is not the one. */
  readonly others: readonly string[];
  /** What a verification without project and cluster leaves open; sentences. */
  readonly unchecked: readonly string[];
}

/**
 * Verifies a release record without its project: signatures, listing, contradictions, closing verdict, and what is given. Throws an `input`
 * error for a file that cannot be read, `remote` or `environment` for a registry that does not answer or an image that is not there.
 */
export async function verifyAnywhere(options: AnywhereOptions): Promise<AnywhereResult> {
  const { source, verify, policy, known, now } = options;
  const policyFor = policy && ((environment: string) => demandsOfPolicy(policy, environment));
  if ("file" in source) {
    const verified = await verifyAlone(await readRecord(source.file), { verify, known, policyFor, now });
    return { ...verified, of: source.file, others: [], unchecked: uncheckedBy(options) };
  }
  const { repository, records, digest } = await findRecords(source.image, options);
  const asked: Known = { ...known, image: digest };
  const { candidates, others } = chooseRecords(records, verify, asked);
  const where = { of: `${repository}@${digest}`, others, unchecked: uncheckedBy(options) };
  let last: AloneVerification | undefined;
  for (const record of candidates) {
    last = await verifyAlone(record, { verify, known: asked, policyFor, now });
    if (last.verdict !== "fail") break;
  }
  return { ...(last ?? nothingFound(where.of, others)), ...where };
}

async function findRecords(image: Reference, options: AnywhereOptions) {
  const registry = connect(image.registry, options);
  const found = await registry.findManifest(image.repository, image.digest ?? image.tag ?? "");
  if (!found) throw new ActionError("environment", `There is no image '${formatReference(image)}'. Check its name, tag and digest.`);
  const { digest } = found.descriptor;
  const repository = `${image.registry}/${image.repository}`;
  if (image.digest === undefined) options.reporter.info(`${formatReference(image)} is ${digest} now`);
  const store = evidenceStore({ registryFor: () => registry, recordRepository: repository });
  return { repository, digest, records: await store.findRecords(digest) };
}

function connect(host: string, { env, proxy, reporter, signal }: AnywhereOptions): Registry {
  const credentials = dockerCredentials({ configDir: env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), env });
  return connectRegistry({ registry: host, credentials, reporter, signal, fetch: proxiedFetch(proxy) });
}

function nothingFound(image: string, others: readonly string[]): AloneVerification {
  const [first] = others;
  const finding: Finding = {
    rule: "evidence-missing",
    severity: "error",
    what: `No release record of ${image} counts.`,
    observed:
      first === undefined ? "no record lies beside the image" : `${countOf(others.length, "record")} passed over; the first: ${first}`,
    next: "Release the image with Waybill, or name the digest, the environment and the signers of the release that you mean.",
  };
  return { verdict: "fail", findings: [finding], statements: [], taken: [] };
}

function uncheckedBy({ source, policy }: AnywhereOptions): string[] {
  return [
    "The files of the project (data, models, migrations, manifests): there is no project here.",
    "What runs in the cluster now.",
    "file" in source ? "The images in their registry." : "The layers of the images in their registry.",
    policy
      ? "The demands of waybill.yml; those of the policy that was given were judged."
      : "The demands of waybill.yml and of any policy: that they were met is the word of whoever signed the closing statement.",
  ];
}
