import { createPublicKey } from "node:crypto";
import { ActionError, recordAt, STAGES, textAt } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import { parseDocument } from "./document.ts";
import { textsOf } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { describeProblem, problem } from "./origin.ts";
import { EMPTY_POLICY, tightenPolicy } from "./policy.ts";
import type { Policy, Requirement } from "./policy.ts";
import { policySchema } from "./schema/schema.ts";
import { normalPath } from "./sections.ts";
import { readText } from "./text-file.ts";
import { originAt, plainValue } from "./tree.ts";
import type { Node } from "./tree.ts";
import { validate } from "./schema/validator.ts";

/** Where a policy stands and what it may extend. */
export interface PolicySource {
  readonly workspace: string;
  readonly root: Node;
  /** The path of keys to the policy in its file. */
  readonly at: readonly string[];
  /** The organisation's policy, if it is known. */
  readonly floor?: Policy | undefined;
  /** The policy files that led here, so that a circle is seen. */
  readonly trail?: readonly string[] | undefined;
}
interface PolicyResult {
  readonly policy: Policy;
  readonly problems: Finding[];
}

const DEFAULT_ALLOW: readonly Verdict[] = ["pass", "warn"];

/** Reads a policy that the schema has accepted, with everything it extends. */
export async function readPolicy(fields: Fields, source: PolicySource): Promise<PolicyResult> {
  const signers = await readSigners(textsOf(fields["signers"]) ?? [], source);
  const own: Policy = { environments: readEnvironments(fields["environments"]), signers: signers.keys };
  const base = await readBase(textAt(fields, "extends"), source);
  const problems = [...signers.problems, ...base.problems];
  if (problems.length > 0) return { policy: EMPTY_POLICY, problems };
  try {
    return { policy: base.floors.reduce((policy, floor) => tightenPolicy(floor, policy), own), problems };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { policy: EMPTY_POLICY, problems: [problem(originAt(source.root, source.at), withoutFullStop(error.message))] };
  }
}

/** Reads the text of a policy file, for example the organisation's; throws an `input` error that lists every problem. */
export async function parsePolicy(text: string, file: string, workspace: string): Promise<Policy> {
  const { policy, problems } = await parsePolicyText(text, { workspace, file, trail: [] });
  if (problems.length === 0) return policy;
  const lines = problems.map(describeProblem);
  throw new ActionError("input", `The policy '${file}' cannot be used:\n${lines.join("\n")}`);
}

async function parsePolicyText(text: string, source: Omit<PolicySource, "root" | "at"> & { file: string }): Promise<PolicyResult> {
  const { root, problems } = parseDocument(text, source.file);
  if (root) problems.push(...validate(root, policySchema));
  if (!root || problems.length > 0) return { policy: EMPTY_POLICY, problems };
  return readPolicy(recordAt(plainValue(root)), { ...source, root, at: [] });
}

async function readBase(wanted: string | undefined, source: PolicySource): Promise<{ floors: Policy[]; problems: Finding[] }> {
  const floors = source.floor && source.at.length > 0 ? [source.floor] : [];
  if (wanted === undefined) return { floors, problems: [] };
  const place = originAt(source.root, [...source.at, "extends"]);
  const fail = (what: string): { floors: Policy[]; problems: Finding[] } => ({ floors, problems: [problem(place, what)] });
  if (wanted === "org") {
    if (source.floor) return { floors, problems: [] };
    return fail(
      "'extends: org' needs the organisation's policy, which was not given; until then extend a file of the workspace, for example 'extends: .github/policy.yml'",
    );
  }
  const path = normalPath(wanted);
  const trail = [...(source.trail ?? []), path];
  if (source.trail?.includes(path)) return fail(`the policies extend each other in a circle: ${trail.join(" → ")}`);
  try {
    const text = await readText(source.workspace, path);
    const rest = { workspace: source.workspace, file: path, trail, floor: source.floor };
    const { policy, problems } = await parsePolicyText(text, rest);
    return { floors: [policy, ...floors], problems };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return fail(`the policy '${path}' cannot be read: ${withoutFullStop(error.message)}`);
  }
}

function readEnvironments(value: unknown): Policy["environments"] {
  return Object.fromEntries(
    Object.entries(recordAt(value)).map(([name, entry]) => {
      const required = recordAt(entry)["require"];
      return [name, { require: Array.isArray(required) ? required.map(readRequirement) : [] }];
    }),
  );
}

function readRequirement(entry: unknown): Requirement {
  const { stage, allow } = typeof entry === "string" ? { stage: entry, allow: undefined } : recordAt(entry);
  const known = STAGES.find((each) => each === stage);
  if (known === undefined) throw new TypeError(`The schema accepted the stage '${String(stage)}'`);
  return { stage: known, allow: textsOf(allow)?.filter(isVerdict) ?? DEFAULT_ALLOW };
}

function isVerdict(text: string): text is Verdict {
  return ["pass", "warn", "inconclusive", "fail"].includes(text);
}

async function readSigners(signers: readonly string[], source: PolicySource): Promise<{ keys: string[]; problems: Finding[] }> {
  const keys: string[] = [];
  const problems: Finding[] = [];
  for (const [index, signer] of signers.entries()) {
    const place = originAt(source.root, [...source.at, "signers", index]);
    try {
      keys.push(normalKey(signer.includes("-----BEGIN") ? signer : await readText(source.workspace, signer)));
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      problems.push(problem(place, `signer ${index + 1} cannot be used: ${withoutFullStop(error.message)}`));
    }
  }
  return { keys, problems };
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

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, "");
}
