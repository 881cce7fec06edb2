import { isPassing } from "@waybill/kit";
import { appendArtifact, runMain, setOutput } from "@waybill/kit/edge";
import { buildStage, findEntry } from "@waybill/pipeline";
import { finishStep, openStepSession } from "@waybill/pipeline/action";
import { readInputs } from "./inputs.ts";

await runMain(async (step) => {
  const inputs = readInputs();
  const session = await openStepSession(step, inputs, inputs);
  const { images, file } = session.config;
  const chosen = inputs.name === undefined ? Object.values(images) : [findEntry(images, inputs.name, "images", file)];
  const outcomes = [];
  for (const image of chosen) {
    const outcome = await buildStage(session, image, inputs.tags);
    const { digest, reference, tags, size } = outcome.result;
    outcomes.push(outcome);
    setOutput("digest", digest);
    setOutput("image", reference);
    setOutput("tags", tags.join("\n"));
    setOutput("size", size);
    if (isPassing(outcome.verdict) && !session.dryRun) await appendArtifact(`oci://${reference}`);
  }
  await finishStep(session, "Image build", outcomes);
});
