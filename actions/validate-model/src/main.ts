import { runMain } from "@waybill/kit/edge";
import { onlyScope, requirePreconditions, validateModelStage } from "@waybill/pipeline";
import { forEachEntry, openStepSession, reportStep, selectEntries } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
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
});
