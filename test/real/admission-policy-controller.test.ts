import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { listAt, textAt } from "@waybill/kit";
import { askPolicyController } from "@waybill/testing/admission/controllers";
import type { Answer } from "@waybill/testing/admission/controllers";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting, withoutDemand, workflowSigners } from "@waybill/testing/admission/judged-images";
import type { Judged } from "@waybill/testing/admission/judged-images";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { read } from "@waybill/testing/repository";
import { runCommand } from "../../scripts/parts/install/command.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry, tools } = readParts(["registry", "tools"]);
const place = (name: string) => ({ registry: registry.address, repository: `admission-policy-controller-${Date.now()}/${name}` });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-controller-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("with a key", () => {
  const { admitted, refused, disputed } = judgedImages(KEY_SIGNERS);
  const here = place("key");
  const SAMPLE = read("examples/admission/policy-controller.yaml");
  const ask = (image: string, text = SAMPLE): Promise<Answer> => askPolicyController({ policy: trusting(text, here), image, folder });

  /** Pushes an image and copies its statements to where policy-controller looks, as docs/admission.md says. */
  const push = async (judged: Judged): Promise<string> => {
    const { reference, bundles } = await pushJudged(here, judged);
    for (const { dsseEnvelope } of bundles) {
      const statement = join(folder, "statement.json");
      await writeFile(statement, JSON.stringify(dsseEnvelope));
      await runCommand(tools.cosign, ["attach", "attestation", "--attestation", statement, reference], { env: { HOME: folder } });
    }
    return reference;
  };

  test.each(admitted)("an image $what may run", async (judged) => {
    const answer = await ask(await push(judged));
    expect(answer.admitted, answer.said).toBe(true);
  });

  test.each(refused)("an image $what may not, because of that alone", async (judged) => {
    const reference = await push(judged);
    const answer = await ask(reference);
    expect(answer.admitted, answer.said).toBe(false);
    if (judged.keptOutBy === undefined) return expect(answer.said).toContain("no matching attestations");
    const looser = await ask(reference, withoutDemand(SAMPLE, judged.keptOutBy));
    expect(looser.admitted, looser.said).toBe(true);
  });

  test.each(disputed)("one good summary is enough: an image $what may run", async (judged) => {
    const answer = await ask(await push(judged));
    expect(answer.admitted, answer.said).toBe(true);
  });

  test("a bundle is not read where it lies, so it has to be copied", async () => {
    const { reference } = await pushJudged({ ...here, repository: `${here.repository}-bundles` }, admitted[0] as Judged);
    const answer = await ask(reference);
    expect(answer.admitted, answer.said).toBe(false);
    expect(answer.said).toContain("no matching attestations");
  });
});

describe("with the identity of a workflow and a trust root of its own", () => {
  const here = place("keyless");
  let sigstore: LoopbackSigstore;
  beforeAll(async () => {
    // Of a trust root that is given to it, policy-controller 0.13 can use no log: it computes the log's id wrongly.
    sigstore = await startLoopbackSigstore({ kind: "github" });
  });
  afterAll(() => sigstore[Symbol.asyncDispose]());

  /** The sample, with the authorities of this test instead of the public ones: a timestamp authority takes the place of the logs. */
  const ask = async (image: string): Promise<Answer> => {
    const roots = join(folder, "trust-root.yaml");
    await writeFile(roots, JSON.stringify(trustRootOf(JSON.parse(sigstore.trustedRoot()))));
    const policy = parseDocument(trusting(read("examples/admission/policy-controller-keyless.yaml"), here));
    const authority = ["spec", "authorities", 0];
    policy.setIn([...authority, "keyless", "trustRootRef"], "loopback");
    policy.setIn([...authority, "keyless", "insecureIgnoreSCT"], true);
    policy.setIn([...authority, "rfc3161timestamp"], { trustRootRef: "loopback" });
    return askPolicyController({ policy: policy.toString(), image, folder, more: ["-trustroot", roots] });
  };
  const judged = (): ReturnType<typeof judgedImages> => judgedImages(workflowSigners(sigstore));
  const names = judgedImages(KEY_SIGNERS);

  test.each(names.admitted.map(({ what }, index) => ({ what, index })))("an image $what may run", async ({ index }) => {
    const { reference } = await pushJudged(here, judged().admitted[index] as Judged);
    const answer = await ask(reference);
    expect(answer.admitted, answer.said).toBe(true);
  });

  test.each(names.refused.map(({ what }, index) => ({ what, index })))("an image $what may not", async ({ index }) => {
    const { reference } = await pushJudged(here, judged().refused[index] as Judged);
    const answer = await ask(reference);
    expect(answer.admitted, answer.said).toBe(false);
  });
});

/** Authorities of a `trusted_root.json` as policy-controller's own resource has them. */
function trustRootOf(trusted: unknown): object {
  const authorities = (name: string): object[] =>
    listAt(trusted, name).map((authority) => {
      const chain = listAt(authority, "certChain", "certificates").map((certificate) => pemOf(textAt(certificate, "rawBytes") ?? ""));
      return {
        uri: textAt(authority, "uri"),
        subject: { organization: textAt(authority, "subject", "organization"), commonName: textAt(authority, "subject", "commonName") },
        certChain: Buffer.from(chain.join("")).toString("base64"),
      };
    });
  const sigstoreKeys = {
    certificateAuthorities: authorities("certificateAuthorities"),
    timestampAuthorities: authorities("timestampAuthorities"),
  };
  return { apiVersion: "policy.sigstore.dev/v1alpha1", kind: "TrustRoot", metadata: { name: "loopback" }, spec: { sigstoreKeys } };
}

function pemOf(der: string): string {
  return new X509Certificate(Buffer.from(der, "base64")).toString();
}
