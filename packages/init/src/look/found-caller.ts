import { isRecord, listAt, recordAt, textAt } from "@waybill/kit";
import type { Way } from "@waybill/workflows";
import { readYamlFile, scalarText } from "./yaml-file.ts";

/** What a workflow that calls Waybill says of it. */
export interface FoundCaller {
  readonly way: Way;
  /** By the name of a variable, the secrets that are handed on under it; none of them where its value comes from elsewhere, as from a login. */
  readonly handed: ReadonlyMap<string, readonly string[]>;
  /** Whether it hands on every secret that there is. */
  readonly inherits: boolean;
}

const ROOT_ACTION = /^waybill-ci\/waybill@/;
/** Those of the called workflows that change an environment, ours and an organisation's copies. */
const RELEASES = /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/(release|deploy)\.yml@/;

/** Reads a workflow; undefined where none of its jobs calls Waybill. Nothing of it is run. */
export function readFoundCaller(text: string): FoundCaller | undefined {
  const way = wayOf(text);
  if (way === undefined) return undefined;
  const read = readYamlFile(text);
  // Of what cannot be read nothing is claimed.
  if ("problem" in read) return { way, handed: new Map(), inherits: true };
  const jobs = Object.values(recordAt(read.value, "jobs")).filter((job) => isRecord(job));
  const steps = jobs.flatMap((job) => listAt(job, "steps").map((step) => ({ job, step })));
  const own = steps.filter(({ step }) => ROOT_ACTION.test(textAt(step, "uses") ?? ""));
  const calls = jobs.filter((job) => RELEASES.test(textAt(job, "uses") ?? ""));
  const handed = [
    ...own.flatMap(({ job, step }) => [
      ...[read.value, job, step].flatMap((holder) => Object.entries(recordAt(holder, "env"))),
      ...kubeconfigOf(step, "kubeconfig"),
    ]),
    ...calls.flatMap((job) => [...Object.entries(recordAt(job, "secrets")), ...kubeconfigOf(job, "cloud")]),
  ];
  return { way, handed: secretsBy(handed), inherits: calls.some((job) => textAt(job, "secrets") === "inherit") };
}

function wayOf(text: string): Way | undefined {
  if (/uses:\s*["']?waybill-ci\/waybill@/.test(text)) return "inline";
  if (/uses:\s*["']?waybill-ci\/waybill\/\.github\/workflows\/\w+\.yml@/.test(text)) return "public";
  return /uses:\s*["']?[\w.-]+\/[\w.-]+\/\.github\/workflows\/release\.yml@/.test(text) && /\bWAYBILL_/.test(text) ? "vendored" : undefined;
}

/** An input that gives the kubeconfig. */
function kubeconfigOf(holder: unknown, input: string): [string, unknown][] {
  const value = scalarText(recordAt(holder, "with")[input]);
  return value === undefined || value === "" ? [] : [["KUBECONFIG", value]];
}

function secretsBy(entries: readonly (readonly [string, unknown])[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const secrets = [...(scalarText(value) ?? "").matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].flatMap(([, secret]) => secret ?? []);
    all.set(name, [...new Set([...(all.get(name) ?? []), ...secrets])]);
  }
  return all;
}
