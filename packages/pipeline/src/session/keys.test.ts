import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_POLICY } from "@waybill/config";
import type { Policy } from "@waybill/config";
import { collectingReporter } from "@waybill/kit";
import { createStatement, generateKeyPair, loadSigner, signStatement } from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { openKeys } from "./keys.ts";
import { requireSigner } from "./require-signer.ts";
import type { KeyOptions } from "./keys.ts";

let sigstore: LoopbackSigstore;
beforeAll(async () => {
  sigstore = await startLoopbackSigstore({ kind: "github" });
});
afterAll(() => sigstore[Symbol.asyncDispose]());

const own = (): KeyOptions => ({
  signingConfig: { name: "signing_config.json", text: sigstore.signingConfig },
  trustRoot: { name: "trusted_root.json", text: sigstore.trustedRoot() },
});
const asJob = (claims: Record<string, string | undefined> = {}): KeyOptions => ({
  ...own(),
  identityToken: async () => sigstore.token(claims),
});

function open(options: KeyOptions, { policy = {}, env = {} }: { policy?: Partial<Policy>; env?: Record<string, string> } = {}) {
  const reporter = collectingReporter();
  return openKeys(options, { policy: { ...EMPTY_POLICY, ...policy }, run: RUN, workspace: "/nonexistent", env, reporter });
}

/** Signs an honest statement as a session with these options does. */
async function signed(stage: "plan" | "approve" | "test", options: KeyOptions): Promise<Bundle> {
  const { signer } = await open(options);
  return signStatement(createStatement(HONEST[stage], RUN, TOOL), requireSigner({ signer }));
}

async function judge(bundle: Bundle, options: KeyOptions, policy: Partial<Policy> = {}): Promise<string> {
  const verify = await (await open(options, { policy })).verifierFor([bundle]);
  return verify(bundle).signer;
}

describe("who signs", () => {
  test("a key, also where the job has an identity", async () => {
    const { privateKeyPem } = generateKeyPair();
    const { signer } = await open({ ...asJob(), signingKey: privateKeyPem });
    expect(signer?.key).toEqual(loadSigner(privateKeyPem).key);
  });

  test("the job's identity without a key, and nobody is asked before the first signature", async () => {
    const before = sigstore.requests.length;
    const { signer } = await open(asJob());
    expect(sigstore.requests.length).toBe(before);
    const bundle = await signStatement(createStatement(HONEST.plan, RUN, TOOL), requireSigner({ signer }));
    expect(bundle.verificationMaterial).toHaveProperty("certificate");
  });

  test("nobody without both, and what needs a signature names both ways", async () => {
    const { signer } = await open({});
    expect(() => requireSigner({ signer })).toThrow(/'id-token: write'.*'signing-key'/);
  });

  test("nobody for an identity that no known authority certifies, such as one of a server of one's own", async () => {
    const identityToken = async (): Promise<string> => sigstore.token();
    expect((await open({ identityToken }, { env: { GITHUB_SERVER_URL: "https://git.example" } })).signer).toBeUndefined();
    expect((await open(asJob(), { env: { GITHUB_SERVER_URL: "https://git.example" } })).signer).toBeDefined();
  });

  test("for a repository that is not public, nothing is sent to public services without consent", async () => {
    const text = sigstore.signingConfig.replaceAll(sigstore.url, "https://fulcio.sigstore.dev");
    const asked = { ...asJob({ repository_visibility: "private" }), signingConfig: { name: "public.json", text } };
    await expect(signed("plan", asked)).rejects.toThrow("publish the repository's name for good, and the repository is not public");
  });

  test("the token is hidden", async () => {
    const reporter = collectingReporter();
    const context = { policy: EMPTY_POLICY, run: RUN, workspace: "/nonexistent", env: {}, reporter };
    const { signer } = await openKeys(asJob(), context);
    await signer?.sign(new Uint8Array());
    expect(reporter.masked).toContain(sigstore.token());
  });
});

describe("who is believed, without a policy of signers", () => {
  test("the workflows of this repository, where no key was chosen", async () => {
    const bundle = await signed("plan", asJob());
    for (const options of [own(), asJob()]) expect(await judge(bundle, options)).toContain("release.yml@refs/tags/v1");
  });

  test("no workflow where keys were", async () => {
    const bundle = await signed("plan", asJob());
    const { privateKeyPem, publicKeyPem } = generateKeyPair();
    for (const keys of [{ signingKey: privateKeyPem }, { trustedKeys: [publicKeyPem] }])
      await expect(judge(bundle, { ...own(), ...keys })).rejects.toThrow("only keys are trusted here");
  });

  test.each([
    ["another repository", { repository: "evil/shop" }],
    ["another issuer", { iss: "https://gitlab.com" }],
  ])("not the workflows of %s", async (_, claims) => {
    await expect(judge(await signed("plan", asJob(claims)), own())).rejects.toThrow(
      /its certificate says .*evil|does not let sign|does not hold/,
    );
  });

  test("no certificate that a trust root does not verify: another instance's, or one that had expired", async () => {
    await using other = await startLoopbackSigstore({ kind: "github" });
    const bundle = await signed("plan", asJob());
    const roots = [other.trustedRoot(), sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z"))];
    for (const text of roots) await expect(judge(bundle, { trustRoot: { name: "other.json", text } })).rejects.toThrow("other.json");
  });
});

describe("who is believed by a policy", () => {
  const issuer = "https://token.actions.githubusercontent.com";
  const planner = { issuer, repository: "acme/shop", ref: "refs/heads/main", stages: ["plan", "test"] } as const;

  test("a workflow, for its stages alone: the plan job's identity signs no approval", async () => {
    const policy: Partial<Policy> = { signers: [planner] };
    expect(await judge(await signed("plan", asJob()), own(), policy)).toContain("release.yml");
    await expect(judge(await signed("approve", asJob()), own(), policy)).rejects.toThrow("does not let sign 'approve'");
  });

  test("a workflow for its environments alone", async () => {
    const signers = [{ ...planner, environments: ["staging"] }];
    await expect(judge(await signed("plan", asJob()), own(), { signers })).rejects.toThrow("does not let sign 'plan' for 'production'");
  });

  test("no certificate without the claim that the policy asks for", async () => {
    const bundle = await signed("plan", asJob({ ref: undefined }));
    await expect(judge(bundle, own(), { signers: [planner] })).rejects.toThrow("does not let sign 'plan'");
  });

  test("a key beside a workflow", async () => {
    const { privateKeyPem, publicKeyPem } = generateKeyPair();
    const policy: Partial<Policy> = { signers: [planner, { key: publicKeyPem, stages: ["approve"] }] };
    expect(await judge(await signed("approve", { signingKey: privateKeyPem }), own(), policy)).toMatch(/^key /);
    await expect(judge(await signed("plan", { signingKey: privateKeyPem }), own(), policy)).rejects.toThrow("does not let sign 'plan'");
  });

  test("where it names keys only, a stranger's certificate makes nobody ask the network", async () => {
    const { publicKeyPem } = generateKeyPair();
    const bundle = await signed("plan", asJob());
    // The folder for what is fetched cannot be made, so fetching would fail.
    const keys = await open({}, { policy: { signers: [{ key: publicKeyPem }] } });
    const verify = await keys.verifierFor([bundle]);
    expect(() => verify(bundle)).toThrow("only keys are trusted here");
  });
});

describe("provenance of other programs", () => {
  const issuer = "https://token.actions.githubusercontent.com";
  const builder = { issuer, repository: "acme/shop", stages: ["build"] } as const;

  test("is judged where the policy names a workflow for the stage 'build', and each is told that does not count", async () => {
    const { judgeBuilds } = await open(own(), { policy: { signers: [builder] } });
    const { builds, ignored } = (await judgeBuilds?.([await signed("plan", asJob()), {}])) ?? { builds: [], ignored: [] };
    expect(builds).toEqual([]);
    expect(ignored).toEqual([expect.stringContaining("it is a statement of type"), expect.stringContaining("'mediaType'")]);
  });

  test.each<[string, Partial<Policy>]>([
    ["a policy without signers", {}],
    ["a policy whose signers are trusted with everything alike", { signers: [{ issuer, repository: "acme/shop" }] }],
    ["a policy that names a key for it", { signers: [{ key: generateKeyPair().publicKeyPem, stages: ["build"] }] }],
  ])("is not, with %s", async (_, policy) => {
    expect((await open(own(), { policy })).judgeBuilds).toBeUndefined();
  });
});

test("a trust root that can be fetched from nowhere is an error that names the way without a network", async () => {
  const bundle = await signed("plan", asJob());
  const HOME = await mkdtemp(join(tmpdir(), "keys-"));
  const context = { policy: EMPTY_POLICY, run: RUN, workspace: "/nonexistent", env: { HOME }, reporter: collectingReporter() };
  // Nobody listens at the port of the proxy.
  const proxy = { https: { name: "HTTPS_PROXY", value: "http://127.0.0.1:9" }, direct: "" };
  const { verifierFor } = await openKeys({}, { ...context, proxy });
  await expect(verifierFor([bundle])).rejects.toThrow(/GitHub's trust root could not be fetched.*Offline, pass a file with 'trust-root'/);
});

test("a trust root and a signing config that cannot be read are refused at once", async () => {
  await expect(open({ trustRoot: { name: "root.json", text: "{}" } })).rejects.toThrow("is 'root.json', which is no trust root");
  await expect(open({ signingConfig: { name: "config.json", text: "{}" } })).rejects.toThrow("is 'config.json'");
});
