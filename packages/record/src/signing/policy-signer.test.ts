import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STAGES } from "@waybill/kit";
import { coversUse, findTrustedSigner, generateKeyPair, keyIdOf, matchSigner, signerProblem } from "../index.ts";
import type { CertificateIdentity, Identity, PolicySigner, WorkflowSigner } from "../index.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const WORKFLOW = "waybill-ci/waybill/.github/workflows/release.yml";
const IDENTITY: CertificateIdentity = {
  kind: "certificate",
  issuer: ISSUER,
  repository: "https://github.com/acme/shop",
  workflow: `https://github.com/${WORKFLOW}@refs/tags/v1.2.0`,
  ref: "refs/heads/main",
};
const SIGNER: WorkflowSigner = { issuer: ISSUER, repository: "acme/shop", workflow: `${WORKFLOW}@refs/tags/v*`, ref: "refs/heads/main" };
const ENVIRONMENTS = ["staging", "production"];

test("a workflow's certificate is the signer that names its issuer, repository, workflow and ref", () => {
  expect(matchSigner(IDENTITY, SIGNER)).toBe(true);
  expect(matchSigner(IDENTITY, { issuer: ISSUER, repository: "acme/shop" })).toBe(true);
  expect(matchSigner(IDENTITY, { issuer: ISSUER, repository: "https://github.com/acme/shop" })).toBe(true);
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
  });

  test("is no workflow, and a workflow is no key", () => {
    expect(matchSigner(identity, SIGNER)).toBe(false);
    expect(matchSigner(IDENTITY, { key: publicKeyPem })).toBe(false);
  });
});

test("a signer is believed about exactly the stages and environments that its policy lists", () => {
  const scope = fc.record({ stages: fc.subarray([...STAGES]), environments: fc.subarray(ENVIRONMENTS) }, { requiredKeys: [] });
  fc.assert(
    fc.property(
      scope,
      fc.constantFrom(...STAGES),
      fc.option(fc.constantFrom(...ENVIRONMENTS), { nil: undefined }),
      (limits, stage, environment) => {
        const stageFits = limits.stages?.includes(stage) ?? true;
        const environmentFits =
          limits.environments === undefined || (environment !== undefined && limits.environments.includes(environment));
        const signer: PolicySigner = { ...SIGNER, ...limits };
        expect(coversUse(signer, { stage, environment })).toBe(stageFits && environmentFits);
        expect(findTrustedSigner(IDENTITY, [signer], { stage, environment })).toBe(stageFits && environmentFits ? signer : undefined);
      },
    ),
  );
});

test("a signer of plans never signs an approval, whoever else is trusted for one", () => {
  const { publicKeyPem } = generateKeyPair();
  const signers: PolicySigner[] = [
    { ...SIGNER, stages: ["plan"] },
    { key: publicKeyPem, stages: ["approve"] },
  ];
  expect(findTrustedSigner(IDENTITY, signers, { stage: "plan" })).toBe(signers[0]);
  expect(findTrustedSigner(IDENTITY, signers, { stage: "approve" })).toBeUndefined();
  expect(findTrustedSigner({ kind: "key", keyId: keyIdOf(publicKeyPem) }, signers, { stage: "plan" })).toBeUndefined();
  expect(findTrustedSigner(IDENTITY, [], { stage: "plan" })).toBeUndefined();
});

describe("a signer that nobody could be is named when the policy is read:", () => {
  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  test.each<[string, PolicySigner, string]>([
    ["no URL as issuer", { ...SIGNER, issuer: "github" }, "which is no https URL"],
    ["a pattern in the repository", { ...SIGNER, repository: "acme/*" }, "neither owner/name nor a URL"],
    ["a repository without an owner", { ...SIGNER, repository: "shop" }, "neither owner/name nor a URL"],
    ["a workflow without a ref", { ...SIGNER, workflow: WORKFLOW }, "is not owner/name/.github/workflows/file.yml@ref"],
    ["a workflow outside of its folder", { ...SIGNER, workflow: "acme/shop/release.yml@refs/heads/main" }, "is not owner/name/.github"],
    ["a branch's short name", { ...SIGNER, ref: "main" }, "must begin with refs/"],
    ["two stars", { ...SIGNER, workflow: `${WORKFLOW}@refs/*/v*` }, "may have one '*'"],
    ["a key that is none", { key: "my-key" }, "neither PEM nor the id of one"],
    ["a private key", { key: privateKeyPem }, "cannot be used"],
    ["no stage at all", { key: publicKeyPem, stages: [] }, "believed about nothing"],
  ])("%s", (_, signer, words) => {
    expect(signerProblem(signer)).toContain(words);
    if (!("key" in signer)) expect(matchSigner(IDENTITY, signer)).toBe(false);
  });

  test.each<[string, PolicySigner]>([
    ["a workflow with a pattern", SIGNER],
    [
      "a workflow of another host",
      { ...SIGNER, repository: "https://acme.ghe.com/acme/shop", workflow: `https://acme.ghe.com/${WORKFLOW}@refs/heads/main` },
    ],
    ["a key", { key: publicKeyPem, stages: ["plan"], environments: ["staging"] }],
    ["a key's id", { key: keyIdOf(publicKeyPem) }],
  ])("and not %s", (_, signer) => {
    expect(signerProblem(signer)).toBeUndefined();
  });
});
