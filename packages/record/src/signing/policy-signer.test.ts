import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STAGES } from "@waybill/kit";
import type { PolicySigner } from "@waybill/kit";
import type { CertificateIdentity, Identity } from "./identity.ts";
import { generateKeyPair, keyIdOf } from "./keys.ts";
import { matchSigner, maySign } from "./policy-signer.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const WORKFLOW = "waybill-ci/waybill/.github/workflows/release.yml";
const IDENTITY: CertificateIdentity = {
  kind: "certificate",
  issuer: ISSUER,
  repository: "https://github.com/acme/shop",
  workflow: `https://github.com/${WORKFLOW}@refs/tags/v1.2.0`,
  ref: "refs/heads/main",
};
const SIGNER: PolicySigner = { issuer: ISSUER, repository: "acme/shop", workflow: `${WORKFLOW}@refs/tags/v*`, ref: "refs/heads/main" };
const ENVIRONMENTS = ["staging", "production"];

test("a workflow's certificate is the signer that names its issuer, repository, workflow and ref", () => {
  expect(matchSigner(IDENTITY, SIGNER)).toBe(true);
  expect(matchSigner(IDENTITY, { issuer: ISSUER, repository: "acme/shop" })).toBe(true);
  expect(matchSigner(IDENTITY, { issuer: ISSUER, repository: "https://github.com/acme/shop" })).toBe(true);
  expect(matchSigner(IDENTITY, { issuer: ISSUER, workflow: `${WORKFLOW}@refs/tags/v*` })).toBe(true);
  expect(matchSigner(IDENTITY, { ...SIGNER, workflow: `${WORKFLOW}@refs/tags/v1.2.0` })).toBe(true);
});

test.each(["issuer", "repository", "workflow", "ref"] as const)(
  "a certificate without the claim %s never matches a signer that demands it",
  (claim) => {
    expect(matchSigner({ ...IDENTITY, [claim]: undefined }, SIGNER)).toBe(false);
    expect(matchSigner({ ...IDENTITY, [claim]: "" }, { ...SIGNER, [claim]: "" })).toBe(false);
  },
);

describe("what only looks like the signer is refused:", () => {
  test.each<[string, Partial<CertificateIdentity>]>([
    ["another issuer", { issuer: "https://gitlab.com" }],
    ["the issuer with a tenant's path", { issuer: `${ISSUER}/acme` }],
    ["a repository that begins alike", { repository: "https://github.com/acme/shop-evil" }],
    ["a repository that ends alike", { repository: "https://github.com/evil/acme/shop" }],
    ["the repository on another host", { repository: "https://github.com.evil.example/acme/shop" }],
    ["the repository in other letters", { repository: "https://github.com/Acme/Shop" }],
    ["the repository with a slash", { repository: "https://github.com/acme/shop/" }],
    ["another file", { workflow: `https://github.com/${WORKFLOW}.yml@refs/tags/v1` }],
    ["a fork's file", { workflow: `https://github.com/evil/waybill/.github/workflows/release.yml@refs/tags/v1` }],
    ["a branch that is named like a tag", { workflow: `https://github.com/${WORKFLOW}@refs/heads/refs/tags/v1` }],
    ["a tag with a slash", { workflow: `https://github.com/${WORKFLOW}@refs/tags/v1/evil` }],
    ["a tag that goes up", { workflow: `https://github.com/${WORKFLOW}@refs/tags/v1..` }],
    ["a second ref behind the first", { workflow: `https://github.com/${WORKFLOW}@refs/tags/v1@refs/heads/evil` }],
    ["a line break", { workflow: `https://github.com/${WORKFLOW}@refs/tags/v1\n` }],
    ["no version behind the v", { workflow: `https://github.com/${WORKFLOW}@refs/tags/v` }],
    ["a ref that goes up", { ref: "refs/heads/main/../.." }],
    ["another ref", { ref: "refs/heads/main2" }],
    ["a pull request", { ref: "refs/pull/7/merge" }],
  ])("%s", (_, change) => {
    expect(matchSigner({ ...IDENTITY, ...change }, SIGNER)).toBe(false);
  });

  test.each([
    ["a pattern in the repository", { repository: "acme/*" }],
    ["a pattern in the file", { workflow: "waybill-ci/*/.github/workflows/release.yml@refs/tags/v*" }],
    ["a workflow without a ref", { workflow: WORKFLOW }],
    ["a pattern of two stars", { workflow: `${WORKFLOW}@refs/**` }],
    ["a star for several parts of the ref", { workflow: `${WORKFLOW}@refs/*` }],
    ["an empty ref", { ref: "" }],
    ["an issuer alone", { repository: undefined, workflow: undefined }],
    ["no issuer", { issuer: undefined }],
    ["a key as well", { key: keyIdOf(generateKeyPair().publicKeyPem) }],
  ])("a policy with %s matches nobody", (_, change) => {
    expect(matchSigner(IDENTITY, { ...SIGNER, ...change })).toBe(false);
  });
});

test("whatever stands before or behind what the policy names, it is another signer", () => {
  const text = fc.string({ minLength: 1, maxLength: 8, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(fc.constantFrom("issuer", "repository", "workflow", "ref"), text, fc.boolean(), (claim, extra, before) => {
      const changed = before ? `${extra}${IDENTITY[claim]}` : `${IDENTITY[claim]}${extra}`;
      const exact = { ...SIGNER, workflow: `${WORKFLOW}@refs/tags/v1.2.0` };
      return !matchSigner({ ...IDENTITY, [claim]: changed }, exact);
    }),
  );
});

test("a pattern never reaches over a slash, an at sign, a blank or two dots", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20, unit: "grapheme" }), (rest) => {
      const matches = matchSigner({ ...IDENTITY, workflow: `https://github.com/${WORKFLOW}@refs/tags/v${rest}` }, SIGNER);
      return matches === (/^[A-Za-z0-9._+-]+$/.test(rest) && !rest.includes(".."));
    }),
    { examples: [["1"], ["1.0.0-rc.1+build"], ["1/x"], ["1..2"], ["@x"]] },
  );
});

describe("a key", () => {
  const { publicKeyPem } = generateKeyPair();
  const identity: Identity = { kind: "key", keyId: keyIdOf(publicKeyPem) };

  test("is the signer that holds its PEM or its id, and no other", () => {
    expect(matchSigner(identity, { key: publicKeyPem })).toBe(true);
    expect(matchSigner(identity, { key: keyIdOf(publicKeyPem) })).toBe(true);
    expect(matchSigner(identity, { key: generateKeyPair().publicKeyPem })).toBe(false);
    expect(matchSigner(identity, { key: keyIdOf(publicKeyPem).toLowerCase() })).toBe(false);
    expect(matchSigner(identity, { key: "" })).toBe(false);
    expect(matchSigner(identity, { key: keyIdOf(publicKeyPem), issuer: ISSUER, repository: "acme/shop" })).toBe(false);
  });

  test("is no workflow, and a workflow is no key", () => {
    expect(matchSigner(identity, SIGNER)).toBe(false);
    expect(matchSigner(IDENTITY, { key: publicKeyPem })).toBe(false);
  });
});

test("a signer is believed about exactly the stages and environments that its policy lists", () => {
  const scope = fc.record({ stages: fc.subarray([...STAGES]), environments: fc.subarray(ENVIRONMENTS) }, { requiredKeys: [] });
  const somewhere = fc.option(fc.constantFrom(...ENVIRONMENTS), { nil: undefined });
  fc.assert(
    fc.property(scope, fc.constantFrom(...STAGES), somewhere, (limits, stage, environment) => {
      const stageFits = limits.stages === undefined || limits.stages.includes(stage);
      const environmentFits = limits.environments === undefined || environment === undefined || limits.environments.includes(environment);
      expect(maySign(limits, { stage, environment })).toBe(stageFits && environmentFits);
    }),
  );
});

test("a signer of plans never signs an approval, whatever else it may", () => {
  const others = fc.subarray(STAGES.filter((stage) => stage !== "approve"));
  fc.assert(
    fc.property(
      others,
      fc.option(fc.subarray(ENVIRONMENTS), { nil: undefined }),
      fc.constantFrom(...ENVIRONMENTS),
      (more, environments, environment) => !maySign({ stages: ["plan", ...more], environments }, { stage: "approve", environment }),
    ),
  );
});
