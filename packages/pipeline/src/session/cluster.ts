import { originOfKey } from "@waybill/config";
import type { EnvironmentConfig } from "@waybill/config";
import type { ProxySettings } from "@waybill/kit";
import type { Cluster, ClusterAccess, KubeconfigOptions, Logins } from "@waybill/kube";
import type { Clusters, Project, Reporting, Secrets } from "./capabilities.ts";
import { saidOf } from "./files.ts";
import { refuseSharedNamespace } from "./shared-targets.ts";

export interface ClusterSource {
  /** Text or path of the run's kubeconfig, for environments that name none of their own. */
  readonly kubeconfig?: string | undefined;
  /** Variables for the kubeconfig's exec plugins, and KUBECONFIG. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the connection leaves through; without it, it is direct. */
  readonly proxy?: ProxySettings | undefined;
  /** Logins that the run has made already. */
  readonly logins?: Logins | undefined;
}

type ClusterContext = Project & Reporting & Pick<Secrets, "readSecret" | "findSecret">;

/**
 * Opens the environment's cluster, unless another environment has the same namespace of it: from its own `kubeconfig: env:NAME`, the run's
 * kubeconfig, or the file that KUBECONFIG names.
 */
export async function openCluster(context: ClusterContext, source: ClusterSource, environment: EnvironmentConfig): Promise<Cluster> {
  // Loaded here because most steps meet no cluster, and node:http alone takes a quarter of a step's start.
  const { connectCluster, loadKubeconfig } = await import("@waybill/kube");
  const access = readAccess(loadKubeconfig, context, source, environment);
  refuseSharedNamespace(context, environment, access, (other, kubeconfig) => loadKubeconfig(kubeconfigOf(other, kubeconfig, source)));
  // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
  for (const [name, value] of Object.entries(access.exec?.env ?? {})) if (source.env[name] !== value) context.reporter.mask(value);
  return connectCluster(access, { reporter: context.reporter, proxy: source.proxy, logins: source.logins });
}

/** What is wrong with a kubeconfig is said of the key or the input that gave it. */
function readAccess(
  load: (options: KubeconfigOptions) => ClusterAccess,
  context: ClusterContext,
  source: ClusterSource,
  environment: EnvironmentConfig,
): ClusterAccess {
  const named = environment.kubeconfig ? context.readSecret(environment.kubeconfig, `Environment '${environment.name}'`) : undefined;
  try {
    return load(kubeconfigOf(environment, named, source));
  } catch (error) {
    if (named === undefined && source.kubeconfig === undefined) throw error;
    const key = `environments.${environment.name}.kubeconfig`;
    throw saidOf(named === undefined ? { from: "input", input: "kubeconfig", key: "" } : originOfKey(context.config, key), error);
  }
}

function kubeconfigOf({ context }: EnvironmentConfig, named: string | undefined, { kubeconfig, env }: ClusterSource): KubeconfigOptions {
  const given = named ?? kubeconfig;
  // A secret may hold the text of a kubeconfig (as JSON it may be one line) or, on a laptop, the path of one.
  const place = given === undefined ? {} : /\n|^\s*\{/.test(given) ? { text: given } : { path: given };
  return { ...place, context, env };
}

/** Runs work with a cluster and closes its connections afterwards. */
export async function withCluster<T>(
  { openCluster: open }: Clusters,
  environment: EnvironmentConfig,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const cluster = await open(environment);
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}
