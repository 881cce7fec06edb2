import { runMain, setOutput } from "@waybill/kit/edge";
import { findEntry, validateModelStage } from "@waybill/pipeline";
import { finishStep, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const { models, file } = session.config;
  const entries = inputs.name === undefined ? Object.values(models) : [findEntry(models, inputs.name, "models", file)];
  const outcomes = [];
  for (const entry of entries) {
    const outcome = await validateModelStage(session, entry);
    outcomes.push(outcome);
    setOutput("digest", outcome.result.digest);
    setOutput("format", outcome.result.format);
  }
  await finishStep(session, "Model validation", outcomes);
});
