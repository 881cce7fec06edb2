import { originOfKey, problemOf, problemsError } from "@waybill/config";
import type { Config, DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { ClusterAccess } from "@waybill/kube";
import type { Secrets } from "./capabilities.ts";

type Context = { readonly config: Config } & Pick<Secrets, "findSecret">;

/**
 * Throws an `input` error when a database of another environment is this very one, although its variable has another name. Only what this run
 * was given can be compared: a variable that is not set here says nothing, and one that both environments read has this one's value here.
 * `isSame` tells whether a URL is that of the database, and may throw.
 */
export function refuseSharedDatabase(context: Context, database: DatabaseConfig, isSame: (url: string) => boolean): void {
  const environments = Object.values(context.config.environments);
  const own = environments.filter(({ databases }) => databases.some(({ urlKey }) => urlKey === database.urlKey));
  // A preview shares nothing, whatever is said.
  const isPreview = own.some(({ preview }) => preview === true);
  if (database.shared === true && !isPreview) return;
  const ownNames = new Set(own.flatMap(({ databases }) => databases.map((one) => nameOf(one))));
  for (const environment of environments.filter((one) => own.length > 0 && !own.includes(one))) {
    for (const other of environment.databases) {
      if ((other.shared === true && !isPreview && environment.preview !== true) || ownNames.has(nameOf(other))) continue;
      const given = context.findSecret(other.url);
      if (given === undefined || !tried(() => isSame(given))) continue;
      const where = own.map(({ name }) => name).join(" and ");
      throw refusal(
        context,
        database.urlKey,
        `leads ${where} to the same database as ${nameOf(other)} leads ${environment.name}; give one of them another database, or say 'shared: true' in 'databases.${database.name}' where they have one on purpose`,
      );
    }
  }
}

/** As `refuseSharedDatabase`, of a namespace in a cluster. `open` reads the access of another environment and may throw. */
export function refuseSharedNamespace(
  context: Context,
  environment: EnvironmentConfig,
  access: ClusterAccess,
  open: (environment: EnvironmentConfig, kubeconfig: string | undefined) => ClusterAccess,
): void {
  const { name, namespace, kubeconfig, shared } = environment;
  if (shared === true) return;
  for (const other of Object.values(context.config.environments)) {
    if (other.name === name || other.preview === true || other.namespace !== namespace || other.shared === true) continue;
    // The same names lead where this environment's lead, whatever they hold in another run.
    if (other.kubeconfig?.env === kubeconfig?.env && other.context === environment.context) continue;
    const given = other.kubeconfig && context.findSecret(other.kubeconfig);
    if (other.kubeconfig && given === undefined) continue;
    if (tried(() => open(other, given))?.server !== access.server) continue;
    throw refusal(
      context,
      `environments.${name}`,
      `leads to the namespace '${namespace}' of the same cluster as '${other.name}', so each would undo the other; give them different namespaces, or say 'shared: true' in one of them where that is on purpose`,
    );
  }
}

function nameOf({ name, url }: DatabaseConfig): string {
  return "env" in url ? `env:${url.env}` : name;
}

function refusal({ config }: Context, key: string, what: string): ActionError {
  return problemsError([problemOf(originOfKey(config, key), what)]);
}

/** What cannot be read is another environment's trouble, which its own run says. */
function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}
