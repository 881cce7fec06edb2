import type { EnvironmentConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { formatRef, groupOf, loadManifests } from "@waybill/kube";
import type { ObjectRef } from "@waybill/kube";
import { verifyAlone } from "@waybill/record";
import type { RecordVerification, ReleaseRecord, StatementView, SubjectReader } from "@waybill/record";
import type { Clusters, Keys, Project, Registries, Reporting, RunIdentity, RunLimits } from "../session/capabilities.ts";
import { subjectReader } from "./subject-reader.ts";

type Context = Project & Clusters & Reporting & RunIdentity & RunLimits & Keys & Pick<Registries, "registryFor">;

/** What a closing statement says. */
export type ReleaseView = Extract<StatementView, { stage: "release" }>;

/** Whether a record is of this environment of this product, and of another commit than the one that is checked out. */
export function isOfAnotherCommit({ run, config }: Context, environment: EnvironmentConfig, release: ReleaseView): boolean {
  return (
    release.run.commit !== run.commit &&
    release.run.repository === run.repository &&
    release.run.rehearsal === run.rehearsal &&
    release.facts.application === config.name &&
    release.facts.environment === environment.name
  );
}

/** Judges a record of another commit by itself, and what `read` reads; files are of that commit, so those here are not held against it. */
export async function verifyByItself(
  context: Context,
  record: ReleaseRecord,
  { run: { commit, repository, rehearsal }, facts: { application, environment } }: ReleaseView,
  read: SubjectReader,
): Promise<RecordVerification> {
  return verifyAlone(record, {
    verify: await context.verifierFor(record.statements),
    known: { repository, rehearsal, commit, application, environment },
    now: context.clock(),
    builds: await context.judgeBuilds?.(record.builds ?? []),
    readSubject: async (subject, statement) => (subject.kind === "path" ? subject.digest : read(subject, statement)),
  });
}

/**
 * Refuses a record of another commit than the one that is checked out, and says so before anything else. What would only follow from it (every
 * statement is of that commit, every file differs) is not said; what the record says by itself, its images and what runs are judged all the same.
 */
export async function verifyOtherCommit(
  context: Context,
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  { release, file }: { readonly release: ReleaseView; readonly file: string },
): Promise<RecordVerification> {
  const { commit } = release.run;
  const verified = await verifyByItself(context, record, release, subjectReader(context, environment));
  const first: Finding = {
    rule: "record-origin",
    severity: "error",
    what: `The record is of commit ${commit}, and this checkout is of ${context.run.commit}: the files here, and what waybill.yml demands here, were not held against it.`,
    next: `Check out the record's commit ('git checkout ${commit}') and verify again. To verify the record by itself, without files and cluster: 'waybill verify ${file} --trusted-keys KEYS', or 'waybill verify IMAGE' by an image's digest. To have a record of this commit, release it.`,
  };
  const findings = [first, ...verified.findings, ...(await undeclared(context, environment, verified, release))];
  return { ...verified, verdict: "fail", findings };
}

/** What the record's release deployed and the manifests of this commit do not have: nobody will look for it there. */
async function undeclared(
  { workspace, run }: Context,
  environment: EnvironmentConfig,
  { statements }: RecordVerification,
  release: ReleaseView,
): Promise<Finding[]> {
  const deploy = statements.findLast(({ view }) => view.stage === "deploy")?.view;
  if (deploy?.stage !== "deploy") return [];
  const declared = await declaredObjects(environment, workspace);
  if (!declared) return [];
  const gone = deploy.facts.objects.filter(
    // A namespace is made for objects that name it, and stays.
    (object) => object.action !== "delete" && object.kind !== "Namespace" && !declared.has(keyOf(object, environment)),
  );
  return gone.map((object) => ({
    rule: "leftover",
    severity: "warning",
    what: `${formatRef(object)} was deployed by the release of commit ${release.run.commit}, and the manifests of ${run.commit} no longer declare it.`,
    next: "It stays in the cluster when this commit is released. Delete it by hand then if nothing needs it, or declare it again.",
  }));
}

/** Undefined where the manifests cannot be read: the stage that deploys them says why. */
async function declaredObjects(environment: EnvironmentConfig, workspace: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const { objects } = await loadManifests(environment.manifests, workspace);
    return new Set(
      objects.map(({ object: { apiVersion, kind, metadata } }) =>
        keyOf({ apiVersion, kind, name: metadata.name, namespace: metadata.namespace }, environment),
      ),
    );
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}

/** One object whatever version of its API names it; without a namespace of its own it is in that of its environment, or in none. */
function keyOf({ apiVersion, kind, name, namespace }: ObjectRef, environment: EnvironmentConfig): string {
  return JSON.stringify([groupOf(apiVersion), kind, namespace ?? environment.namespace, name]);
}
