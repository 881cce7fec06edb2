import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askKyverno, askPolicyController } from "@waybill/testing/admission/controllers";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting, workflowSigners } from "@waybill/testing/admission/judged-images";
import type { Judged } from "@waybill/testing/admission/judged-images";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { startLoopbackTuf } from "@waybill/testing/loopback-tuf";
import type { LoopbackTuf } from "@waybill/testing/loopback-tuf";
import { read } from "@waybill/testing/repository";
import { readParts } from "../../scripts/parts/state.ts";

const { registry } = readParts(["registry"]);
const place = { registry: registry.address, repository: `admission-keyless-${Date.now()}/churn` };

let folder: string;
let sigstore: LoopbackSigstore;
let tuf: LoopbackTuf;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "admission-"));
  sigstore = await startLoopbackSigstore();
  tuf = await startLoopbackTuf({ trustedRoot: sigstore.trustedRoot() });
  await believeLoopback();
});
afterAll(async () => {
  await sigstore[Symbol.asyncDispose]();
  await tuf[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/**
 * Both programs take the public Sigstore's keys from a store on disk that they share. Of all programs here only Kyverno fills it from
 * another place, for a policy of its newer kind that names one; afterwards the samples find this test's Sigstore in place of the public one.
 */
async function believeLoopback(): Promise<void> {
  const keyless = { identities: [{ issuer: "https://token.actions.githubusercontent.com", subject: "https://github.com/acme/churn" }] };
  const policy = JSON.stringify({
    apiVersion: "policies.kyverno.io/v1beta1",
    kind: "ImageValidatingPolicy",
    metadata: { name: "loopback" },
    spec: {
      matchConstraints: { resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }] },
      matchImageReferences: [{ glob: `${place.registry}/**` }],
      attestors: [{ name: "job", cosign: { keyless, tuf: { mirror: tuf.url, root: { data: Buffer.from(tuf.root).toString("base64") } } } }],
      attestations: [{ name: "release", intoto: { type: "https://slsa.dev/verification_summary/v1" } }],
      validations: [
        {
          expression:
            "images.containers.map(image, verifyAttestationSignatures(image, attestations.release, [attestors.job])).all(count, count > 0)",
        },
      ],
    },
  });
  const { reference } = await pushJudged(place, judgedImages(workflowSigners(sigstore)).admitted[0] as Judged);
  const { admitted } = await askKyverno({ policy, image: reference, folder });
  expect(admitted, "no workflow is called like that").toBe(false);
}

/** The names of the tests are the same for every signer. */
const NAMES = judgedImages(KEY_SIGNERS);
const numbered = (list: readonly Judged[]): { what: string; index: number }[] => list.map(({ what }, index) => ({ what, index }));

describe.each([
  { name: "Kyverno", ask: askKyverno, sample: "kyverno-keyless.yaml" },
  { name: "policy-controller", ask: askPolicyController, sample: "policy-controller-keyless.yaml" },
])("by the word of $name, with the sample as it stands,", ({ ask, sample }) => {
  const judge = async (judged: Judged | undefined) => {
    if (judged === undefined) throw new Error("There is no image to judge.");
    const { reference } = await pushJudged(place, judged);
    return ask({ policy: trusting(read(`examples/admission/${sample}`), place), image: reference, folder });
  };

  test.each(numbered(NAMES.admitted))("an image $what may run", async ({ index }) => {
    const { admitted, said } = await judge(judgedImages(workflowSigners(sigstore)).admitted[index]);
    expect(admitted, said).toBe(true);
  });

  test.each(numbered(NAMES.refused))("an image $what may not", async ({ index }) => {
    const { admitted, said } = await judge(judgedImages(workflowSigners(sigstore)).refused[index]);
    expect(admitted, said).toBe(false);
  });
});
