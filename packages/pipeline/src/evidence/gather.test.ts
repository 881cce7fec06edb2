import { expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import type { Bundle, ForeignBuild } from "@waybill/record";
import { EXPECTED, IMAGE } from "@waybill/testing/honest-release";
import { stageContext, usedAlone } from "@waybill/testing/stage-context";
import { gatherStatements } from "./gather.ts";

const BUILD: ForeignBuild = {
  digests: [IMAGE.digest],
  repository: "https://github.com/acme/shop",
  commit: "a".repeat(40),
  signer: "b.yml",
  bundle: {},
};
const WHY = "The bundle is none of ours.";

/** A project of whose image others have written one bundle beside it and one in GitHub's store. */
async function gather(how: { readonly policyNamesBuilder: boolean }) {
  const base = await stageContext({ "waybill.yml": "version: 1\nenvironments: { production: { namespace: shop, manifests: deploy } }\n" });
  const alone = usedAlone(base);
  const judged: unknown[] = [];
  const asked: Digest[] = [];
  const context = {
    ...alone,
    store: {
      ...alone.store,
      find: async (digest: Digest) => ({
        bundles: [] as Bundle[],
        foreign: digest === IMAGE.digest ? [{ json: "beside the image", why: WHY }] : [],
        skipped: [],
        missingFromIndex: [],
      }),
    },
    attested: async (digest: Digest) => {
      asked.push(digest);
      return ["in GitHub's store"];
    },
    ...(how.policyNamesBuilder
      ? {
          judgeBuilds: async (bundles: readonly unknown[]) => {
            judged.push(...bundles);
            return { builds: [BUILD], ignored: ["It was signed by a stranger."] };
          },
        }
      : {}),
  };
  const environment = context.config.environments["production"];
  if (!environment) throw new Error("waybill.yml names it");
  const { expected } = await gatherStatements(context, environment, { ...EXPECTED, plan: digestOf("plan"), before: "deploy" });
  return { builds: expected.builds, judged, asked, infos: base.reporter.lines.join("\n") };
}

test("where the policy names who may build, what others wrote about an image is judged, wherever it lies", async () => {
  const { builds, judged, asked, infos } = await gather({ policyNamesBuilder: true });
  expect(judged).toEqual(["beside the image", "in GitHub's store"]);
  expect(asked).toEqual([IMAGE.digest]);
  expect(builds).toEqual([BUILD]);
  expect(infos).toContain("Passed over what other programs say of the images (1 statement). The first: It was signed by a stranger.");
});

test("where it names nobody, nothing of others counts, GitHub is not asked, and people hear of what lies there", async () => {
  const { builds, asked, infos } = await gather({ policyNamesBuilder: false });
  expect(builds).toEqual([]);
  expect(asked).toEqual([]);
  expect(infos).toContain(WHY);
});
