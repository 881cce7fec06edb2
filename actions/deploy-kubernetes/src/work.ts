import type { EnvironmentConfig } from "@waybill/config";
import { setOutput } from "@waybill/kit/edge";
import {
  chooseImages,
  deployStage,
  findApprovedPlan,
  findEnvironment,
  mayContinue,
  onlyScope,
  planDeploymentStage,
  proveApproval,
  requirePreconditions,
  rollbackProject,
  statusStage,
} from "@waybill/pipeline";
import type { Session, StageOutcome } from "@waybill/pipeline";
import { reportStep } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Plans, deploys, rolls back or looks at what runs, as the command says. */
export async function deploy(session: Session, inputs: Inputs): Promise<void> {
  const environment = findEnvironment(session.config, inputs.environment);
  const title = `Deployment to ${environment.name}: ${inputs.command}`;
  await reportStep(session, { title }, async () => ({ outcomes: await carryOut(session, inputs, environment) }));
}

async function carryOut(session: Session, inputs: Inputs, environment: EnvironmentConfig): Promise<readonly StageOutcome[]> {
  if (inputs.command === "status") return [await statusStage(session, environment)];
  if (inputs.command === "rollback") {
    const { outcomes, revision } = await rollbackProject(session, environment);
    setOutput("revision", revision);
    return outcomes;
  }
  const images = await chooseImages(session, environment, inputs.images);
  const approved = inputs.planDigest === undefined ? undefined : await findApprovedPlan(session, inputs.planDigest);
  const dryRun = inputs.command === "plan" || inputs.dryRun;
  await requirePreconditions({ ...session, dryRun }, "deploy", onlyScope({ environments: [environment], given: images }));
  if (dryRun) {
    const outcome = await planDeploymentStage(session, environment, images);
    setOutput("plan-digest", outcome.result.digest);
    return [outcome];
  }
  const approval = approved?.components ? [await proveApproval(session, environment, approved)] : [];
  if (!approval.every(mayContinue)) return approval;
  const outcome = await deployStage(session, environment, images, approved);
  setOutput("plan-digest", outcome.result.plan.digest);
  setOutput("revision", outcome.result.outcome.revision);
  setOutput("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
  return [...approval, outcome];
}
