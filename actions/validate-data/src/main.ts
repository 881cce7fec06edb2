import { runMain } from "@waybill/kit/edge";
import { onlyScope, requirePreconditions, validateDataStage } from "@waybill/pipeline";
import { forEachEntry, openStepSession, reportStep, selectEntries } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
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
});
