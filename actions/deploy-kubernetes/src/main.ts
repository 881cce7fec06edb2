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
  const { planDeploymentStage, proveApproval, requirePreconditions, rollbackProject, statusStage } = pipeline;
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
