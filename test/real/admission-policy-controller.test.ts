import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting, workflowSigners } from "@waybill/testing/judged-images";
import type { Judged } from "@waybill/testing/judged-images";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { startLoopbackTuf } from "@waybill/testing/loopback-tuf";
import type { LoopbackTuf } from "@waybill/testing/loopback-tuf";
import { read } from "@waybill/testing/repository";
import { runCommand, tryCommand } from "../../scripts/parts/install/command.ts";
import { goProgramPath } from "../../scripts/parts/kinds/tools.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry, tools } = readParts(["registry", "tools"]);
const TESTER = goProgramPath("policy-controller", "policy-tester");
const place = (name: string) => ({ registry: registry.address, repository: `admission-policy-controller-${Date.now()}/${name}` });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-controller-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly admitted: boolean;
  readonly said: string;
}

/** Asks policy-controller's own tester whether an image may run under a policy. */
async function askTester(text: string, image: string, more: readonly string[] = []): Promise<Answer> {
  const policy = join(folder, "policy.yaml");
  await writeFile(policy, text);
  const { code, stdout, stderr } = await tryCommand(TESTER, ["-policy", policy, "-image", image, ...more], { env: { HOME: folder } });
  const said = `${stdout}${stderr}`;
  expect(said, "the policy itself must be a good one").toContain("Policy was successfully validated");
  return { admitted: code === 0, said };
}

describe("with a key", () => {
  const { admitted, refused, repeated } = judgedImages(KEY_SIGNERS);
  const here = place("key");
  const ask = (image: string): Promise<Answer> => askTester(trusting(read("examples/admission/policy-controller.yaml"), here), image);

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

  test.each(refused)("an image $what may not", async (judged) => {
    const answer = await ask(await push(judged));
    expect(answer.admitted, answer.said).toBe(false);
  });

  test("one good summary is enough: a release that failed and then passed may run", async () => {
    const answer = await ask(await push(repeated));
    expect(answer.admitted, answer.said).toBe(true);
  });

  test("a bundle is not read where it lies, so it has to be copied", async () => {
    const { reference } = await pushJudged({ ...here, repository: `${here.repository}-bundles` }, repeated);
    const answer = await ask(reference);
    expect(answer.admitted, answer.said).toBe(false);
    expect(answer.said).toContain("no matching attestations");
  });
});

describe("with the identity of a workflow", () => {
  const here = place("keyless");
  let sigstore: LoopbackSigstore;
  let tuf: LoopbackTuf;
  beforeAll(async () => {
    sigstore = await startLoopbackSigstore();
    tuf = await startLoopbackTuf({ trustedRoot: sigstore.trustedRoot() });
  });
  afterAll(async () => {
    await sigstore[Symbol.asyncDispose]();
    await tuf[Symbol.asyncDispose]();
  });

  /** The sample, with the authorities of this test instead of the public ones. */
  const ask = async (image: string): Promise<Answer> => {
    const trustRoot = join(folder, "trust-root.yaml");
    const remote = { mirror: tuf.url, root: Buffer.from(tuf.root).toString("base64") };
    await writeFile(
      trustRoot,
      JSON.stringify({ apiVersion: "policy.sigstore.dev/v1alpha1", kind: "TrustRoot", metadata: { name: "loopback" }, spec: { remote } }),
    );
    const policy = trusting(read("examples/admission/policy-controller-keyless.yaml"), here);
    const changed = policy.replace(/^(\s*)url: https:\/\/fulcio\.sigstore\.dev$/m, "$&\n$1trustRootRef: loopback");
    expect(changed).not.toBe(policy);
    return askTester(changed, image, ["-trustroot", trustRoot]);
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
