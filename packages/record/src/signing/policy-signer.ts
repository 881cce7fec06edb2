import { headline } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import type { Identity } from "./identity.ts";
import { keyIdOf } from "./keys.ts";

/** Whose statements a policy believes, and about what. */
export type PolicySigner = (KeySigner | WorkflowSigner) & SignerScope;

/** The holder of a key. */
export interface KeySigner {
  /** A public key in PEM form, or the id of one (see `keyIdOf`). */
  readonly key: string;
}

/** A workflow, by what the issuer of its token says. Everything that is named must hold. */
export interface WorkflowSigner {
  /** Such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** The repository whose runs sign: `owner/name` on github.com, else its URL. */
  readonly repository: string;
  /**
   * The file that the signing job comes from, which is the reusable workflow where one was called:
   * `owner/name/.github/workflows/file.yml@refs/tags/v*`. The part behind `@` may be a pattern.
   */
  readonly workflow?: string | undefined;
  /** The ref of the run, such as `refs/heads/main`; may be a pattern. */
  readonly ref?: string | undefined;
}

/** What a signer is believed about; without a list about everything. */
export interface SignerScope {
  readonly stages?: readonly Stage[] | undefined;
  /** Environments whose releases its statements count for. */
  readonly environments?: readonly string[] | undefined;
}

/** What a statement is to be believed for. */
export interface SignerUse {
  readonly stage: Stage;
  /** The environment of the release that the statement is to count for. */
  readonly environment?: string | undefined;
}

const GITHUB = "https://github.com/";

/** The first of a policy's signers that is this identity and is believed about this stage and environment; undefined when none is. */
export function findTrustedSigner(identity: Identity, signers: readonly PolicySigner[], use: SignerUse): PolicySigner | undefined {
  return signers.find((signer) => matchSigner(identity, signer) && coversUse(signer, use));
}

/** Whether an identity is the signer that a policy names. Exact, case included; a claim that the certificate lacks never matches. */
export function matchSigner(identity: Identity, signer: PolicySigner): boolean {
  if ("key" in signer) return identity.kind === "key" && identity.keyId === idOf(signer.key);
  if (identity.kind !== "certificate") return false;
  const { issuer, repository, workflow, ref } = signer;
  return (
    isSame(identity.issuer, issuer) &&
    isSame(identity.repository, urlOf(repository)) &&
    (workflow === undefined || matchesWorkflow(identity.workflow, workflow)) &&
    (ref === undefined || matchesRef(identity.ref, ref))
  );
}

/** Whether a signer is believed about a stage and, where it is limited to environments, about that environment. */
export function coversUse({ stages, environments }: SignerScope, { stage, environment }: SignerUse): boolean {
  if (stages !== undefined && !stages.includes(stage)) return false;
  return environments === undefined || (environment !== undefined && environments.includes(environment));
}

/**
 * Why a policy's signer could never match anybody, to be said where the policy is read; undefined when it could. Completes a sentence that
 * begins with the signer.
 */
export function signerProblem(signer: PolicySigner): string | undefined {
  if (signer.stages?.length === 0 || signer.environments?.length === 0)
    return "is believed about nothing: a list of 'stages' or 'environments' is empty";
  if ("key" in signer) return keyProblem(signer.key);
  const { issuer, repository, workflow, ref } = signer;
  if (!/^https:\/\/[^\s*]+$/.test(issuer)) return `has the 'issuer' '${issuer}', which is no https URL`;
  if (!REPOSITORY.test(repository)) return `has the 'repository' '${repository}', which is neither owner/name nor a URL`;
  if (workflow !== undefined && !WORKFLOW.test(workflow))
    return `has the 'workflow' '${workflow}', which is not owner/name/.github/workflows/file.yml@ref`;
  const patterns = [ref, workflow === undefined ? undefined : splitAt(workflow)[1]].filter((pattern) => pattern !== undefined);
  const wrong = patterns.find((pattern) => !/^refs\/[^\s*]*\*?[^\s*]*$/.test(pattern) || pattern.includes(".."));
  return wrong === undefined ? undefined : `names the ref '${wrong}', which must begin with refs/ and may have one '*'`;
}

const REPOSITORY = /^(https:\/\/[^\s*/]+\/)?[^\s*/:]+\/[^\s*/]+$/;
const WORKFLOW = /^(https:\/\/[^\s*/]+\/)?[^\s*/:]+\/[^\s*/]+\/\.github\/workflows\/[^\s*/@]+\.ya?ml@.+$/;

function keyProblem(key: string): string | undefined {
  if (!key.includes("-----BEGIN"))
    return /^[A-Za-z0-9+/]{43}=$/.test(key) ? undefined : "has a 'key' that is neither PEM nor the id of one";
  try {
    keyIdOf(key);
    return undefined;
  } catch (error) {
    return `has a 'key' that cannot be used. ${headline(error)}`;
  }
}

function matchesWorkflow(claimed: string | undefined, wanted: string): boolean {
  const [path, ref] = splitAt(urlOf(wanted));
  // Without a ref anyone who may push a branch to the workflow's repository would be the signer.
  if (claimed === undefined || ref === undefined || path === "") return false;
  const [claimedPath, claimedRef] = splitAt(claimed);
  return isSame(claimedPath, path) && matchesRef(claimedRef, ref);
}

/**
 * Whether a ref fits a pattern, all of it: one `*` stands for one or more letters, digits, `.`, `_`, `+` and `-`, so never for a `/`, and
 * everything else for itself. A ref with `..`, which git has none of, fits nothing, and neither does anything fit a second `*`.
 */
function matchesRef(claimed: string | undefined, pattern: string): boolean {
  if (claimed === undefined || pattern === "" || claimed.includes("..")) return false;
  const [start = "", end, ...more] = pattern.split("*");
  if (end === undefined) return claimed === pattern;
  if (more.length > 0 || !claimed.startsWith(start) || !claimed.endsWith(end)) return false;
  return /^[A-Za-z0-9._+-]+$/.test(claimed.slice(start.length, claimed.length - end.length)) && claimed.length > start.length + end.length;
}

/** Splits `path@ref` at the first `@`: an `@` further on belongs to the ref's name, and a file's name with one is never matched by half. */
function splitAt(workflow: string): [path: string, ref: string | undefined] {
  const at = workflow.indexOf("@");
  return at < 0 ? [workflow, undefined] : [workflow.slice(0, at), workflow.slice(at + 1)];
}

function urlOf(name: string): string {
  return name.startsWith("https://") ? name : `${GITHUB}${name}`;
}

function isSame(claimed: string | undefined, wanted: string): boolean {
  return claimed !== undefined && wanted !== "" && claimed === wanted;
}

function idOf(key: string): string {
  return key.includes("-----BEGIN") ? keyIdOf(key) : key;
}
