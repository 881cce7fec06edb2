import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askKyverno } from "@waybill/testing/admission/controllers";
import type { Answer } from "@waybill/testing/admission/controllers";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting, withoutDemand } from "@waybill/testing/admission/judged-images";
import { read } from "@waybill/testing/repository";
import { readParts } from "../../scripts/parts/state.ts";

const { registry } = readParts(["registry"]);
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

const ask = (image: string, text = SAMPLE): Promise<Answer> => askKyverno({ policy: trusting(text, place), image, folder });

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
