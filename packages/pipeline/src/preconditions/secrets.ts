import { originOfKey, problemOf, secretRefs } from "@waybill/config";
import type { PlacedSecret } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { PreconditionContext, Scope } from "./precondition.ts";

/** The variables that the things of a scope need and that are not set here, each at the first key that names it. */
export function unsetVariables(context: PreconditionContext, scope: Scope): PlacedSecret[] {
  const used = secretRefs({
    images: byName(scope.images),
    databases: byName(scope.databases),
    environments: byName(scope.environments),
  });
  const first = new Map(used.toReversed().map((secret) => [secret.ref.env, secret]));
  return used.filter((secret) => first.get(secret.ref.env) === secret && !isSet(context, secret));
}

export async function missingSecrets(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  return unsetVariables(context, scope).map(({ at, ref }): Finding => {
    const found = problemOf(originOfKey(context.config, at), `names the environment variable ${ref.env}, which is not set`);
    const set = `Set it from a secret: 'env: { ${ref.env}: \${{ secrets.${ref.env} }} }' in the workflow, or export it in the shell.`;
    return { ...found, rule: "secret-missing", next: context.withoutSecrets === undefined ? set : `${context.withoutSecrets} ${set}` };
  });
}

/** A build argument or a setting of a probe may be empty, a secret may not. */
function isSet(context: PreconditionContext, { place, at, ref }: PlacedSecret): boolean {
  if (place !== "images.*.args.*" && place !== "images.*.probe.env.*") return context.findSecret(ref) !== undefined;
  try {
    context.expandValues({ [at]: `env:${ref.env}` }, () => at);
    return true;
  } catch (error) {
    if (error instanceof ActionError) return false;
    throw error;
  }
}

function byName<T extends { readonly name: string }>(entries: readonly T[]): Record<string, T> {
  return Object.fromEntries(entries.map((entry) => [entry.name, entry]));
}

/** Environments whose kubeconfig can be asked for here. */
export function environmentsWithKubeconfig(context: PreconditionContext, { environments }: Scope): Scope["environments"] {
  const missing = new Set(unsetVariables(context, { ...EMPTY, environments }).map(({ ref }) => ref.env));
  return environments.filter(({ kubeconfig }) => kubeconfig === undefined || !missing.has(kubeconfig.env));
}

const EMPTY: Scope = { images: [], given: {}, data: [], models: [], databases: [], environments: [] };

/** What cannot be read of the kubeconfigs; nothing is sent. */
export async function faultyKubeconfigs(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const environment of environmentsWithKubeconfig(context, scope)) {
    try {
      await (await context.openCluster(environment)).close();
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      const origin = originOfKey(context.config, `environments.${environment.name}.kubeconfig`);
      findings.push({
        rule: "kubeconfig",
        severity: "error",
        what: error.message,
        where: origin.from === "file" ? origin.place : undefined,
      });
    }
  }
  return findings;
}
