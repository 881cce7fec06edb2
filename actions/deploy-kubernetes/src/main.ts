import { runMain, setOutput } from "@waybill/kit/edge";
import {
  deployStage,
  findApprovedPlan,
  findEnvironment,
  imagesFor,
  mayContinue,
  onlyScope,
  parseImages,
  planDeploymentStage,
  proveApproval,
  requirePreconditions,
  rollbackStage,
  statusStage,
} from "@waybill/pipeline";
import { finishStep, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const environment = findEnvironment(session.config, inputs.environment);
  const title = `Deployment to ${environment.name}: ${inputs.command}`;
  if (inputs.command === "status") return finishStep(session, title, [await statusStage(session, environment)]);
  if (inputs.command === "rollback") {
    const outcome = await rollbackStage(session, environment);
    setOutput("revision", outcome.result.revision);
    return finishStep(session, title, [outcome]);
  }
  const images = imagesFor(session.config, environment, parseImages(inputs.images, session.config));
  await requirePreconditions(session, "deploy", onlyScope({ environments: [environment], given: images }));
  if (inputs.command === "plan" || inputs.dryRun) {
    const outcome = await planDeploymentStage(session, environment, images);
    setOutput("plan-digest", outcome.result.digest);
    return finishStep(session, title, [outcome]);
  }
  const approved = inputs.planDigest === undefined ? undefined : await findApprovedPlan(session, inputs.planDigest);
  const approval = approved?.components ? [await proveApproval(session, environment, approved)] : [];
  if (!approval.every(mayContinue)) return finishStep(session, title, approval);
  const outcome = await deployStage(session, environment, images, approved);
  setOutput("plan-digest", outcome.result.plan.digest);
  setOutput("revision", outcome.result.outcome.revision);
  setOutput("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
  return finishStep(session, title, [...approval, outcome]);
});
