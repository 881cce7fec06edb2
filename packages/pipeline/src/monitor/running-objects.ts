import type { EnvironmentConfig } from "@waybill/config";
import { countOf } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import { deployStatus, findWayBack } from "@waybill/kube";
import type { DeployStatus, GoodRevision, LiveObject, RevisionSummary } from "@waybill/kube";
import { wayBackFromNow } from "../sections/overview.ts";
import { findingsBlock } from "../sections/plan-section.ts";
import type { Clusters, Project } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { objectsTable } from "../stages/status.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import type { StageContext } from "../stages/run-stage.ts";
import { look } from "./look.ts";

/** The revision that runs, as the cluster keeps it. */
export interface Running {
  /** What the cluster keeps of it; its run is the one that made it, by a release or a rollback. */
  readonly revision: RevisionSummary;
  /** The same with the commit of the release that first brought these objects. */
  readonly good: GoodRevision;
}

/**
 * Compares every object and pod of the running revision with what was deployed. `inconclusive` where nothing was deployed yet, and while a
 * deployment is under way or was interrupted, because what is there then is meant to differ.
 */
export async function lookAtObjects(
  context: StageContext & Pick<Project, "config"> & Clusters,
  environment: EnvironmentConfig,
): Promise<StageOutcome<Running | undefined>> {
  return look<Running | undefined>(context, { id: `running/${environment.name}`, label: `What runs in ${environment.name}` }, async () => {
    const app = { namespace: environment.namespace, application: context.config.name };
    const { status, back } = await withCluster(context, environment, async (cluster) => ({
      status: await deployStatus(cluster, app),
      back: await findWayBack(cluster, app),
    }));
    const findings = findingsOn(status);
    const { verdict, note } = judge(status, findings);
    const running = status.current && back.current && { revision: status.current, good: back.current };
    return {
      verdict,
      note,
      section: {
        id: `running-${environment.name}`,
        title: `What runs in ${environment.name}`,
        verdict,
        overview: { back: wayBackFromNow(environment.name, back) },
        blocks: [{ type: "text", text: note }, ...findingsBlock(findings), objectsTable(status)],
      },
      // While another revision comes, no record can be held against what is there.
      result: status.interrupted === undefined ? running : undefined,
    };
  });
}

function judge(
  { current, interrupted, application, namespace }: DeployStatus,
  findings: readonly Finding[],
): { verdict: Verdict; note: string } {
  if (interrupted)
    return {
      verdict: "inconclusive",
      note: `revision ${interrupted.number} is being deployed since ${interrupted.startedAt}, or that was interrupted; what is there is meant to differ`,
    };
  if (!current) return { verdict: "inconclusive", note: `nothing was deployed to namespace ${namespace} by ${application} yet` };
  const since = `revision ${current.number} of ${current.startedAt}`;
  if (findings.length === 0) return { verdict: "pass", note: `${since}: every object and pod is as it was deployed` };
  return {
    verdict: "fail",
    note: `${since}: ${countOf(findings.length, "difference")} from what was deployed. ${findings[0]?.what ?? ""}`,
  };
}

function findingsOn({ objects }: DeployStatus): Finding[] {
  return objects.flatMap((object) => [...differences(object), ...(object.exists && !object.ready ? [notReady(object)] : [])]);
}

function differences(object: LiveObject): Finding[] {
  const name = nameOf(object);
  const next = "Release again, which restores it, or find out who changed it and release what is meant.";
  if (!object.exists) return [{ rule: "drifted", severity: "error", what: `${name} was deployed and does not exist any more.`, next }];
  return [
    ...(object.drift.length === 0
      ? []
      : [
          {
            rule: "drifted" as const,
            severity: "error" as const,
            what: `${name} was changed after it was deployed: ${object.drift.map(({ path }) => path).join(", ")}.`,
            next,
          },
        ]),
    ...object.strange.map((pod): Finding => ({
      rule: "drifted",
      severity: "error",
      what: `A pod of ${name} does not run the image that was deployed: ${pod}.`,
      next,
    })),
  ];
}

function notReady(object: LiveObject): Finding {
  return {
    rule: "not-ready",
    severity: "error",
    what: `${nameOf(object)} is not ready: ${object.note}.`,
    next: "Look at its pods' events and logs; roll back if the running release is at fault.",
  };
}

function nameOf({ ref }: LiveObject): string {
  return `${ref.kind} '${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}'`;
}
