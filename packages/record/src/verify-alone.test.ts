import { beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import {
  close,
  HONEST,
  IMAGE,
  LIVE,
  NOW,
  POLICY,
  RUN,
  sign,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import {
  findRollback,
  generateKeyPair,
  keylessSigner,
  loadSigner,
  parseSigningConfig,
  parseTrustRoots,
  payloadDigest,
  trustKey,
  trustOnly,
  verifyAlone,
} from "./index.ts";
import type { AloneVerification, EvidencePolicy, Known, ReleaseRecord } from "./index.ts";
import type { AloneOptions } from "./verify-alone.ts";

let record: ReleaseRecord;
beforeAll(async () => {
  record = await close(await statements());
});

const verify = (of: ReleaseRecord, known: Known = {}, more: Partial<AloneOptions> = {}): Promise<AloneVerification> =>
  verifyAlone(of, { verify: VERIFY, known, now: NOW, ...more });
const said = ({ verdict, findings }: AloneVerification): readonly [string, string] => [
  verdict,
  findings.map(({ what, observed = "" }) => `${what} ${observed}`).join("\n"),
];

describe("a record without its project", () => {
  test("holds, and says what was taken from the record itself", async () => {
    const verified = await verify(record);
    expect(said(verified)).toEqual(["pass", ""]);
    expect(verified.taken).toEqual(["repository", "commit", "environment", "images"]);
    expect(verified.release?.facts).toMatchObject({ application: "shop", environment: "production" });
    expect(verified.statements).toHaveLength(9);
  });

  test("holds when everything is as it was expected, and then nothing is taken", async () => {
    const verified = await verify(record, {
      repository: RUN.repository,
      commit: RUN.commit,
      environment: "production",
      image: IMAGE.digest,
    });
    expect(said(verified)).toEqual(["pass", ""]);
    expect(verified.taken).toEqual([]);
  });

  test.each<[string, Known, string]>([
    ["repository", { repository: "acme/other" }, "it is from repository acme/shop, and this is acme/other"],
    ["commit", { commit: "b".repeat(40) }, `and this is ${"b".repeat(40)}`],
    ["environment", { environment: "staging" }, "it is for environment 'production', and this is 'staging'"],
    ["image", { image: digestOf("another image") }, "The record is of a release of other images."],
  ])("is refused when another %s was expected", async (_, known, reason) => {
    const [verdict, why] = said(await verify(record, known));
    expect(verdict).toBe("fail");
    expect(why).toContain(reason);
  });

  test("of a rehearsal is refused", async () => {
    const rehearsed = { ...RUN, rehearsal: true };
    const bundles = await Promise.all(STAGES_BEFORE_RELEASE.map((stage) => sign(HONEST[stage], undefined, rehearsed)));
    const [verdict, why] = said(await verify(await close(bundles, { run: rehearsed })));
    expect(verdict).toBe("fail");
    expect(why).toContain("it is from a rehearsal");
  });

  test("closed with a verdict that does not pass is refused", async () => {
    const failed = await close(await statements(), { verdict: "fail", findings: ["No test evidence counts."] });
    expect(said(await verify(failed))).toEqual(["fail", expect.stringContaining("closed with a verdict that does not pass")]);
  });

  test("from which a statement was taken, to which one was added, or that was cut is refused", async () => {
    const [, ...less] = record.statements;
    expect(said(await verify({ ...record, statements: less }))[1]).toContain("is missing from the record");
    const more = [...record.statements.slice(0, -1), await sign(HONEST.test), ...record.statements.slice(-1)];
    expect(said(await verify({ ...record, statements: more }))[1]).toContain("twice");
    expect(said(await verify({ ...record, statements: record.statements.slice(0, -1) }))[1]).toContain("does not end with a release");
    expect((await verify({ ...record, statements: [] })).verdict).toBe("fail");
  });

  test("of which nobody who is trusted signed a statement is refused, and nothing is concluded from it", async () => {
    const verified = await verify(record, {}, { verify: trustOnly([{ key: trustKey(generateKeyPair().publicKeyPem) }]) });
    expect(verified).toMatchObject({ verdict: "fail", statements: [] });
    expect(verified.release).toBeUndefined();
  });

  test("whose statements contradict one another is refused, whoever signed them", async () => {
    const lying = await sign({ ...HONEST.deploy, facts: { ...HONEST.deploy.facts, plan: digestOf("another plan") } });
    expect(said(await verify(await close(await statements({ deploy: lying }))))).toEqual([
      "fail",
      expect.stringContaining("The deployment applied another plan"),
    ]);
  });

  test("that names a plan and a revision of which it has no statement is refused", async () => {
    const bare = await close([await sign(HONEST.test)]);
    const [verdict, why] = said(await verify(bare));
    expect(verdict).toBe("fail");
    expect(why).toContain("The release is of revision 3, and no statement of the record says that it was deployed.");
    expect(why).toContain("and the record has no statement of it.");
  });

  test("must have what a policy demands, as far as the record knows what there is", async () => {
    const policy: EvidencePolicy = { ...POLICY, demands: POLICY.demands.map((demand) => ({ ...demand, from: "policy.yml:3" })) };
    const policyFor = (): EvidencePolicy => policy;
    expect((await verify(record, {}, { policyFor })).verdict).toBe("pass");
    const deploy = await sign({ ...HONEST.deploy, facts: { ...HONEST.deploy.facts, tested: false } });
    const untested = await close(await statements({ test: undefined, "validate-data": undefined, deploy }));
    expect((await verify(untested)).verdict).toBe("pass");
    const [verdict, why] = said(await verify(untested, {}, { policyFor }));
    expect(verdict).toBe("fail");
    expect(why).toContain("No test evidence counts for image api");
    expect(why).toContain("Evidence of the stage 'validate-data' is demanded by policy.yml:3, and the record has none.");
  });
});

test("a trust root that had expired leaves the verdict open: nothing is known against the record, and nothing for it", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const signer = keylessSigner({
    services: parseSigningConfig(sigstore.signingConfig, "signing_config.json"),
    identityToken: async () => sigstore.token(),
  });
  const keyless = await close(await Promise.all(STAGES_BEFORE_RELEASE.map((stage) => sign(HONEST[stage], signer))), {}, signer);
  const workflow = { issuer: "https://token.actions.githubusercontent.com", repository: "acme/shop" };
  const judge = async (root: string): Promise<AloneVerification> =>
    verify(keyless, {}, { verify: trustOnly([workflow], await parseTrustRoots(root, "root.json")) });
  expect(await judge(sigstore.trustedRoot())).toMatchObject({ verdict: "pass" });
  const old = await judge(sigstore.trustedRoot(new Date("2026-02-01T00:00:00Z")));
  expect(old.verdict).toBe("inconclusive");
  expect(said(old)[1]).toContain("expired on 2026-02-01");
});

describe("the rollback that made a record the one of what runs", () => {
  const of = { run: RUN, application: "shop", environment: "production" };
  const backTo = () => ({ revision: 3, commit: RUN.commit, release: payloadDigest(record.statements.at(-1)!) });
  const deploy = (hour: number, facts: object = {}, more: object = {}) => {
    const time = `2026-11-21T${hour}:00:00.000Z`;
    const { releasePlan: _none, ...rest } = HONEST.deploy.facts;
    const subjects = HONEST.deploy.subjects.filter(({ kind }) => kind !== "path");
    return { ...HONEST.deploy, startedAt: time, finishedAt: time, subjects, facts: { ...rest, ...facts }, ...more };
  };

  test("is the newest deployment, when it went back to this very record", async () => {
    const rollback = await sign(deploy(12, { backTo: backTo() }));
    const bundles = [rollback, ...record.statements];
    expect(findRollback(bundles, VERIFY, record, of)?.payload).toBe(payloadDigest(rollback));
    expect(findRollback([...bundles, await sign(deploy(13))], VERIFY, record, of)).toBeUndefined();
  });

  test("is nobody's who is not trusted, not another environment's, not one that failed or went elsewhere", async () => {
    const facts = { backTo: backTo() };
    const refused = [
      await sign(deploy(12, facts), loadSigner(generateKeyPair().privateKeyPem)),
      await sign(deploy(12, { ...facts, environment: "staging" }, { subjects: [IMAGE, { ...LIVE, name: "staging" }] })),
      await sign(deploy(12, facts), undefined, { ...RUN, repository: "acme/other", run: RUN.run.replace("acme/shop", "acme/other") }),
      await sign(deploy(12, facts), undefined, { ...RUN, rehearsal: true }),
      await sign(deploy(12, { ...facts, application: "web" }, { product: "web" })),
      await sign(deploy(12, facts, { verdict: "fail", subjects: [IMAGE] })),
      await sign(deploy(12, { backTo: { ...backTo(), release: digestOf("another record") } })),
    ];
    for (const bundle of refused) expect(findRollback([bundle], VERIFY, record, of)).toBeUndefined();
  });
});
