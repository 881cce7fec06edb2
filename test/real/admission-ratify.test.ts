import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { isRecord, listAt, recordAt, textAt } from "@waybill/kit";
import { judgedImages, KEY_SIGNERS, pushJudged, trusting } from "@waybill/testing/admission/judged-images";
import { read } from "@waybill/testing/repository";
import { runCommand, tryCommand } from "../../scripts/parts/install/command.ts";
import { goProgramPath } from "../../scripts/parts/kinds/tools.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry, tools } = readParts(["registry", "tools"]);
const RATIFY = goProgramPath("ratify", "ratify");
const place = { registry: registry.address, repository: `admission-ratify-${Date.now()}/churn` };
const [released] = judgedImages(KEY_SIGNERS).admitted;

let folder: string;
const at = (name: string): string => join(folder, name);
const env = (): Record<string, string> => ({ HOME: folder, COSIGN_PASSWORD: "" });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ratify-"));
  for (const who of ["staging", "stranger"])
    await runCommand(tools.cosign, ["generate-key-pair", "--output-key-prefix", at(who)], { env: env() });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The resources of the sample as one configuration of Ratify's command, which has no cluster: keys are files, and the registry has no TLS. */
function configuration(): object {
  const resources = parseAllDocuments(trusting(read("examples/admission/ratify.yaml"), place)).map((document): unknown => document.toJS());
  const specOf = (kind: string): Readonly<Record<string, unknown>> =>
    recordAt(
      resources.find((one) => textAt(one, "kind") === kind),
      "spec",
    );
  const flat = (kind: string): object => {
    const { parameters, ...rest } = specOf(kind);
    return { ...rest, ...(isRecord(parameters) ? parameters : {}) };
  };
  const policies = listAt(specOf("Verifier"), "parameters", "trustPolicies").map((one) => ({
    ...Object(one),
    keys: [{ file: at("staging.pub") }],
  }));
  return {
    store: { version: "1.0.0", plugins: [{ ...flat("Store"), useHttp: true }] },
    policy: { version: "1.0.0", plugin: { ...flat("Policy"), name: "configPolicy" } },
    verifier: { version: "1.0.0", plugins: [{ ...flat("Verifier"), trustPolicies: policies }] },
  };
}

async function isAdmitted(image: string): Promise<boolean> {
  await writeFile(at("config.json"), JSON.stringify(configuration()));
  const { stdout, stderr } = await tryCommand(RATIFY, ["verify", "-c", at("config.json"), "-s", image], { env: env() });
  const answer = /\{[\s\S]*\}/.exec(stdout)?.[0] ?? "";
  expect(answer, `${stdout}${stderr}`).toContain("verifierReports");
  // What is false it leaves out.
  return (JSON.parse(answer) as { isSuccess?: boolean }).isSuccess === true;
}

/** The step of docs/admission.md. */
const signImage = (image: string, by: string): Promise<string> =>
  runCommand(
    tools.cosign,
    ["sign", "--yes", "--key", at(`${by}.key`), "--tlog-upload=false", "--new-bundle-format=false", "--use-signing-config=false", image],
    { env: env() },
  );

test("a release that passed is not seen, so an image may not run for it", async () => {
  if (!released) throw new Error("There is no image to judge.");
  const { reference } = await pushJudged({ ...place, repository: `${place.repository}/unsigned` }, released);
  expect(await isAdmitted(reference)).toBe(false);
});

test("the signature that is made after the release may let it run, a stranger's may not", async () => {
  if (!released) throw new Error("There is no image to judge.");
  const { reference } = await pushJudged(place, released);
  await signImage(reference, "stranger");
  expect(await isAdmitted(reference)).toBe(false);
  await signImage(reference, "staging");
  expect(await isAdmitted(reference)).toBe(true);
});
