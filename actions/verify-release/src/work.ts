import { setOutput } from "@waybill/kit/edge";
import { chooseImages, closeRelease, findEnvironment, verifyProject } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import { reportStep } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Closes the release of this run, or verifies a record that is there. */
export async function verifyRelease(session: Session, inputs: Inputs): Promise<void> {
  const environment = findEnvironment(session.config, inputs.environment);
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
}
