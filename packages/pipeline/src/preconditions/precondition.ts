import type { Config, DatabaseConfig, EnvironmentConfig, ImageConfig } from "@waybill/config";
import type { Finding, Rule } from "@waybill/kit";
import type {
  Building,
  Clusters,
  Databases,
  Demanding,
  GitHubAccess,
  Keys,
  Project,
  Registries,
  Reporting,
  RunIdentity,
  RunLimits,
  Secrets,
} from "../session/capabilities.ts";
import type { ImageReferences } from "../session/images/image-references.ts";

/** What begins a run: a command, or a single action. A rehearsal is a `release`; `apply` carries out what an earlier job has planned. */
export const ENTRIES = ["check", "plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"] as const;
export type Entry = (typeof ENTRIES)[number];

/** What a row needs in order to look: the project's files, values of variables too, or the network too. */
export type Need = "files" | "secrets" | "network";

/** What a run is about to use of a configuration. */
export interface Scope {
  /** Images that it builds. */
  readonly images: readonly ImageConfig[];
  /** Images that were built elsewhere. */
  readonly given: ImageReferences;
  readonly data: readonly string[];
  readonly models: readonly string[];
  readonly databases: readonly DatabaseConfig[];
  readonly environments: readonly EnvironmentConfig[];
  /** The environment of a step that does not deploy to it, as its evidence names it. */
  readonly target?: string | undefined;
  /** Whether the reviewers of the run on GitHub decide. */
  readonly asksGitHub?: boolean | undefined;
}

export type PreconditionContext = Project &
  Reporting &
  RunIdentity &
  RunLimits &
  Registries &
  Secrets &
  Databases &
  Clusters &
  GitHubAccess &
  Demanding &
  Pick<Keys, "signer"> &
  Pick<Building, "builder" | "findBuildx" | "sourceUrl">;

/** One thing that must be so before a run begins. */
export interface Precondition {
  /** The rule of its findings, by which docs/rules.md explains it. */
  readonly id: Rule;
  readonly needs: Need;
  /** What begins only when it is so. */
  readonly before: readonly Entry[];
  /** What it looks at, in the plural. */
  readonly what: string;
  /** The names of what it would look at; none when it does not concern the run. */
  readonly names: (scope: Scope, context: PreconditionContext, entry: Entry) => readonly string[];
  /**
   * What is not so, each with its place. May throw an `ActionError`: one of the kind `remote` says that it cannot be known, any other that it
   * is not so.
   */
  readonly look: (context: PreconditionContext, scope: Scope, entry: Entry) => Promise<readonly Finding[]>;
}

/** Everything that a configuration names; of one environment, where it is given. */
export function scopeOf(
  config: Config,
  choice: { environment?: EnvironmentConfig; given?: ImageReferences; asksGitHub?: boolean } = {},
): Scope {
  const { environment, given = {}, asksGitHub } = choice;
  const names = environment?.images ?? Object.keys(config.images);
  return {
    images: names.filter((name) => !Object.hasOwn(given, name)).flatMap((name) => config.images[name] ?? []),
    given,
    data: Object.keys(config.data),
    models: Object.keys(config.models),
    databases: environment ? environment.databases : Object.values(config.databases),
    environments: environment ? [environment] : Object.values(config.environments),
    asksGitHub,
  };
}

/** A scope of some things alone, for a step that does one thing. */
export function onlyScope(part: Partial<Scope>): Scope {
  return { images: [], given: {}, data: [], models: [], databases: [], environments: [], ...part };
}
