import type { EnvironmentConfig } from "@waybill/config";
import { setOutput } from "@waybill/kit/edge";
import {
  applyPlan,
  checkProject,
  commentOnPullRequest,
  failUnlessPassed,
  findEnvironment,
  findRunImages,
  isOfThisRun,
  keepMonitorIssue,
  monitorProject,
  monitorTitle,
  parseImages,
  planProject,
  previewProject,
  release,
  removePreviews,
  rollbackProject,
  summarizeRun,
  verifyProject,
} from "@waybill/pipeline";
import type { ApprovalSource, ImageReferences, Session } from "@waybill/pipeline";
import { publishReport, reportStep } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Carries out every command but `matrix`, which needs nothing of this; `send` reaches what the session does not connect to itself. */
export async function runCommand(
  session: Session,
  inputs: Inputs & { readonly command: Exclude<Inputs["command"], "matrix"> },
  send: typeof fetch,
): Promise<void> {
  const { config } = session;
  switch (inputs.command) {
    case "check":
      return reportStep(session, { title: `Checks of ${config.name}` }, async () => {
        const checked = await checkProject(session);
        await commentOnPullRequest(session, `check-${config.name}`, checked.report);
        return checked;
      });
    case "rollback": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Rollback of ${config.name}` }, () => rollbackProject(session, environment, inputs.revision));
    }
    case "verify": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Verification of ${config.name}` }, () => verifyProject(session, environment, inputs));
    }
    case "monitor":
      return runMonitor(session, inputs, send);
    case "preview":
    case "preview-remove":
      return runPreview(session, inputs);
    case "summary": {
      const { images, report } = await summarizeRun(session);
      setOutput("images", JSON.stringify(images));
      return publishReport(session, report);
    }
    case "plan": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Plan for ${environment.name}` }, async () => {
        const planned = await planProject(session, environment, await imagesOf(session, environment, inputs));
        setOutput("plan-digest", planned.plan.digest);
        setOutput("plans", JSON.stringify({ deploy: planned.plan.components.deploy, databases: planned.plan.components.databases }));
        setOutput("images", JSON.stringify(planned.images));
        await commentOnPullRequest(session, `plan-${config.name}-${planned.plan.environment}`, planned.report);
        return planned;
      });
    }
    case "apply":
    case "release":
      return runRelease(session, inputs);
  }
}

/** A look at what runs, with the issue that is kept about it. */
async function runMonitor(session: Session, { environment: name, url }: Inputs, send: typeof fetch): Promise<void> {
  const environment = findEnvironment(session.config, name);
  return reportStep(session, { title: monitorTitle(session, environment) }, async () => {
    const monitored = await monitorProject(session, environment, { address: url === undefined ? undefined : { url, fetch: send } });
    await keepMonitorIssue(session, environment, monitored);
    return monitored;
  });
}

/** A pull request in a namespace of its own, or the end of it. */
async function runPreview(session: Session, { command, environment, pullRequest, ttlHours, url }: Inputs): Promise<void> {
  const title = `Preview of ${session.config.name}`;
  return reportStep(session, { title }, async () => {
    if (command === "preview-remove" || pullRequest === undefined) return removePreviews(session, { environment, pullRequest });
    const preview = await previewProject(session, { environment, pullRequest, ttlHours, url });
    setOutput("namespace", preview.namespace);
    setOutput("url", preview.url);
    return preview;
  });
}

/** The whole chain, or the part of it that applies the plan of an earlier job. */
async function runRelease(session: Session, inputs: Inputs): Promise<void> {
  const environment = findEnvironment(session.config, inputs.environment);
  const approval = approvalOf(inputs);
  const result =
    inputs.planDigest === undefined
      ? await release(session, { environment, images: await imagesOf(session, environment, inputs), approval })
      : await applyPlan(session, { environment, approval, digest: inputs.planDigest });
  setOutput("plan-digest", result.digest);
  setOutput("images", JSON.stringify(result.images));
  setOutput("record", result.recordPath);
  const closed = result.recordPath === undefined ? undefined : { environment: environment.name, images: result.images };
  await publishReport(session, result.report, closed);
  failUnlessPassed(result);
}

function approvalOf({ approve, command }: Inputs): ApprovalSource {
  return approve === undefined ? { kind: "github", oneJob: command === "release" } : { kind: "digest", digest: approve };
}

/** Those that are given, or that this run's earlier jobs have built; what is in neither is built. */
async function imagesOf(session: Session, environment: EnvironmentConfig, { images }: Inputs): Promise<ImageReferences> {
  return isOfThisRun(images) ? findRunImages(session, environment.images) : parseImages(images, session.config);
}
