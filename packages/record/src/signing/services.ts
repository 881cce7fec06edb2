import { ActionError, inputError, listAt, parseJson, textAt } from "@waybill/kit";

/** Where certificates and proofs of time come from. */
export interface SigningServices {
  /** For messages. */
  readonly name: string;
  /** Whether what is signed, the repository's name included, is published for everyone and for good. */
  readonly isPublic: boolean;
  /** A signing config as parsed JSON (sigstore_trustroot.proto, SigningConfig version 0.2). */
  readonly config: unknown;
}

/** What the choice of services depends on. */
export interface ServiceChoice {
  /** As GitHub says it (`repository.visibility`); unknown counts as private, so that nothing is published by accident. */
  readonly visibility?: string | undefined;
  /** Whether the owner agrees to the name of a private repository standing in Sigstore's public log. */
  readonly allowPublicLog?: boolean | undefined;
  /** Services that a file names; they are taken wherever the repository is. */
  readonly own?: SigningServices | undefined;
  /** `https://github.com`, or `https://<name>.ghe.com`; the runner's `GITHUB_SERVER_URL`. */
  readonly serverUrl?: string | undefined;
}

const SIGNING_CONFIG = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const START = { start: "2022-01-01T00:00:00Z" };

/**
 * Chooses the services for a repository: its own if a file names some, Sigstore's public good ones for a public repository or with consent,
 * else GitHub's own, which have a timestamp authority and no log. Throws an `environment` error on a GitHub Enterprise Server, which has
 * neither, and an `input` error when a file would publish what nobody agreed to.
 */
export function chooseServices({
  visibility,
  allowPublicLog = false,
  own,
  serverUrl = "https://github.com",
}: ServiceChoice): SigningServices {
  const mayPublish = visibility === "public" || allowPublicLog;
  if (own) {
    if (!own.isPublic || mayPublish) return own;
    throw inputError(
      "signing-config",
      "names Sigstore's public services, which publish the repository's name for good, and the repository is not public. Name others, or agree to it",
    );
  }
  const { hostname } = new URL(serverUrl);
  const isGitHub = hostname === "github.com";
  if (isGitHub && mayPublish) return PUBLIC_GOOD;
  if (!hasServices(serverUrl))
    throw new ActionError(
      "environment",
      `${hostname} has no certificate authority that Waybill knows. Sign with 'signing-key', or name your own services in 'signing-config'.`,
    );
  // The names that GitHub's own tools use, for github.com and for tenants of ghe.com (github.com/actions/attest, endpoints).
  const domain = isGitHub ? "githubapp.com" : hostname;
  return {
    name: "GitHub's Sigstore",
    isPublic: false,
    config: configOf({ fulcio: `https://fulcio.${domain}`, tsa: `https://timestamp.${domain}` }),
  };
}

/** Whether a server's jobs are known to a certificate authority without a file that names one: those of github.com and ghe.com. */
export function hasServices(serverUrl = "https://github.com"): boolean {
  const { hostname } = new URL(serverUrl);
  return hostname === "github.com" || hostname.endsWith(".ghe.com");
}

/** The public good instance (https://docs.sigstore.dev/about/overview/). */
const PUBLIC_GOOD: SigningServices = {
  name: "Sigstore's public good services",
  isPublic: true,
  config: configOf({ fulcio: "https://fulcio.sigstore.dev", rekor: "https://rekor.sigstore.dev" }),
};

function configOf({ fulcio, rekor, tsa }: { fulcio: string; rekor?: string; tsa?: string }): unknown {
  const service = (url: string): object => ({ url, majorApiVersion: 1, validFor: START });
  return {
    mediaType: SIGNING_CONFIG,
    caUrls: [service(fulcio)],
    ...(rekor === undefined ? {} : { rekorTlogUrls: [service(rekor)], rekorTlogConfig: { selector: "ANY" } }),
    ...(tsa === undefined ? {} : { tsaUrls: [service(tsa)], tsaConfig: { selector: "ANY" } }),
  };
}

/**
 * Reads services from the text of a `signing_config.v0.2.json`, as Sigstore distributes it and private instances write it. Throws an `input`
 * error for anything else, and for a config under which nothing would prove when a signature was made.
 */
export function parseSigningConfig(text: string, name: string): SigningServices {
  let config: unknown;
  try {
    config = parseJson(text);
  } catch (error) {
    throw inputError("signing-config", `is '${name}', which is not JSON`, { cause: error });
  }
  const type = textAt(config, "mediaType") ?? "";
  if (type !== SIGNING_CONFIG)
    throw inputError("signing-config", `is '${name}', whose 'mediaType' is '${type}'; it must be ${SIGNING_CONFIG}`);
  const urlsOf = (list: string): string[] => listAt(config, list).map((service) => textAt(service, "url") ?? "");
  const has = (list: string): boolean => urlsOf(list).some((url) => URL.canParse(url));
  if (!has("caUrls")) throw inputError("signing-config", `is '${name}', which names no certificate authority in 'caUrls'`);
  if (!has("rekorTlogUrls") && !has("tsaUrls"))
    throw inputError(
      "signing-config",
      `is '${name}', which names neither a log nor a timestamp authority, so nothing would prove when something was signed`,
    );
  return { name: `the services of '${name}'`, isPublic: [...urlsOf("caUrls"), ...urlsOf("rekorTlogUrls")].some(isPublicGood), config };
}

function isPublicGood(url: string): boolean {
  return URL.canParse(url) && /(^|\.)sigstore\.dev$/.test(new URL(url).hostname);
}
