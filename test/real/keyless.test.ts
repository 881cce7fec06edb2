import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import {
  createStatement,
  generateKeyPair,
  keylessSigner,
  parseSigningConfig,
  parseTrustRoots,
  readForeignBundle,
  signStatement,
  trustKey,
  verifyForeignBundle,
} from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { CLAIMS, startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { readParts } from "../../scripts/parts/state.ts";

const { tools } = readParts(["tools"]);
const run = promisify(execFile);
const DATA = "customer,churned\n1042,yes\n";
const TYPE = "https://github.com/waybill-ci/waybill/predicates/validate-data/v1";
const ISSUER = CLAIMS["iss"] ?? "";
const WORKFLOW = `https://github.com/${CLAIMS["job_workflow_ref"]}`;
/** What a verifier must be told of an instance without logs. */
const WITHOUT_LOGS = ["--insecure-ignore-tlog", "--insecure-ignore-sct", "--use-signed-timestamps"];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keyless-"));
  await writeFile(join(folder, "customers.csv"), DATA);
  await writeFile(join(folder, "changed.csv"), DATA.replace("1042", "1041"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs cosign in the folder, with nothing of this machine's configuration; its exit code decides. */
async function cosign(args: string[], env: Record<string, string> = {}): Promise<{ ok: boolean; output: string }> {
  try {
    const { stdout, stderr } = await run(tools.cosign, args, {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
    });
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return { ok: false, output: stdout + stderr };
  }
}

const sign = (sigstore: LoopbackSigstore): Promise<Bundle> =>
  signStatement(
    createStatement({ ...HONEST["validate-data"], subjects: [{ kind: "path", name: "customers.csv", digest: digestOf(DATA) }] }, RUN, TOOL),
    keylessSigner({
      services: parseSigningConfig(sigstore.signingConfig, "signing_config.json"),
      identityToken: async () => sigstore.token(),
    }),
  );

describe.each(["public-good", "github"] as const)("a statement with a certificate of services like those of %s", (kind) => {
  let sigstore: LoopbackSigstore;
  let bundle: Bundle;
  beforeAll(async () => {
    sigstore = await startLoopbackSigstore({ kind });
    await using other = await startLoopbackSigstore({ kind });
    bundle = await sign(sigstore);
    await writeFile(join(folder, "bundle.json"), JSON.stringify(bundle));
    await writeFile(join(folder, "trusted_root.json"), sigstore.trustedRoot());
    await writeFile(join(folder, "other_root.json"), other.trustedRoot());
    await writeFile(join(folder, "expired_root.json"), sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z")));
  });
  afterAll(() => sigstore[Symbol.asyncDispose]());

  const verify = (options: { root?: string; identity?: string; issuer?: string; type?: string; subject?: string }) =>
    cosign([
      "verify-blob-attestation",
      "--bundle=bundle.json",
      `--trusted-root=${options.root ?? "trusted_root.json"}`,
      `--type=${options.type ?? TYPE}`,
      `--certificate-identity=${options.identity ?? WORKFLOW}`,
      `--certificate-oidc-issuer=${options.issuer ?? ISSUER}`,
      ...(kind === "github" ? WITHOUT_LOGS : []),
      options.subject ?? "customers.csv",
    ]);

  test("is accepted by cosign, offline, with the trust root alone", async () => {
    const { ok, output } = await verify({});
    expect(output).toContain("Verified OK");
    expect(ok).toBe(true);
  });

  test.each([
    ["the file was changed by one byte", { subject: "changed.csv" }],
    ["another instance is trusted", { root: "other_root.json" }],
    ["the trust root had expired when it was signed", { root: "expired_root.json" }],
    ["another workflow is demanded", { identity: `${WORKFLOW}.evil` }],
    ["another issuer is demanded", { issuer: "https://gitlab.com" }],
    ["another kind of evidence is asked for", { type: "https://example.com/other" }],
  ])("is refused by cosign when %s", async (_, options) => {
    const { ok, output } = await verify(options);
    expect(ok, output).toBe(false);
  });

  test("is accepted by Sigstore's own library for that workflow, and for no other", () => {
    const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot())));
    const verifier = new Verifier(material, kind === "github" ? { tlogThreshold: 0, ctlogThreshold: 0 } : {});
    const entity = toSignedEntity(bundleFromJSON(bundle));
    expect(() =>
      verifier.verify(entity, { extensions: { issuer: ISSUER }, subjectAlternativeName: /release\.yml@refs\/tags\/v1$/ }),
    ).not.toThrow();
    expect(() => verifier.verify(entity, { extensions: { issuer: "https://gitlab.com" } })).toThrow("invalid certificate extension");
  });
});

describe("what cosign signed", () => {
  const attest = (args: string[], env?: Record<string, string>) =>
    cosign(
      ["attest-blob", "--predicate=predicate.json", "--type=slsaprovenance1", "--bundle=cosign.json", "--yes", ...args, "customers.csv"],
      env,
    );
  const readBundle = async () => readForeignBundle(JSON.parse(await readFile(join(folder, "cosign.json"), "utf8")));
  beforeAll(() => writeFile(join(folder, "predicate.json"), JSON.stringify({ buildDefinition: {}, runDetails: {} })));

  test("with its key is read and verified", async () => {
    const env = { COSIGN_PASSWORD: "" };
    await cosign(["generate-key-pair"], env);
    await using sigstore = await startLoopbackSigstore();
    await writeFile(join(folder, "signing_config.json"), sigstore.signingConfig);
    await writeFile(join(folder, "trusted_root.json"), sigstore.trustedRoot());
    const signed = await attest(["--key=cosign.key", "--signing-config=signing_config.json", "--trusted-root=trusted_root.json"], env);
    expect(signed.ok, signed.output).toBe(true);
    const key = trustKey(await readFile(join(folder, "cosign.pub"), "utf8"));
    expect(verifyForeignBundle(await readBundle(), [key], []).identity).toEqual({ kind: "key", keyId: key.keyId });
    const stranger = trustKey(generateKeyPair().publicKeyPem);
    await expect(readBundle().then((bundle) => verifyForeignBundle(bundle, [stranger], []))).rejects.toThrow("none of the 1 trusted keys");
  });

  test("with a certificate is read and verified", async () => {
    await using sigstore = await startLoopbackSigstore();
    await writeFile(join(folder, "signing_config.json"), sigstore.signingConfig);
    await writeFile(join(folder, "trusted_root.json"), sigstore.trustedRoot());
    const signed = await attest([
      "--signing-config=signing_config.json",
      "--trusted-root=trusted_root.json",
      `--identity-token=${sigstore.token()}`,
    ]);
    expect(signed.ok, signed.output).toBe(true);
    const foreign = await readBundle();
    expect(foreign.subjects).toMatchObject([{ digest: digestOf(DATA) }]);
    const { identity } = verifyForeignBundle(foreign, [], await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json"));
    expect(identity).toMatchObject({ kind: "certificate", workflow: WORKFLOW });
    expect(() => verifyForeignBundle(foreign, [trustKey(generateKeyPair().publicKeyPem)], [])).toThrow("no trust root");
  });
});
