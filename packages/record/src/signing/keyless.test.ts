import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ActionError, textAt, withValue } from "@waybill/kit";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { CLAIMS, startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { createStatement, keylessSigner, parseSigningConfig, parseTrustRoots, signStatement, trustOnly, verifyBundle } from "../index.ts";
import type { Bundle, TrustRoot } from "../index.ts";
import { parseBundle } from "./bundle.ts";
import type { VerifiedStatement } from "./bundle.ts";
import { describeIdentity } from "./identity.ts";

const STATEMENT = createStatement(HONEST.plan, RUN, TOOL);

const sign = (sigstore: LoopbackSigstore, claims: Record<string, string | undefined> = {}): Promise<Bundle> =>
  signStatement(
    STATEMENT,
    keylessSigner({
      services: parseSigningConfig(sigstore.signingConfig, "signing_config.json"),
      identityToken: async () => sigstore.token(claims),
    }),
  );

describe.each(["public-good", "github"] as const)("a statement signed by a workflow with services like those of %s", (kind) => {
  let sigstore: LoopbackSigstore;
  let bundle: Bundle;
  let roots: TrustRoot[];
  let before: number;

  beforeAll(async () => {
    sigstore = await startLoopbackSigstore({ kind });
    before = Math.floor(Date.now() / 1000) * 1000;
    bundle = await sign(sigstore);
    roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  });
  afterAll(() => sigstore[Symbol.asyncDispose]());

  test("names the workflow, and a time that a service signed", () => {
    const { identity, signedAt, view } = verifyBundle(bundle, [], roots);
    expect(identity).toEqual({
      kind: "certificate",
      issuer: "https://token.actions.githubusercontent.com",
      workflow: "https://github.com/waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
      repository: "https://github.com/acme/shop",
      commit: "a".repeat(40),
      ref: "refs/heads/main",
      startedWorkflow: "https://github.com/acme/shop/.github/workflows/ship.yml@refs/heads/main",
      trigger: "push",
      run: "https://github.com/acme/shop/actions/runs/1/attempts/1",
      visibility: "public",
    });
    expect(Number(signedAt)).toBeGreaterThanOrEqual(before);
    expect(Number(signedAt)).toBeLessThanOrEqual(Date.now());
    expect(describeIdentity(identity)).toBe("waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1");
    expect(view.stage).toBe("plan");
  });

  test("is written and read back as the same bytes", () => {
    const text = JSON.stringify(bundle);
    expect(JSON.stringify(parseBundle(JSON.parse(text)))).toBe(text);
  });

  test("proves nothing without a trust root, or with that of another instance", async () => {
    expect(() => verifyBundle(bundle, [])).toThrow("no trust root says whose certificates to believe");
    await using other = await startLoopbackSigstore({ kind });
    const others = await parseTrustRoots(other.trustedRoot(), "other.json");
    expect(() => verifyBundle(bundle, [], others)).toThrow(/plan statement does not hold\. other\.json does not verify/);
    expect(verifyBundle(bundle, [], [...others, ...roots]).identity.kind).toBe("certificate");
  });

  test("is refused by a trust root that had expired when it was signed, with the way to a newer one", async () => {
    const expired = await parseTrustRoots(sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z")), "old.json");
    expect(() => verifyBundle(bundle, [], expired)).toThrow(
      /The trust root old\.json expired on 2026-02-01T00:00:00\.000Z, and this was signed on .* Refresh it with 'gh attestation trusted-root/,
    );
  });

  test("is refused with any proof of its time taken away", () => {
    for (const proof of ["tlogEntries", "timestampVerificationData"]) {
      const { [proof]: taken, ...material } = { ...bundle.verificationMaterial } as Record<string, unknown>;
      if (taken === undefined) continue;
      const without = parseBundle({ ...bundle, verificationMaterial: material });
      expect(() => verifyBundle(without, [], roots)).toThrow("does not hold");
    }
  });

  test("is refused with the certificate or the proof of another statement", async () => {
    const other = await sign(sigstore, { ref: "refs/heads/evil" });
    const swapped = { ...bundle, verificationMaterial: other.verificationMaterial };
    expect(() => verifyBundle(swapped, [], roots)).toThrow("does not hold");
    const certificate = textAt(other, "verificationMaterial", "certificate", "rawBytes");
    expect(() =>
      verifyBundle(parseBundle(withValue(bundle, ["verificationMaterial", "certificate", "rawBytes"], certificate)), [], roots),
    ).toThrow(/does not hold|is damaged/);
  });

  test("no changed byte makes it say anything else", () => {
    const expected = said(verifyBundle(bundle, [], roots));
    for (const path of base64Paths(bundle)) {
      const bytes = Buffer.from(textAt(bundle, ...path) ?? "", "base64");
      // Forty places in each field, wherever they begin, so that every run looks elsewhere.
      const step = Math.ceil(bytes.length / 40);
      for (let at = Math.floor(Math.random() * step); at < bytes.length; at += step) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const result = attempt(() => verifyBundle(parseBundle(withValue(bundle, path, changed.toString("base64"))), [], roots));
        // Only a time stamp's own wrapping has bytes that no verifier looks at, and nothing is read from them.
        if (path.includes("signedTimestamp")) expect([undefined, expected], `${path.join(".")} ${at}`).toContain(result);
        else expect(result, `${path.join(".")} ${at}`).toBeUndefined();
      }
    }
  });

  test("no other field, type or spelling is let in", () => {
    const material = bundle.verificationMaterial as unknown as Record<string, unknown>;
    const changes: unknown[] = [
      { ...bundle, verificationMaterial: { ...material, publicKey: { hint: "x" } } },
      { ...bundle, verificationMaterial: { ...material, tlogEntries: [], timestampVerificationData: {} } },
      { ...bundle, verificationMaterial: { ...material, x509CertificateChain: { certificates: [] } } },
      { ...bundle, messageSignature: {} },
      {
        ...bundle,
        dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [...bundle.dsseEnvelope.signatures, ...bundle.dsseEnvelope.signatures] },
      },
      { ...bundle, mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.3" },
    ];
    for (const changed of changes) expect(() => parseBundle(changed), JSON.stringify(changed).slice(0, 200)).toThrow("is damaged");
  });
});

/** What a verified statement says, in one text. */
function said({ statement, identity, signedAt }: VerifiedStatement): string {
  return JSON.stringify([statement, identity, signedAt]);
}

/** What a bundle says when it holds; undefined when it was refused, which must be in our own words. */
function attempt(verify: () => VerifiedStatement): string | undefined {
  try {
    return said(verify());
  } catch (error) {
    expect(error).toBeInstanceOf(ActionError);
    return undefined;
  }
}

/** The paths of all fields of a bundle that are bytes. */
function base64Paths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === "string") return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(value) && value.length % 4 === 0 ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => base64Paths(member, [...path, Array.isArray(value) ? Number(key) : key]));
}

describe("the checkpoint of a log's entry", () => {
  test.each([
    ["another name", (text: string) => text.replace(/\u2014 127/, "\u2014 27")],
    ["a line behind it", (text: string) => `${text}more\n`],
    ["a second signature that is none", (text: string) => `${text}\u2014 x !!!!\n`],
    ["another size", (text: string) => text.replace("\n1\n", "\n2\n")],
  ])("is refused with %s", async (_, change) => {
    await using sigstore = await startLoopbackSigstore();
    const bundle = await sign(sigstore);
    const path = ["verificationMaterial", "tlogEntries", 0, "inclusionProof", "checkpoint", "envelope"];
    expect(() => parseBundle(withValue(bundle, path, change(textAt(bundle, ...path) ?? "")))).toThrow("is damaged");
  });
});

test("a certificate without a claim gives an identity without it", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const bundle = await sign(sigstore, { job_workflow_ref: undefined, repository: undefined });
  const { identity } = verifyBundle(bundle, [], await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json"));
  expect(identity).not.toHaveProperty("workflow");
  expect(identity).not.toHaveProperty("repository");
  expect(identity).toMatchObject({ ref: "refs/heads/main" });
});

test("a workflow is believed as the policy names it, for its stages, and nobody else is", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  const bundle = await sign(sigstore);
  const signer = {
    issuer: CLAIMS["iss"],
    repository: "acme/shop",
    workflow: "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v*",
  };
  expect(trustOnly([signer], roots)(bundle)).toMatchObject({
    view: { stage: "plan" },
    signer: "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
  });
  expect(() => trustOnly([{ ...signer, stages: ["approve"] }], roots)(bundle)).toThrow("which the policy does not let sign 'plan'");
  expect(() => trustOnly([{ ...signer, environments: ["staging"] }], roots)(bundle)).toThrow("does not let sign 'plan' for 'production'");
  expect(() => trustOnly([{ ...signer, repository: "acme/other" }], roots)(bundle)).toThrow("was signed by waybill-ci/waybill");
  expect(() => trustOnly([], roots)(bundle)).toThrow("does not let sign");
});

test.each([
  ["repository", { repository: "evil/shop" }, "repository is acme/shop, and its certificate says evil/shop"],
  ["repository, even one whose name begins alike,", { repository: "acme/shop-evil" }, "certificate says acme/shop-evil"],
  ["repository, even one whose name ends alike,", { repository: "evil/acme/shop" }, "certificate says evil/acme/shop"],
  ["commit", { sha: "b".repeat(40) }, "check out the commit that started it"],
  ["ref", { ref: "refs/heads/evil" }, "ref is refs/heads/main, and its certificate says refs/heads/evil"],
  ["run", { run_id: "2" }, "/runs/2/attempts/1"],
  ["attempt", { run_attempt: "2" }, "/runs/1/attempts/2"],
  [
    "workflow",
    { workflow_ref: "acme/shop/.github/workflows/evil.yml@refs/heads/main" },
    "certificate says acme/shop/.github/workflows/evil.yml",
  ],
])("a statement that says another %s than its certificate proves nothing", async (_, claims, why) => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  const lie = await sign(sigstore, claims);
  expect(() => verifyBundle(lie, [], roots)).toThrow(why);
});

test("every statement has a certificate and a token of its own", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const [first, second] = [await sign(sigstore), await sign(sigstore)];
  expect(first.verificationMaterial).not.toEqual(second.verificationMaterial);
  expect(sigstore.requests).toEqual([
    "POST /api/v2/signingCert",
    "POST /api/v1/timestamp",
    "POST /api/v2/signingCert",
    "POST /api/v1/timestamp",
  ]);
});

test("requests leave by the way that the run has, such as its proxy, and what refuses there says so itself", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const services = parseSigningConfig(sigstore.signingConfig, "x");
  const identityToken = async (): Promise<string> => sigstore.token();
  const asked: string[] = [];
  const counting: typeof fetch = (input, init) => {
    asked.push(new URL(input instanceof Request ? input.url : input).pathname);
    return fetch(input, init);
  };
  await signStatement(STATEMENT, keylessSigner({ services, identityToken, fetch: counting }));
  expect(asked).toEqual(["/api/v2/signingCert", "/api/v1/timestamp"]);
  const refusal = new ActionError("environment", "The proxy refused.");
  await expect(signStatement(STATEMENT, keylessSigner({ services, identityToken, fetch: () => Promise.reject(refusal) }))).rejects.toBe(
    refusal,
  );
});

describe("when a service fails", () => {
  test.each([
    ["/api/v2/signingCert", 403, "environment", "did not give a certificate to this job: (403)"],
    ["/api/v1/log/entries", 400, "environment", "did not write the signature into its log: (400)"],
    ["/api/v1/log/entries", 503, "remote", "did not write the signature into its log: (503)"],
  ])("%s with %i, the error says what was wanted of whom", async (path, status, kind, words) => {
    await using sigstore = await startLoopbackSigstore();
    sigstore.failures.set(path, { status, body: JSON.stringify({ message: `no: ${sigstore.token()}` }) });
    const error: unknown = await sign(sigstore).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind, message: expect.stringContaining(words) as string });
    expect(JSON.stringify(error) + String(error)).not.toContain("canary");
  });

  test("one that cannot be reached is named with the reason, after some tries", async () => {
    const sigstore = await startLoopbackSigstore();
    await sigstore[Symbol.asyncDispose]();
    await expect(sign(sigstore)).rejects.toMatchObject({
      kind: "remote",
      message: expect.stringMatching(/fetch failed \(.*ECONNREFUSED/) as string,
    });
  });

  test("a token that is none is never quoted, and nothing is asked of the services", async () => {
    await using sigstore = await startLoopbackSigstore();
    const signer = keylessSigner({
      services: parseSigningConfig(sigstore.signingConfig, "x"),
      identityToken: async () => "canary-no-token",
    });
    const error = await signStatement(STATEMENT, signer).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ kind: "environment", message: expect.stringContaining("identity token") as string });
    expect(String((error as Error).stack) + String((error as Error).cause)).not.toContain("canary");
    expect(sigstore.requests).toEqual([]);
  });

  test("the reason why there is no token passes through", async () => {
    await using sigstore = await startLoopbackSigstore();
    const services = parseSigningConfig(sigstore.signingConfig, "x");
    const reason = new ActionError("environment", "Give the job 'id-token: write'.");
    await expect(signStatement(STATEMENT, keylessSigner({ services, identityToken: () => Promise.reject(reason) }))).rejects.toBe(reason);
  });
});
