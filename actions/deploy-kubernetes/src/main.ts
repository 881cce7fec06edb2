import { runMain, setOutput } from "@waybill/kit/edge";
import { findEnvironment } from "@waybill/pipeline";
import { openStepSession, reportStep } from "@waybill/pipeline/action";
import type { Session, StageOutcome } from "@waybill/pipeline";
import { readInputs } from "./inputs.ts";
import type { Inputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const environment = findEnvironment(session.config, inputs.environment);
  const title = `Deployment to ${environment.name}: ${inputs.command}`;
  await reportStep(session, { title }, async () => ({ outcomes: await carryOut(session, inputs, environment) }));
});

async function carryOut(
  session: Session,
  inputs: Inputs,
  environment: ReturnType<typeof findEnvironment>,
): Promise<readonly StageOutcome[]> {
  // Deploying knows the cluster; a wrong configuration need not wait for all that to load.
  const pipeline = await import("@waybill/pipeline");
  const { chooseImages, deployStage, findApprovedPlan, mayContinue, onlyScope } = pipeline;
  const { planDeploymentStage, proveApproval, requirePreconditions, rollbackStage, statusStage } = pipeline;
  if (inputs.command === "status") return [await statusStage(session, environment)];
  if (inputs.command === "rollback") {
    const outcome = await rollbackStage(session, environment);
    setOutput("revision", outcome.result.revision);
    return [outcome];
  }
  const images = await chooseImages(session, environment, inputs.images);
  const approved = inputs.planDigest === undefined ? undefined : await findApprovedPlan(session, inputs.planDigest);
  await requirePreconditions(session, "deploy", onlyScope({ environments: [environment], given: images }));
  if (inputs.command === "plan" || inputs.dryRun) {
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
