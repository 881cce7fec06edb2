import { expect, test } from "vitest";
import { ActionError, collectingReporter } from "@waybill/kit";
import type { AttestationStore } from "@waybill/github";
import { HONEST, sign } from "@waybill/testing/honest-release";
import { openAttestations } from "./attestations.ts";
import { publish } from "./prove.ts";

function github(refuse?: ActionError): AttestationStore & { readonly sent: object[] } {
  const sent: object[] = [];
  return {
    sent,
    async uploadAttestation(bundle) {
      sent.push(bundle);
      if (refuse) throw refuse;
      return { id: "1" };
    },
    async findAttestations() {
      if (refuse) throw refuse;
      return { bundles: [{ found: true }], unread: 0 };
    },
  };
}

const REFUSAL = new ActionError("remote", "GitHub cannot store an attestation in acme/shop.");

test("statements about images go to GitHub's store when it is asked for, and no others", async () => {
  const store = github();
  const { attest } = openAttestations(store, true, collectingReporter());
  const published: object[] = [];
  const context = {
    attest,
    registryFor: () => ({ findManifest: async () => undefined }) as never,
    store: { publish: async (bundle: object) => void published.push(bundle) } as never,
  };
  const [build, plan] = [await sign(HONEST.build), await sign(HONEST.plan)];
  await publish(context, build, HONEST.build.subjects);
  await publish(context, plan, HONEST.plan.subjects);
  expect(published).toEqual([build, plan]);
  expect(store.sent).toEqual([build]);
  expect(openAttestations(store, false, collectingReporter()).attest).toBeUndefined();
});

test("a refusal is said once and fails nothing", async () => {
  const store = github(REFUSAL);
  const reporter = collectingReporter();
  const { attest, attested } = openAttestations(store, true, reporter);
  const bundle = await sign(HONEST.build);
  await attest?.(bundle);
  await attest?.(bundle);
  expect(store.sent).toHaveLength(1);
  expect(reporter.lines).toEqual([expect.stringMatching(/cannot store an attestation.*The registry has them all.*Enterprise Cloud/)]);
  expect(await attested?.(`sha256:${"a".repeat(64)}`)).toEqual([]);
  expect(reporter.lines.at(-1)).toContain("could not be read");
});

test("what lies in the store is found, whoever put it there", async () => {
  const { attested } = openAttestations(github(), false, collectingReporter());
  expect(await attested?.(`sha256:${"a".repeat(64)}`)).toEqual([{ found: true }]);
});

test("without a token it cannot be asked for", () => {
  expect(() => openAttestations(undefined, true, collectingReporter())).toThrow("needs 'github-token'");
  expect(openAttestations(undefined, false, collectingReporter())).toEqual({});
});
