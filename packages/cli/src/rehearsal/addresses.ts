import type { EnvironmentConfig } from "@waybill/config";
import { cutText, listAt, recordAt, textAt } from "@waybill/kit";
import type { RehearsedCluster } from "@waybill/rehearsal";

const TIMEOUT_MS = 5_000;

/**
 * The lines about the Services of an environment's namespace, each with the address that the loopback cluster gave it: what it answers, to the
 * environment's probe where that asks it, else where its pods are asked whether they are ready. One that answers with an error is given with its
 * status; one that speaks no HTTP is not told.
 */
export async function describeAddresses(
  { kubernetesApi }: Pick<RehearsedCluster, "kubernetesApi">,
  { namespace, probe }: Pick<EnvironmentConfig, "namespace" | "probe">,
): Promise<string[]> {
  const list = async (kind: string): Promise<readonly unknown[]> => {
    const response = await fetch(`${kubernetesApi}/api/v1/namespaces/${namespace}/${kind}`);
    const answer: unknown = await response.json();
    return listAt(answer, "items");
  };
  const [services, pods] = await Promise.all([list("services"), list("pods")]);
  const told = services.map(async (service) => {
    const address = textAt(service, "metadata", "annotations", "rehearsal.waybill.dev/url");
    if (address === undefined) return [];
    if (probe && textAt(service, "metadata", "name") === probe.service) return ask(`${address}${probe.path}`, probe.expectStatus);
    return ask(`${address}${readinessPath(service, pods) ?? "/"}`);
  });
  return (await Promise.all(told)).flat();
}

async function ask(url: string, expected?: number): Promise<string[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = cutText((await response.text()).trim(), 160);
    if (!response.ok && response.status !== expected)
      return [`Address      ${url}`, `             no answer to this path: HTTP ${response.status}`];
    return [`Answers now  ${url}`, `             ${text}`];
  } catch {
    // Not every Service speaks HTTP, and one whose pods were not run has nobody to answer.
    return [];
  }
}

/** The path at which the pods behind a Service say that they are ready. */
function readinessPath(service: unknown, pods: readonly unknown[]): string | undefined {
  const selector = Object.entries(recordAt(service, "spec", "selector"));
  const behind = selector.length === 0 ? [] : pods.filter((pod) => hasLabels(pod, selector));
  const probes = behind.flatMap((pod) =>
    listAt(pod, "spec", "containers").map((container) => recordAt(container, "readinessProbe", "httpGet")),
  );
  const path = probes.map((probe) => probe["path"]).find((each) => typeof each === "string");
  return path === undefined || path.startsWith("/") ? path : `/${path}`;
}

function hasLabels(pod: unknown, selector: readonly (readonly [string, unknown])[]): boolean {
  const labels = recordAt(pod, "metadata", "labels");
  return selector.every(([name, value]) => labels[name] === value);
}
