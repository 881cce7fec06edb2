import { createPublicKey } from "node:crypto";
import { ActionError, InputError, listAt, recordAt, STAGES, textAt } from "@waybill/kit";
import type { Demand, Finding, PolicySigner, Stage, Verdict } from "@waybill/kit";
import { textsOf } from "../fields.ts";
import type { Fields } from "../fields.ts";
import { problem, problemOf } from "../origin.ts";
import type { Origin } from "../origin.ts";
import { originAt } from "../tree.ts";
import type { Node } from "../tree.ts";
import type { PolicySource, SelfApproval } from "./policy.ts";

/** What one file says, with the place of everything. The files of a policy lie on each other; a higher one may only tighten. */
export interface PolicyFile {
  readonly source: PolicySource;
  readonly demands: readonly PlacedDemand[];
  /** Only what the file says itself. */
  readonly selfApproval: readonly (InEnvironment & { readonly value: SelfApproval })[];
  readonly signers: readonly PlacedSigner[];
  /** Every environment that it names, `*` left out, wherever it names it. */
  readonly named: readonly InEnvironment[];
}
interface InEnvironment {
  readonly environment: string;
  readonly origin: Origin;
}
/** A requirement and the environment that it is made for. */
export interface PlacedDemand extends InEnvironment {
  readonly requirement: Demand;
}
/** A signer and the place of its entry. */
export interface PlacedSigner {
  readonly signer: PolicySigner;
  readonly origin: Origin;
}

/** Where a policy stands. */
export interface PolicyFilePlace {
  readonly source: PolicySource;
  readonly root: Node;
  /** The path of keys to the policy in its file. */
  readonly at: readonly string[];
  /** The text of a key file that the policy names; throws an `input` error when there is none. */
  readonly readKey: (path: string) => Promise<string>;
}

const DEFAULT_ALLOW: readonly Verdict[] = ["pass", "warn"];
const VERDICTS: readonly Verdict[] = ["pass", "warn", "inconclusive", "fail"];
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** Reads what a policy that the schema has accepted says itself; what it extends is read elsewhere. */
export async function readPolicyFile(fields: Fields, place: PolicyFilePlace): Promise<{ policyFile: PolicyFile; problems: Finding[] }> {
  const demands: PlacedDemand[] = [];
  const selfApproval: PolicyFile["selfApproval"][number][] = [];
  const named: InEnvironment[] = [];
  for (const [environment, entry] of Object.entries(recordAt(fields, "environments"))) {
    const path = ["environments", environment];
    named.push({ environment, origin: originIn(place, path) });
    for (const [index, each] of listAt(entry, "require").entries()) {
      const origin = originIn(place, [...path, "require", index]);
      demands.push({ environment, origin, requirement: readRequirement(each, origin) });
    }
    const value = textAt(entry, "self_approval");
    if (value === "allow" || value === "refuse")
      selfApproval.push({ environment, value, origin: originIn(place, [...path, "self_approval"]) });
  }
  const { signers, problems } = await readSigners(listAt(fields, "signers"), place);
  for (const [index, entry] of listAt(fields, "signers").entries())
    for (const [at, environment] of (textsOf(recordAt(entry)["environments"]) ?? []).entries())
      named.push({ environment, origin: originIn(place, ["signers", index, "environments", at]) });
  const policyFile = {
    source: place.source,
    demands,
    selfApproval,
    signers,
    named: named.filter(({ environment }) => environment !== "*"),
  };
  return { policyFile, problems };
}

/** A place for people: file and line. */
export function lineOf(origin: Origin): string {
  return origin.from === "file" ? `${origin.place.file}:${origin.place.line}` : `input '${origin.input}'`;
}

function originIn({ root, at }: PolicyFilePlace, path: readonly (string | number)[]): Origin {
  return originAt(root, [...at, ...path]);
}

function readRequirement(entry: unknown, origin: Origin): Demand {
  const { stage, allow } = typeof entry === "string" ? { stage: entry, allow: undefined } : recordAt(entry);
  const known = STAGES.find((each) => each === stage);
  if (known === undefined) throw new TypeError(`The schema accepted the stage '${String(stage)}'`);
  const verdicts = textsOf(allow);
  return {
    stage: known,
    allow: verdicts ? VERDICTS.filter((verdict) => verdicts.includes(verdict)) : DEFAULT_ALLOW,
    from: lineOf(origin),
  };
}

async function readSigners(entries: readonly unknown[], place: PolicyFilePlace): Promise<{ signers: PlacedSigner[]; problems: Finding[] }> {
  const signers: PlacedSigner[] = [];
  const problems: Finding[] = [];
  for (const [index, entry] of entries.entries()) {
    const origin = originIn(place, ["signers", index]);
    const fields = typeof entry === "string" ? { key: entry } : recordAt(entry);
    const wrong = whatIsWrong(fields);
    if (wrong !== undefined) {
      problems.push(problemOf(origin, wrong));
      continue;
    }
    try {
      signers.push({ origin, signer: await readSigner(fields, place) });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      const at = typeof entry === "string" ? origin : originIn(place, ["signers", index, "key"]);
      const why = error instanceof InputError ? `its key ${error.problem}` : error.message.replace(/\.$/, "");
      problems.push(problem(at, `signer ${index + 1} cannot be used: ${why}`));
    }
  }
  return { signers, problems };
}

const CLAIMS = ["issuer", "repository", "workflow", "ref"] as const;

function whatIsWrong(fields: Fields): string | undefined {
  const claims = CLAIMS.filter((claim) => fields[claim] !== undefined);
  if (fields["key"] !== undefined)
    return claims.length > 0 ? `has both 'key' and '${claims[0]}'; a signer is a key or a workflow, so make it two` : undefined;
  if (fields["repository"] === undefined && fields["workflow"] === undefined)
    return "says nothing of who signs; give 'key', or at least one of 'repository' and 'workflow'";
  return undefined;
}

async function readSigner(fields: Fields, place: PolicyFilePlace): Promise<PolicySigner> {
  const key = textAt(fields, "key");
  const stages = textsOf(fields["stages"]);
  const environments = textsOf(fields["environments"]);
  const limits = {
    ...(stages ? { stages: STAGES.filter((stage): stage is Stage => stages.includes(stage)) } : {}),
    ...(environments ? { environments } : {}),
  };
  if (key !== undefined) return { key: normalKey(key.includes("-----BEGIN") ? key : await place.readKey(key)), ...limits };
  const claims = CLAIMS.flatMap((claim): [string, string][] => {
    const text = textAt(fields, claim) ?? (claim === "issuer" ? GITHUB_ISSUER : undefined);
    return text === undefined ? [] : [[claim, text]];
  });
  return { ...Object.fromEntries(claims), ...limits };
}

/** The one PEM spelling of a public key, so that the same key from a file and from a text is the same signer. */
function normalKey(pem: string): string {
  if (/PRIVATE KEY/.test(pem)) throw new ActionError("input", "It is a private key; name the public one and treat this one as leaked.");
  try {
    return createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();
  } catch (error) {
    throw new ActionError("input", "It holds no public key in PEM form.", { cause: error });
  }
}
