import { setTimeout as sleep } from "node:timers/promises";
import { read } from "../repository.ts";
import { accountKubeconfig } from "./account.ts";
import type { Kubectl } from "./account.ts";

const HEADING = "## An identity that only plans";
/** A policy holds a moment after it was stored. */
const UNTIL_IT_HOLDS_MS = 60_000;

/** The manifests that docs/kubernetes.md shows, for a namespace. */
export function plannerManifests(namespace: string): string {
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(read("docs/kubernetes.md").split(HEADING)[1] ?? "") ?? [];
  if (!shown.includes("ValidatingAdmissionPolicy")) throw new Error(`docs/kubernetes.md shows no policy under '${HEADING}'.`);
  return shown.replaceAll(/\bshop\b/g, namespace);
}

/** Makes the identity of docs/kubernetes.md in a namespace, from a file of `plannerManifests`, and returns its kubeconfig. */
export async function makePlanner(kubectl: Kubectl, namespace: string, file: string): Promise<string> {
  await kubectl("apply", "-f", file);
  const as = `--as=system:serviceaccount:${namespace}:planner`;
  const write = ["-n", namespace, "create", "configmap", "waybill-planner-probe", as];
  for (const until = Date.now() + UNTIL_IT_HOLDS_MS; ; await sleep(250)) {
    const refused = await kubectl(...write).then(
      () => false,
      (error: unknown) => /only plans/.test(String(error)),
    );
    if (refused) return accountKubeconfig(kubectl, namespace, "planner");
    await kubectl("-n", namespace, "delete", "configmap", "waybill-planner-probe", "--ignore-not-found");
    if (Date.now() > until) throw new Error(`The identity that only plans may still write in ${namespace}.`);
  }
}

/** Removes what `makePlanner` made outside of the namespace. */
export async function removePlanner(kubectl: Kubectl, namespace: string): Promise<void> {
  const kinds = "validatingadmissionpolicybinding,validatingadmissionpolicy";
  await kubectl("delete", kinds, `${namespace}-planner`, "--ignore-not-found");
}
