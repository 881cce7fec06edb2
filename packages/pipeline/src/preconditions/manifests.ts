import { originOfKey, problem, problemOf } from "@waybill/config";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, findNearest } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { ManifestSet, PinnedSet } from "@waybill/kube";
import { imageRepository } from "../session/repositories.ts";
import { pinManifests, secretKeysOf } from "../stages/deployment-plan.ts";
import { withFiles } from "./files.ts";
import type { PreconditionContext, Scope } from "./precondition.ts";

const ANY_DIGEST = `sha256:${"0".repeat(64)}`;

interface Read {
  readonly environment: EnvironmentConfig;
  readonly set?: ManifestSet;
  readonly findings: readonly Finding[];
}

async function readManifests(context: PreconditionContext, { environments }: Scope): Promise<Read[]> {
  const { loadManifests } = await import("@waybill/kube");
  const there = await withFiles(context, "environments", environments);
  return Promise.all(
    there.map(async (environment): Promise<Read> => {
      try {
        return { environment, set: await loadManifests(environment.manifests, context.workspace), findings: [] };
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        const origin = originOfKey(context.config, `environments.${environment.name}.manifests`);
        const ofKey: Finding = { ...problem(origin, error.message), rule: "manifest" };
        const findings = error.findings.length > 0 ? error.findings : [ofKey];
        return { environment, findings: findings.map((finding) => ({ ...finding, where: finding.where ?? ofKey.where })) };
      }
    }),
  );
}

/** What cannot be read, and what can be known to be wrong or unwise without the cluster. */
export async function faultyManifests(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const { checkManifests } = await import("@waybill/kube");
  return (await readManifests(context, scope)).flatMap(({ environment, set, findings }) =>
    set ? checkManifests(pin(context, scope, environment, set).set, secretKeysOf(environment)) : findings,
  );
}

/** Images of the release that no manifest uses, and images of manifests that are neither pinned nor of the release. */
export async function strayImages(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  return (await readManifests(context, scope)).flatMap(({ environment, set }) =>
    set ? pin(context, scope, environment, set).findings : [],
  );
}

/** The manifests as a release would deploy them; an image that is not built yet stands for itself with a digest that is none. */
function pin(context: PreconditionContext, { given }: Scope, environment: EnvironmentConfig, set: ManifestSet): PinnedSet {
  const { config } = context;
  const own = environment.images.flatMap((name) => {
    const image = config.images[name];
    return image ? [[name, `${imageRepository(context, image)}@${ANY_DIGEST}`]] : [];
  });
  const references: Record<string, string> = { ...Object.fromEntries(own), ...given };
  const pinned = pinManifests(context, set, references);
  const findings = pinned.findings.map((finding): Finding => {
    const name = pinned.unused.get(finding);
    if (name === undefined) return finding;
    const origin = originOfKey(config, `images.${name}`);
    return { ...finding, where: origin.from === "file" ? origin.place : undefined };
  });
  return { ...pinned, findings };
}

/** Probes that ask a Service, or a port of one, that the manifests do not have. */
export async function missingServices(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const { listServices } = await import("@waybill/kube");
  return (await readManifests(context, scope)).flatMap(({ environment: { name, namespace, probe }, set }): Finding[] => {
    if (!set || !probe) return [];
    const key = `environments.${name}.probe`;
    const services = listServices(set).filter((service) => service.namespace === undefined || service.namespace === namespace);
    const service = services.find((candidate) => candidate.name === probe.service);
    if (!service)
      return [
        {
          ...problemOf(originOfKey(context.config, `${key}.service`), `is '${probe.service}', but the manifests have no such Service`),
          rule: "probe-service",
          ...choice(
            probe.service,
            services.map((known) => known.name),
          ),
        },
      ];
    if (service.ports.some((port) => String(port) === String(probe.port))) return [];
    return [
      {
        ...problemOf(originOfKey(context.config, `${key}.port`), `is '${probe.port}', but Service '${service.name}' has no such port`),
        rule: "probe-service",
        ...choice(String(probe.port), service.ports.map(String)),
      },
    ];
  });
}

function choice(given: string, known: readonly string[]): Pick<Finding, "expected" | "next"> {
  const nearest = findNearest(given, known);
  return {
    expected: known.length === 0 ? "none, because there is none" : `one of ${known.join(", ")}`,
    next: nearest === undefined ? "Name a Service and one of its ports as the manifests write them." : `Did you mean '${nearest}'?`,
  };
}
