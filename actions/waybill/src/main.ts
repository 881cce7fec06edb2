import { runMain, setOutput } from "@waybill/kit/edge";
import { matrices, requireSigner } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import { openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";
import type { Inputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  setOutput("artifact", artifactName(session, inputs));
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
  return runCommand(session, { ...inputs, command });
});

/** One for each job of a run that keeps files, in each of its attempts: GitHub takes a name once, and few characters. */
function artifactName({ config, run }: Session, { command, environment }: Inputs): string {
  const parts = ["waybill", config.name, ...(environment === undefined ? [] : [environment]), command, "attempt", String(run.attempt)];
  return parts.join("-").replaceAll(/[^A-Za-z0-9_.-]/g, "-");
}
