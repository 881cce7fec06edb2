import type { Config, EnvironmentConfig } from "@waybill/config";
import { openCluster } from "@waybill/rehearsal";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";

/**
 * The cluster of an environment in a rehearsal: one of its own, or that of the first one with which it shares its namespace on purpose. Its
 * kubeconfig has every context that an environment names, each leading into the cluster of that one.
 */
export function clusterOf(config: Config, environment: EnvironmentConfig, rehearsal: Rehearsal): Promise<RehearsedCluster> {
  const all = Object.values(config.environments);
  const contexts = Object.fromEntries(
    // Two may name one context of two kubeconfigs; in this one it is that of the environment itself.
    [...all, environment].flatMap((each) => (each.context === undefined ? [] : [[each.context, ownerOf(each, all)]])),
  );
  return openCluster(rehearsal, ownerOf(environment, all), contexts);
}

function ownerOf({ name, namespace, shared }: EnvironmentConfig, all: readonly EnvironmentConfig[]): string {
  const sharing = all.find((other) => other.namespace === namespace && (other.name === name || other.shared === true || shared === true));
  return sharing?.name ?? name;
}
