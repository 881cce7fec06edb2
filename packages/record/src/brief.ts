import { listAt, numberAt, textAt, textsAt } from "@waybill/kit";
import { inspectBundle } from "./signing/bundle.ts";
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
  const release = views.at(-1);
  const deploy = views.findLast((view) => view.stage === "deploy");
  const plan = views.findLast((view) => view.stage === "plan");
  const planDigest = plan?.subjects[0]?.digest;
  return {
    application: textIn(release?.facts, "application"),
    environment: textIn(release?.facts, "environment"),
    commit: release?.commit ?? "",
    images: Object.entries(textsAt(release?.facts, "images")).map(([name, reference]) => ({ name, reference })),
    checks: views
      .filter((view) => view.stage !== "release")
      .map((view) => ({ stage: view.stage, subject: view.subjects[0]?.name ?? "", verdict: view.verdict })),
    migrations: views
      .filter((view) => view.stage === "migrate")
      .flatMap((view) => listAt(view.facts, "applied").map((applied) => `${textIn(applied, "version")} ${textIn(applied, "name")}`)),
    objects: listAt(deploy?.facts, "objects").map((object) => ({
      name: `${textIn(object, "kind")}/${textIn(object, "name")}`,
      action: textIn(object, "action"),
    })),
    pods: listAt(deploy?.facts, "pods").map((pod) => ({
      name: textIn(pod, "name"),
      digest: textAt(pod, "digest") ?? textIn(pod, "imageID"),
    })),
    approver: textIn(views.findLast((view) => view.stage === "approve")?.facts, "approver") || "nobody",
    planDigest,
    revision: numberAt(deploy?.facts, "revision"),
  };
}

function textIn(value: unknown, key: string): string {
  return textAt(value, key) ?? "";
}
