import { homedir } from "node:os";
import { join } from "node:path";
import { EMPTY_POLICY } from "@waybill/config";
import type { Policy } from "@waybill/config";
import { ActionError, countOf, inputError, proxiedFetch } from "@waybill/kit";
import type { Finding, ProxySettings } from "@waybill/kit";
import { chooseRecords, evidenceStore, readRecord, verifyAlone } from "@waybill/record";
import type { AloneVerification, Known } from "@waybill/record";
import { connectRegistry, dockerCredentials, formatReference, parseReference } from "@waybill/registry";
import type { Reference, Registry } from "@waybill/registry";
import { demandsOfPolicy } from "./evidence/demands.ts";
import type { Keys, Reporting, RunLimits } from "./session/capabilities.ts";
import { openKeys } from "./session/keys.ts";
import type { KeyOptions } from "./session/keys.ts";

/** Whom to believe about a record, where there is no project that says it. */
export interface Believed extends Pick<KeyOptions, "trustedKeys" | "trustRoot"> {
  readonly policy?: Policy | undefined;
  /** Whose workflows are believed where neither a key was given nor a policy names a signer. */
  readonly repository?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly proxy?: ProxySettings | undefined;
}

/** Judges what is in a record. */
type Believing = Pick<Keys, "verifierFor" | "judgeBuilds">;

/**
 * Who is believed, by the rules of a release: the signers that the policy names and nobody else; without any the keys, and without these the
 * workflows of the repository. Throws an `input` error when nobody is named: a trust root says who vouches for signers, and everybody on
 * GitHub is one.
 */
export async function believe(believed: Believed, { reporter }: Reporting): Promise<Believing> {
  const { trustedKeys = [], trustRoot, policy = EMPTY_POLICY, repository, env, proxy } = believed;
  if (policy.signers.length === 0 && trustedKeys.length === 0 && repository === undefined)
    throw trustRoot
      ? inputError(
          "repository",
          "is needed beside 'trust-root', which says who vouches for signers and not which of them to believe. Name the repository whose workflows signed, or give a policy with signers",
        )
      : inputError(
          "trusted-keys",
          "is needed, because nothing says whose signatures to believe. Give a file of public keys, a policy that names signers, or the repository whose workflows signed",
        );
  const run = { repository: repository ?? "" };
  // What is fetched is kept outside of the folder that this runs in.
  const { verifierFor, judgeBuilds } = await openKeys(
    { trustedKeys, trustRoot },
    { policy, run, workspace: process.cwd(), env, proxy, reporter },
  );
  return { verifierFor, judgeBuilds };
}

/** The record to verify: a file by its path, or what lies beside an image. */
export type RecordSource = { readonly file: string } | { readonly image: Reference };

/** Reads an image with its tag or digest; undefined when it has neither. Throws an `input` error for what is no reference. */
export function imageSource(text: string): RecordSource | undefined {
  const image = parseReference(text);
  return image.tag === undefined && image.digest === undefined ? undefined : { image };
}

export interface AnywhereOptions extends Reporting, Believing, Pick<RunLimits, "signal"> {
  readonly source: RecordSource;
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
  const { source, verifierFor, judgeBuilds, policy, known, now } = options;
  const policyFor = policy && ((environment: string) => demandsOfPolicy(policy, environment));
  if ("file" in source) {
    const record = await readRecord(source.file);
    const builds = await judgeBuilds?.(record.builds ?? []);
    const verified = await verifyAlone(record, { verify: await verifierFor(record.statements), builds, known, policyFor, now });
    return { ...verified, of: source.file, others: [], unchecked: uncheckedBy(options) };
  }
  const { repository, records, digest } = await findRecords(source.image, options);
  const verify = await verifierFor(records.flatMap(({ statements }) => statements));
  const asked: Known = { ...known, image: digest };
  const { candidates, others } = chooseRecords(records, verify, asked);
  const where = { of: `${repository}@${digest}`, others, unchecked: uncheckedBy(options) };
  let last: AloneVerification | undefined;
  for (const record of candidates) {
    const builds = await judgeBuilds?.(record.builds ?? []);
    last = await verifyAlone(record, { verify, builds, known: asked, policyFor, now });
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
