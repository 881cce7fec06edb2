import { isPassing } from "@waybill/kit";
import { appendArtifact } from "@waybill/kit/edge";
import { buildStage, onlyScope, requirePreconditions } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import { forEachEntry, reportStep, selectEntries } from "@waybill/pipeline/action";
import type { Inputs } from "./inputs.ts";

/** Builds the images that the inputs choose. */
export async function buildImages(session: Session, inputs: Inputs): Promise<void> {
  await reportStep(session, { title: "Image build" }, async () => {
    const images = selectEntries(session.config, "images", session.config.images, inputs.name, "describe an image with 'context'");
    const outcomes = await forEachEntry(
      images,
      async (image) => {
        await requirePreconditions(session, "build", onlyScope({ images: [image] }));
        const outcome = await buildStage(session, image, inputs.tags);
        if (isPassing(outcome.verdict) && !session.dryRun) await appendArtifact(`oci://${outcome.result.reference}`);
        return outcome;
      },
      (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("image", ({ reference }) => reference);
        outputs.single("tags", ({ tags }) => tags.join("\n"));
        outputs.single("size", ({ size }) => size);
        outputs.map("digests", ({ digest }) => digest);
        outputs.map("images", ({ reference }) => reference);
      },
    );
    return { outcomes };
  });
}
