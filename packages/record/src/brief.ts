import { inspectBundle } from "./signing/bundle.ts";
import type { StatementView } from "./predicate/view.ts";
import type { ReleaseRecord } from "./record-file.ts";

/** The release on one page: what it is, what was proven, what was changed, who approved it. */
export interface ReleaseBrief {
  readonly application: string;
  readonly environment: string;
  readonly commit: string;
  readonly images: readonly { readonly name: string; readonly reference: string }[];
  readonly checks: readonly { readonly stage: string; readonly subject: string; readonly verdict: string }[];
  readonly migrations: readonly string[];
  readonly objects: readonly { readonly name: string; readonly action: string }[];
  readonly pods: readonly { readonly name: string; readonly digest: string }[];
  readonly approver: string;
  readonly planDigest?: string | undefined;
  readonly revision?: number | undefined;
}

/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
export function releaseBrief(record: ReleaseRecord): ReleaseBrief {
  const views = record.statements.map(inspectBundle);
  const release = last(views, "release");
  const deploy = last(views, "deploy");
  const approval = last(views, "approve");
  return {
    application: release?.facts.application ?? "",
    environment: release?.facts.environment ?? "",
    commit: release?.run.commit ?? "",
    images: Object.entries(release?.facts.images ?? {}).map(([name, reference]) => ({ name, reference })),
    checks: views
      .filter(({ stage }) => stage !== "release")
      .map(({ stage, subjects, verdict }) => ({ stage, subject: subjects[0]?.name ?? "", verdict })),
    migrations: views.flatMap((view) =>
      view.stage === "migrate" ? view.facts.applied.map(({ version, name }) => `${version} ${name}`) : [],
    ),
    objects: (deploy?.facts.objects ?? []).map(({ kind, name, action }) => ({ name: `${kind}/${name}`, action })),
    pods: (deploy?.facts.pods ?? []).map(({ name, imageID, digest }) => ({ name, digest: digest ?? imageID ?? "" })),
    approver: approval?.facts.approvers.join(", ") || "nobody",
    planDigest: release?.facts.plan,
    revision: deploy?.facts.revision,
  };
}

function last<S extends StatementView["stage"]>(
  views: readonly StatementView[],
  stage: S,
): Extract<StatementView, { stage: S }> | undefined {
  return views.findLast((view): view is Extract<StatementView, { stage: S }> => view.stage === stage);
}
