import { runMain, setOutput } from "@waybill/kit/edge";
import { checkMigrationsStage, findApprovedPlan, migrateStage, planMigrationsStage, selectDatabases } from "@waybill/pipeline";
import { finishStep, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const outcomes = [];
  for (const database of selectDatabases(session.config, inputs)) {
    if (inputs.command === "check") {
      outcomes.push(await checkMigrationsStage(session, database));
      continue;
    }
    if (inputs.command !== "apply" || inputs.dryRun) {
      const outcome = await planMigrationsStage(session, database);
      outcomes.push(outcome);
      setOutput("plan-digest", outcome.result.digest);
      setOutput("pending", outcome.result.pending.length);
      setOutput("applied", 0);
      continue;
    }
    const expected =
      inputs.planDigest === undefined ? undefined : (await findApprovedPlan(session, inputs.planDigest)).database(database.name);
    const outcome = await migrateStage(session, database, inputs.environment ?? "", expected);
    outcomes.push(outcome);
    setOutput("plan-digest", outcome.result.plan.digest);
    setOutput("applied", outcome.result.outcome.applied.length);
    setOutput("pending", outcome.result.plan.pending.length - outcome.result.outcome.applied.length);
  }
  await finishStep(session, `Database migrations: ${inputs.command}`, outcomes);
});
