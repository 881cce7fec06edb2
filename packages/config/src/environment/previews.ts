import { recordAt, textAt } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { textsOf } from "../fields.ts";
import type { Fields } from "../fields.ts";
import { problem, problemOf } from "../origin.ts";
import type { Policy } from "../policy/policy.ts";
import { nodeAt, originAt } from "../tree.ts";
import type { Node } from "../tree.ts";

/** Whether an environment is the pattern of previews. */
export function isPreview(environment: unknown): boolean {
  return recordAt(environment)["preview"] === true;
}

/**
 * The databases that an environment uses: those that it names. One that names none has all but those of previews, and a preview has none, so
 * that no preview gets a database because somebody forgot a line.
 */
export function usedDatabases(environments: Fields, name: string, known: readonly string[]): readonly string[] {
  const own = textsOf(recordAt(environments, name)["databases"]);
  if (own) return own;
  if (isPreview(environments[name])) return [];
  const ofPreviews = new Set(
    Object.values(environments).flatMap((environment) =>
      isPreview(environment) ? (textsOf(recordAt(environment)["databases"]) ?? []) : [],
    ),
  );
  return known.filter((database) => !ofPreviews.has(database));
}

/** What a preview cannot say: each is made for one pull request, is no part of a release, and shares nothing with one. */
export function checkPreviews(root: Node, file: Fields, policy: Policy): Finding[] {
  const environments = recordAt(file, "environments");
  const previews = Object.keys(environments).filter((name) => isPreview(environments[name]));
  return previews.flatMap((name) => [
    ...["after", "namespace", "shared"]
      .filter((key) => recordAt(environments[name])[key] !== undefined)
      .map((key) => problemOf(originAt(root, ["environments", name, key]), `cannot stand beside 'preview: true', ${WHY_NOT[key] ?? ""}`)),
    ...followers(root, environments, name),
    ...sharedDatabases(root, file, name),
    ...(Object.hasOwn(policy.environments, name)
      ? [
          problemOf(
            originAt(root, ["environments", name, "preview"]),
            `cannot be true, because the policy names '${name}': nothing is proven of a preview, so no evidence can be demanded of it`,
          ),
        ]
      : []),
  ]);
}

const WHY_NOT: Readonly<Record<string, string>> = {
  after: "because a preview is no part of a release",
  namespace: "because every pull request gets a namespace of its own: the application's name, '-pr-' and its number",
  shared: "because a preview shares nothing",
};

function followers(root: Node, environments: Fields, preview: string): Finding[] {
  const names = Object.keys(environments).filter((name) => textAt(environments, name, "after") === preview);
  return names.map((name) =>
    problemOf(
      originAt(root, ["environments", name, "after"]),
      `names '${preview}', which is a preview: nothing that is shown there counts for a release`,
    ),
  );
}

/** A preview writes to its databases before anybody has reviewed the change. */
function sharedDatabases(root: Node, file: Fields, preview: string): Finding[] {
  const environments = recordAt(file, "environments");
  const known = Object.keys(recordAt(file, "databases"));
  const own = textsOf(recordAt(environments, preview)["databases"]) ?? [];
  return own.flatMap((database, index): Finding[] => {
    const others = Object.keys(environments).filter(
      (name) => name !== preview && usedDatabases(environments, name, known).includes(database),
    );
    const where = originAt(root, ["environments", preview, "databases", index]);
    const [other] = others;
    if (other !== undefined)
      return [
        problem(
          where,
          `the preview '${preview}' would migrate the database '${database}', which '${other}' uses too; declare a database that only '${preview}' names`,
        ),
      ];
    if (nodeAt(root, ["databases", database, "shared"])?.scalar !== true) return [];
    return [
      problem(
        where,
        `the database '${database}' says 'shared: true', and a preview shares nothing; declare one that only '${preview}' names`,
      ),
    ];
  });
}
