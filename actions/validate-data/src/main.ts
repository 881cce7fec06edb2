import { runMain, setOutput } from "@waybill/kit/edge";
import { findEntry, validateDataStage } from "@waybill/pipeline";
import { finishStep, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const { data, file } = session.config;
  const entries = inputs.name === undefined ? Object.values(data) : [findEntry(data, inputs.name, "data", file)];
  const outcomes = [];
  for (const entry of entries) {
    const outcome = await validateDataStage(session, entry);
    outcomes.push(outcome);
    setOutput("digest", outcome.result.digest);
    setOutput("rows", outcome.result.rows);
  }
  await finishStep(session, "Data validation", outcomes);
});
