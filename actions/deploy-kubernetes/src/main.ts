import { runMain } from "@waybill/kit/edge";
import { openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  // Loaded once the configuration holds: a wrong one need not wait for it.
  const { deploy } = await import("./work.ts");
  await deploy(session, inputs);
});
