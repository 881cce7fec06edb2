import { proxiedFetch } from "@waybill/kit";
import { runMain, setOutput } from "@waybill/kit/edge";
import { matrices, requireSigner } from "@waybill/pipeline";
import { artifactName, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  setOutput("artifact", artifactName(session, inputs, step.env["GITHUB_SERVER_URL"]));
  if (inputs.requireIdentity) requireSigner(session);
  const names = matrices(session.config);
  setOutput("matrix", JSON.stringify(names));
  const { command } = inputs;
  if (command === "matrix") {
    for (const [kind, list] of Object.entries(names)) setOutput(`matrix-${kind}`, JSON.stringify(list));
    return setOutput("verdict", "pass");
  }
  // Loaded once the configuration holds: neither a wrong one nor a matrix need wait for it.
  const { runCommand } = await import("./work.ts");
  return runCommand(session, { ...inputs, command }, proxiedFetch(step.proxy));
});
