import { createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleFromJSON } from "@sigstore/bundle";
import { digestOf } from "@waybill/kit";
import { createStatement, generateKeyPair, inspectBundle, loadSigner, payloadDigest, trustKey, verifyRecord } from "./index.ts";
import type { Bundle, ReleaseRecord, VerifyOptions } from "./index.ts";
import {
  close,
  DATA,
  digestNow,
  EXPECTED,
  HONEST,
  IMAGE,
  LIVE,
  MANIFESTS,
  MIGRATIONS,
  MODEL,
  POLICY,
  RUN,
  sign,
  SIGNER,
  statements,
  TOOL,
  VERIFY,
} from "@waybill/testing/honest-release";
import { parseRecord } from "./record-file.ts";

let record: ReleaseRecord;

const options = (more: Partial<VerifyOptions> = {}): VerifyOptions => ({
  verify: VERIFY,
  policy: POLICY,
  expected: EXPECTED,
  readSubject: async (subject) => digestNow(subject),
  ...more,
});
const what = async (changed: ReleaseRecord, more: Partial<VerifyOptions> = {}): Promise<string> =>
  (await verifyRecord(changed, options(more))).findings.map((finding) => finding.what).join("\n");

beforeAll(async () => {
  record = await close(await statements());
});

test("a complete record holds", async () => {
  const { verdict, findings } = await verifyRecord(record, options());
  expect(findings).toEqual([]);
  expect(verdict).toBe("pass");
});

describe("names what was changed", () => {
  test.each([DATA, MODEL, IMAGE, MIGRATIONS, MANIFESTS, LIVE])("when $name is another one than it was in its stage", async (changed) => {
    const findings = await what(record, {
      readSubject: async (item) => (item.name === changed.name && item.kind === changed.kind ? digestOf("changed") : digestNow(item)),
    });
    expect(findings).toContain(`'${changed.name}'`);
    expect(findings).toContain("changed after that stage");
  });

  test("when a subject cannot be read", async () => {
    expect(await what(record, { readSubject: async (item) => (item.name === "deploy/" ? undefined : digestNow(item)) })).toContain(
      "'deploy/' of the deploy statement cannot be read",
    );
  });

  test("when two statements are swapped, whichever they are", async () => {
    for (let first = 0; first < record.statements.length - 1; first++) {
      for (let second = first + 1; second < record.statements.length - 1; second++) {
        const swapped = [...record.statements];
        [swapped[first], swapped[second]] = [swapped[second] as Bundle, swapped[first] as Bundle];
        expect(await what({ ...record, statements: swapped })).toContain("statements were swapped");
      }
    }
  });

  test("when the release statement does not stand last", async () => {
    expect(await what({ ...record, statements: record.statements.toReversed() })).toContain("does not end with a release statement");
  });

  test("when a statement is dropped, replaced, doubled or added", async () => {
    const { statements: all } = record;
    expect(await what({ ...record, statements: all.toSpliced(3, 1) })).toContain("The test statement (number 4) is missing");
    const other = await sign({ ...HONEST.test, finishedAt: "2026-11-21T08:09:00.000Z" });
    expect(await what({ ...record, statements: all.with(3, other) })).toContain(
      "The test statement (number 4) is missing from the record or was replaced",
    );
    expect(await what({ ...record, statements: all.toSpliced(2, 0, all[2] as Bundle) })).toContain("stands in the record twice");
    expect(await what({ ...record, statements: all.toSpliced(1, 0, other) })).toContain("is not part of this release");
  });

  test("when another key signed, even with the same content", async () => {
    const stranger = loadSigner(generateKeyPair().privateKeyPem);
    expect(await what({ ...record, statements: record.statements.with(2, await sign(HONEST.build, stranger)) })).toMatch(
      /Statement 3 .* build statement was signed by key .* not trusted/,
    );
    expect(await what(await close(record.statements.slice(0, -1), {}, stranger))).toContain("release statement was signed by key");
  });
});

test("a record that was closed with another configuration than its plan's, or than the one here, does not hold", async () => {
  const mine = [{ path: "mine.yml", digest: digestOf("mine.yml") }];
  expect(await what(await close(await statements(), { configuration: mine }))).toContain("closed with another configuration");
  expect(await what(record, { expected: { ...EXPECTED, configuration: mine } })).toContain("The plan was made with another configuration");
});

test("a record that was closed with a failing verdict does not pass, whatever stands in it", async () => {
  const failed = await close(await statements(), { verdict: "fail", findings: ["'deploy/' was changed"] });
  expect(await what(failed)).toContain("closed with a verdict that does not pass");
});

test("a second release statement, a record of another application and one from the future are refused", async () => {
  const inner = record.statements.at(-1) as Bundle;
  await expect(close([...record.statements.slice(0, -1), inner])).rejects.toThrow("lists a release among its statements");
  expect(await what({ ...record, statements: [...record.statements, inner] })).toContain("second release statement");
  expect(await what(await close(await statements(), { application: "other" }))).toContain("is of the application 'other'");
  expect(await what(await close(await statements(), { now: new Date("2026-11-21T09:00:00.000Z") }))).toContain("closed at 2026-11-21T09");
});

test("a subject that cannot be read is named, and everything else is still looked at", async () => {
  const readSubject: VerifyOptions["readSubject"] = async (subject) => {
    if (subject.kind === "environment") throw new Error("no cluster");
    return subject.name === "deploy/" ? digestOf("changed") : digestNow(subject);
  };
  const found = await what(record, { readSubject });
  expect(found).toContain("no cluster");
  expect(found).toContain("'deploy/'");
});

test("any changed byte of the record file is found", async () => {
  const text = JSON.stringify(record);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 127 }), async (at, flip) => {
      const code = text.charCodeAt(at) ^ flip;
      const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      let parsed: ReleaseRecord;
      try {
        parsed = parseRecord(changed);
      } catch (error) {
        expect((error as Error).name).toBe("ActionError");
        return;
      }
      // White space between tokens, or an escape of the same character, is the same record.
      if (JSON.stringify(parsed) === text) return;
      expect((await verifyRecord(parsed, options())).verdict).toBe("fail");
    }),
    { numRuns: 300 },
  );
});

describe("is readable by others", () => {
  test("Sigstore's own library takes every bundle as one of version 0.3", () => {
    for (const bundle of record.statements) expect(bundleFromJSON(bundle).mediaType).toContain("v0.3");
  });

  test("the signature is plain Ed25519 over DSSE's pre-authentication encoding", () => {
    const { dsseEnvelope } = record.statements[0] as Bundle;
    const payload = Buffer.from(dsseEnvelope.payload, "base64");
    const signed = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]);
    expect(
      verify(null, signed, createPublicKey(SIGNER.key?.publicKeyPem ?? ""), Buffer.from(dsseEnvelope.signatures[0]?.sig ?? "", "base64")),
    ).toBe(true);
  });

  test("build is SLSA provenance v1 with URIs, test is in-toto test-result v0.1, release is a SLSA verification summary", () => {
    expect(createStatement(HONEST.build, RUN, TOOL)).toMatchObject({
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {
        buildDefinition: {
          externalParameters: { repository: "https://github.com/acme/shop" },
          resolvedDependencies: [
            { uri: "git+https://github.com/acme/shop@refs/heads/main", digest: { gitCommit: RUN.commit } },
            { uri: expect.stringMatching(/^pkg:oci\/node@sha256%3A[0-9a-f]{64}\?repository_url=docker\.io%2Flibrary$/) },
          ],
        },
        runDetails: {
          builder: { id: "https://github.com/acme/shop/.github/workflows/ship.yml@refs/heads/main" },
          metadata: { invocationId: RUN.run },
        },
      },
    });
    expect(createStatement(HONEST.test, RUN, TOOL)).toMatchObject({
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      predicate: { result: "PASSED" },
    });
    const summary = JSON.parse(Buffer.from(record.statements.at(-1)?.dsseEnvelope.payload ?? "", "base64").toString()) as object;
    expect(summary).toMatchObject({
      predicateType: "https://slsa.dev/verification_summary/v1",
      predicate: { verificationResult: "PASSED", inputAttestations: { length: 8 } },
    });
  });
});

test("a signing key of the wrong kind is refused without quoting it", () => {
  expect(() => loadSigner("-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----")).toThrow(
    "is not a private key in PEM form",
  );
  try {
    loadSigner("c2VjcmV0c2VjcmV0");
  } catch (error) {
    expect(String(error)).not.toContain("c2VjcmV0");
  }
  expect(() => trustKey(generateKeyPair().privateKeyPem)).toThrow("not a public key");
});

test("payload digests tell statements apart", () => {
  expect(new Set(record.statements.map(payloadDigest)).size).toBe(record.statements.length);
  expect(inspectBundle(record.statements[0] as Bundle)).toMatchObject({ stage: "validate-data", run: { commit: RUN.commit } });
});
