import type { EnvironmentConfig } from "@waybill/config";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { readSecret } from "./secret.ts";
import type { Session } from "./session.ts";

/** Opens the environment's cluster: from its own `kubeconfig: env:NAME`, the run's kubeconfig, or the file that KUBECONFIG names. */
export async function openCluster(session: Session, environment: EnvironmentConfig): Promise<Cluster> {
  const named = environment.kubeconfig ? readSecret(session, environment.kubeconfig, `Environment '${environment.name}'`) : undefined;
  const given = named ?? session.kubeconfigText;
  // A secret may hold the text of a kubeconfig or, on a laptop, the path of one.
  const source = given === undefined ? {} : given.includes("\n") ? { text: given } : { path: given };
  const access = loadKubeconfig({
    ...source,
    ...(environment.context === undefined ? {} : { context: environment.context }),
    env: session.env,
  });
  // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
  for (const [name, value] of Object.entries(access.exec?.env ?? {})) if (session.env[name] !== value) session.reporter.mask(value);
  return connectCluster(access, { reporter: session.reporter, proxy: session.proxy });
}

/** Runs work with a cluster and closes its connections afterwards. */
export async function withCluster<T>(session: Session, environment: EnvironmentConfig, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await openCluster(session, environment);
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}
