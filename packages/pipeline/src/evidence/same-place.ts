import type { DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { digestOfJson } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { DeployPlan } from "@waybill/kube";
import type { Database } from "@waybill/migrate";
import { isOfAnother, judge, newestOf, ofStage } from "@waybill/record";
import type { FactsOf } from "@waybill/record";
import type { Keys, Project, RunIdentity, Statements } from "../session/capabilities.ts";

/** What a database says of itself, as statements have it. */
export type DatabaseIdentity = NonNullable<FactsOf<"migrate">["database"]["identity"]>;

/** Asks a database who it is, hashed, because a server's own numbers are nobody's business; undefined where it does not say. */
export async function identityOf(database: Pick<Database, "identify">): Promise<DatabaseIdentity | undefined> {
  const found = await database.identify();
  if (found === undefined) return undefined;
  return { instance: digestOfJson(found.instance), system: found.system && digestOfJson(found.system) };
}

type Context = Pick<Project, "config"> & RunIdentity & Statements & Keys;

/**
 * Says that another environment was migrated with this very database, as the signed statements about the same migrations tell: its secret has
 * the same name in both and meets this one in no job, so nothing else could. A server that was started anew since, or a copy of it, cannot be
 * told apart for sure, which is a warning.
 */
export async function sameDatabase(
  context: Context,
  environment: EnvironmentConfig,
  database: DatabaseConfig,
  { migrations, identity }: { readonly migrations: Digest; readonly identity: DatabaseIdentity | undefined },
): Promise<readonly Finding[]> {
  const others = othersThan(context, environment);
  if (identity === undefined || database.shared === true || others.length === 0) return [];
  const { config, run } = context;
  // Of every commit: the other environment may have been migrated long ago.
  const bundles = [...context.statements, ...(await context.store.find(migrations)).bundles];
  const { trusted } = judge(bundles, await context.verifierFor(bundles));
  return others.flatMap(({ name, databases }) => {
    const own = ofStage(trusted, "migrate").filter(
      ({ view }) =>
        view.facts.environment === name &&
        view.facts.database.identity !== undefined &&
        view.run.repository === run.repository &&
        view.run.rehearsal === run.rehearsal &&
        !isOfAnother(view, config.name) &&
        !databases.some((one) => one.name === view.facts.database.name && one.shared === true),
    );
    // A database that it had before is not its own any more.
    const names = new Set(own.map(({ view }) => view.facts.database.name));
    const present = [...names].flatMap((one) => newestOf(own.filter(({ view }) => view.facts.database.name === one)) ?? []);
    const about = newestOf(ofStage(present, "migrate").filter(({ view }) => isNear(view.facts.database.identity, identity)));
    if (about?.view.stage !== "migrate") return [];
    const isSure = about.view.facts.database.identity?.instance === identity.instance;
    const which = isSure ? "is the very database" : "may be the very database, or is a copy of the one,";
    return [
      {
        rule: "shared-database",
        severity: isSure ? "error" : "warning",
        what: `The database '${database.name}' of ${environment.name} ${which} that was migrated for ${name} (${about.view.run.run}), as its server says of itself.`,
        next: `Give one of them another database, or say 'shared: true' in 'databases.${database.name}' where they have one on purpose.`,
      },
    ];
  });
}

/** What of a plan says who was there before. */
interface Holding {
  readonly lastGood?: Pick<NonNullable<DeployPlan["lastGood"]>, "number" | "environment" | "run"> | undefined;
}

/** Says that the namespace holds what was deployed for another environment, as the cluster keeps it. */
export function sameNamespace(
  { config }: Pick<Project, "config">,
  environment: EnvironmentConfig,
  { lastGood }: Holding,
): readonly Finding[] {
  const other = othersThan({ config }, environment).find(({ name }) => name === lastGood?.environment);
  if (lastGood === undefined || other === undefined || environment.shared === true || other.shared === true) return [];
  return [
    {
      rule: "shared-namespace",
      severity: "error",
      what: `The namespace '${environment.namespace}' holds revision ${lastGood.number} of ${config.name}, which was deployed for ${other.name} (${lastGood.run}), so ${environment.name} would replace it.`,
      next: `Give one of them another namespace or cluster. Where they have one on purpose, or ${other.name} has handed it over, write 'shared: true' below 'environments.${environment.name}' in ${config.file}; once handed over and released to, it needs it no more.`,
    },
  ];
}

function othersThan({ config }: Pick<Project, "config">, { name }: EnvironmentConfig): EnvironmentConfig[] {
  return Object.values(config.environments).filter((other) => other.name !== name);
}

function isNear(one: DatabaseIdentity | undefined, other: DatabaseIdentity): boolean {
  return one !== undefined && (one.instance === other.instance || (one.system !== undefined && one.system === other.system));
}
