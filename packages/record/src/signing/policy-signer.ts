import type { PolicySigner, SignerScope, Stage } from "@waybill/kit";
import type { Identity } from "./identity.ts";
import { keyIdOf } from "./keys.ts";

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
