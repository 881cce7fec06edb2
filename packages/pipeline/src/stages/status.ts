import type { EnvironmentConfig } from "@waybill/config";
import { countOf } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { deployStatus, findWayBack } from "@waybill/kube";
import type { DeployStatus, WayBack } from "@waybill/kube";
import type { Section, TableBlock } from "@waybill/report";
import type { Clusters, Project } from "../session/capabilities.ts";
import { wayBackFromNow } from "../sections/overview.ts";
import { withCluster } from "../session/cluster.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
export async function statusStage(
  context: StageContext & Pick<Project, "config"> & Clusters,
  environment: EnvironmentConfig,
): Promise<StageOutcome<DeployStatus>> {
  return runStage(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
    const app = { namespace: environment.namespace, application: context.config.name };
    const { result, back } = await withCluster(context, environment, async (cluster) => ({
      result: await deployStatus(cluster, app),
      back: await findWayBack(cluster, app),
    }));
    return { result, ...judgeStatus(environment, result, back) };
  });
}

/** Each object of the last good revision, how it is, and what was changed since. */
export function objectsTable({ objects }: DeployStatus): TableBlock {
  return {
    type: "table",
    caption: "Objects of the last good revision",
    head: ["Object", "State", "Changed since"],
    rows: objects.map(({ ref, note, drift }) => [`${ref.kind}/${ref.name}`, note, drift.map(({ path }) => path).join(", ")]),
  };
}

function judgeStatus(
  environment: EnvironmentConfig,
  status: DeployStatus,
  back: WayBack,
): { verdict: Verdict; note: string; section: Section } {
  const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
  const notReady = status.objects.filter((object) => !object.ready);
  const verdict: Verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
  const note = !status.current
    ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
    : `revision ${status.current.number} of ${status.current.startedAt}: ${countOf(differing.length, "object")} changed since, ${notReady.length} not ready`;
  const section: Section = {
    id: `status-${environment.name}`,
    title: `Status of ${environment.name}`,
    verdict,
    ...(status.current && { overview: { back: wayBackFromNow(environment.name, back) } }),
    blocks: [
      { type: "text", text: note },
      objectsTable(status),
      {
        type: "table",
        caption: "Revisions",
        head: ["Revision", "Status", "Started", "Commit"],
        rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
      },
    ],
  };
  return { verdict, note, section };
}
