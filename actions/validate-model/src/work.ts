import { onlyScope, requirePreconditions, validateModelStage } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import { forEachEntry, reportStep, selectEntries } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Validates the models that the inputs choose. */
export async function validateModels(session: Session, inputs: Inputs): Promise<void> {
  await reportStep(session, { title: "Model validation" }, async () => {
    const outcomes = await forEachEntry(
      selectEntries(session.config, "models", session.config.models, inputs.name, "give 'path'"),
      async (entry) => {
        await requirePreconditions(session, "validate", onlyScope({ models: [entry.name] }));
        return validateModelStage(session, entry);
      },
      (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("format", ({ format }) => format);
        outputs.map("digests", ({ digest }) => digest);
      },
    );
    return { outcomes };
  });
}
