import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMITTED, pushJudged, REFUSED, REPEATED, trusting } from "@waybill/testing/judged-images";
import type { Judged } from "@waybill/testing/judged-images";
import { read } from "@waybill/testing/repository";
import { runCommand, tryCommand } from "../../scripts/parts/install/command.ts";
import { goProgramPath } from "../../scripts/parts/kinds/tools.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry, tools } = readParts(["registry", "tools"]);
const TESTER = goProgramPath("policy-controller", "policy-tester");
const place = { registry: registry.address, repository: `admission-policy-controller-${Date.now()}/churn` };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-controller-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Pushes an image and copies its statements to where policy-controller looks, as docs/admission.md says. */
async function push(judged: Judged): Promise<string> {
  const { reference, bundles } = await pushJudged(place, judged);
  for (const { dsseEnvelope } of bundles) {
    const statement = join(folder, "statement.json");
    await writeFile(statement, JSON.stringify(dsseEnvelope));
    await runCommand(tools.cosign, ["attach", "attestation", "--attestation", statement, reference], { env: { HOME: folder } });
  }
  return reference;
}

/** Asks policy-controller's own tester, with a policy of the examples, whether this image may run. */
async function ask(image: string, file = "policy-controller.yaml"): Promise<{ admitted: boolean; said: string }> {
  const policy = join(folder, "policy.yaml");
  await writeFile(policy, trusting(read(`examples/admission/${file}`), place));
  const { code, stdout, stderr } = await tryCommand(TESTER, ["-policy", policy, "-image", image], { env: { HOME: folder } });
  const said = `${stdout}${stderr}`;
  expect(said, "the policy itself must be a good one").toContain("Policy was successfully validated");
  return { admitted: code === 0, said };
}

test.each(ADMITTED)("an image $what may run", async (judged) => {
  const { admitted, said } = await ask(await push(judged));
  expect(admitted, said).toBe(true);
});

test.each(REFUSED)("an image $what may not", async (judged) => {
  const { admitted, said } = await ask(await push(judged));
  expect(admitted, said).toBe(false);
});

test("one good summary is enough: a release that failed and then passed may run", async () => {
  const { admitted, said } = await ask(await push(REPEATED));
  expect(admitted, said).toBe(true);
});

test("bundles of a key are not read where they lie, so they have to be copied", async () => {
  const [judged] = ADMITTED;
  const { reference } = await pushJudged({ ...place, repository: `${place.repository}-bundle` }, judged as Judged);
  const { admitted, said } = await ask(reference);
  expect(admitted, said).toBe(false);
  expect(said).toContain("no matching attestations");
});
