import { ActionError, InputError, recordAt, textAt } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { ConfigFile } from "../config.ts";
import { unknownName } from "../consistency.ts";
import { parseDocument } from "../document.ts";
import { problem } from "../origin.ts";
import type { Overlay } from "../environment/overlay.ts";
import { normalPath } from "../sections.ts";
import { policySchema } from "../schema/policy-schema.ts";
import { validate } from "../schema/validator.ts";
import { readSource } from "../text-file.ts";
import { originAt, plainValue } from "../tree.ts";
import type { Node } from "../tree.ts";
import { readFloorKey } from "./floor.ts";
import type { PolicyFloor } from "./floor.ts";
import { readPolicyFile } from "./policy-file.ts";
import type { PolicyFilePlace, PolicyFile } from "./policy-file.ts";
import { EMPTY_POLICY } from "./policy.ts";
import type { Policy } from "./policy.ts";
import { combineFiles } from "./tighten.ts";

/** Where a project's policy stands, and the floor under it. */
export interface ProjectPolicy {
  readonly workspace: string;
  /** The whole configuration, which the schema has accepted. */
  readonly root: Node;
  /** The file that it was read from; undefined when inputs describe it, which say nothing of a policy. */
  readonly file?: { readonly name: string; readonly digest: Digest } | undefined;
  /** What environments say themselves; it stands on the project's own, so it can only tighten. */
  readonly overlays?: readonly Overlay[] | undefined;
  readonly floor?: PolicyFloor | undefined;
}

/** A policy, and the files of the workspace beside the configuration's own that it was read from. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly problems: Finding[];
  readonly files: readonly ConfigFile[];
}

/**
 * Reads the policy of a configuration with everything that it extends and the organisation's floor. A problem says file and line; when there
 * is one the policy is the empty one.
 */
export async function readPolicy(project: ProjectPolicy): Promise<ReadPolicy> {
  const files: ConfigFile[] = [];
  const floor = project.floor ? await readFloorFile(project.floor) : NOTHING;
  const own = await readProjectFiles(project, files);
  const known = [...(project.root.members?.get("environments")?.value.members?.keys() ?? [])];
  const problems = [...floor.problems, ...own.problems, ...own.files.flatMap((one) => unknownEnvironments(one, known))];
  if (problems.length > 0) return { policy: EMPTY_POLICY, problems, files };
  const combined = combineFiles([...floor.files, ...own.files]);
  return { ...combined, ...(combined.problems.length > 0 ? { policy: EMPTY_POLICY } : {}), files };
}

/** Policy files from the lowest to the highest. */
interface PolicyFiles {
  readonly files: readonly PolicyFile[];
  readonly problems: readonly Finding[];
}
const NOTHING: PolicyFiles = { files: [], problems: [] };

/** A floor names the environments of a whole organisation; only a project's own files can be held to what the project has. */
function unknownEnvironments({ named }: PolicyFile, known: readonly string[]): Finding[] {
  return named
    .filter(({ environment }) => !known.includes(environment))
    .map(({ environment, origin }) => problem(origin, unknownName("environment", environment, known)));
}

async function readFloorFile(floor: PolicyFloor): Promise<PolicyFiles> {
  const { root, problems } = parsePolicy(floor.text, floor.file);
  if (!root || problems.length > 0) return { files: [], problems };
  const fields = recordAt(plainValue(root));
  // What it extended would lie in the workspace, where the project could change it.
  if (fields["extends"] !== undefined)
    return refuse(root, ["extends"], "the organisation's policy stands on its own and extends nothing; write it as one file");
  const source = { file: floor.file, role: "floor", digest: floor.digest } as const;
  const { policyFile, problems: found } = await readPolicyFile(fields, {
    source,
    root,
    at: [],
    readKey: (path) => readFloorKey(floor, path),
  });
  return { files: [policyFile], problems: found };
}

/** Every file of the workspace that is read on the way is added to `read`. */
async function readProjectFiles(project: ProjectPolicy, read: ConfigFile[]): Promise<PolicyFiles> {
  const { root, file, overlays = [], floor } = project;
  if (!file) return NOTHING;
  const readText = async (path: string): Promise<{ text: string; digest: Digest }> => {
    const source = await readSource(project.workspace, path);
    if (!read.some((known) => known.path === path)) read.push({ path, digest: source.digest });
    return source;
  };
  const readKey = async (path: string): Promise<string> => (await readText(normalPath(path))).text;
  const source = { file: file.name, role: "project", digest: file.digest } as const;
  const base = root.members?.has("policy")
    ? await readChain({ source, root, at: ["policy"], readKey }, { readText, hasFloor: floor !== undefined, trail: [] })
    : NOTHING;
  const files = [...base.files];
  const problems = [...base.problems];
  for (const overlay of overlays.filter((each) => each.root.members?.has("policy"))) {
    const place = { source: { ...source, file: overlay.file, digest: overlay.digest }, root: overlay.root, at: ["policy"], readKey };
    const own = await readPolicyFile(recordAt(plainValue(overlay.root), "policy"), place);
    files.push(own.policyFile);
    problems.push(...own.problems);
  }
  return { files, problems };
}

interface Chain {
  /** Reads a file of the workspace; throws an `input` error when it cannot. */
  readonly readText: (path: string) => Promise<{ text: string; digest: Digest }>;
  readonly hasFloor: boolean;
  /** The policy files that led here, so that a circle is seen. */
  readonly trail: readonly string[];
}

/** A file on top of those that it extends. */
async function readChain(place: PolicyFilePlace, chain: Chain): Promise<PolicyFiles> {
  const whole = recordAt(plainValue(place.root));
  const fields = recordAt(whole, ...place.at);
  const { policyFile, problems } = await readPolicyFile(fields, place);
  const base = await readBase(textAt(fields, "extends"), place, chain);
  return { files: [...base.files, policyFile], problems: [...base.problems, ...problems] };
}

async function readBase(wanted: string | undefined, place: PolicyFilePlace, chain: Chain): Promise<PolicyFiles> {
  if (wanted === undefined) return NOTHING;
  const fail = (what: string): PolicyFiles => refuse(place.root, [...place.at, "extends"], what);
  if (wanted === "org") {
    if (chain.hasFloor) return NOTHING;
    return fail(
      "'extends: org' needs the organisation's policy, which was not given; give its text or path with the input 'policy' of the action, or with '--policy FILE' at a terminal",
    );
  }
  const path = normalPath(wanted);
  const trail = [...chain.trail, path];
  if (chain.trail.includes(path)) return fail(`the policies extend each other in a circle: ${trail.join(" → ")}`);
  try {
    const { text, digest } = await chain.readText(path);
    const { root, problems } = parsePolicy(text, path);
    if (!root || problems.length > 0) return { files: [], problems };
    return await readChain({ ...place, root, at: [], source: { file: path, role: "extended", digest } }, { ...chain, trail });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const why = error instanceof InputError ? `it ${error.problem}` : error.message.replace(/\.$/, "");
    return fail(`the policy '${path}' cannot be read: ${why}`);
  }
}

function parsePolicy(text: string, file: string): { root?: Node; problems: Finding[] } {
  const { root, problems } = parseDocument(text, file);
  return root ? { root, problems: validate(root, policySchema) } : { problems };
}

function refuse(root: Node, at: readonly string[], what: string): PolicyFiles {
  return { files: [], problems: [problem(originAt(root, at), what)] };
}
