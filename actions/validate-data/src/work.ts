import { onlyScope, requirePreconditions, validateDataStage } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import { forEachEntry, reportStep, selectEntries } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Validates the data sets that the inputs choose. */
export async function validateData(session: Session, inputs: Inputs): Promise<void> {
  await reportStep(session, { title: "Data validation" }, async () => {
    const outcomes = await forEachEntry(
      selectEntries(session.config, "data", session.config.data, inputs.name, "give 'source' and 'checks'"),
      async (entry) => {
        await requirePreconditions(session, "validate", onlyScope({ data: [entry.name] }));
        return validateDataStage(session, entry);
      },
      (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("rows", ({ rows }) => rows);
        outputs.map("digests", ({ digest }) => digest);
      },
    );
    return { outcomes };
  });
}
