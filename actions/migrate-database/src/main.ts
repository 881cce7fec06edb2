import { runMain } from "@waybill/kit/edge";
import {
  approvedDatabases,
  checkMigrationsStage,
  findEnvironmentIfDeclared,
  mayContinue,
  migrateStage,
  onlyScope,
  planMigrationsStage,
  proveApproval,
  requirePreconditions,
  selectDatabases,
} from "@waybill/pipeline";
import { finishStep, forEachEntry, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const databases = selectDatabases(session.config, inputs);
  const title = `Database migrations: ${inputs.command}`;
  if (inputs.command === "check")
    return finishStep(session, title, await forEachEntry(databases, (database) => checkMigrationsStage(session, database)));
  if (inputs.command !== "apply" || inputs.dryRun) {
    const planned = await forEachEntry(
      databases,
      async (database) => {
        await requirePreconditions(session, "migrate", onlyScope({ databases: [database] }));
        return planMigrationsStage(session, database);
      },
      (outputs) => {
        outputs.single("plan-digest", ({ digest }) => digest);
        outputs.map("plan-digests", ({ digest }) => digest);
        outputs.sum("pending", ({ pending }) => pending.length);
        outputs.sum("applied", () => 0);
      },
    );
    return finishStep(session, title, planned);
  }
  // Of all of them before the first is changed.
  await requirePreconditions(session, "migrate", onlyScope({ databases }));
  const environment = findEnvironmentIfDeclared(session.config, inputs.environment);
  const approved = await approvedDatabases(session, inputs.planDigest, databases);
  const approval = environment && approved.release?.components ? [await proveApproval(session, environment, approved.release)] : [];
  if (!approval.every(mayContinue)) return finishStep(session, title, approval);
  const migrated = await forEachEntry(
    databases,
    (database) =>
      migrateStage(session, database, {
        environment,
        environmentName: inputs.environment,
        plan: approved.release,
        expectDigest: approved.digests.get(database.name),
      }),
    (outputs) => {
      outputs.single("plan-digest", ({ plan }) => plan.digest);
      outputs.map("plan-digests", ({ plan }) => plan.digest);
      outputs.sum("applied", ({ outcome }) => outcome.applied.length);
      outputs.sum("pending", ({ plan, outcome }) => plan.pending.length - outcome.applied.length);
    },
  );
  return finishStep(session, title, [...approval, ...migrated]);
});
