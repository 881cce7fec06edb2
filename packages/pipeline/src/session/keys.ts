import { join } from "node:path";
import type { Config } from "@waybill/config";
import { headline, inputError, listAt, proxiedFetch, textAt, userStateFolder, valueAt } from "@waybill/kit";
import type { ProxySettings, Reporter, RunContext } from "@waybill/kit";
import {
  chooseServices,
  claimsOfToken,
  fetchTrustRoots,
  foreignBuilders,
  GITHUB_MIRROR,
  hasServices,
  identityOfToken,
  judgeForeignBuilds,
  keylessSigner,
  loadSigner,
  parseSigningConfig,
  parseTrustRoots,
  PUBLIC_GOOD_MIRROR,
  trustKey,
  trustOnly,
} from "@waybill/record";
import type { Signer, SigningServices, TrustedSigner, TrustMirror, TrustRoot, Verify } from "@waybill/record";
import type { Keys } from "./capabilities.ts";

/** A text and what it is called in messages. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Who signs and who is believed, as an edge was told. */
export interface KeyOptions {
  /** PEM of the key that signs evidence; it comes before the job's identity. */
  readonly signingKey?: string | undefined;
  /** Where the key came from, for what is wrong with it. Default: the input 'signing-key'. */
  readonly signingKeyFrom?: string | undefined;
  /** Asks for a token of the job's identity, where the job has one; without it and a key nothing is signed, and what needs evidence says so. */
  readonly identityToken?: (() => Promise<string>) | undefined;
  /** PEM texts of further keys that may sign evidence. */
  readonly trustedKeys?: readonly string[] | undefined;
  /** A `trusted_root.json`; without it Sigstore's and GitHub's are fetched when a certificate is to be verified. */
  readonly trustRoot?: NamedText | undefined;
  /** A `signing_config.v0.2.json` of one's own services. */
  readonly signingConfig?: NamedText | undefined;
  /** Consent to the name of a private repository in Sigstore's public log. */
  readonly publicLog?: boolean | undefined;
}

interface KeyContext {
  readonly policy: Config["policy"];
  readonly run: Pick<RunContext, "repository">;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly proxy?: ProxySettings | undefined;
  readonly reporter: Reporter;
}

/** Works out who signs and who is believed. Throws an `input` error for what cannot be read. Asks no service; the first signature or certificate does. */
export async function openKeys(options: KeyOptions, context: KeyContext): Promise<Keys> {
  const own = options.signingConfig && parseSigningConfig(options.signingConfig.text, options.signingConfig.name);
  const signer =
    options.signingKey === undefined ? openKeyless(options, own, context) : loadSigner(options.signingKey, options.signingKeyFrom);
  const trusted = trustedSigners(options, context, signer);
  // Read at once: what is wrong with a file is said before anything is built.
  const given = options.trustRoot && (await parseTrustRoots(options.trustRoot.text, options.trustRoot.name));
  const fetched = new Map<TrustMirror, Promise<TrustRoot[]>>();
  const rootsFor = async (bundles: readonly unknown[]): Promise<readonly TrustRoot[]> => {
    // Where only keys are believed, a certificate that somebody left beside an image must not make a gate ask the network.
    const mirrors = given || trusted.every(({ key }) => key !== undefined) ? [] : mirrorsFor(bundles);
    for (const mirror of mirrors) if (!fetched.has(mirror)) fetched.set(mirror, fetchFor(context, mirror));
    return given ?? (await whatCame(fetched.values(), context.reporter));
  };
  const builders = foreignBuilders(trusted);
  let known: { readonly roots: number; readonly verify: Verify } | undefined;
  return {
    signer,
    async verifierFor(bundles) {
      const roots = await rootsFor(bundles);
      // A verifier remembers what it has verified, so it is kept while no root is added.
      if (known?.roots !== fetched.size) known = { roots: fetched.size, verify: trustOnly(trusted, roots) };
      return known.verify;
    },
    ...(builders.length > 0 ? { judgeBuilds: async (bundles) => judgeForeignBuilds(bundles, builders, await rootsFor(bundles)) } : {}),
  };
}

/**
 * Where the policy names signers, nobody else is believed: neither the input 'trusted-keys' nor the run's own key. Where it names none, both
 * are, because a run must be able to verify what it has just signed; and so are the certificates of this repository's workflows, unless keys
 * are what was chosen.
 */
function trustedSigners({ trustedKeys = [] }: KeyOptions, { policy, run, env }: KeyContext, signer?: Signer): TrustedSigner[] {
  const given = trustedKeys.map((pem) => trustKey(pem));
  if (policy.signers.length > 0) {
    const named = policy.signers.map(({ key, ...rest }): TrustedSigner => ({
      ...rest,
      key: key === undefined ? undefined : trustKey(key),
    }));
    const stranger = given.find(({ keyId }) => !named.some(({ key }) => key?.keyId === keyId));
    if (!stranger) return named;
    throw inputError(
      "trusted-keys",
      `has the key ${stranger.keyId.slice(0, 12)}…, which the policy's signers do not name; where a policy names signers, it alone says who is trusted`,
    );
  }
  const keys = [...given, ...(signer?.key ? [signer.key] : [])].map((key): TrustedSigner => ({ key }));
  const isByWorkflow = signer ? signer.key === undefined : given.length === 0;
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return isByWorkflow ? [...keys, { issuer: issuerOf(server), repository: `${server}/${run.repository}` }] : keys;
}

/** Who vouches for the jobs of a server (docs.github.com, "OpenID Connect reference"). */
function issuerOf(server: string): string {
  const { hostname } = new URL(server);
  return hostname === "github.com" ? "https://token.actions.githubusercontent.com" : `https://token.actions.${hostname}`;
}

function openKeyless(
  { identityToken, publicLog }: KeyOptions,
  own: SigningServices | undefined,
  { env, proxy, reporter }: KeyContext,
): Signer | undefined {
  const serverUrl = env["GITHUB_SERVER_URL"];
  // A job may have an identity for other ends, such as a cloud's login.
  if (!identityToken || !(own || hasServices(serverUrl))) return undefined;
  const url = serverUrl ?? "https://github.com";
  const ask = async (): Promise<string> => {
    const token = await identityToken();
    reporter.mask(token);
    return token;
  };
  const choose = async (): Promise<SigningServices> =>
    // The event that started the run does not say for each kind of event whether the repository is public.
    chooseServices({ visibility: textAt(claimsOfToken(await ask()), "repository_visibility"), allowPublicLog: publicLog, own, serverUrl });
  let chosen: Promise<Signer> | undefined;
  return {
    identity: async () => identityOfToken(await ask(), url),
    async sign(payload) {
      chosen ??= choose().then((services) => keylessSigner({ services, identityToken: ask, fetch: proxiedFetch(proxy) }));
      return (await chosen).sign(payload);
    },
  };
}

/** Whose trust roots could verify the certificates: GitHub's own services have no log, and Sigstore's public ones always one. */
function mirrorsFor(bundles: readonly unknown[]): TrustMirror[] {
  const certified = bundles.filter((bundle) => valueAt(bundle, "verificationMaterial", "publicKey") === undefined);
  const isLogged = certified.map((bundle) => listAt(bundle, "verificationMaterial", "tlogEntries").length > 0);
  return [...(isLogged.includes(true) ? [PUBLIC_GOOD_MIRROR] : []), ...(isLogged.includes(false) ? [GITHUB_MIRROR] : [])];
}

/**
 * The roots of the mirrors that answered. Anybody who may push can leave a bundle of another instance beside an image, so one mirror out of
 * reach stops nobody; its certificates are passed over. Throws what the first one failed of when none answered.
 */
async function whatCame(fetched: Iterable<Promise<TrustRoot[]>>, reporter: Reporter): Promise<TrustRoot[]> {
  const results = await Promise.allSettled(fetched);
  const failed = results.filter((result) => result.status === "rejected");
  if (failed[0] && failed.length === results.length) throw failed[0].reason;
  for (const { reason } of failed) reporter.warn(`Certificates that need it are passed over: ${headline(reason)}`);
  return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
}

/** Outside of the project: what lies in its folder came with the commit, and would be believed as what was fetched before. */
async function fetchFor({ workspace, env, proxy }: KeyContext, mirror: TrustMirror): Promise<TrustRoot[]> {
  const folder = join(await userStateFolder(workspace, env), "trust-roots");
  return fetchTrustRoots(mirror, folder, proxiedFetch(proxy));
}
