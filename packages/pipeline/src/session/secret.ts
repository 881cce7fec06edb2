import { parseSecretRef, SecretText } from "@waybill/config";
import type { Secret, SecretRef } from "@waybill/config";
import { ActionError, imageOf, isDigest } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";

/** Where the values of secrets are, and who must not show them. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string>>;
  readonly reporter: Pick<Reporter, "mask">;
  /** See `Secrets.withoutSecrets`. */
  readonly withoutSecrets?: string | undefined;
}

/**
 * Variables that the runner itself sets and shows to everybody
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables). Hiding the commit or the
 * repository would empty every page, and the runner drops an output that contains a hidden text.
 */
const PUBLIC_VARIABLES: ReadonlySet<string> = new Set(
  ["ACTOR", "API_URL", "BASE_REF", "EVENT_NAME", "HEAD_REF", "REF", "REF_NAME", "REF_TYPE", "REPOSITORY", "REPOSITORY_OWNER"]
    .concat(["RUN_ATTEMPT", "RUN_ID", "RUN_NUMBER", "SERVER_URL", "SHA", "WORKFLOW", "WORKFLOW_REF", "WORKFLOW_SHA", "WORKSPACE"])
    .map((name) => `GITHUB_${name}`),
);

/**
 * The value behind `env:NAME`, or the one that an input gave, hidden in every output from then on. This is the only way to it. Throws an `environment`
 * error that names the variable and who needs it (`usedBy`, the beginning of a sentence) when it is not set or empty.
 */
export function readSecret(source: SecretSource, secret: Secret, usedBy: string): string {
  if (secret instanceof SecretText) {
    source.reporter.mask(secret.reveal());
    return secret.reveal();
  }
  const value = maskSecret(source, secret);
  if (value) return value;
  throw new ActionError(
    "environment",
    `${usedBy} needs the environment variable ${secret.env}, which is not set. ${source.withoutSecrets === undefined ? "" : `${source.withoutSecrets} `}Set it from a secret: 'env: { ${secret.env}: \${{ secrets.${secret.env} }} }' in the workflow, as a line of the secret WAYBILL_ENV of our workflows, or export it in the shell.`,
  );
}

/** As `readSecret`; undefined when there is none. */
export function findSecret(source: SecretSource, secret: Secret): string | undefined {
  const isThere = secret instanceof SecretText || Boolean(source.env[secret.env]);
  return isThere ? readSecret(source, secret, "") : undefined;
}

/** What a setting stands for: itself, or the value behind `env:NAME` as `readSecret` gives it; unlike a secret, that may be empty. */
export function expandValue(source: SecretSource, value: string, usedBy: string): string {
  const ref = parseSecretRef(value);
  if (!ref) return value;
  return source.env[ref.env] === "" ? "" : readSecret(source, ref, usedBy);
}

/** Every value of a mapping, expanded; `usedBy` says for each key who needs it. */
export function expandValues(
  source: SecretSource,
  values: Readonly<Record<string, string>>,
  usedBy: (key: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, expandValue(source, value, usedBy(key))]));
}

/** Hides the value behind `env:NAME` before anything could show it, but for an image by its digest and a digest, which are no secrets; undefined when the variable is not set. */
export function maskSecret({ env, reporter }: SecretSource, { env: name }: SecretRef): string | undefined {
  const value = env[name];
  if (value && !PUBLIC_VARIABLES.has(name) && !namesContent(value)) reporter.mask(value);
  return value;
}

/** Whether a value is an image by its digest or a digest: it names content and opens nothing. A URL may hold a password in front of it. */
export function namesContent(value: string): boolean {
  return isDigest(value) || (imageOf(value) !== undefined && !value.includes("://"));
}
