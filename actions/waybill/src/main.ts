import { runMain, setOutput } from "@waybill/kit/edge";
import { commentOnPullRequest, findEnvironment, matrices, parseImages, requireSigner } from "@waybill/pipeline";
import { openStepSession, publishReport, reportStep } from "@waybill/pipeline/action";
import type { ApprovalSource } from "@waybill/pipeline";
import { readInputs } from "./inputs.ts";
import type { Inputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  if (inputs.requireIdentity) requireSigner(session);
  const { config } = session;
  const images = parseImages(inputs.images, config);
  if (inputs.command === "matrix") {
    for (const [kind, names] of Object.entries(matrices(config))) setOutput(`matrix-${kind}`, JSON.stringify(names));
    return setOutput("verdict", "pass");
  }
  // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
  const { checkProject, failUnlessPassed, planProject, release, rollbackProject, verifyProject } = await import("@waybill/pipeline");
  switch (inputs.command) {
    case "check":
      return reportStep(session, { title: `Checks of ${config.name}` }, async () => {
        const checked = await checkProject(session);
        await commentOnPullRequest(session, `check-${config.name}`, checked.report);
        return checked;
      });
    case "rollback": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Rollback of ${config.name}` }, () => rollbackProject(session, environment));
    }
    case "verify": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Verification of ${config.name}` }, () => verifyProject(session, environment, inputs));
    }
    case "plan": {
      const environment = findEnvironment(config, inputs.environment);
      return reportStep(session, { title: `Plan for ${environment.name}` }, async () => {
        const planned = await planProject(session, environment, images);
        setOutput("plan-digest", planned.plan.digest);
        setOutput("plans", JSON.stringify({ deploy: planned.plan.components.deploy, databases: planned.plan.components.databases }));
        setOutput("images", JSON.stringify(planned.images));
        await commentOnPullRequest(session, `plan-${config.name}-${planned.plan.environment}`, planned.report);
        return planned;
      });
    }
    case "release": {
      const environment = findEnvironment(config, inputs.environment);
      const result = await release(session, { environment, images, approval: approvalOf(inputs) });
      setOutput("plan-digest", result.plan?.digest);
      setOutput("images", JSON.stringify(result.images));
      setOutput("record", result.recordPath);
      const closed = result.recordPath === undefined ? undefined : { environment: environment.name, images: result.images };
      await publishReport(session, result.report, closed);
      return failUnlessPassed(result);
    }
  }
});

function approvalOf(inputs: Inputs): ApprovalSource {
  return inputs.approve === undefined ? { kind: "github", oneJob: true } : { kind: "digest", digest: inputs.approve };
}
