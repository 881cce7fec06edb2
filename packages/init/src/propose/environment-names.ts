/** Names by which people call environments, in the order in which a release goes through them. */
const RANKS: readonly (readonly [string, RegExp])[] = [
  ["development", /^(dev|develop|development|sandbox|integration|int)$/],
  ["test", /^(test|testing|tst|qa|quality)$/],
  ["staging", /^(staging|stage|stg|uat|acceptance|preprod|pre-prod|pre-production|preproduction)$/],
  ["production", /^(prod|production|prd|live)$/],
];

/** How far along a release an environment stands, by its name; undefined for a name that does not say it. */
export function rankOf(name: string): number | undefined {
  const rank = RANKS.findIndex(([, pattern]) => pattern.test(name.toLowerCase()));
  return rank < 0 ? undefined : rank;
}

/** The environment that a text speaks of, in its usual name: `Deploy to staging` and `shop-prod` do. */
export function environmentIn(text: string): string | undefined {
  const words = text.toLowerCase().split(/[^a-z]+/);
  return RANKS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}

/** The part of a path that names an environment, as it is written there: `overlays/prod/api.yaml` and `api.prod.yaml`. */
export function environmentOfPath(path: string, known: ReadonlySet<string>): string | undefined {
  const parts = path.replace(/\.(ya?ml|json)$/i, "").split("/");
  const named = parts.toReversed().flatMap((part) => [part, ...part.split(/[._-]/).toReversed()]);
  return named.find((part) => known.has(part)) ?? named.find((part) => rankOf(part) !== undefined && part.length > 2 && part !== "int");
}

/** Whether two names mean the same environment: `prod` and `production`. */
export function isSameEnvironment(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const rank = rankOf(one);
  const long = (name: string): string =>
    name
      .toLowerCase()
      .replace(/^(prd|live)$/, "prod")
      .slice(0, 3);
  return rank !== undefined && rank === rankOf(other) && long(one) === long(other);
}
