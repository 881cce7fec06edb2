import type { Stage } from "@waybill/kit";
import type { Identity } from "./identity.ts";
import { keyIdOf } from "./keys.ts";

/** Whose statements are believed, and about what. Everything that is named must hold. */
export interface PolicySigner extends SignerScope {
  /** A public key in PEM form, or the id of one (see `keyIdOf`); then nothing of a workflow is named. */
  readonly key?: string | undefined;
  /** Who vouches for a workflow, such as `https://token.actions.githubusercontent.com`. Always there where something of one is named. */
  readonly issuer?: string | undefined;
  /** The repository whose runs sign: `owner/name` on github.com, else its URL. */
  readonly repository?: string | undefined;
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
  readonly environments?: readonly string[] | undefined;
}

/** What a statement is about. */
export interface SignerUse {
  readonly stage: Stage;
  /** Absent for stages that have none, such as a build. */
  readonly environment?: string | undefined;
}

const GITHUB = "https://github.com/";

/**
 * Whether an identity is the signer that is named. Exact, case included; a claim that the certificate lacks never matches, and neither does a
 * signer of whom an issuer alone is known, since that would be everybody. Throws an `input` error for a PEM that is no public key.
 */
export function matchSigner(identity: Identity, signer: PolicySigner): boolean {
  const { key, issuer, repository, workflow, ref } = signer;
  const named = [repository, workflow, ref].filter((claim) => claim !== undefined);
  if (key !== undefined) return identity.kind === "key" && issuer === undefined && named.length === 0 && identity.keyId === idOf(key);
  if (identity.kind !== "certificate" || issuer === undefined) return false;
  return (
    (repository !== undefined || workflow !== undefined) &&
    isSame(identity.issuer, issuer) &&
    (repository === undefined || isSame(identity.repository, urlOf(repository))) &&
    (workflow === undefined || matchesWorkflow(identity.workflow, workflow)) &&
    (ref === undefined || matchesRef(identity.ref, ref))
  );
}

/** Whether a signer is believed about a stage and about the environment that the stage worked on. */
export function maySign({ stages, environments }: SignerScope, { stage, environment }: SignerUse): boolean {
  return (stages?.includes(stage) ?? true) && (environment === undefined || (environments?.includes(environment) ?? true));
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
