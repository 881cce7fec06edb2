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
import type { Session, StageOutcome } from "@waybill/pipeline";
import { forEachEntry, reportStep } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Checks, plans or applies the migrations of the databases that the inputs choose. */
export async function migrate(session: Session, inputs: Inputs): Promise<void> {
  const title = `Database migrations: ${inputs.command}`;
  await reportStep(session, { title }, async () => ({ outcomes: await carryOut(session, inputs) }));
}

async function carryOut(session: Session, inputs: Inputs): Promise<readonly StageOutcome[]> {
  const databases = selectDatabases(session.config, inputs);
  if (inputs.command === "check") return forEachEntry(databases, (database) => checkMigrationsStage(session, database));
  if (inputs.command !== "apply" || inputs.dryRun) {
    return forEachEntry(
      databases,
      async (database) => {
        await requirePreconditions({ ...session, dryRun: true }, "migrate", onlyScope({ databases: [database] }));
        return planMigrationsStage(session, database);
      },
      (outputs) => {
        outputs.single("plan-digest", ({ digest }) => digest);
        outputs.map("plan-digests", ({ digest }) => digest);
        outputs.sum("pending", ({ pending }) => pending.length);
        outputs.sum("applied", () => 0);
      },
    );
  }
  const environment = findEnvironmentIfDeclared(session.config, inputs.environment);
  const approved = await approvedDatabases(session, inputs.planDigest, databases);
  // Of all of them before the first is changed.
  await requirePreconditions(session, "migrate", onlyScope({ databases, target: environment?.name ?? inputs.environment }));
  const approval = environment && approved.release?.components ? [await proveApproval(session, environment, approved.release)] : [];
  if (!approval.every(mayContinue)) return approval;
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
  return [...approval, ...migrated];
}
