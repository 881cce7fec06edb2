import { missingCopies } from "./copies.ts";
import { missingFiles } from "./files.ts";
import { foreignRegistry, missingBases, needsBuildKit, unreadableDockerfiles } from "./images.ts";
import { faultyManifests, missingServices, strayImages } from "./manifests.ts";
import { faultyMigrations } from "./migrations.ts";
import { askedPermissions, refusedGitHub, refusedPushes } from "./permissions.ts";
import type { Precondition, Scope } from "./precondition.ts";
import { refusedClusters, refusedDatabases, unguardedEnvironments } from "./reachability.ts";
import { environmentsWithKubeconfig, faultyKubeconfigs, missingSecrets, unsetVariables } from "./secrets.ts";
import { evidenceRepositories, missingSigner, refusedEvidence, signerNames } from "./signing.ts";

const namesOf = (entries: readonly { readonly name: string }[]): string[] => entries.map(({ name }) => name);
const images = (scope: Scope): string[] => namesOf(scope.images);
const databases = (scope: Scope): string[] => namesOf(scope.databases);
const environments = (scope: Scope): string[] => namesOf(scope.environments);

/**
 * What must be so before anything is built, planned or changed, for every program that asks: the command, the root action, the single actions
 * and the workflows. Rows that need less come first, and those that need the network run only when the others found no error. A new
 * precondition is a row here and its rule in `kit/src/rules/precondition-rules.ts`.
 */
export const PRECONDITIONS: readonly Precondition[] = [
  {
    id: "config",
    needs: "files",
    before: ["check", "plan", "release", "apply", "validate", "build", "migrate", "deploy", "verify"],
    what: "named files",
    names: (scope) => [...scope.data, ...scope.models, ...images(scope), ...databases(scope), ...environments(scope)],
    look: missingFiles,
  },
  {
    id: "dockerfile",
    needs: "files",
    before: ["check", "plan", "release", "build"],
    what: "Dockerfiles",
    names: images,
    look: unreadableDockerfiles,
  },
  {
    id: "needs-buildkit",
    needs: "files",
    before: ["check", "plan", "release", "build"],
    what: "instructions that only BuildKit carries out",
    names: images,
    look: needsBuildKit,
  },
  {
    id: "copy-source",
    needs: "files",
    before: ["check", "plan", "release", "build"],
    what: "files that Dockerfiles copy",
    names: images,
    look: missingCopies,
  },
  {
    id: "registry-host",
    needs: "files",
    before: ["check", "plan", "release", "apply", "build"],
    what: "registry",
    names: (scope, { registry }) => (scope.images.length > 0 || Object.keys(scope.given).length > 0 ? [registry] : []),
    look: foreignRegistry,
  },
  {
    id: "manifest",
    needs: "files",
    before: ["check", "plan", "release", "apply", "deploy"],
    what: "manifests",
    names: environments,
    look: faultyManifests,
  },
  {
    id: "image-unused",
    needs: "files",
    before: ["check", "plan", "release", "apply", "deploy"],
    what: "images of the manifests",
    names: environments,
    look: strayImages,
  },
  {
    id: "probe-service",
    needs: "files",
    before: ["check", "plan", "release", "apply", "deploy"],
    what: "Services that are probed",
    names: (scope) => namesOf(scope.environments.filter(({ probe }) => probe !== undefined)),
    look: missingServices,
  },
  {
    id: "migration-layout",
    needs: "files",
    before: ["check", "plan", "release", "apply", "migrate"],
    what: "migrations",
    names: databases,
    look: faultyMigrations,
  },
  {
    id: "no-signer",
    needs: "secrets",
    before: ["plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"],
    what: "identity that signs the evidence",
    names: signerNames,
    look: missingSigner,
  },
  {
    id: "secret-missing",
    needs: "secrets",
    before: ["plan", "release", "apply", "build", "migrate", "deploy", "rollback", "verify"],
    what: "variables that are not set here",
    names: (scope, context) => unsetVariables(context, scope).map(({ ref }) => ref.env),
    look: missingSecrets,
  },
  {
    id: "kubeconfig",
    needs: "secrets",
    before: ["plan", "release", "apply", "deploy", "rollback", "verify"],
    what: "kubeconfigs",
    names: (scope, context) => namesOf(environmentsWithKubeconfig(context, scope)),
    look: faultyKubeconfigs,
  },
  {
    id: "base-image",
    needs: "network",
    before: ["plan", "release", "build"],
    what: "base images",
    names: images,
    look: missingBases,
  },
  {
    id: "registry-access",
    needs: "network",
    before: ["plan", "release", "build"],
    what: "registries that images are pushed to",
    names: (scope, { dryRun }) => (dryRun ? [] : images(scope)),
    look: refusedPushes,
  },
  {
    id: "evidence-access",
    needs: "network",
    before: ["plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"],
    what: "registries that statements are stored in",
    names: evidenceRepositories,
    look: refusedEvidence,
  },
  {
    id: "database-access",
    needs: "network",
    before: ["plan", "release", "apply", "migrate"],
    what: "databases",
    names: databases,
    look: refusedDatabases,
  },
  {
    id: "cluster-access",
    needs: "network",
    before: ["plan", "release", "apply", "deploy", "rollback", "verify"],
    what: "clusters",
    names: environments,
    look: refusedClusters,
  },
  {
    id: "github-access",
    needs: "network",
    before: ["release", "apply"],
    what: "permissions of the GitHub token",
    names: (scope, context) => askedPermissions(context, scope),
    look: refusedGitHub,
  },
  {
    id: "no-reviewers",
    needs: "network",
    before: ["release", "apply"],
    what: "required reviewers on GitHub",
    names: (scope, { github, dryRun }) => (github !== undefined && scope.asksGitHub === true && !dryRun ? environments(scope) : []),
    look: unguardedEnvironments,
  },
];
