import { runMain, setOutput } from "@waybill/kit/edge";
import { artifactName, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const { command, environment, name: entry } = inputs;
  const kept = { command: `migrate-${command}`, environment, entry };
  if (command === "plan" || command === "apply") setOutput("artifact", artifactName(session, kept, step.env["GITHUB_SERVER_URL"]));
  // Loaded once the configuration holds: a wrong one need not wait for it.
  const { migrate } = await import("./work.ts");
  await migrate(session, inputs);
});
