import { inspectBundle } from "./bundle.ts";
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
  const images = (release?.facts["images"] ?? {}) as Record<string, string>;
  const objects = (deploy?.facts["objects"] ?? []) as { kind: string; name: string; action: string }[];
  const pods = (deploy?.facts["pods"] ?? []) as { name: string; digest?: string; imageID?: string }[];
  const planDigest = plan?.subjects[0]?.digest;
  return {
    application: textOf(release?.facts["application"]),
    environment: textOf(release?.facts["environment"]),
    commit: release?.commit ?? "",
    images: Object.entries(images).map(([name, reference]) => ({ name, reference })),
    checks: views
      .filter((view) => view.stage !== "release")
      .map((view) => ({ stage: view.stage, subject: view.subjects[0]?.name ?? "", verdict: view.verdict })),
    migrations: views
      .filter((view) => view.stage === "migrate")
      .flatMap((view) =>
        ((view.facts["applied"] ?? []) as { version: string; name: string }[]).map(({ version, name }) => `${version} ${name}`),
      ),
    objects: objects.map(({ kind, name, action }) => ({ name: `${kind}/${name}`, action })),
    pods: pods.map(({ name, digest, imageID }) => ({ name, digest: digest ?? imageID ?? "" })),
    approver: textOf(views.findLast((view) => view.stage === "approve")?.facts["approver"]) || "nobody",
    planDigest,
    revision: typeof deploy?.facts["revision"] === "number" ? deploy.facts["revision"] : undefined,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
