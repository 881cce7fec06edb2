import type { Config, EnvironmentConfig } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { previewNamespace } from "@waybill/kube";
import type { DeployPlan } from "@waybill/kube";
import type { Finding } from "@waybill/kit";

/** The pattern of previews of that name, or the only one. Throws an `input` error that says how one is declared. */
export function findPreview({ environments, file = "the configuration" }: Config, name?: string): EnvironmentConfig {
  const patterns = Object.values(environments).filter(({ preview }) => preview === true);
  const found = name === undefined ? (patterns.length === 1 ? patterns[0] : undefined) : patterns.find((pattern) => pattern.name === name);
  if (found) return found;
  const known = patterns.map((pattern) => pattern.name).join(", ");
  if (name === undefined)
    throw inputError(
      "environment",
      patterns.length === 0
        ? `is needed, but ${file} declares no preview; give it an environment with 'preview: true'`
        : `is needed; ${file} has the previews ${known}`,
    );
  throw inputError(
    "environment",
    `is '${name}', which ${file} does not declare as a preview; ${known === "" ? "it has none" : `it has ${known}`}`,
  );
}

/**
 * The pattern as one pull request has it, in the namespace of its own. Throws an `input` error where a release goes to a namespace of that
 * name, in whatever cluster.
 */
export function previewOf(config: Config, pattern: EnvironmentConfig, pullRequest: number): EnvironmentConfig {
  const namespace = previewNamespace(config.name, pullRequest);
  const taken = Object.values(config.environments).find((other) => other.preview !== true && other.namespace === namespace);
  if (taken)
    throw inputError(
      "pull-request",
      `is ${pullRequest}, whose preview would have the namespace '${namespace}' of '${taken.name}'; give that another one`,
    );
  return { ...pattern, namespace, pullRequest };
}

/** Objects of a preview that would lie outside of its namespace: a pull request must reach nothing else with the preview's identity. */
export function strayObjects({ objects }: DeployPlan, namespace: string): Finding[] {
  return objects
    .filter(({ ref }) => ref.namespace !== namespace)
    .map(({ ref, file, line }) => ({
      rule: "outside-preview",
      severity: "error",
      what: `${ref.kind} '${ref.name}' ${ref.namespace === undefined ? "belongs to the whole cluster" : `names the namespace '${ref.namespace}'`}, and a preview changes nothing outside of its own.`,
      ...(file !== "" && { where: { file, line } }),
      next: "Leave the namespace out of the manifest, and give previews 'manifests:' of their own without objects of the whole cluster.",
    }));
}

/** The address of a preview: `{namespace}` and `{number}` stand for its own. Throws an `input` error for what is no address then. */
export function addressOf(pattern: string | undefined, { namespace, pullRequest }: EnvironmentConfig): string | undefined {
  if (pattern === undefined) return undefined;
  const url = pattern.replaceAll("{namespace}", namespace).replaceAll("{number}", String(pullRequest));
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return url;
  throw inputError(
    "url",
    `is '${pattern}'; it must be an address that begins with https:// or http://, with {namespace} or {number} where those stand`,
  );
}
