import { runMain, setOutput } from "@waybill/kit/edge";
import { chooseImages, findEnvironment } from "@waybill/pipeline";
import { openStepSession, reportStep } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs);
  const environment = findEnvironment(session.config, inputs.environment);
  // Verifying knows every stage; a wrong configuration need not wait for all that to load.
  const { closeRelease, verifyProject } = await import("@waybill/pipeline");
  await reportStep(session, { title: `Verification for ${environment.name}`, brief: environment.name }, async () => {
    if (inputs.record !== undefined) {
      const { outcomes } = await verifyProject(session, environment, { record: inputs.record });
      setOutput("record", inputs.record);
      return { outcomes };
    }
    const images = await chooseImages(session, environment, inputs.images);
    const outcome = await closeRelease(session, environment, images);
    setOutput("record", outcome.result.recordPath);
    setOutput("brief", outcome.result.briefPath);
    return { outcomes: [outcome], closed: { environment: environment.name, images } };
  });
});
