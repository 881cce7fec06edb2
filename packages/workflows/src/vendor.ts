import { inputError } from "@waybill/kit";

const WORKFLOW_REFERENCE = /^(\s*uses:\s*)waybill-ci\/waybill(\/\.github\/workflows\/[\w.-]+\.ya?ml)@\S+(?:[ \t]+#.*)?$/gm;
const ACTION_REFERENCE = /^(\s*(?:- )?uses:\s*waybill-ci\/waybill(?:\/(?:\.github\/)?actions\/[\w.-]+)?)@\S+(?:[ \t]+#.*)?$/gm;
/** zizmor's strictest persona would have '$/', which says the same; actionlint and GitHub Enterprise Server do not know it yet. */
const RELATIVE = `# zizmor: ignore[self-repository] "$/" is not known everywhere yet`;
const ANY_REFERENCE = /^(?!\s*#).*waybill-ci\/waybill.*$/gm;

/**
 * A published workflow as the organisation's own copy: the workflows that it calls are its neighbours at the same commit
 * (https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows, "Calling a reusable workflow"), and our actions are pinned to a
 * commit. Throws an `input` error for a reference that it cannot pin.
 */
export function vendorWorkflow(text: string, waybill: { readonly commit: string; readonly version: string }): string {
  const copy = text
    .replaceAll(WORKFLOW_REFERENCE, (_, head: string, path: string) => `${head}.${path} ${RELATIVE}`)
    .replaceAll(ACTION_REFERENCE, (_, head: string) => `${head}@${waybill.commit} # ${waybill.version}`);
  const open = [...copy.matchAll(ANY_REFERENCE)]
    .map(([line]) => line.trim())
    .find((line) => /uses:/.test(line) && !line.includes(`@${waybill.commit}`));
  if (open !== undefined) throw inputError("workflows", `has a reference that cannot be pinned: '${open}'`);
  return copy;
}
