import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting, withoutDemand } from "@waybill/testing/judged-images";
import { read } from "@waybill/testing/repository";
import { tryCommand } from "../../scripts/parts/install/command.ts";
import { goProgramPath } from "../../scripts/parts/kinds/tools.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry } = readParts(["registry"]);
const KYVERNO = goProgramPath("kyverno", "kyverno");
const place = { registry: registry.address, repository: `admission-kyverno-${Date.now()}/churn` };

const SAMPLE = read("examples/admission/kyverno.yaml");
const { admitted, refused, disputed } = judgedImages(KEY_SIGNERS);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kyverno-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Asks Kyverno's own program, with the policy of the examples, whether a pod of this image may run. */
async function ask(image: string, text = SAMPLE): Promise<{ admitted: boolean; said: string }> {
  const policy = join(folder, "policy.yaml");
  const pod = join(folder, "pod.yaml");
  await writeFile(policy, trusting(text, place));
  const spec = { containers: [{ name: "churn", image }] };
  await writeFile(pod, JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "churn", namespace: "default" }, spec }));
  const { code, stdout, stderr } = await tryCommand(KYVERNO, ["apply", policy, "--resource", pod, "--registry"], { env: { HOME: folder } });
  const said = `${stdout}${stderr}`;
  // Its exit code is 1 for a refusal, and for a policy that it could not read.
  const counted = /pass: (\d+), fail: (\d+), warn: 0, error: 0, skip: 0/.exec(said);
  expect(counted, said).not.toBeNull();
  expect(code === 0, said).toBe(counted?.[2] === "0");
  return { admitted: code === 0 && counted?.[1] !== "0", said };
}

test.each(admitted)("an image $what may run", async (judged) => {
  const answer = await ask((await pushJudged(place, judged)).reference);
  expect(answer.admitted, answer.said).toBe(true);
});

test.each(refused)("an image $what may not, because of that alone", async (judged) => {
  const { reference } = await pushJudged(place, judged);
  const answer = await ask(reference);
  expect(answer.admitted, answer.said).toBe(false);
  if (judged.keptOutBy === undefined) return expect(answer.said).toContain("no matching signatures found");
  const looser = await ask(reference, withoutDemand(SAMPLE, judged.keptOutBy));
  expect(looser.admitted, looser.said).toBe(true);
});

test.each(disputed)("every summary counts: an image $what may not run", async (judged) => {
  const answer = await ask((await pushJudged(place, judged)).reference);
  expect(answer.admitted, answer.said).toBe(false);
});
